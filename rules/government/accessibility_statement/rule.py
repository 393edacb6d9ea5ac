"""A government site's home page links a statement of accessibility.

Assumptions: words in links and alternatives count. An entry to a tool bar (无障碍浏览) is no statement. No clause of
the data asks for one: good practice, as public sites elsewhere must do.
Source: the tool's own criterion.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View, is_government, is_home
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="accessibility-statement",
    requirements=(),
    impact="minor",
    decides=("cantTell",),
    best_practice=True,
    people=("4.2.1", "4.2.2", "4.2.4", "4.2.7", "4.2.10", "older"),
    absence=True,
)
WORDS = re.compile(r"(信息)?无障碍(建设)?(声明|说明|承诺|报告)|可访问性声明|accessibility statement", re.I)


def applicability(view: View) -> Iterator[Node]:
    """A government site's home page."""
    if is_government(view) and is_home(view):
        yield view.root


def expectation(root: Node, view: View) -> Verdict:
    """Words of a statement in the names of links and images."""
    names = " ".join(node.name or node.text(30) for node in view.find("a", "img", "area"))
    return passed() if WORDS.search(names) else cant_tell("missing", confidence="hint")
