"""A warning or an emergency notice is not an image only.

Assumptions: a notice is known by its title and main heading; its image by size (ours). A way to have the page read
aloud doesn't help an image, so it doesn't count. Whether the image holds the text a person decides.
Source: Law on the Construction of a Barrier-Free Environment, Article 29 (restated; the tool's own criterion is printed
with it).
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View, content_images, title_and_headings
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed
from auditor.rulekit.text import pattern

RULE = Rule(
    id="emergency-notice",
    requirements=("accessibility-law-2023:29", "wcag22:1.1.1", "wcag22:1.4.5"),
    impact="critical",
    decides=("cantTell",),
    absence=True,
)
EMERGENCY = pattern("service.emergency")
ENOUGH = 120  # characters (ours): a notice with fewer beside a large image says little in text


def applicability(view: View) -> Iterator[tuple[Node, int]]:
    """The largest image of an emergency notice, with the number of characters beside it."""
    if EMERGENCY.search(title_and_headings(view)):
        yield from content_images(view)


def expectation(image: Node, view: View, length: int) -> Verdict:
    """The text beside it, and its alternative."""
    if length >= ENOUGH or len(image.attr("alt")) >= ENOUGH:
        return passed()
    return cant_tell("image", length=length)
