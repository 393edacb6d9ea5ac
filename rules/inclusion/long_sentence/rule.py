"""Service guides and elder pages are written in sentences of a length that can be kept in mind.

Assumptions: length is counted in characters up to a full stop, question or exclamation mark or semicolon; enumerations
with many 、 are left out. The figures are ours; style is a person's to judge, so this is a hint.
Source: the tool's own criterion for plain Chinese; compare WCAG 2.2, 3.1.5 Reading Level (AAA).
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View, is_elder_page, is_guide, is_outside_content
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed
from auditor.rulekit.text import block_of, sentences

RULE = Rule(
    id="long-sentence",
    requirements=(),
    impact="minor",
    decides=("cantTell",),
    best_practice=True,
    people=("4.2.10", "older"),
)
LONG = 100  # characters (ours): about three lines of ordinary text on a phone, read in one breath
SEVERAL = 2  # such sentences on a page (ours): one may be a quotation
LISTED = 6  # 、 in a sentence (ours): a list set as running text
READ = 200_000  # characters of one block that are read


def applicability(view: View) -> Iterator[Node]:
    """The page, where it is a guide or an elder page."""
    if is_guide(view) or is_elder_page(view):
        yield view.root


def expectation(root: Node, view: View) -> Verdict:
    """The long sentences of the page's own content."""
    blocks: dict[int, list[Node]] = {}
    for text in view.texts(top_only=True):
        block = block_of(text)
        if block is not None:
            blocks.setdefault(block.number, []).append(text)
    long_ones: list[str] = []
    for texts in blocks.values():
        own = "".join(text.own_text for text in texts)[:READ]
        long = [s for s in sentences(own) if len(s) > LONG and s.count("、") < LISTED]
        if long and not is_outside_content(texts[0]):
            long_ones += long
    if len(long_ones) < SEVERAL:
        return passed()
    longest = max(long_ones, key=len)
    return cant_tell(
        "long", confidence="hint", count=len(long_ones), limit=LONG, length=len(longest), words=longest[:30]
    )
