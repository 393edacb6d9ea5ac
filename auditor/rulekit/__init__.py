"""All that a rule may import. A rule is one folder; see docs/add-a-rule.md.

`Rule` holds a rule's metadata; a rule file offers `RULE`, `applicability(view)` and `expectation(node, view)`.
Questions about a capture are methods of `View` and `Node`; the rest stands in `text`, `components`, `standards`.
"""

from auditor.colour import hexadecimal, ratio
from auditor.rulekit.capture import Node, PageView, View
from auditor.rulekit.language import Difference, difference, inheriting_text, primary_tag
from auditor.rulekit.pages import is_elder_page
from auditor.rulekit.rule import INAPPLICABLE, Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.standards import threshold

__all__ = [
    "INAPPLICABLE",
    "Difference",
    "Node",
    "PageView",
    "Rule",
    "Verdict",
    "View",
    "cant_tell",
    "difference",
    "failed",
    "hexadecimal",
    "inheriting_text",
    "is_elder_page",
    "passed",
    "primary_tag",
    "ratio",
    "threshold",
]
