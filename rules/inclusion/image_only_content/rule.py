"""A published piece has its content as text, not only as an image or scan.

Assumptions: a piece is known by its labels or its date and source lines; its content by the names that site systems
use. An image report may be meant so; a person looks. Sizes and the number of characters are ours. Emergency notices
have a rule of their own.
Source: WCAG 2.2, 1.4.5 Images of Text and 1.1.1 Non-text Content.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View, content_images, is_article, title_and_headings
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed
from auditor.rulekit.text import pattern

RULE = Rule(
    id="image-only-content",
    requirements=("wcag22:1.4.5", "wcag22:1.1.1"),
    impact="serious",
    decides=("cantTell",),
    absence=True,
)
EMERGENCY = pattern("service.emergency")
ENOUGH = 120  # characters (ours): a piece with fewer beside a large image says little in text


def applicability(view: View) -> Iterator[tuple[Node, int]]:
    """The largest image of a piece that is no emergency notice, with the number of characters beside it."""
    if is_article(view) and not EMERGENCY.search(title_and_headings(view)):
        yield from content_images(view)


def expectation(image: Node, view: View, length: int) -> Verdict:
    """The text beside it, and its alternative."""
    if length >= ENOUGH or len(image.attr("alt")) >= ENOUGH:
        return passed()
    return cant_tell("image", length=length)
