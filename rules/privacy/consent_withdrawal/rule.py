"""A privacy notice that rests on consent says how to take it back.

Assumptions: a notice is a page whose title or main heading says so; it rests on consent where it says so. Other words
may mean the same, so a person reads.
Source: Personal Information Protection Law, Article 15 (restated).
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View, is_privacy_notice, main_area
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="consent-withdrawal",
    requirements=("pipl-2021:15",),
    impact="moderate",
    decides=("cantTell",),
    absence=True,
)
RESTS = re.compile(r"(?<!不)同意(?!书送达)")
WITHDRAW = re.compile(r"撤回|撤销|收回|取消[^。]{0,6}(同意|授权)|解除授权|关闭授权|改变[^。]{0,6}授权")
READ = 4_000_000  # characters that are read


def applicability(view: View) -> Iterator[Node]:
    """The page, where it is a privacy notice that speaks of consent."""
    if is_privacy_notice(view) and RESTS.search(main_area(view).text(READ)):
        yield view.root


def expectation(root: Node, view: View) -> Verdict:
    """Words of withdrawing in the notice."""
    return passed() if WITHDRAW.search(main_area(view).text(READ)) else cant_tell("missing")
