"""At the largest setting of the page's own size control, main text reaches the size of the clause.

Assumptions: the control is driven to its largest step first; the figure is about that step and never about ordinary
text. Main text is measured outside headers and footers: the size that at least half of its characters reach. A page
whose control moves nothing is judged by size-control instead. 1 dp/pt is taken as 1 CSS px, the tool's own reading.
Source: MIIT 67号 (2021) Annex 2, clause 1.1 (the largest setting); the figure is in the data.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import LargestSetting, aid_trials, elder_aids
from auditor.rulekit.rule import Rule, Verdict, failed, passed, threshold

CLAUSE = "miit-app-2021:1.1-max"
RULE = Rule(
    id="largest-setting",
    requirements=(CLAUSE,),
    impact="moderate",
    needs=("elder_aids",),
    decides=("failed",),
    profile="standard",
)
REQUIRED = float(threshold(CLAUSE, "max_setting_min_px"))
ROUNDING = 0.1  # sizes are measured to a tenth of a px


def applicability(view: View) -> Iterator[tuple[Node, LargestSetting]]:
    """The page, where its control makes main text larger."""
    largest = elder_aids(view).largest
    if largest is not None and any(trial.grows for _, trial in aid_trials(view, "size", "grow", "zoom")):
        yield view.root, largest


def expectation(node: Node, view: View, largest: LargestSetting) -> Verdict:
    """The size that half of main text reaches at the largest setting."""
    if largest.median >= REQUIRED - ROUNDING:
        return passed()
    return failed("small", start=largest.start, largest=largest.median, required=REQUIRED)
