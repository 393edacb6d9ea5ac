"""Text of an elder page has the contrast of the age-friendly clause, whose large text begins earlier than WCAG's.

Assumptions: the clause's 3:1 holds for text above 18 px, WCAG's for 24 px or bold 18.66 px: text between them can meet
the clause and fail WCAG, which text-contrast reports. The clause gives no formula: WCAG's is used. Failed only where
the best background pixel is not enough; images and gradients that can't be settled are left to text-contrast.
Source: MIIT 67号 (2021) Annex 2, clause 1.3 (figures from the data), as a reference; formula of WCAG 2.2.
"""

import math
from collections.abc import Iterator

from auditor.rulekit.page import Node, View, is_elder_page
from auditor.rulekit.rule import INAPPLICABLE, Rule, Verdict, failed, threshold
from auditor.rulekit.text import Limits, contrast_limits, contrast_targets, contrast_verdict

CLAUSE = "miit-app-2021:1.3"
RULE = Rule(
    id="elder-contrast", requirements=(CLAUSE,), impact="serious", views=("desktop", "phone"), decides=("failed",)
)
# Large is strictly above the clause's size, bold or not.
ABOVE = math.nextafter(float(threshold(CLAUSE, "large_above_px")), math.inf)
LIMITS = Limits(float(threshold(CLAUSE, "min_ratio")), float(threshold(CLAUSE, "large_min_ratio")), ABOVE, ABOVE)
WCAG = contrast_limits("wcag22:1.4.3")


def applicability(view: View) -> Iterator[Node]:
    """Drawn text of an elder page."""
    if is_elder_page(view):
        yield from contrast_targets(view, LIMITS)


def expectation(text: Node, view: View) -> Verdict:
    """The best ratio against the clause's, with WCAG's beside it; what can't be settled is left to text-contrast."""
    verdict = contrast_verdict(text, view, LIMITS)
    if verdict.outcome != "failed":
        return verdict if verdict.outcome == "passed" else INAPPLICABLE
    seen = verdict.evidence
    is_large = seen["font_size"] >= WCAG.large_from or (seen["bold"] and seen["font_size"] >= WCAG.bold_from)
    return failed("low", **seen, wcag=WCAG.large if is_large else WCAG.normal)
