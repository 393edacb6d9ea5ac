"""A page with a form for personal data doesn't contact other parties before anything was agreed to.

Assumptions: parties are told apart by registered domain. Government hosts and the state's site badges are left out, and
so are services run abroad, which have a rule of their own. What was contacted is certain, what was sent isn't: a hint.
Source: Personal Information Protection Law, Article 23: handing to another handler (restated).
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from auditor.rulekit.chinese import personal_forms
from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed
from auditor.rulekit.site import is_run_abroad, third_party_hosts

RULE = Rule(id="third-party-host", requirements=("pipl-2021:23",), impact="moderate", decides=("cantTell",))


def applicability(view: View) -> Iterator[Node]:
    """The page, where it has a form for personal data."""
    if next(personal_forms(view), None) is not None:
        yield view.root


def expectation(root: Node, view: View) -> Verdict:
    """Hosts contacted while the page opened."""
    foreign = third_party_hosts(view.page.hosts, urlsplit(view.url).hostname or "")
    hosts = [host for host in foreign if not is_run_abroad(host)]
    return cant_tell("contacted", confidence="hint", hosts=hosts[:8], count=len(hosts)) if hosts else passed()
