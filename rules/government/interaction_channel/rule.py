"""A government site's home page shows a way to ask and to write on-line.

Assumptions: words in links, texts and alternatives count. The channel may be named otherwise or lie deeper; a person
looks. Who can neither come nor telephone: deaf people, people with a speech disability, carers at night.
Source: inspection indicators for government websites (2019), the row on interaction; a page can't establish the veto.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View, is_government, is_home
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="interaction-channel",
    requirements=("gov-site-rules:x-2019-veto-interaction",),
    impact="moderate",
    decides=("cantTell",),
    absence=True,
)
WORDS = re.compile(r"咨询|信箱|留言|互动|问政|民意|征集|来信|写信|信访|在线(客服|访谈)|意见|建议|政民")


def applicability(view: View) -> Iterator[Node]:
    """A government site's home page."""
    if is_government(view) and is_home(view):
        yield view.root


def expectation(root: Node, view: View) -> Verdict:
    """Words of asking and writing in names and text."""
    names = " ".join(node.name for node in view.find("a", "button", "img", "area"))
    return passed() if WORDS.search(names) or WORDS.search(view.text) else cant_tell("missing")
