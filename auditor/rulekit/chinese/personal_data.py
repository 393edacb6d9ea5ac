"""Personal data that forms ask for: which fields, what kind, by the words beside them.

The words are those of Chinese forms; a field named only by a `<dt>` or a table cell is read by that. A kind is a
reading of words, not a legal finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.rulekit.page.node import Node
from auditor.rulekit.page.view import View

_TYPES = frozenset({"text", "tel", "email", "number", "date", "file", "search", "password", ""})
# Kind → its words, the telling ones first. `_` joins words in field names, so `\b` alone would miss `user_face`.
KINDS: dict[str, re.Pattern[str]] = {
    "id-number": re.compile(
        r"身份证(号码?)?|证件号码?|公民身份号码|id_?card|(?<![a-z])id_?(no|number)(?![a-z])|sfzh?(?![a-z])", re.I
    ),
    "face": re.compile(
        r"人脸(照片|识别|信息)?|刷脸|面部|手持(身份)?证件?照?|人像|(?<![a-z])face(?!book|t)(?![a-z])", re.I
    ),
    "location": re.compile(r"定位|行踪|轨迹|经纬度|longitude|latitude", re.I),
    "health": re.compile(r"病历号?|病史|病情|健康状况|诊断|既往|疾病|过敏|血型|medical_?record", re.I),
    "bank": re.compile(r"银行(卡号?|账号|账户)|开户行|bank_?(card|account)", re.I),
    "child": re.compile(r"(儿童|幼儿|婴儿|孩子|未成年人|学生)(的)?(姓名|身份|信息|出生)"),
    "phone": re.compile(
        r"手机(号码?)?|联系电话|电话号码|联系方式|mobile|cellphone|(?<![a-z])(tele)?phone(?![a-z])|(?<![a-z])tel(?![a-z])",
        re.I,
    ),
    "address": re.compile(r"家庭(住址|地址)|居住(地址|地)|现?住址|通[讯信]地址|户籍(地址|地)?"),
    "birth": re.compile(r"出生(日期|年月)|生日|birth", re.I),
    "name": re.compile(r"真实姓名|(?<!用户)姓名|real_?name", re.I),
    "social-card": re.compile(r"社保(卡)?号|社会保障(卡)?号"),
}
_AUTOCOMPLETE = {
    "name": "name",
    "tel": "phone",
    "tel-national": "phone",
    "street-address": "address",
    "address-line1": "address",
    "bday": "birth",
    "cc-number": "bank",
}
# Kinds that identify or reach one person by themselves.
STRONG = frozenset({"id-number", "face", "location", "health", "bank", "phone", "address", "social-card"})
# Kinds that Article 28 of the Personal Information Protection Law names, as its restatement in the data has them.
SENSITIVE = frozenset({"face", "location", "health", "bank", "child"})


@dataclass(frozen=True)
class Field:
    """A field that asks for personal data: its kind, and the words by which it was known."""

    node: Node
    kind: str
    words: str


def field_label(node: Node) -> str:
    """What is said of a field: its name, its attributes, the cell or term before it."""
    row = node.closest("tr", "li", "p", "dd", "div")
    before = ""
    if row is not None and row.parent is not None:
        earlier = []
        for child in row.parent.children:
            if child.number == row.number:
                break
            if not child.is_text:
                earlier.append(child)
        before = earlier[-1].text(40) if earlier and earlier[-1].tag in ("dt", "label", "th") else ""
    cell = node.closest("td")
    if cell is not None and cell.parent is not None:
        cells = [child for child in cell.parent.children if child.tag in ("td", "th")]
        at = next((i for i, child in enumerate(cells) if child.number == cell.number), 0)
        before += " " + cells[at - 1].text(40) if at else ""
    near = node.parent
    beside = near.text(40) if near is not None and near.tag in ("label", "td") else ""
    attributes = (node.attr(name)[:80] for name in ("name", "id", "placeholder"))
    return " ".join((node.name, before, beside, *attributes))


def personal_field(node: Node) -> Field | None:
    """The personal data a field asks for, if any."""
    if node.tag not in ("input", "textarea") or node.hidden or node.input_type not in _TYPES:
        return None
    said = field_label(node)
    for kind, words in KINDS.items():
        if match := words.search(said):
            return Field(node, kind, match.group(0))
    kind = _AUTOCOMPLETE.get(node.attr("autocomplete").strip().lower(), "")
    return Field(node, kind, node.attr("autocomplete")) if kind else None


def personal_fields(form: Node) -> list[Field]:
    """The fields below `form` that ask for personal data, in order; a search box is none."""
    if form.attr("role") == "search":
        return []
    return [field for node in form.descendants() if (field := personal_field(node)) is not None]


def personal_forms(view: View) -> Iterator[Node]:
    """Forms that ask for at least one item that identifies or reaches a person."""
    for form in view.find("form"):
        if any(field.kind in STRONG for field in personal_fields(form)):
            yield form


def field_words(fields: list[Field], limit: int = 8) -> list[str]:
    """The words of the fields, each once: evidence for a message."""
    return list(dict.fromkeys(field.words for field in fields))[:limit]


_CONSENT = re.compile(r"同意|授权|(已|我已)(阅读|知悉|知晓)|接受.{0,10}(协议|条款|政策)")


def consent_boxes(view: View) -> Iterator[tuple[Node, str]]:
    """Boxes and switches to consent by that are on the page, drawn or drawn through their label, with what they say."""
    custom = (node for node in view.with_role("checkbox", "switch") if node.tag != "input")
    for node in (*view.find("input"), *custom):
        native = node.tag == "input"
        if native and node.input_type not in ("checkbox", "radio"):
            continue
        label = node.closest("label")
        drawn = node if node.rendered else next((n for n in (label, node.parent) if n is not None and n.rendered), None)
        if drawn is None:
            continue
        said = node.name or (label or node.parent or node).text(200)
        if _CONSENT.search(said) and "不同意" not in said:
            yield node, said
