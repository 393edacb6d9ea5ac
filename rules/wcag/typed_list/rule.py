"""A list whose bullets are typed is marked up as a list.

Assumptions: reported are at least LEAST (ours) lines one after another, in one block parted by `<br>` or in blocks side
by side, that each begin with the same typed bullet. Numbers ("一、", "（1）") are text that is read out and are left in
peace. A person decides; one finding a run. `<ol>` is a list as well.
Source: WCAG 2.2 1.3.1; technique H48.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(id="typed-list", requirements=("wcag22:1.3.1",), impact="minor", views=("desktop",), decides=("cantTell",))
LEAST = 3
MARKS = re.compile(r"(?m)^[^\S\n]*+[•·●○■□◆◇★☆▪▶►※➢✓✔\u25a0-\u25ff-]")
BULLET = re.compile(r"\A\s*+([•·●○■□◆◇★☆▪▶►※➢✓✔\u25a0-\u25ff-])\s*+[^\s\d•·●○■□◆◇-]")


def _mark(text: Node) -> str:
    bullet = BULLET.match(text.own_text)
    return bullet.group(1) if bullet else ""


def _runs(view: View) -> list[list[Node]]:
    """Runs of texts that begin a line with the same bullet."""
    runs: list[list[Node]] = []
    run: list[Node] = []
    line = -1
    if len(list(view.saying(MARKS, top_only=True))) < LEAST:
        return runs
    for text in view.texts(top_only=True):
        mark = _mark(text)
        top = text.box[1]
        starts = line < 0 or top >= line
        line = top + text.box[3] // 2
        if not starts:
            continue  # further words of the same line
        if mark and not text.hidden_from_at and text.closest("li", "nav", "pre", "code") is None:
            if run and (_mark(run[-1]) != mark or text.box[0] != run[-1].box[0]):
                runs.append(run)
                run = []
            run.append(text)
        elif run:
            runs.append(run)
            run = []
    runs.append(run)
    return [run for run in runs if len(run) >= LEAST]


def applicability(view: View) -> Iterator[tuple[Node, list[Node]]]:
    """The block in which each run begins, with the run; else the page's first list."""
    first: dict[Node, list[Node]] = {}
    for run in _runs(view):
        if run[0].block is not None:
            first.setdefault(run[0].block, run)
    yield from first.items()
    if not first:
        yield from [(node, []) for node in view.find("ul", "ol", top_only=True) if node.rendered][:1]


def expectation(node: Node, view: View, run: list[Node]) -> Verdict:
    """The run that begins in the block."""
    if not run:
        return passed()
    return cant_tell("typed", items=len(run), bullet=_mark(run[0]), first=run[0].own_text.strip()[:20])
