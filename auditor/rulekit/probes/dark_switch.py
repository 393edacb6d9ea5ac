"""What the probe `dark_switch` saw: the colours of texts after a control of the page had turned on dark colours."""

from __future__ import annotations

from auditor.rulekit.page.measured import TextBackground
from auditor.rulekit.page.node import Node
from auditor.rulekit.page.view import View, per_view
from auditor.rulekit.probes.records import Number, Place, Record, read

Colour = tuple[Number, ...]


class DarkSwitch(Record):
    """The control (None: none made the page dark), and by the number that a node keeps in every view the index of a
    text's colours in `looks`, pairs of (text, background)."""

    control: Place | None
    texts: tuple[tuple[int, int], ...]
    looks: tuple[tuple[Colour, Colour], ...]


def dark_switch(view: View) -> Node | None:
    """The control that turned dark colours on; None where none did. The rule names `dark_switch` in `needs`."""
    return view.at(read(view, "dark_switch", DarkSwitch).control)


@per_view
def dark_texts(view: View) -> list[tuple[Node, TextBackground]]:
    """Drawn texts of the page's own document whose colours are known and others than before, with what they are now."""
    seen = read(view, "dark_switch", DarkSwitch)
    if seen.control is None:
        return []
    changed: list[tuple[Node, TextBackground]] = []
    for uid, look in seen.texts:
        number = view.top.by_uid.get(uid)
        text = view.top.node(number) if number is not None else None
        if text is None or not text.is_text or not text.rendered:
            continue
        front, below = seen.looks[look]
        now = TextBackground("exact", front, (below,))
        if not text.background.same_colours(now):
            changed.append((text, now))
    return changed
