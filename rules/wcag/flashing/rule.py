"""Nothing flashes more than three times in a second on a large area.

Assumptions: frames are counted only where something is animated fast or a canvas changes; a frame that is missed can
only make the count smaller, so a failure is measured. The area is WCAG's example for a common screen, 25 % of any 341 ×
256 CSS px, and it flashes as one; where parts take turns nothing is said. Images and videos have a rule of their own
(flashing-content).
Source: WCAG 2.2 2.3.1, the definition of general flash and red flash thresholds and the understanding document.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import FLASH_AREA, MOST_FLASHES, FastFlash, fast_flashes
from auditor.rulekit.rule import Rule, Verdict, failed, passed

RULE = Rule(
    id="flashing",
    requirements=("wcag22:2.3.1",),
    impact="critical",
    needs=("auto_changes",),
    decides=("failed",),
    profile="standard",
)


def applicability(view: View) -> Iterator[tuple[Node, FastFlash]]:
    """What is animated fast and changed its brightness."""
    yield from fast_flashes(view)


def expectation(node: Node, view: View, flash: FastFlash) -> Verdict:
    """Three flashes at most, or a small area."""
    if flash.most > MOST_FLASHES and flash.together > MOST_FLASHES and flash.area > FLASH_AREA:
        return failed("red_flashes" if flash.red else "flashes", most=flash.together, area=flash.area, limit=FLASH_AREA)
    return passed()
