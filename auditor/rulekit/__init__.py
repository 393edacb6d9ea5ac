"""All that a rule may import. A rule is one folder; see docs/add-a-rule.md.

`Rule` holds a rule's metadata; a rule file offers `RULE`, `applicability(view)` and `expectation(node, view)`.
Questions about a capture are methods of `View` and `Node`; the rest stands in `text`, `components`, `standards`.
"""

from auditor.colour import hexadecimal, ratio
from auditor.rulekit.blocks import blocks, collapsers, first_content, skip_instruments
from auditor.rulekit.capture import Node, PageView, View
from auditor.rulekit.contrast import Limits, contrast_targets, contrast_verdict
from auditor.rulekit.grounds import border_colours, over_ground, plain_ground
from auditor.rulekit.pages import is_elder_page
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
    "CELLS",
    "HEADERS",
    "INAPPLICABLE",
    "Cell",
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
    "blocks",
    "border_colours",
    "cant_tell",
    "collapsers",
    "contrast_targets",
    "contrast_verdict",
    "exposed",
    "failed",
    "first_content",
    "first_refresh",
    "frame_document",
    "grid",
    "hexadecimal",
    "is_elder_page",
    "label_texts",
    "link_sets",
    "matching_name",
    "over_ground",
    "passed",
    "plain_ground",
    "ratio",
    "refer",
    "role_of",
    "same_address",
    "skip_instruments",
    "threshold",
    "viewport_zoom",
    "words",
]
