"""No service page says that counters don't take the matter any more.

Assumptions: the page's own words are the evidence; a person decides, since few matters exist on-line only. Passages
about scanning are left to the rule on scanning. A passage that offers help or another way passes.
Source: 国办发〔2020〕45号 on traditional and smart service side by side (restated).
"""

import re
from collections.abc import Iterator

from auditor.rulekit.chinese import AGENT
from auditor.rulekit.page import Node, View, is_service
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed
from auditor.rulekit.text import blocks_with, pattern, says_online_only

RULE = Rule(
    id="online-only",
    requirements=("guoban-2020-45:x-parallel-channels", "guoban-2020-45:x-offline-counters"),
    impact="serious",
    decides=("cantTell",),
    people=("older", "no-smartphone"),
)
WORDS = re.compile(r"线上|网上|掌上|在线|移动端|窗口|现场|线下|柜台|大厅")
SCAN = pattern("scan.said")
LENGTH = 400  # characters of a passage that are read


def applicability(view: View) -> Iterator[Node]:
    """Passages of a service page on where it is done."""
    if is_service(view):
        for block in blocks_with(view, WORDS):
            text = block.text(LENGTH + 1)
            if len(text) <= LENGTH and not SCAN.search(text):
                yield block


def expectation(block: Node, view: View) -> Verdict:
    """Whether the passage closes the counters and offers nobody's help."""
    text = block.text(LENGTH)
    if says_online_only(text) and not AGENT.search(text):
        return cant_tell("said", words=text[:80])
    return passed()
