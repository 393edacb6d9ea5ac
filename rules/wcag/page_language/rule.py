"""The language that the page declares is the language of its text.

Assumptions: the language is told by script, and within a script by statistics. Parts with a `lang` of their own are
left out; title, names of images and frames without `lang` count. A short text is certain where small words decide:
three that only the language found has, spread over it, and none that only the declared one has. With little text, or
two languages near each other, a person is asked or nothing is said. Tags that no voice knows are another rule's.
Source: WCAG 2.2 3.1.1; ACT rule ucwvc8 (HTML page language subtag matches default language).
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Evidence, Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.text import Difference, difference, primary_tag, text_of_page

RULE = Rule(
    id="page-language",
    requirements=("wcag22:3.1.1",),
    impact="serious",
    act=("ucwvc8",),
    views=("desktop",),
    spared=("frames",),
)


def applicability(view: View) -> Iterator[tuple[Node, Difference | None]]:
    """The page, where it declares a known language and has text, with how the text differs."""
    declared = primary_tag(view.root.attr("lang")) if view.root.tag == "html" else ""
    if declared and (text := text_of_page(view)).strip():
        yield view.root, difference(text, declared)


def expectation(root: Node, view: View, other: Difference | None) -> Verdict:
    """The language declared against the text's."""
    if other is None:
        return passed()
    facts: Evidence = {
        "declared": root.attr("lang"),
        "detected": other.language,
        "words": other.words,
        "sample": text_of_page(view)[:80],
    }
    if other.proven:
        return failed("small", **facts)
    return failed("wrong", **facts) if other.sure == "certain" else cant_tell("perhaps", **facts)
