"""The page doesn't say that without consent, or without a piece of data, there is no service.

Assumptions: the page's words are read; where they give a reason (必需, 必要) or another way, they pass. Whether the
data is necessary a person decides.
Source: Personal Information Protection Law, Article 16 (restated).
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View, is_article, is_privacy_notice
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed
from auditor.rulekit.text import blocks_with, sentences

RULE = Rule(id="refusal-clause", requirements=("pipl-2021:16",), impact="moderate", decides=("cantTell",))
WORDS = re.compile(r"不同意|不接受|不授权|拒绝(授权|同意|提供)|不(提供|填写|允许)")
REFUSAL = re.compile(
    r"(不同意|不接受|不授权|拒绝(授权|同意|提供)|不(提供|填写|允许))[^。]{0,40}(无法|不能|不得|将不|不予|停止|退出|终止)[^。]{0,20}"
    r"(使用|办理|享受|提供|登[录陆]|服务|访问|受理|注册|申请)"
)
REASON = re.compile(r"必需|必要|必须用于|法律|法规|规定|不影响|仍可|其他(方式|办法|途径)|窗口|除外")
READ = 200_000  # characters of a passage that are read


def applicability(view: View) -> Iterator[Node]:
    """Passages that speak of not agreeing or not giving, on pages that collect or explain."""
    collects = next(view.find("input", "textarea"), None) is not None
    if (collects or is_privacy_notice(view)) and not is_article(view):
        yield from blocks_with(view, WORDS, top_only=False)


def expectation(block: Node, view: View) -> Verdict:
    """A sentence that refuses the service, and whether it gives a reason."""
    text = block.text(READ)
    for sentence in sentences(text):
        if REFUSAL.search(sentence) and not REASON.search(text):
            return cant_tell("said", words=sentence[:80])
    return passed()
