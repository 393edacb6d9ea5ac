"""A field for a password hides what is typed when the page opens.

Assumptions: a field is known by its label; fields for one-time codes, hints and questions are none. A style may hide
the letters, so a person looks.
Source: the tool's own criterion; good practice of security.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(id="password-masking", requirements=(), impact="moderate", decides=("cantTell",), best_practice=True)
WORDS = re.compile(
    r"^\W*(请输入|请填写|输入)?(您的)?(登[录陆]|支付|确认|新|原|旧|设置|再次输入|查询)?密码\W*(（必填）)?$|^pass_?word$|^pwd$",
    re.I,
)


def applicability(view: View) -> Iterator[Node]:
    """Drawn fields that ask for a password."""
    for node in view.find("input"):
        kind = node.input_type
        if node.rendered and kind in ("password", "text", "tel", "number"):
            said = [node.name, node.attr("placeholder"), node.attr("name")]
            if kind == "password" or any(WORDS.search(part.strip()) for part in said if part.strip()):
                yield node


def expectation(node: Node, view: View) -> Verdict:
    """The field's type."""
    return passed() if node.input_type == "password" else cant_tell("shown", kind=node.input_type)
