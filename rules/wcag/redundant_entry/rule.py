"""A form doesn't ask for the same information twice.

Assumptions: a person decides, as it may be another person's data or essential. Asked about: a field whose label tells
to type again what an earlier field of the form has, passwords and codes aside (security is excepted); and a name,
number or address asked for twice under one label, where nothing offers to take over the first. Rows of a table, three
or more alike, are data of several people. Steps on further pages are not seen.
Source: WCAG 2.2 3.3.7 and its understanding document.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.chinese import personal_field
from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import field_label
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="redundant-entry",
    requirements=("wcag22:3.3.7",),
    impact="moderate",
    views=("desktop", "phone"),
    decides=("cantTell",),
)
AGAIN = re.compile(
    r"再次|再(输入|填写)|重复(输入|填写)?|确认|核对|\b(re-?enter|re-?type|repeat|confirm|again|verify)\b", re.I
)
CODE = re.compile(r"验证码|校验码|动态码|密码|口令|code|captcha|password", re.I)
TAKEN_OVER = re.compile(r"同上|相同|一致|复制|同步|same as|copy|use (my|the)", re.I)
FILLER = re.compile(r"请|输入|填写|您的|你的|的|please|enter|your|[\s*：:()（）]", re.I)
NOT_TYPED = frozenset(
    {"checkbox", "radio", "button", "submit", "reset", "image", "hidden", "file", "password", "range", "color"}
)


def _fields(form: Node) -> list[tuple[Node, str]]:
    """Empty fields to type into, with what their labels ask for."""
    fields = []
    for node in form.descendants():
        typed = node.tag == "textarea" or (node.tag == "input" and node.input_type not in NOT_TYPED)
        if not typed or not node.rendered or node.inactive or node.value.strip():
            continue
        label = field_label(node)
        if label and not CODE.search(label):
            fields.append((node, label))
    return fields


def _twice(form: Node) -> list[tuple[str, str, str]]:
    """(kind of message, label, the earlier field's label) of fields that ask for what an earlier one has."""
    repeated = []
    fields = _fields(form)
    bare = [FILLER.sub("", AGAIN.sub("", label)).lower() for _, label in fields]
    for at, (node, label) in enumerate(fields):
        earlier = next((number for number in range(at) if bare[number] and bare[number] == bare[at]), None)
        if earlier is None:
            continue
        first = fields[earlier][1]
        if AGAIN.search(label) and not AGAIN.search(first):
            repeated.append(("again", label, first))
        elif bare.count(bare[at]) == 2 and personal_field(node) and not TAKEN_OVER.search(form.text(4000)):
            repeated.append(("alike", label, first))
    return repeated


def applicability(view: View) -> Iterator[Node]:
    """Forms with two fields to type into."""
    return (form for form in view.find("form") if form.rendered and len(_fields(form)) > 1)


def expectation(form: Node, view: View) -> Verdict:
    """No field asks for what an earlier one has."""
    twice = _twice(form)
    if not twice:
        return passed()
    kind, label, earlier = twice[0]
    return cant_tell(kind, label=label[:40], earlier=earlier[:40], count=len(twice))
