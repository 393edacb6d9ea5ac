"""All that a rule may import. A rule is one folder; see docs/add-a-rule.md.

`Rule` holds a rule's metadata; a rule file offers `RULE`, `applicability(view)` and `expectation(node, view)`.
Questions about a capture are methods of `View` and `Node`; the rest stands in `text`, `components`, `standards`.
"""

from auditor.colour import hexadecimal, ratio
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
from auditor.rulekit.language import (
    Difference,
    common_words,
    difference,
    inheriting_text,
    primary_tag,
    words_by_script,
)
from auditor.rulekit.pages import is_elder_page
from auditor.rulekit.pictures import SeenPicture, file_stem, name_parts, pictures, seen_pictures, svg_words, text_beside
from auditor.rulekit.rule import INAPPLICABLE, Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.site import SitePage, SiteVerdict, SiteView, refer
from auditor.rulekit.standards import threshold
from auditor.rulekit.words import compact, coverage, folded, is_listed, mentions, topic_words, word_list

__all__ = [
    "INAPPLICABLE",
    "Difference",
    "Node",
    "PageView",
    "Rule",
    "SeenPicture",
    "SitePage",
    "SiteVerdict",
    "SiteView",
    "Verdict",
    "View",
    "cant_tell",
    "common_words",
    "compact",
    "coverage",
    "difference",
    "failed",
    "file_stem",
    "first_block_after",
    "folded",
    "following",
    "heading_over",
    "hexadecimal",
    "inheriting_text",
    "is_elder_page",
    "is_heading",
    "is_listed",
    "is_shown",
    "labels_of",
    "mentions",
    "name_parts",
    "passed",
    "pictures",
    "primary_tag",
    "ratio",
    "refer",
    "seen_pictures",
    "shown_text",
    "svg_words",
    "text_beside",
    "threshold",
    "topic_words",
    "word_list",
    "words_by_script",
]
