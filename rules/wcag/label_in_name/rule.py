"""The words a person sees on a control stand in its accessible name, in that order.

Assumptions: words are compared without case and punctuation, and with or without what stands in brackets; Chinese
characters count one by one. One character in several forms (full width, in a circle, Roman, with a soft hyphen) is the
same character, and "&" the same as the word for it. Signs that stand for images (icon fonts, names that such a font
draws as an image, ×, >>) are no words. Where only a hyphen, a full stop of an abbreviation or a single letter makes the
difference a person decides.
Source: WCAG 2.2 2.5.3; ACT rule 2ee8b8.
"""

import re
import unicodedata
from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import INAPPLICABLE, Evidence, Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.text import is_drawn_as_image

RULE = Rule(id="label-in-name", requirements=("wcag22:2.5.3",), impact="serious", act=("2ee8b8",), views=("desktop",))
ROLES = (
    "button", "checkbox", "gridcell", "link", "menuitem", "menuitemcheckbox", "menuitemradio", "option", "radio",
    "searchbox", "switch", "tab", "treeitem",
)  # fmt: skip
WORD = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3400-\u9fff\uf900-\ufaff]+")
OPENING, CLOSING = re.compile(r"[(\[【]"), re.compile(r"[)\]】]")
AND = re.compile(r"[&+]")
# What "&" and "+" are read as; "" where nothing is read.
READ_AS = ("", "and", "和", "与", "及")


def _same_form(text: str) -> str:
    """Each character in its usual form, without those that nobody sees (soft hyphens, joiners), in lower case."""
    usual = unicodedata.normalize("NFKC", text)
    return "".join(_figure(sign) for sign in usual if unicodedata.category(sign) != "Cf").casefold()


def _figure(sign: str) -> str:
    """A figure in a filled circle as a plain one."""
    value = unicodedata.numeric(sign, None) if unicodedata.category(sign) == "No" else None
    return sign if value is None or not value.is_integer() else str(int(value))


def _readings(text: str) -> list[list[str]]:
    """The words of a text, as a whole and without what stands in brackets; each once."""
    plain = _same_form(text)
    readings = []
    for part in (_without_brackets(plain), plain):
        for read in READ_AS if AND.search(part) else ("",):
            words = WORD.findall(AND.sub(f" {read} ", part))
            if words and words not in readings:
                readings.append(words)
    return readings


def _words(text: str) -> list[str]:
    return WORD.findall(_without_brackets(_same_form(text)))


def _without_brackets(text: str) -> str:
    """The text without what stands in brackets, each from its opening to the next closing one."""
    kept, at = [], 0
    for opening in OPENING.finditer(text):
        if opening.start() >= at:
            closing = CLOSING.search(text, opening.end())
            if closing is None:
                break
            kept.append(text[at : opening.start()])
            at = closing.end()
    return " ".join([*kept, text[at:]])


def _contains(given: list[str], wanted: list[str]) -> bool:
    return any(given[at : at + len(wanted)] == wanted for at in range(len(given) - len(wanted) + 1))


def _visible(node: Node) -> str:
    """The text that is seen, with the breaks that blocks make; texts of an icon font are no text."""
    parts: list[str] = []
    last: Node | None = None
    for text in node.descendants():
        if not text.is_text or not text.rendered or is_drawn_as_image(text):
            continue
        _, _, w, h = text.box
        if w <= 1 or h <= 1 or text.background.is_hidden:
            continue
        if last is not None and not _same_line(last, text, node):
            parts.append(" ")
        parts.append(text.own_text)
        last = text
    return re.sub(r"\s+", " ", "".join(parts)).strip()


def _same_line(one: Node, other: Node, within: Node) -> bool:
    """No block and no gap between two texts."""
    for node in (one, other):
        for above in node.ancestors():
            if above.number == within.number:
                break
            if above.is_block or above.style("display").startswith("inline-"):
                return False
    (x, y, w, h), (x2, y2, _, _) = one.box, other.box
    return x2 - (x + w) < 2 and abs(y2 - y) < h


def applicability(view: View) -> Iterator[Node]:
    """Controls named by ARIA that show text."""
    for node in view.with_role(*ROLES):
        named = "aria-label" in node.attrs or "aria-labelledby" in node.attrs
        if named and node.name and not node.hidden_from_at and _words(_visible(node)):
            yield node


def expectation(node: Node, view: View) -> Verdict:
    """Visible words as a run of the name's words."""
    label, name = _visible(node), node.name
    wanted, given = _words(label), _words(name)
    facts: Evidence = {"label": label[:80], "name": name[:80]}
    names = _readings(name)
    if any(_contains(read, said) for said in _readings(label) for read in names):
        return passed()
    if label.lower() in ("x", "i"):
        return INAPPLICABLE
    if len(wanted) == 1 and len(wanted[0]) == 1 and wanted[0].isalpha() and wanted[0].isascii():
        return cant_tell("letter", **facts)
    if "".join(wanted) in "".join(given) and ("-" in label + name or "‐" in label + name):
        return cant_tell("hyphen", **facts)
    shortened = all(any(full.startswith(short) for full in given) for short in wanted)
    if shortened and re.search(r"\w\.(\s|$)", label):
        return cant_tell("short", **facts)
    return failed("missing", **facts)
