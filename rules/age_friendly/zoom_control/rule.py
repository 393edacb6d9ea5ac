"""Somewhere the site itself offers to enlarge its text, without the browser's or the system's zoom.

Assumptions: pages looked at in depth are asked for a control that makes main text larger, or an elder mode that does.
An audited elder version counts as the large-text screen. Found nowhere, a person looks once: it may stand on a page
that was not looked at, or in a tool bar, which mends nothing in the page itself.
Source: MIIT 67号 (2021) Annex 1 on zoom and a large-text screen of the page's own.
"""

from collections.abc import Iterator
from typing import Any

from auditor.rulekit.page import View, sample_of
from auditor.rulekit.probes import aid_trials, elder_aids, tool_bar
from auditor.rulekit.rule import Rule, cant_tell, passed
from auditor.rulekit.site import SiteVerdict, SiteView

RULE = Rule(
    id="zoom-control",
    requirements=("miit-web-2021:1.2.3-pc",),
    impact="moderate",
    needs=("elder_aids",),
    scope="site",
    decides=("cantTell",),
    profile="standard",
    absence=True,
)


def facts(view: View) -> dict[str, Any] | None:
    """Whether this page enlarges its text, is large itself, or has a tool bar."""
    if not elder_aids(view).before.chars:
        return None
    grows = any(trial.grows or trial.moves for _, trial in aid_trials(view, "size", "grow", "zoom"))
    mode = any(trial.enlarges for _, trial in aid_trials(view, "elder", "barrier"))
    return {"grows": grows or mode or sample_of(view.page) == "elder", "bar": bool(tool_bar(view))}


def judge(site: SiteView) -> Iterator[SiteVerdict]:
    """Once a site."""
    looked = [number for number, page in enumerate(site.pages) if page.facts is not None]
    able = [number for number in looked if (site.pages[number].facts or {})["grows"]]
    for number in able:
        yield SiteVerdict(number, passed())
    if looked and not able:
        bar = any((site.pages[number].facts or {})["bar"] for number in looked)
        yield SiteVerdict(looked[0], cant_tell("tool_bar" if bar else "missing", pages=len(looked)))
