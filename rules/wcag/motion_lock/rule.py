"""A page that answers to shaking or tilting can be told not to.

Assumptions: gestures are made up; each control that is seen is used and the gestures are made again. A setting of the
operating system is not counted.
Source: WCAG 2.2 2.5.4; ACT rule c249d5; technique G213, failure F106.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import MotionTrials, motion_trials
from auditor.rulekit.rule import Evidence, Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.text import pattern

RULE = Rule(
    id="motion-lock",
    requirements=("wcag22:2.5.4",),
    impact="serious",
    act=("c249d5",),
    needs=("device_motion",),
    profile="standard",
    absence=True,
)
ELSEWHERE = pattern("motion.settings")


def applicability(view: View) -> Iterator[tuple[Node, MotionTrials]]:
    """The page, where it listens to motion."""
    trials = motion_trials(view)
    if trials.listens:
        yield view.root, trials


def expectation(page: Node, view: View, trials: MotionTrials) -> Verdict:
    """A control after whose use nothing changes any more."""
    if not trials.effects or any(control.stops for control in trials.controls):
        return passed()
    facts: Evidence = {"events": ", ".join(trials.listens)}
    for link in view.find("a"):
        away = bool(link.attr("href")) and not link.attr("href").startswith(("#", "javascript:"))
        if away and link.rendered and ELSEWHERE.search(link.name):
            return cant_tell("elsewhere", name=link.name[:40], **facts)
    return failed("always", **facts) if trials.all else cant_tell("untried", **facts)
