"""What the probe `dark_switch` saw: the colours of texts after a control of the page had turned on dark colours."""

from __future__ import annotations

from auditor.capture.schema.document import Number, TextBackground
from auditor.capture.schema.probes import DARK_SWITCH
from auditor.rulekit.page.node import Node
from auditor.rulekit.page.view import View, per_view

Colour = tuple[Number, ...]


def dark_switch(view: View) -> Node | None:
    """The control that turned dark colours on; None where none did. The rule names `dark_switch` in `needs`."""
    return view.at(view.observed(DARK_SWITCH).control)


@per_view
def dark_texts(view: View) -> list[tuple[Node, TextBackground]]:
    """Drawn texts of the page's own document whose colours are known and others than before, with what they are now."""
    seen = view.observed(DARK_SWITCH)
    if seen.control is None:
        return []
    changed: list[tuple[Node, TextBackground]] = []
    for uid, look in seen.texts:
        number = view.top.by_uid.get(uid)
        text = view.top.node(number) if number is not None else None
        if text is None or not text.is_text or not text.rendered:
            continue
        front, below = seen.looks[look]
        now = TextBackground("exact", text=front, colours=(below,))
        if not text.background.same_colours(now):
            changed.append((text, now))
    return changed
