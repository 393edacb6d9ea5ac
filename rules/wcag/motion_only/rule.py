"""What shaking or tilting the device does can also be done by controls of the page.

Assumptions: gestures are made up (tilts to four sides, shakes); what changes in the page then is compared with what its
controls change, with the direction in which a number goes. Each control that is seen is tried, those too that another
one brings up. Motion that is essential, as for a step counter, is an exception that a person would name.
Source: WCAG 2.2 2.5.4; ACT rule 7677a9; technique G213, failure F106.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import Effect, MotionTrials, motion_trials
from auditor.rulekit.rule import Evidence, Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.text import pattern

RULE = Rule(
    id="motion-only",
    requirements=("wcag22:2.5.4",),
    impact="serious",
    act=("7677a9",),
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
    """Controls that change the same."""
    wanted = set(trials.effects)
    for control in trials.controls:
        wanted -= set(control.effects)
    # A field or slider whose own value the motion sets can be set by hand.
    wanted = {effect for effect in wanted if not _settable(view, effect)}
    if not wanted:
        return passed()
    node = view.at(min(wanted).place)
    target = "" if node is None else (node.text(40) or node.attr("id") or node.tag)
    facts: Evidence = {"events": ", ".join(trials.listens), "target": target[:40]}
    link = next((a for a in view.find("a") if a.rendered and ELSEWHERE.search(a.name) and _leads_away(a)), None)
    if link is not None:
        return cant_tell("elsewhere", name=link.name[:40], **facts)
    return failed("only", **facts) if trials.all else cant_tell("untried", **facts)


def _leads_away(link: Node) -> bool:
    return bool(link.attr("href")) and not link.attr("href").startswith(("#", "javascript:"))


def _settable(view: View, effect: Effect) -> bool:
    node = view.at(effect.place)
    return effect.kind == "value" and node is not None and node.tabbable and node.tag in ("input", "select", "textarea")
