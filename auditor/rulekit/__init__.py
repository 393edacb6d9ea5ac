"""All that a rule may import. A rule is one folder; see docs/add-a-rule.md.

`Rule` holds a rule's metadata; a rule file offers `RULE`, `applicability(view)` and `expectation(node, view)`.
Questions about a capture are methods of `View` and `Node`; the rest stands in `text`, `components`, `standards`.
"""

from auditor.colour import hexadecimal, ratio
from auditor.rulekit.blocks import blocks, collapsers, first_content, skip_instruments
from auditor.rulekit.capture import Node, PageView, View
from auditor.rulekit.contacts import ADDRESS, AGENT, HOURS, PHONE, PLACE, has_hours, has_phone, has_place, whole_text
from auditor.rulekit.contrast import Limits, contrast_targets, contrast_verdict
from auditor.rulekit.grounds import border_colours, over_ground, plain_ground
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
from auditor.rulekit.pragmas import first_refresh, viewport_zoom
from auditor.rulekit.rule import INAPPLICABLE, Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.semantics import (
    address,
    exposed,
    frame_document,
    label_texts,
    link_sets,
    matching_name,
    role_of,
    same_address,
    words,
)
from auditor.rulekit.site import SitePage, SiteVerdict, SiteView, refer
from auditor.rulekit.standards import threshold
from auditor.rulekit.tables import CELLS, HEADERS, Cell, Grid, grid

__all__ = [
    "ADDRESS",
    "AGENT",
    "CELLS",
    "HEADERS",
    "HOURS",
    "INAPPLICABLE",
    "PHONE",
    "PLACE",
    "SENSITIVE",
    "Cell",
    "Field",
    "Grid",
    "Limits",
    "Node",
    "PageView",
    "Rule",
    "SitePage",
    "SiteVerdict",
    "SiteView",
    "Verdict",
    "View",
    "address",
    "block_of",
    "blocks",
    "blocks_with",
    "border_colours",
    "cant_tell",
    "collapsers",
    "consent_boxes",
    "content_images",
    "contrast_targets",
    "contrast_verdict",
    "exposed",
    "failed",
    "first_content",
    "first_refresh",
    "footers",
    "frame_document",
    "grid",
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
    "label_texts",
    "link_sets",
    "main_area",
    "matching_name",
    "metas",
    "over_ground",
    "passed",
    "personal_fields",
    "personal_forms",
    "plain_ground",
    "ratio",
    "refer",
    "registrable",
    "role_of",
    "run_abroad",
    "same_address",
    "same_owner",
    "says_online_only",
    "says_only",
    "sentences",
    "site_codes",
    "skip_instruments",
    "strangers",
    "threshold",
    "viewport_zoom",
    "whole_text",
    "words",
]
