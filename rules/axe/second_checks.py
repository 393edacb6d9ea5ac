"""Second checks behind axe-core rules whose violations are not always certain.

A check gets (node or None, view, axe's node) and answers `failed`, `cantTell`, or `none` (no fault by the definition).
Source: the ACT rule named at each check; reasons with examples in README.md.
"""

import re

from auditor.rulekit.chinese import input_purpose, whose_data
from auditor.rulekit.page import (
    AxeNode,
    Node,
    View,
    collapse_controls,
    first_content,
    first_refresh,
    repeated_regions,
    skip_controls,
    twin,
    viewport_zoom,
)
from auditor.rulekit.probes import KEYBOARD, MEDIA, field_label
from auditor.rulekit.rule import threshold

# Multiples of the font size that a user must be able to set.
SPACING = {
    name: float(threshold("wcag22:1.4.12", name.replace("-", "_")))
    for name in ("letter-spacing", "word-spacing", "line-height")
}
TARGET = float(threshold("wcag22:2.5.8", "min_target_px"))
SPACED = re.compile(r"[^\W\d_\u2e80-\u9fff\uf900-\ufaff\u3040-\u30ff]\s+[^\W_]")


def inline_spacing(node: Node | None, view: View, found: AxeNode) -> str:
    """ACT 24afc2, 9e45ec, 78fd32: a value that is wide enough on the text itself passes, whatever is written above
    it."""
    if node is None:
        return "cantTell"
    declared = node.attr("style").lower()
    wanted = [name for name in SPACING if re.search(name + r"\s*:[^;]*!\s*important", declared)]
    texts = [
        child for child in node.descendants() if child.is_text and child.rendered and not child.background.is_hidden
    ]
    if not texts:
        return "none"
    for text in texts:
        if not text.font_size:
            continue
        for name in wanted:
            if name == "line-height" and text.lines < 2:
                continue
            if name == "word-spacing" and not SPACED.search(text.own_text):
                continue  # scripts without spaces between words make no use of it
            if (
                text.px(name, 0.0 if name != "line-height" else 99 * text.font_size)
                < SPACING[name] * text.font_size - 0.01
            ):
                return "failed"
    return "none"


def frame_tab_order(node: Node | None, view: View, found: AxeNode) -> str:
    """ACT akn7bn, but a frame may be out of the order on purpose, behind a modal dialog that is open. Browsers place
    their own modal dialogs fixed and make all the rest inert; of other dialogs that call themselves modal nobody knows.
    """
    if any(n.rendered and "open" in n.attrs and n.style("position") == "fixed" for n in view.find("dialog")):
        return "none"
    modal = any(n.rendered and (n.attr("aria-modal") == "true" or n.tag == "dialog") for n in view.elements())
    return "cantTell" if modal or node is None else "failed"


def target_size(node: Node | None, view: View, found: AxeNode) -> str:
    """WCAG 2.5.8: a target that is large enough itself and is covered in part, by a floating window or a bar that a
    scroll or a moment later is elsewhere: a person decides."""
    covered = any(
        isinstance(check.data, dict) and "bscured" in str(check.data.get("messageKey")) for check in found.checks
    )
    large = node is not None and min(node.box[2], node.box[3]) >= TARGET
    return "cantTell" if node is None or (covered and large) else "failed"


def orientation_unread(node: Node | None, view: View, found: AxeNode) -> str:
    """axe-core leaves the page undecided where it could not read a style sheet, and also where there is none. Neither
    is a sign of a fault, so nothing is put to a person; the first is said to be untested."""
    linked = any("stylesheet" in n.attr("rel").lower() for n in view.find("link"))
    return "untested" if linked or next(view.find("style"), None) is not None else "none"


def refresh_in_effect(node: Node | None, view: View, found: AxeNode) -> str:
    """ACT bc659a: only the first valid refresh takes effect."""
    refresh = first_refresh(view, node.doc.number) if node is not None else None
    return "failed" if refresh is not None and node is not None and refresh[0].number == node.number else "none"


def viewport_limits(node: Node | None, view: View, found: AxeNode) -> str:
    """ACT b4f0c3: browsers drop a negative greatest scale."""
    zoom = viewport_zoom(node.attr("content")) if node is not None else None
    return "none" if zoom is not None and zoom.enough else "failed"


def bypass_found(node: Node | None, view: View, found: AxeNode) -> str:
    """ACT cf77f2: nothing comes after what is repeated, a control leads past it, or a control folds it."""
    if repeated_regions(view).tops and first_content(view) is None:
        return "none"
    return "none" if next(skip_controls(view), None) or next(collapse_controls(view), None) else "cantTell"


def media_measured(node: Node | None, view: View, found: AxeNode) -> str:
    """Where the probe `media` opened the files, audio-autoplay and video-captions say more than axe-core can."""
    return "none" if view.perhaps_observed(MEDIA) is not None else "cantTell"


def hidden_focus_walked(node: Node | None, view: View, found: AxeNode) -> str:
    """ACT 6cfa84: where Tab was really pressed, hidden-tab-stop says whether focus stays on what is in the hidden
    part."""
    walk = view.perhaps_observed(KEYBOARD)
    if node is None or walk is None:
        return "cantTell"
    desktop = view if view.name == "desktop" else view.other("desktop")
    settled = {stop.at for stop in walk.hidden}
    inside = [n if desktop is view else twin(n, desktop) for n in (node, *node.descendants()) if n.tabbable]
    known = [n is not None and n.key in settled for n in inside]
    return "none" if known and all(known) else "cantTell"


def named_in_tree(node: Node | None, view: View, found: AxeNode) -> str:
    """ACT's accessible name is the one that assistive technology meets: what scripts name by elements, by
    `ElementInternals` or from a closed shadow tree has it in the browser's tree only."""
    said = node.in_tree if node is not None else None
    return "none" if said is not None and said.name else "failed"


def role_in_tree(node: Node | None, view: View, found: AxeNode) -> str:
    """A custom element may have its role from `ElementInternals`, which axe-core doesn't see."""
    return "none" if node is not None and _has_own_role(node) else "failed"


def role_around(node: Node | None, view: View, found: AxeNode) -> str:
    """What is required above or below may be a custom element whose role axe-core doesn't see."""
    if node is None:
        return "failed"
    return "none" if any(map(_has_own_role, (*node.ancestors(), *node.descendants()))) else "failed"


def _has_own_role(node: Node) -> bool:
    return "-" in node.tag and node.in_tree is not None and bool(node.in_tree.role)


# Words of `autocomplete` that show that its vocabulary was meant: the modifiers, and what the fields are called.
MEANT = re.compile(
    r"(section-\S+|shipping|billing|home|work|mobile|fax|pager|name|honorific-(prefix|suffix)|(given|additional|family)-name"
    r"|nickname|username|(new|current)-password|one-time-code|organization(-title)?|street-address|address-(line|level)[1-4]"
    r"|country(-name)?|postal-code|cc-[a-z-]+|transaction-(currency|amount)|language|bday(-(day|month|year))?|sex|url|photo"
    r"|tel(-[a-z-]+)?|email|impp|webauthn)",
    re.I,
)


def purpose_listed(node: Node | None, view: View, found: AxeNode) -> str:
    """ACT 73f2c2 assumes that the field has one of the purposes that WCAG lists, and collects the user's own data: a
    word of the page's own (`nope`, to keep browsers from filling in) is a fault there only."""
    if node is None:
        return "cantTell"
    if any(map(MEANT.fullmatch, node.attr("autocomplete").split())):
        return "failed"
    label = field_label(node)
    if not label:
        return "cantTell"
    whose = whose_data(label)
    if not input_purpose(label) or whose == "other":
        return "none"
    return "cantTell" if whose == "unsure" else "failed"


def purpose_asked(node: Node | None, view: View, found: AxeNode) -> str:
    """The same of words that axe-core doesn't decide about (`false`, `none`)."""
    return "none" if purpose_listed(node, view, found) == "none" else "cantTell"


# axe-core's rules that ask for a name, and nothing but a name.
NAMES = (
    "area-alt", "aria-command-name", "aria-dialog-name", "aria-input-field-name", "aria-meter-name",
    "aria-progressbar-name", "aria-tab-name", "aria-toggle-field-name", "aria-tooltip-name", "aria-treeitem-name",
    "button-name", "empty-heading", "empty-table-header", "frame-title", "image-alt", "input-button-name",
    "input-image-alt", "label", "link-name", "object-alt", "role-img-alt", "select-name", "summary-name", "svg-img-alt",
)  # fmt: skip


# Of incomplete results: `cantTell` puts them to a person, `untested` says that the rule did not run, `none` drops them.
REVIEWS = {
    "autocomplete-valid": purpose_asked,
    "aria-hidden-focus": hidden_focus_walked,
    "bypass": bypass_found,
    "css-orientation-lock": orientation_unread,
    "video-caption": media_measured,
    "no-autoplay-audio": media_measured,
}
CHECKS = {
    **dict.fromkeys(NAMES, named_in_tree),
    **dict.fromkeys(("aria-allowed-attr", "aria-prohibited-attr"), role_in_tree),
    **dict.fromkeys(("aria-required-children", "aria-required-parent"), role_around),
    "autocomplete-valid": purpose_listed,
    "meta-refresh": refresh_in_effect,
    "meta-viewport": viewport_limits,
    "target-size": target_size,
    "avoid-inline-spacing": inline_spacing,
    "frame-focusable-content": frame_tab_order,
}
