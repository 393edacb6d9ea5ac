"""A published piece on a government site shows its publish time, to the minute.

Assumptions: only a line that is labelled as the publish time is judged; a date in the text is none. A piece without
such a line is left to a person. Forms of writing other than YYYY-MM-DD HH:MM count if hour and minute are there.
Source: guideline for government websites (2017), publish time to the minute (one source): the tool's own criterion.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View, is_article, is_government
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed

RULE = Rule(id="publish-time", requirements=("gov-site-rules:x-2017-publish-time",), impact="minor", absence=True)
DAY = r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*+日?"
LABELLED = re.compile(rf"(发布|更新)(时间|日期)\s*[：:]\s*{DAY}(\s*\d{{1,2}}\s*[时点]\s*\d{{1,2}})?")
ANY_MINUTE = re.compile(rf"{DAY}\s*+T?\s*+\d{{1,2}}[:：]\d{{2}}")


def applicability(view: View) -> Iterator[Node]:
    """A published piece on a government site."""
    if is_government(view) and is_article(view):
        yield view.root


def expectation(root: Node, view: View) -> Verdict:
    """A date with hour and minute, or only a labelled date."""
    if ANY_MINUTE.search(view.text):
        return passed()
    labelled = list(LABELLED.finditer(view.text))
    if any(match.group(3) for match in labelled):
        return passed()
    return failed("day", shown=labelled[0].group(0)[:40].strip()) if labelled else cant_tell("none")
