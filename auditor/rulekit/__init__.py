"""All that a rule may import. A rule is one folder; see docs/add-a-rule.md.

`Rule` holds a rule's metadata; a rule file offers `RULE`, `applicability(view)` and `expectation(node, view)`.
Questions about a capture are methods of `View` and `Node`; the rest stands in `text`, `components`, `standards`.
"""

from auditor.colour import hexadecimal, ratio
from auditor.rulekit.blocks import blocks, collapsers, first_content, skip_instruments
from auditor.rulekit.capture import Node, PageView, View
from auditor.rulekit.context import (
    first_block_after,
    following,
    heading_over,
    is_heading,
    is_shown,
    labels_of,
    shown_text,
)
from auditor.rulekit.contrast import Limits, contrast_targets, contrast_verdict
from auditor.rulekit.grounds import border_colours, over_ground, plain_ground
from auditor.rulekit.language import Difference, common_words, difference, inheriting_text, primary_tag, words_by_script
from auditor.rulekit.pages import is_elder_page
from auditor.rulekit.pictures import SeenPicture, file_stem, name_parts, pictures, seen_pictures, svg_words, text_beside
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
    split_words,
)
from auditor.rulekit.site import SitePage, SiteVerdict, SiteView, refer
from auditor.rulekit.standards import threshold
from auditor.rulekit.tables import CELLS, HEADERS, Cell, Grid, grid
from auditor.rulekit.words import compact, coverage, folded, is_listed, mentions, topic_words, word_list

__all__ = [
    "CELLS",
    "HEADERS",
    "INAPPLICABLE",
    "Cell",
    "Difference",
    "Grid",
    "Limits",
    "Node",
    "PageView",
    "Rule",
    "SeenPicture",
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
    "common_words",
    "compact",
    "contrast_targets",
    "contrast_verdict",
    "coverage",
    "difference",
    "exposed",
    "failed",
    "file_stem",
    "first_block_after",
    "first_content",
    "first_refresh",
    "folded",
    "following",
    "frame_document",
    "grid",
    "heading_over",
    "hexadecimal",
    "inheriting_text",
    "is_elder_page",
    "is_heading",
    "is_listed",
    "is_shown",
    "label_texts",
    "labels_of",
    "link_sets",
    "matching_name",
    "mentions",
    "name_parts",
    "over_ground",
    "passed",
    "pictures",
    "plain_ground",
    "primary_tag",
    "ratio",
    "refer",
    "role_of",
    "same_address",
    "seen_pictures",
    "shown_text",
    "skip_instruments",
    "split_words",
    "svg_words",
    "text_beside",
    "threshold",
    "topic_words",
    "viewport_zoom",
    "word_list",
    "words_by_script",
]
