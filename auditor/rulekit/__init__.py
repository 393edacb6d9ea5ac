"""All that a rule may import. A rule is one folder; see docs/add-a-rule.md.

`Rule` holds a rule's metadata; a rule file offers `RULE`, `applicability(view)` and `expectation(node, view)`.
Questions about a capture are methods of `View` and `Node`; the rest stands in `text`, `components`, `standards`.
"""

from auditor.colour import hexadecimal, ratio
from auditor.rulekit.answers import Answer, answers, label_of, rounds, says_which
from auditor.rulekit.capture import Node, PageView, View
from auditor.rulekit.clipping import Clipping, Cut, Loss, losses
from auditor.rulekit.overlaps import Overlap, overlaps
from auditor.rulekit.pages import is_elder_page
from auditor.rulekit.rule import INAPPLICABLE, Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.site import SitePage, SiteVerdict, SiteView, refer
from auditor.rulekit.standards import threshold

__all__ = [
    "INAPPLICABLE",
    "Answer",
    "Clipping",
    "Cut",
    "Loss",
    "Node",
    "Overlap",
    "PageView",
    "Rule",
    "SitePage",
    "SiteVerdict",
    "SiteView",
    "Verdict",
    "View",
    "answers",
    "cant_tell",
    "failed",
    "hexadecimal",
    "is_elder_page",
    "label_of",
    "losses",
    "overlaps",
    "passed",
    "ratio",
    "refer",
    "rounds",
    "says_which",
    "threshold",
]
