"""An app, a mini-programme or a public account is never the only way through a service.

Assumptions: only a passage of a service page that says so in words is a target, and a person decides, since the
service may be one of the app itself. A passage that names another way passes.
Source: 国办发〔2020〕45号 on traditional and smart service side by side (restated).
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View, is_service
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed
from auditor.rulekit.text import blocks_with, says_only

RULE = Rule(
    id="app-only",
    requirements=("guoban-2020-45:x-parallel-channels",),
    impact="serious",
    decides=("cantTell",),
    people=("older", "no-smartphone"),
)
APP = r"APP|客户端|小程序|公众号|手机应用|应用程序|微信|支付宝"
WORDS = re.compile(APP, re.I)
LENGTH = 400  # characters of a passage that are read


def applicability(view: View) -> Iterator[Node]:
    """Passages of a service page that speak of an app, a mini-programme or a public account."""
    if is_service(view):
        yield from (block for block in blocks_with(view, WORDS) if len(block.text(LENGTH + 1)) <= LENGTH)


def expectation(block: Node, view: View) -> Verdict:
    """Whether the passage says that it is the only way."""
    text = block.text(LENGTH)
    return cant_tell("said", words=text[:80]) if says_only(text, APP) else passed()
