"""What it checks: a floating window has a close control that is named, reached by keyboard and, on a phone, large enough.

Who is affected: keyboard users who can't get rid of it, older people who can't hit a tiny cross, everybody it covers.
How to fix: put a `<button>关闭</button>` of 44 px at its top right, and don't let the window come back.
Assumptions: a window counts as floating when it is positioned over the page and its class, id or script name says so
in the words Chinese sites use; others are not judged. Place and size are the clause's for mobile.
Source: MIIT 67号 (2021) Annex 2, clause 2.4; WCAG 2.2 2.1.1 and 4.1.2 for the control itself.
"""

import re
from collections.abc import Iterator

from auditor.rulekit import Node, Rule, Verdict, View, failed, passed, threshold

CLAUSE = "miit-app-2021:2.4"
RULE = Rule(
    id="floating-window-close",
    requirements=(CLAUSE, "wcag22:2.1.1", "wcag22:4.1.2"),
    impact="serious",
    views=("desktop", "phone"),
    decides=("failed",),
)
SIZE = float(threshold(CLAUSE, "min_target_px"))
WORDS = re.compile(
    r"float_?(ing)?_?(ad|win|pic|img)|floatad|ad_?float|float-ad|movead|king_chance_layer|piao_?(fu|chuang|dong)|ad_fload|couplet|duilian",
    re.I,
)
CLOSE = re.compile(r"关闭|关掉|收起|不再显示|close|^[x×✕✖╳]$", re.I)


def _is_window(node: Node) -> bool:
    return bool(WORDS.search(node.attr("class") + " " + node.attr("id"))) and node.style("position") in (
        "fixed",
        "absolute",
    )


def applicability(view: View) -> Iterator[Node]:
    """Floating windows that are shown; a window inside another is part of it."""
    for node in view.styled("position", "fixed", "absolute"):
        if (
            node.rendered
            and not node.hidden
            and _is_window(node)
            and not any(_is_window(above) for above in node.ancestors())
        ):
            yield node


def _closers(window: Node) -> list[Node]:
    found = []
    for node in window.descendants():
        if node.is_text or not node.rendered:
            continue
        words = f"{node.attr('class')} {node.attr('id')} {node.attr('onclick')}"
        if CLOSE.search(node.name or node.text(20)) or re.search(r"close|guanbi", words, re.I):
            found.append(node)
    return found


def expectation(window: Node, view: View) -> Verdict:
    """The first close control that a keyboard reaches and that has a name, else what is wrong with those there are."""
    closers = _closers(window)
    if not closers:
        return failed("missing")
    reached = [node for node in closers if node.tabbable]
    if not reached:
        _, _, w, h = closers[0].box
        return failed("keyboard", width=w, height=h)
    named = [node for node in reached if node.name and not re.fullmatch(r"[x×✕✖╳]", node.name, re.I)]
    if not named:
        return failed("unnamed", requirements=(CLAUSE, "wcag22:4.1.2"))
    _, _, w, h = named[0].box
    if view.name == "phone" and min(w, h) < SIZE - 0.6:
        return failed("small", width=w, height=h, required=SIZE, requirements=(CLAUSE,))
    return passed()
