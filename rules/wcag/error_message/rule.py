"""An error message shown in a form says which field is at fault and what the fault is, to the eye and the ear.

Assumptions: only messages that are on the page when it is looked at; a message is told by its wording and its place in
a form. It names its field by the field's label, by standing in the field's row, or by reference. Sure is a message of
several fields that says neither field nor fault, one that screen readers are told to skip, or one that only they get:
the field is marked as invalid now, its message is clipped, transparent or out of the page, and nothing seen tells of a
fault. All else is for a person.
Source: WCAG 2.2 3.3.1; ACT rule 36b590 (Error message describes invalid form field value).
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import INAPPLICABLE, Evidence, Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.text import compact, is_listed, is_shown, labels_of, mentions, shown_text

RULE = Rule(id="error-message", requirements=("wcag22:3.3.1",), impact="serious", act=("36b590",), views=("desktop",))
ROLES = (
    "checkbox", "combobox", "listbox", "menuitemcheckbox", "menuitemradio", "radio", "searchbox", "slider",
    "spinbutton",
    "switch", "textbox",
)  # fmt: skip
CLASS = re.compile(r"(^|[\s_-])(error|err|errors|invalid|danger|fault|alert)([\s_-]|$)|error$|^error", re.I)
# Hints that say beforehand what is needed, not that something went wrong.
HINT = re.compile(
    r"纠错|错误反馈|避免.{0,6}(错误|有误)|如有(误|错)|确保|以免|no errors?|error[- ]free"
    r"|if .{0,30}(incorrect|invalid|error)",
    re.I,
)
NOT_MESSAGE = (
    "a",
    "button",
    "label",
    "legend",
    "th",
    "option",
    "select",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "title",
    "code",
    "pre",
)
LONGEST = 200  # characters; more is no message; ours
MOST_FIELDS = 200
FAINT = 0.05  # opacity below which nothing is seen; ours
DOT = 1  # px; a box this small that cuts what flows over shows nothing; ours
CLIPPED = re.compile(r"inset\((50|100)%\)")  # leaves nothing


def _fields(holder: Node, view: View) -> list[Node]:
    inside = {node.number for node in holder.descendants()}
    fields = [
        node for node in view.with_role(*ROLES) if node.doc is holder.doc and node.number in inside and not node.hidden
    ]
    return view.first(fields, MOST_FIELDS)


def _is_message(node: Node, text: str) -> bool:
    if len(text) > LONGEST or HINT.search(text):
        return False
    marked = any(
        above.attr("role") == "alert" or CLASS.search(above.attr("class")) or CLASS.search(above.attr("id"))
        for above in (node, *([node.parent] if node.parent else []))
    )
    return bool(mentions(text, "error.said")) or (marked and bool(mentions(text, "error.marked")))


def _referring(node: Node, view: View) -> list[Node]:
    """Elements that take the message as their description."""
    identity = node.attr("id")
    if not identity:
        return []
    referring = []
    for other in view.having("aria-describedby", "aria-errormessage"):
        named = other.attr("aria-describedby").split()
        if other.attr("aria-invalid") == "true":
            named += other.attr("aria-errormessage").split()
        if identity in named and other.doc is node.doc:
            referring.append(other)
    return referring


def applicability(view: View) -> Iterator[Node]:
    """Messages in forms: the element that holds the words, seen or not."""
    if next(view.with_role(*ROLES), None) is None:
        return
    for form in view.find("form"):
        done: set[int] = set()
        for text in form.descendants():
            if not text.is_text or not (
                mentions(text.own_text, "error.said") or mentions(text.own_text, "error.marked")
            ):
                continue
            node = _whole(text)
            if node is None or node.number in done:
                continue
            done.add(node.number)
            whole = node.text(LONGEST + 1, visible=False)
            if whole and _is_message(node, whole):
                yield node


def _whole(text: Node) -> Node | None:
    """The largest element around a text that holds no field and is short enough to be one message."""
    if text.closest(*NOT_MESSAGE) is not None:
        return None
    largest: Node | None = None
    for above in text.ancestors():
        if above.tag in ("form", "body") or len(above.text(LONGEST + 1, visible=False)) > LONGEST:
            break
        if any(
            not below.is_text and (below.role in ROLES or below.tag in ("label", "button"))
            for below in above.descendants()
        ):
            break
        largest = above
    return largest


def _label(field: Node, view: View) -> str:
    seen = " ".join(shown_text(label, 60, without=field) for label in labels_of(field, view))
    bare = re.sub(r"[(（【\[*].*|[:：*].*", "", seen or field.name)
    return compact(bare)


def _named(text: str, fields: list[Node], view: View) -> list[Node]:
    """Fields whose label, or whose group's legend, stands in the message."""
    plain = compact(text)
    named = []
    for field in fields:
        group = field.closest("fieldset")
        legend = next((child for child in group.children if child.tag == "legend"), None) if group is not None else None
        words = [
            _label(field, view),
            re.sub(r"[(（].*", "", compact(legend.text(60))).strip() if legend is not None else "",
        ]
        if any(len(word) > 1 and (word in plain or _last(word) in plain) for word in words):
            named.append(field)
    return named


def _last(word: str) -> str:
    """The noun at a label's end: "pick a color" is "color"."""
    return word.rsplit(" ", 1)[-1] if len(word.rsplit(" ", 1)[-1]) > 3 else word


def _own_field(node: Node, fields: list[Node]) -> Node | None:
    """The only field of the row a message stands in."""
    numbers = {field.number: field for field in fields}
    for above in node.ancestors():
        if above.tag in ("form", "body"):
            return None
        held = [numbers[below.number] for below in above.descendants() if below.number in numbers]
        if held:
            return held[0] if len(held) == 1 else None
    return None


def _is_seen(node: Node) -> bool:
    """Whether a text is drawn where eyes reach it: not clipped away, not transparent, not out of the page."""
    for layer in (node, *node.ancestors()):
        if layer.is_text:
            continue
        x, y, width, height = layer.box
        if layer.style("opacity") and float(layer.style("opacity")) < FAINT:
            return False
        narrow = min(width, height) <= DOT and layer.style("overflow-x") not in ("", "visible")
        if narrow or CLIPPED.search(layer.style("clip-path")):
            return False
        if x + width <= 0 or y + height <= 0:
            return False
    return is_shown(node)


def _only_heard(node: Node, form: Node | None, fields: list[Node], referring: list[Node], view: View) -> bool:
    """The error is there now, screen readers say it, and no eye can find it."""
    if form is None or node.hidden_from_at:
        return False
    words = [below for below in node.descendants() if below.is_text and below.own_text.strip()]
    at_fault = [
        field
        for field in referring
        if field.attr("aria-invalid") == "true" and field in fields and is_shown(field) and _is_seen(field)
    ]
    if not words or not at_fault or any(word.hidden or _is_seen(word) for word in words):
        return False
    own = {word.number for word in words}
    for text in view.texts():
        said = text.own_text
        if (text.doc is node.doc and text.number in own) or not mentions(said, "error.said"):
            continue
        if _is_seen(text):
            return False  # it may be this fault's message, wherever it stands
    return not any(field.attr("title").strip() or _text_by(field, view) for field in at_fault)


def _text_by(field: Node, view: View) -> bool:
    """Whether a field's row has seen text beyond labels, buttons and options: a hint may tell what is wanted."""
    labels = {label.number for label in labels_of(field, view)}
    row = next((above for above in field.ancestors() if above.is_block), None)
    for below in row.descendants() if row is not None else ():
        if not below.is_text or not below.own_text.strip() or not _is_seen(below):
            continue
        above = below.parent
        while above is not None and row is not None and above.number != row.number:
            if above.number in labels or above.tag in NOT_MESSAGE:
                break
            above = above.parent
        else:
            if compact(below.own_text):
                return True
    return False


def expectation(node: Node, view: View) -> Verdict:
    """Seen and heard; whose it is; what it says."""
    form = node.closest("form")
    fields = _fields(form, view) if form is not None else []
    if not fields:
        return INAPPLICABLE
    text = node.text(LONGEST, visible=False)
    referring = _referring(node, view)
    facts: Evidence = {"message": text[:100], "fields": len(fields)}
    if _only_heard(node, form, fields, referring, view):
        return failed("unshown", **facts)
    if node.hidden or not is_shown(node):
        # Messages wait hidden until they are needed; one that is given as a description already is heard, not seen.
        return cant_tell("unseen", **facts) if referring or node.rendered else INAPPLICABLE
    if node.hidden_from_at and not any(field in referring for field in fields):
        return failed("silent", **facts)
    empty = is_listed(text, "error.empty")
    named = _named(text, fields, view)
    own = _own_field(node, fields)
    if len(fields) > 1 and own is None and not named and not any(field in referring for field in fields):
        return failed("which", **facts) if empty else cant_tell("whose", **facts)
    if empty:
        return cant_tell("why", **facts)
    labels = [_label(field, view) for field in named]
    same = sorted({label for label in labels if labels.count(label) > 1 and label in compact(text)})
    if same and own is None and not any(field.role in ("radio", "checkbox") for field in named):
        return cant_tell("same", labels=same, **facts)
    return passed()
