"""On a slow line and an old phone the page shows something soon and opens within a bearable time.

Assumptions: line and phone are ours: 400 kbit/s, 400 ms to and fro, a processor four times slower, a first visit with
an empty cache, 20 seconds at most. So are the limits: first text or image within 10 seconds, all loaded within 20. It
is measured once, on the auditor's machine, which may be busy: a question, never a failure.
Source: the tool's own criterion; no clause names a line or a phone.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import slow_load
from auditor.rulekit.rule import Evidence, Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="slow-line",
    requirements=(),
    impact="moderate",
    views=("phone",),
    needs=("slow_line",),
    decides=("cantTell",),
    profile="full",
    best_practice=True,
    spared=("nodes", "characters", "attributes", "names", "frames"),
)
FIRST = 10.0  # s (ours): until the first text or image


def applicability(view: View) -> Iterator[Node]:
    """The page, where it was asked for over the slow line and shows text or an image."""
    if slow_load(view).requests and (view.text.strip() or any(n.rendered for n in view.find("img", "svg"))):
        yield view.root


def expectation(root: Node, view: View) -> Verdict:
    """The first paint, then the end of loading."""
    load = slow_load(view)
    line, first, whole = load.line, load.paint_ms, load.load_ms
    told: Evidence = {
        "kbit": line.kbit,
        "latency": line.latency_ms,
        "cpu": line.cpu,
        "requests": load.requests,
        "open": load.unfinished,
        "kilobytes": round(load.bytes / 1000),
        "limit": line.limit_s,
    }
    if first is None and whole is None:
        return cant_tell("nothing", **told)
    if first is None or first / 1000 > FIRST:
        return cant_tell("late", seconds=round((first or whole or 0) / 1000, 1), first=FIRST, **told)
    if whole is None:
        return cant_tell("unfinished", confidence="hint", seconds=round(first / 1000, 1), **told)
    return passed()
