"""The page has content of its own before any script runs.

Assumptions: letters in the document as it came are compared with those drawn in the end; the share is ours. Content of
frames isn't counted. No clause asks for it: good practice.
Readers and braille devices that show the plain document, and search engines, get nothing either.
Source: the tool's own criterion.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="script-only-content",
    requirements=(),
    impact="minor",
    decides=("cantTell",),
    best_practice=True,
    absence=True,
    spared=("frames",),
)
SHARE = 0.2  # of the drawn letters that stand in the source (ours): with less the page is its scripts
ENOUGH = 200  # drawn letters (ours): below, there is no content to speak of


def _letters(text: str) -> int:
    return len(re.sub(r"\W+", "", text))


def applicability(view: View) -> Iterator[tuple[Node, int]]:
    """The page, where its source was read and text is drawn, with the letters of the source."""
    in_source = view.page.traffic.source_letters
    if in_source is not None and _letters(view.text[: 10 * ENOUGH]) >= ENOUGH:
        yield view.root, in_source


def expectation(root: Node, view: View, in_source: int) -> Verdict:
    """The share of letters that were there before any script."""
    if in_source >= SHARE * len(view.text):
        return passed()  # the letters are no more than the characters
    drawn = _letters(view.text)
    share = in_source / drawn
    return (
        passed() if share >= SHARE else cant_tell("script", confidence="hint", percent=round(share * 100), drawn=drawn)
    )
