"""A privacy notice names who handles the data and how to reach them, purpose, method, kinds, how long it is kept, and
how to use one's rights.

Assumptions: a notice is a page whose title or main heading says so. Parts are looked for by their words; other words
may say the same, so a person reads.
Source: Personal Information Protection Law, Article 17 (restated); the words are the tool's own criterion.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View, is_privacy_notice, main_area
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed, threshold

CLAUSE = "pipl-2021:17"
RULE = Rule(id="notice-parts", requirements=(CLAUSE,), impact="moderate", decides=("cantTell",), absence=True)
PARTS: list[str] = threshold(CLAUSE, "notice_parts")
WORDS = dict(
    zip(
        PARTS,
        (
            r"电话|邮箱|电子邮件|@|地址|联系(方式|我们)|信函|来信",
            r"目的|用途|用于|用来|以便|为了",
            r"方式|(怎样|如何|怎么)[^。]{0,4}(收集|使用|处理|保存)|自动化|加密|人工核对",
            r"种类|类型|范围|哪些[^。]{0,6}信息|(收集|填写|提供)[^。]{0,30}(姓名|手机|电话|身份证|账号|位置|日志)",
            r"(保存|存储|保留|留存)[^。]{0,30}([年月日天]|期限|时间|期间)|期限",
            r"权利|(查询|查阅|访问|复制)[^。]{0,40}(更正|删除)|注销|撤回|更正|删除",
        ),
        strict=True,
    )
)
READ = 4_000_000  # characters that are read
LEAST = 60  # characters (ours): a page with fewer only links the notice


def applicability(view: View) -> Iterator[Node]:
    """The page, where it is a privacy notice with text."""
    if is_privacy_notice(view) and len(main_area(view).text(READ)) >= LEAST:
        yield view.root


def expectation(root: Node, view: View) -> Verdict:
    """Words of each part in the page's own content."""
    text = main_area(view).text(READ)
    missing = [part for part, words in WORDS.items() if not re.search(words, text)]
    return cant_tell("missing", parts=missing) if missing else passed()
