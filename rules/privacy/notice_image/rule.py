"""A privacy notice is text on the page, not an image of it.

Assumptions: a notice is a page whose title or main heading says so, its image is large (size ours) and the text
beside it short. Whether the image is the notice a person decides.
Source: Personal Information Protection Law, Article 17: easy to read and to save (restated); that it is text is the
tool's own criterion, printed with it.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View, is_outside_content, is_privacy_notice, main_area
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="notice-image",
    requirements=("pipl-2021:17", "wcag22:1.4.5"),
    impact="serious",
    decides=("cantTell",),
    absence=True,
)
LARGE = 300  # px on both sides (ours)
ENOUGH = 200  # characters (ours) of the page's own content: a notice with fewer says little in text


def applicability(view: View) -> Iterator[Node]:
    """The first large image of a privacy notice's own content."""
    if is_privacy_notice(view):
        for image in view.find("img", top_only=True):
            if image.rendered and min(image.box[2:]) >= LARGE and not is_outside_content(image):
                yield image
                return


def expectation(image: Node, view: View) -> Verdict:
    """The text beside it."""
    length = len(main_area(view).text(2_000).replace(" ", ""))
    return passed() if length >= ENOUGH else cant_tell("image", length=length)
