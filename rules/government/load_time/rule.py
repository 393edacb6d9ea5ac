"""How long a government page took to open, against 15 seconds and the advised 3 seconds.

Assumptions: it is the browser's own time from the request to the end of loading, on the auditor's machine and line, two
pages at once: a hint, never a failure. A single run can't establish the indicators' veto.
Source: inspection indicators (2019), page not open after 15 s; guideline for government websites (2017), 3 s advised
(one source: the tool's own criterion).
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View, is_government
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed, threshold

VETO = "gov-site-rules:x-2019-veto-unreachable"
ADVISED = "gov-site-rules:x-2017-load"
RULE = Rule(
    id="load-time",
    requirements=(ADVISED, VETO),
    impact="moderate",
    decides=("cantTell",),
    spared=("nodes", "characters", "attributes", "names", "frames"),
)
LONGEST = float(threshold(VETO, "max_load_seconds"))
USUAL = float(threshold(ADVISED, "advised_load_seconds"))


def applicability(view: View) -> Iterator[tuple[Node, float]]:
    """A government site's page whose time the browser told, with that time in seconds."""
    if is_government(view) and view.page.traffic.load_ms:
        yield view.root, view.page.traffic.load_ms / 1000


def expectation(root: Node, view: View, seconds: float) -> Verdict:
    """The time against both figures."""
    if seconds > LONGEST:
        return cant_tell("long", seconds=round(seconds, 1), limit=LONGEST, requirements=(VETO,))
    if seconds > USUAL:
        return cant_tell("advised", confidence="hint", seconds=round(seconds, 1), limit=USUAL, requirements=(ADVISED,))
    return passed()
