"""A read-aloud control works and can be switched off; elder pages and articles offer one.

Assumptions: the control is known by its whole text (朗读, 语音播报 …) and clicked; it works where something is said or
sounded, or the page answers. Whether it can be heard is for a person: a machine without voices can't tell. Where a
maker's tool bar or a working barrier-free entry is there, a missing control is not asked about: the bar may read.
Source: MIIT 67号 (2021) Annex 1 on reading aloud, at least on article pages, with a switch.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View, is_article, is_elder_page
from auditor.rulekit.probes import AidTrial, aid_trials, first_tried, tool_bar
from auditor.rulekit.rule import INAPPLICABLE, Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="read-aloud",
    requirements=("miit-web-2021:x-read-aloud",),
    impact="moderate",
    needs=("elder_aids",),
    parts=("aids", "aid-trials"),
    profile="standard",
    absence=True,
)


def applicability(view: View) -> Iterator[tuple[Node, AidTrial | None]]:
    """The control that was tried; else the page, if it is an elder page or an article."""
    if (tried := first_tried(view, "aloud")) is not None:
        yield tried
    elif not any(aid_trials(view, "aloud")) and (is_elder_page(view) or is_article(view)):
        yield view.root, None


def expectation(node: Node, view: View, trial: AidTrial | None) -> Verdict:
    """What came of the click; or whether anything else may read."""
    if trial is None:
        works = any(other.effect == "changes" for _, other in aid_trials(view, "barrier", "elder"))
        return INAPPLICABLE if works or tool_bar(view) else cant_tell("missing")
    if trial.effect in ("nothing", "self"):
        return failed("dead", text=trial.text)
    if trial.effect == "changes" and trial.switches_off is False:
        return cant_tell("no_switch", text=trial.text)
    return passed() if trial.effect in ("changes", "leads") else INAPPLICABLE
