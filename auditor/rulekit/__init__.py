"""All that a rule may import. A rule is one folder; see docs/add-a-rule.md.

`Rule` holds a rule's metadata; a rule file offers `RULE`, `applicability(view)` and `expectation(node, view)`.
Questions about a capture are methods of `View` and `Node`; the rest stands in `text`, `components`, `standards`.
"""

from auditor.colour import hexadecimal, ratio
from auditor.rulekit.capture import Node, PageView, View
from auditor.rulekit.documents import LinkedPdf, linked_pdfs, pdf_links
from auditor.rulekit.media import Medium, StandIn, media, stand_in
from auditor.rulekit.motion import clock, countdown, going, perhaps_stopped, stirring, stopper
from auditor.rulekit.pages import is_elder_page
from auditor.rulekit.regions import named_region, region, target_key
from auditor.rulekit.rule import INAPPLICABLE, Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.site import SitePage, SiteVerdict, SiteView, refer
from auditor.rulekit.standards import threshold

__all__ = [
    "INAPPLICABLE",
    "LinkedPdf",
    "Medium",
    "Node",
    "PageView",
    "Rule",
    "SitePage",
    "SiteVerdict",
    "SiteView",
    "StandIn",
    "Verdict",
    "View",
    "cant_tell",
    "clock",
    "countdown",
    "failed",
    "going",
    "hexadecimal",
    "is_elder_page",
    "linked_pdfs",
    "media",
    "named_region",
    "passed",
    "pdf_links",
    "perhaps_stopped",
    "ratio",
    "refer",
    "region",
    "stand_in",
    "stirring",
    "stopper",
    "target_key",
    "threshold",
]
