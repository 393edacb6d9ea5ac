"""A service page that asks for face recognition names another way to prove who one is.

Assumptions: only passages that make it a condition are targets; whether the service may ask for it a person decides.
Another way counts in the same passage or the one after it.
Source: 国办发〔2020〕45号 on services side by side; Personal Information Protection Law, Article 28 (biometric data is
sensitive and needs sufficient need), restated.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View, is_service
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed
from auditor.rulekit.text import blocks_with

RULE = Rule(
    id="face-only",
    requirements=("guoban-2020-45:x-parallel-channels", "pipl-2021:28"),
    impact="serious",
    decides=("cantTell",),
    people=("4.2.1", "older", "no-smartphone"),
)
FACE = re.compile(r"人脸(识别|认证|核验|验证|比对)|刷脸|面容认证")
CONDITION = re.compile(
    r"(只能|仅[能限支]|必须|须|需要?|应当?|请)[^。；]{0,24}(人脸|刷脸|面容)|(人脸|刷脸|面容)[^。；]{0,12}(后|方可|才能|通过)"
)
ANOTHER = re.compile(
    r"(不便|不能|无法|不愿|不会|失败|不通过)[^。；]{0,10}(可|请|到|拨打)|其他(方式|办法|途径)|也可|亦可|还可|或者?|窗口|人工|密码|社保卡|银行卡"
)
REFUSED = re.compile(r"窗口[^。；]{0,4}(不再|不予|暂不)|不得|不强制|禁止")
LENGTH = 400  # characters of a passage that are read


def applicability(view: View) -> Iterator[Node]:
    """Passages of a service page that make face recognition a condition."""
    if is_service(view):
        for block in blocks_with(view, FACE):
            text = block.text(LENGTH + 1)
            if len(text) <= LENGTH and block.role not in ("button", "link") and CONDITION.search(text):
                yield block


def expectation(block: Node, view: View) -> Verdict:
    """Another way in the passage, or in the one that follows."""
    text = block.text(LENGTH)
    after = ""
    if block.parent is not None:
        later = [n for n in block.parent.children if n.number > block.number and not n.is_text]
        after = later[0].text(LENGTH) if later else ""
    refused = re.search(r"不得|不强制|禁止", text)
    if refused or (ANOTHER.search(REFUSED.sub("", text)) or ANOTHER.search(after)):
        return passed()
    return cant_tell("said", words=text[:80])
