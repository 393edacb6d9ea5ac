"""Consent to hand data to others, or to sensitive data, has a box of its own.

Assumptions: only what the box itself says is read; the text behind a link isn't. A person decides whether it is one
purpose or two.
Source: Personal Information Protection Law, Articles 23 and 29: separate consent (restated).
"""

import re
from collections.abc import Iterator

from auditor.rulekit.chinese import consent_boxes
from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="bundled-consent",
    requirements=("pipl-2021:23", "pipl-2021:29"),
    impact="moderate",
    decides=("cantTell",),
)
OTHERS = re.compile(
    r"(提供|共享|转让|披露|发送)给?[^。，]{0,12}(合作|第三方|关联|其他(单位|公司|机构))|(向|给|与)[^。，]{0,8}(合作|第三方|关联)"
)
SENSITIVE = re.compile(r"人脸|生物识别|病历|健康信息|行踪|精准?定位|银行(卡|账)")
JOINED = re.compile(r"同意.{2,40}(并|及|和|与|以及|、)")


def applicability(view: View) -> Iterator[tuple[Node, str]]:
    """Boxes and switches to consent by, with what they say."""
    return consent_boxes(view)


def expectation(box: Node, view: View, said: str) -> Verdict:
    """What the box's own words join."""
    if JOINED.search(said) and (OTHERS.search(said) or SENSITIVE.search(said)):
        return cant_tell("joined", words=said[:80])
    return passed()
