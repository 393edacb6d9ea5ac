"""No animated image and no video flashes more than three times in a second on a large area.

Assumptions: images are read frame by frame, with the times that browsers keep; of a video the first seconds are
played, of a long one parts from three places, at the size shown; frames that are missed can only make the count
smaller. The area is WCAG's example for a common screen, 25 % of any 341 × 256 CSS px. A failure flashes as one; what
flashes by parts that take turns, or was not seen on the page, is asked about. Red flashes by the definition of WCAG
2.2's understanding document, and by that of WCAG 2.1 too.
Source: WCAG 2.2 2.3.1, the definition of general flash and red flash thresholds and the understanding document.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import FLASH_AREA, MOST_FLASHES, AnimatedImage, WatchedVideo, measured_images
from auditor.rulekit.rule import Evidence, Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="flashing-content",
    requirements=("wcag22:2.3.1",),
    impact="critical",
    needs=("moving_images",),
    profile="standard",
)


def applicability(view: View) -> Iterator[tuple[Node, AnimatedImage | WatchedVideo]]:
    """Animated images that were read and videos that were watched."""
    first: dict[Node, AnimatedImage | WatchedVideo] = {}
    for node, moving in measured_images(view):
        first.setdefault(node, moving)
    yield from first.items()


def expectation(node: Node, view: View, moving: AnimatedImage | WatchedVideo) -> Verdict:
    """Three flashes at most, or a small area."""
    flash = moving.flash
    if flash is None or flash.most <= MOST_FLASHES or flash.area <= FLASH_AREA:
        return passed()
    facts: Evidence = {"area": flash.area, "limit": FLASH_AREA, "second": flash.second}
    if flash.together <= MOST_FLASHES:
        return cant_tell("parts", most=flash.most, **facts)
    facts["most"] = flash.together
    red = "red_" if flash.red else ""
    if isinstance(moving, WatchedVideo):
        return failed(red + "live", **facts) if flash.second is None else failed(red + "video", **facts)
    facts["frames"] = moving.frames
    return failed(red + "picture", **facts) if moving.shown else cant_tell("unseen", **facts)
