"""What it checks: text has the contrast with its background that its size asks for.

Who is affected: people with low vision, older people, anybody in bright light.
How to fix: darken the text or lighten the background; put a solid ground behind text on pictures.
Assumptions: where all layers are colours the ratio is exact. Over pictures and gradients the background's pixels are
measured with the text left out: failed only if even the best pixel is not enough (the ACT rule's "highest possible
contrast"), passed if the worst is. Text of disabled controls and their labels is out, as are characters without
letters or digits. Placeholder text is not in the capture.
Source: WCAG 2.2 1.4.3 and its definitions of contrast ratio and large scale; ACT rule afw4f7.
"""

from collections.abc import Iterator
from typing import Any

from auditor.rulekit import Node, Rule, Verdict, View, cant_tell, failed, hexadecimal, passed, ratio

RULE = Rule(
    id="text-contrast",
    requirements=("wcag22:1.4.3",),
    impact="serious",
    act=("afw4f7",),
    views=("desktop", "phone"),
)
# WCAG 2.2, success criterion 1.4.3 and "large scale (text)": 18 pt, or 14 pt bold, at 96 px an inch.
NORMAL, LARGE = 4.5, 3.0
LARGE_PX, LARGE_BOLD_PX = 24.0, 18.66
SAME = 1.05  # ours: text this near to its ground is not visible text
ENOUGH_LETTERS = 1


def _disabled(text: Node, view: View) -> bool:
    """Part of, or the label of, an inactive control."""
    if text.inactive:
        return True
    targets: set[str] = set()
    for node in text.ancestors():
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
        for node in _labelled(view, text)
    )


def _labelled(view: View, text: Node) -> list[Node]:
    cached = view.__dict__.setdefault("_labelled_by", {})
    number = text.doc.number
    if number not in cached:
        cached[number] = [n for n in view.elements(lambda n: "aria-labelledby" in n.attrs) if n.doc is text.doc]
    found: list[Node] = cached[number]
    return found


def applicability(view: View) -> Iterator[Node]:
    """Drawn text that somebody sees, one piece an element; of a look that passes one piece in all."""
    seen: set[tuple[int, int]] = set()
    settled: set[tuple[int, int, int]] = set()
    for text in view.texts():
        look = text.look
        if look in settled:
            continue
        how = text.ground.get("how")
        holder = text.parent
        if how in (None, "hidden") or holder is None or holder.tag in ("option", "optgroup"):
            continue
        place = (holder.doc.number, holder.number)
        if place in seen or not any(c.isalnum() for c in text.own_text):
            continue
        seen.add(place)
        if _by_look(text, view).outcome == "passed":
            settled.add(look)
        yield text


def _over(colour: list[int], alpha: float, ground: list[int]) -> tuple[float, ...]:
    return tuple(c * alpha + g * (1 - alpha) for c, g in zip(colour, ground, strict=True))


def expectation(text: Node, view: View) -> Verdict:
    """The ratio against what the size asks; texts of one look are judged once."""
    verdict = _by_look(text, view)
    # Whether the text belongs to a control that is off costs a walk, and matters only where the text would not pass.
    return Verdict("inapplicable") if verdict.outcome != "passed" and _disabled(text, view) else verdict


def _by_look(text: Node, view: View) -> Verdict:
    held = view.__dict__.setdefault("_contrast_by_look", {})
    verdict: Verdict = held.get(text.look) or held.setdefault(text.look, _judge(text))
    return verdict


def _judge(text: Node) -> Verdict:
    ground: dict[str, Any] = text.ground
    size, bold = text.font_size, text.is_bold
    required = LARGE if size >= LARGE_PX or (bold and size >= LARGE_BOLD_PX) else NORMAL
    if ground["how"] == "undecided":
        return cant_tell("undecided", why=ground.get("why", ""), required=required)
    alpha = float(ground.get("alpha", 1.0))
    pairs = [(_over(ground["fg"], alpha, below), below) for below in ground["bg"]]
    ratios = [ratio(front, below) for front, below in pairs]
    best, worst = max(ratios), min(ratios)
    shown: dict[str, Any] = {"required": required, "font_size": size, "bold": bold}
    if worst >= required:
        return passed()
    if best < SAME:
        return Verdict("inapplicable")
    if best >= required:
        at = ratios.index(worst)
        return cant_tell(
            "range",
            ratio=round(worst, 2),
            best=round(best, 2),
            foreground=hexadecimal(pairs[at][0]),
            background=hexadecimal(pairs[at][1]),
            **shown,
        )
    at = ratios.index(best)
    # Cut, not rounded: 4.499 is not 4.5.
    facts = dict(
        ratio=int(best * 100) / 100, foreground=hexadecimal(pairs[at][0]), background=hexadecimal(pairs[at][1]), **shown
    )
    if text.style("text-shadow") != "none":
        return cant_tell("shadow", **facts)
    return failed("low", **facts)
