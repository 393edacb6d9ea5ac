"""All that a rule may import. A rule is one folder; see docs/add-a-rule.md.

`Rule` holds a rule's metadata; a rule file offers `RULE`, `applicability(view)` and `expectation(node, view)`.
Questions about a capture are methods of `View` and `Node`; the rest stands in `text`, `components`, `standards`.
"""

from auditor.colour import hexadecimal, ratio
from auditor.rulekit.capture import Node, PageView, View
from auditor.rulekit.contacts import ADDRESS, AGENT, HOURS, PHONE, PLACE, has_hours, has_phone, has_place, whole_text
from auditor.rulekit.hosts import is_local, registrable, run_abroad, same_owner, strangers
from auditor.rulekit.pagekind import (
    content_images,
    footers,
    headings,
    in_frame_of_page,
    is_article,
    is_government,
    is_guide,
    is_home,
    is_login,
    is_privacy_notice,
    is_service,
    main_area,
    metas,
    site_codes,
)
from auditor.rulekit.pages import is_elder_page
from auditor.rulekit.passages import block_of, blocks_with, says_online_only, says_only, sentences
from auditor.rulekit.personal import (
    SENSITIVE,
    Field,
    consent_boxes,
    items,
    kind_of,
    label_of,
    personal_fields,
    personal_forms,
)
from auditor.rulekit.rule import INAPPLICABLE, Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.site import SitePage, SiteVerdict, SiteView, refer
from auditor.rulekit.standards import threshold

__all__ = [
    "ADDRESS",
    "AGENT",
    "HOURS",
    "INAPPLICABLE",
    "PHONE",
    "PLACE",
    "SENSITIVE",
    "Field",
    "Node",
    "PageView",
    "Rule",
    "SitePage",
    "SiteVerdict",
    "SiteView",
    "Verdict",
    "View",
    "block_of",
    "blocks_with",
    "cant_tell",
    "consent_boxes",
    "content_images",
    "failed",
    "footers",
    "has_hours",
    "has_phone",
    "has_place",
    "headings",
    "hexadecimal",
    "in_frame_of_page",
    "is_article",
    "is_elder_page",
    "is_government",
    "is_guide",
    "is_home",
    "is_local",
    "is_login",
    "is_privacy_notice",
    "is_service",
    "items",
    "kind_of",
    "label_of",
    "main_area",
    "metas",
    "passed",
    "personal_fields",
    "personal_forms",
    "ratio",
    "refer",
    "registrable",
    "run_abroad",
    "same_owner",
    "says_online_only",
    "says_only",
    "sentences",
    "site_codes",
    "strangers",
    "threshold",
    "whole_text",
]
