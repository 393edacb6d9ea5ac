"""All that a rule may import. A rule is one folder; see docs/add-a-rule.md.

`Rule` holds a rule's metadata; a rule file offers `RULE`, `applicability(view)` and `expectation(node, view)`.
Questions about a capture are methods of `View` and `Node`; the rest stands in `text`, `components`, `standards`.
"""

from auditor.colour import hexadecimal, ratio
from auditor.rulekit.aids import aids, tool_bar
from auditor.rulekit.captcha import captcha_field, captcha_pictures, captcha_puzzles
from auditor.rulekit.capture import Node, PageView, View
from auditor.rulekit.floating import close_controls, floating_windows
from auditor.rulekit.pages import css_scale, is_article, is_elder_page, sample_of
from auditor.rulekit.rule import INAPPLICABLE, Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.site import SitePage, SiteVerdict, SiteView, refer
from auditor.rulekit.standards import threshold

__all__ = [
    "INAPPLICABLE",
    "Node",
    "PageView",
    "Rule",
    "SitePage",
    "SiteVerdict",
    "SiteView",
    "Verdict",
    "View",
    "aids",
    "cant_tell",
    "captcha_field",
    "captcha_pictures",
    "captcha_puzzles",
    "close_controls",
    "css_scale",
    "failed",
    "floating_windows",
    "hexadecimal",
    "is_article",
    "is_elder_page",
    "passed",
    "ratio",
    "refer",
    "sample_of",
    "threshold",
    "tool_bar",
]
