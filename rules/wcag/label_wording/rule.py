"""The visible label of a form field says what to enter.

Assumptions: what stands around a field (legend, heading, the text of its row) helps a label; only labels with no such
help are judged. A placeholder of a template tells nothing; nor does a command ("submit"), the name of a part of the
page ("menu") or "information" as the only words about a text field. Other words that fit any field, words of other
controls, and the same label twice without anything that tells the two apart are for a person.
Source: WCAG 2.2 2.4.6; ACT rule cc0f0a (Form field label is descriptive).
"""

from collections import Counter
from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import INAPPLICABLE, Evidence, Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.text import compact, heading_over, is_listed, is_shown, labels_of, shown_text

RULE = Rule(id="label-wording", requirements=("wcag22:2.4.6",), impact="moderate", act=("cc0f0a",), views=("desktop",))
ROLES = (
    "checkbox", "combobox", "listbox", "menuitemcheckbox", "menuitemradio", "radio", "searchbox", "slider",
    "spinbutton",
    "switch", "textbox",
)  # fmt: skip
CHOICES = ("checkbox", "radio", "menuitemcheckbox", "menuitemradio", "switch")
TEXT_ROLES = ("textbox", "searchbox")
# The type of the others tells something of what to enter; "date" tells its form, not which.
TEXT_TYPES = ("", "text", "search", "date", "datetime-local", "month", "week", "time")
TELLING = ("placeholder", "title", "aria-placeholder", "aria-describedby", "aria-description", "aria-label", "list")
READ_IN = ("", "en", "zh")  # languages in which the list's words mean what they mean here; "data" is a date in Italian
NEAR = 2  # neighbours looked at before and after; ours
MOST_FIELDS = 300  # a page with more is judged for the first; ours


def _label(field: Node, view: View) -> str:
    """The words of the labels that are seen."""
    return " ".join(filter(None, (shown_text(label, 120, without=field) for label in labels_of(field, view)))).strip()


def _around(field: Node, label: str) -> str:
    """What stands around beyond the label: legend, heading, other text of the row."""
    parts: list[str] = []
    group = field.closest("fieldset")
    if group is not None:
        legend = next((child for child in group.children if child.tag == "legend"), None)
        parts.append(shown_text(legend, 100) if legend is not None else "")
    heading = heading_over(field, shown=True)
    parts.append(shown_text(heading, 100) if heading is not None else "")
    row = next(
        (
            above
            for above in field.ancestors()
            if above.tag in ("tr", "li") or (above.is_block and above.tag != "label")
        ),
        None,
    )
    if row is not None and row.tag not in ("body", "form", "main", "fieldset", "html"):
        parts.append(compact(shown_text(row, 200, without=field)).replace(compact(label), " ", 1))
    return " ".join(part for part in parts if compact(part)).strip()


Labelling = tuple[str, str, int]  # the visible label, what is around, how many fields of the form have just the same


def _fields(view: View) -> dict[Node, Labelling]:
    """The visible fields with their labelling."""
    labelled: dict[Node, tuple[str, str]] = {}
    alike: Counter[tuple[str, str, int, int]] = Counter()
    keys: dict[Node, tuple[str, str, int, int]] = {}
    for field in view.first(filter(is_shown, view.with_role(*ROLES)), MOST_FIELDS):
        label = _label(field, view)
        around = _around(field, label) if compact(label) else ""
        labelled[field] = label, around
        if field.role not in CHOICES and compact(label):
            form = field.closest("form", "header", "nav", "footer", "dialog")
            keys[field] = compact(label), around, field.doc.number, form.number if form else -1
            alike[keys[field]] += 1
    return {
        field: (label, around, alike[keys[field]] if field in keys else 1)
        for field, (label, around) in labelled.items()
    }


def _language(node: Node) -> str:
    tags = (above.attr("lang") for above in (node, *node.ancestors()))
    return next(filter(None, tags), "").split("-")[0].lower()


def _text_near(field: Node, view: View) -> bool:
    """Whether text stands right before or after field and label, other than labels and buttons of their own."""
    for start in (field, *labels_of(field, view)):
        inner: Node = start
        for above in start.ancestors():
            if above.tag in ("body", "form", "main", "fieldset", "html"):
                break
            inner = above
        siblings = inner.parent.children if inner.parent is not None else []
        others = [other for other in siblings if other.number != inner.number and not _is_control(other)]
        before = [other for other in others if other.number < inner.number and compact(_drawn(other))]
        after = [other for other in others if other.number > inner.number and compact(_drawn(other))]
        own = {compact(shown_text(label, 120, without=field)) for label in labels_of(field, view)}
        if any(compact(_drawn(other)) not in own for other in before[-NEAR:] + after[:NEAR]):
            return True
    return False


def _is_control(node: Node) -> bool:
    """A label, a button, or a row that has a field of its own."""
    rows = (node, *node.descendants()) if not node.is_text else ()
    return any(below.tag in ("label", "button", "input", "select", "textarea") for below in rows)


def _drawn(node: Node) -> str:
    return (node.own_text if is_shown(node) else "") if node.is_text else shown_text(node, 60)


def _says_nothing(field: Node, label: str, view: View) -> bool:
    """A text field with a word that can't name data, and nothing else that could tell what to enter."""
    if field.role not in TEXT_ROLES or field.attr("type").lower() not in TEXT_TYPES:
        return False
    if not is_listed(label, "label.nameless") or _language(field) not in READ_IN:
        return False
    if field.tag == "textarea" and is_listed(label, "label.vague"):
        return False  # "information" over a large box can stand for the message itself
    if any(field.attr(name).strip() for name in TELLING) or field.attr("value").strip() or field.value:
        return False
    group = any(
        above.tag in ("table", "fieldset", "details", "dialog", "a")
        or above.attr("aria-label").strip()
        or above.attr("aria-labelledby").strip()
        or above.attr("title").strip()
        for above in field.ancestors()
    )
    return not group and not _text_near(field, view)


def applicability(view: View) -> Iterator[tuple[Node, Labelling]]:
    """Visible fields, with their labelling."""
    yield from _fields(view).items()


def expectation(field: Node, view: View, labelling: Labelling) -> Verdict:
    """The label's words; then whether another field has the same."""
    label, around, count = labelling
    if not compact(label):
        return INAPPLICABLE
    facts: Evidence = {"label": label[:60], "around": around[:60]}
    if is_listed(label, "placeholder.label", numbered=True):
        return passed() if around else failed("placeholder", **facts)
    if field.role not in CHOICES and not around and is_listed(label, "label.vague", "label.alien"):
        return failed("nothing", **facts) if _says_nothing(field, label, view) else cant_tell("vague", **facts)
    return cant_tell("repeated", count=count, **facts) if count > 1 else passed()
