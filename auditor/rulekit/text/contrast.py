"""The contrast of drawn text: which texts count, and the ratio of each against what its size asks for.

Texts of one look (style and background) are judged once a view.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from auditor.capture.schema.document import Colour, TextBackground
from auditor.colour import hexadecimal, ratio
from auditor.rulekit.page.node import Node
from auditor.rulekit.page.view import View, per_view
from auditor.rulekit.rule.standards import threshold
from auditor.rulekit.rule.verdict import INAPPLICABLE, Verdict, cant_tell, failed, passed
from auditor.rulekit.text.generated_content import is_glyph
from auditor.rulekit.text.words import split_words

SAMPLES = 7  # colours that a measured background is given by: its extremes, 5, 25, 50, 75, 95 percent
UNSEEN = 1.05  # ours: what is this near to its background is not visible
_LETTER = re.compile(r"[^\W_]")  # a letter or digit of any script


@dataclass(frozen=True, eq=False)
class Limits:
    """Least ratios of one requirement for usual and for large text, and the px from which on text, or bold text, is
    large."""

    normal: float
    large: float
    large_from: float
    bold_from: float


@cache
def contrast_limits(requirement: str) -> Limits:
    """The limits of one of WCAG's criteria on the contrast of text, from the standards' data."""
    names = ("min_ratio", "large_min_ratio", "large_min_px", "large_bold_min_px")
    return Limits(*(float(threshold(requirement, name)) for name in names))


def required_ratio(limits: Limits, size: float, bold: bool) -> float:
    """The least ratio for text of a size."""
    is_large = size >= limits.large_from or (bold and size >= limits.bold_from)
    return limits.large if is_large else limits.normal


def contrast_targets(view: View, limits: Limits) -> Iterator[Node]:
    """Drawn text that somebody sees, one piece an element; of a look that passes one piece in all."""
    verdicts = _verdicts(view).setdefault(limits, {})
    for doc in view.documents:
        rows, styles = doc.background_row, doc.style_rows
        seen: set[int] = set()
        # (what lies behind, style): of these looks no further piece is needed.
        settled: set[tuple[int, int]] = set()
        for text in doc.drawn if rows and not doc.lost else ():
            look = rows[text.number], styles[text.number]
            if look in settled:
                continue
            if doc.backgrounds[look[0]].how in ("", "hidden"):
                settled.add(look)
                continue
            holder = text.parent
            if holder is None or holder.number in seen or holder.tag in ("option", "optgroup"):
                continue
            if not _LETTER.search(text.own_text) or (text.own_text.isascii() and is_sign(text)):
                continue
            seen.add(holder.number)
            if _by_look(text, verdicts, limits).outcome == "passed":
                settled.add(look)
            yield text


def contrast_verdict(text: Node, view: View, limits: Limits) -> Verdict:
    """The verdict on one piece of text; keys: low, range, shadow, undecided."""
    verdict = _by_look(text, _verdicts(view).setdefault(limits, {}), limits)
    # Whether the text belongs to a control that is off costs a walk, and matters only where the text would not pass.
    return INAPPLICABLE if verdict.outcome != "passed" and is_of_inactive_control(text, view) else verdict


def is_sign(text: Node) -> bool:
    """A glyph of an icon font, or a single Latin letter whose control goes by another name ("X" named "close"): a
    sign, not text."""
    said = text.own_text.strip()
    if not said.isascii() or " " in said:
        return bool(said) and is_glyph(said, "")
    if is_glyph(said, text.style("font-family")):
        return True
    if len(said) != 1 or not said.isalpha():
        return False
    named = next((node for node in text.ancestors() if node.attr("aria-label") or node.attr("aria-labelledby")), None)
    return named is not None and bool(named.name) and said.casefold() not in split_words(named.name)


@per_view
def _verdicts(view: View) -> dict[Limits, dict[tuple[int, int, int], Verdict]]:
    """What was found of each look before, by limits."""
    return {}


def _by_look(text: Node, known: dict[tuple[int, int, int], Verdict], limits: Limits) -> Verdict:
    look = text.look
    verdict = known.get(look)
    if verdict is None:
        verdict = known[look] = _judge(text, limits, text.background)
    return verdict


def contrast_in(background: TextBackground, text: Node, view: View, limits: Limits) -> Verdict:
    """The verdict on a text in other colours than it has in the view; keys as for `contrast_verdict`."""
    holder = text.parent
    if holder is None or holder.tag in ("option", "optgroup") or not _LETTER.search(text.own_text) or is_sign(text):
        return INAPPLICABLE
    verdict = _judge(text, limits, background)
    return INAPPLICABLE if verdict.outcome != "passed" and is_of_inactive_control(text, view) else verdict


def _judge(text: Node, limits: Limits, background: TextBackground) -> Verdict:
    size, bold = text.font_size, text.is_bold
    required = required_ratio(limits, size, bold)
    if background.how == "undecided" or background.text is None:
        return cant_tell("undecided", why=background.why, required=required)
    shadow = text.style("text-shadow") != "none"
    colour, alpha = background.text, background.alpha
    near = background.near or background.colours
    # The best pixel of the whole box decides what fails. A shadow is made to lie between the letters and the rest, and
    # fades away from them: there the next pixels count, without the quarter at either end.
    pairs = [(_over(colour, alpha, below), below) for below in (near if shadow else background.colours)]
    ratios = [ratio(front, below) for front, below in pairs]
    around = sorted(ratio(_over(colour, alpha, below), below) for below in near)
    best, worst = (around[-3], around[2]) if shadow and len(around) == SAMPLES else (max(ratios), around[0])
    shown: dict[str, Any] = {"required": required, "font_size": size, "bold": bold}
    if worst >= required:
        return passed()
    if best < UNSEEN:
        return INAPPLICABLE
    if background.soft:
        return cant_tell("undecided", why=background.why, required=required)
    at = ratios.index(min(ratios) if best >= required or best not in ratios else best)
    colours: dict[str, Any] = {"foreground": hexadecimal(pairs[at][0]), "background": hexadecimal(pairs[at][1])}
    if best >= required:
        return cant_tell("range", ratio=round(worst, 2), best=round(best, 2), **colours, **shown)
    # Cut, not rounded: 4.499 is not 4.5.
    facts: dict[str, Any] = {"ratio": int(best * 100) / 100, **colours, **shown}
    if shadow and not background.near:
        return cant_tell("shadow", **facts)
    return failed("low", **facts)


def _over(colour: Colour, alpha: float, below: Colour) -> tuple[float, ...]:
    return tuple(c * alpha + g * (1 - alpha) for c, g in zip(colour, below, strict=True))


def is_of_inactive_control(text: Node, view: View) -> bool:
    """Part of, or the label of, an inactive control."""
    if text.inactive:
        return True
    if not text.doc.any_inactive:
        return False
    targets: set[str] = set()
    for node in (text, *text.ancestors()):
        if node.tag == "label":
            inner = [n for n in node.descendants() if n.tag in ("input", "select", "textarea", "button")]
            if node.attr("for"):
                target = view.by_id(node, node.attr("for"))
                inner = [target] if target is not None else []
            if any(n.disabled or n.attr("aria-disabled") == "true" for n in inner):
                return True
        if node.attr("id"):
            targets.add(node.attr("id"))
    return bool(targets) and any(
        targets & set(node.attr("aria-labelledby").split()) and (node.disabled or node.attr("aria-disabled") == "true")
        for node in _labelled(view)
        if node.doc is text.doc
    )


@per_view
def _labelled(view: View) -> list[Node]:
    return list(view.having("aria-labelledby"))
