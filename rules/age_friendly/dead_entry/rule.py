"""An entry to the elder or barrier-free version does something when it is clicked.

Assumptions: an entry is known by its whole text (alt, title) in the words Chinese sites use; a headline about such
versions is none. It is clicked on a held page: nothing is sent, a page it would open is asked for once. "Nothing"
means no change of the page, no request for a page, no sound, within the probe's wait. Where a script's host did not
answer, the fault may be the audit's own line: a person tries again.
Source: MIIT 67号 (2021) Annex 1 (elder version); that its entry works is the tool's own criterion in the data.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import AidTrial, aid_trials
from auditor.rulekit.rule import INAPPLICABLE, Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="dead-entry",
    requirements=("miit-web-2021:x-elder-entry",),
    impact="serious",
    needs=("elder_aids",),
    parts=("aids", "aid-trials"),
    profile="standard",
)
GONE = (404, 410)  # HTTP: there is no such page


def applicability(view: View) -> Iterator[tuple[Node, AidTrial]]:
    """Entries that were tried."""
    return ((node, trial) for node, trial in aid_trials(view, "elder", "barrier") if trial.effect)


def expectation(node: Node, view: View, trial: AidTrial) -> Verdict:
    """What came of the click."""
    text, effect, status = trial.text, trial.effect, trial.status
    if effect == "self":
        return failed("self", text=text)
    if effect == "nothing":
        if trial.lost:
            return cant_tell("lost", text=text, host=trial.lost[0])
        if trial.error:
            return failed("error", text=text, error=trial.error)
        return failed("nothing", text=text)
    if effect == "leads" and status in GONE:
        return failed("gone", text=text, status=status, to=trial.to)
    if effect == "leads" and (status == 0 or status >= 500):
        return cant_tell("no_answer", text=text, status=status, to=trial.to)
    if effect in ("changes", "leads"):
        return passed()
    if effect == "dialog":
        return cant_tell("dialog", text=text, said=trial.message)
    return cant_tell("reloads", text=text) if effect == "reload" else INAPPLICABLE
