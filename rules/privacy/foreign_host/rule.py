"""A page with a form for personal data doesn't contact services that are run abroad.

Assumptions: services are known by a list of registered domains (ours); where their servers stand isn't known from here.
What was contacted is certain, what was sent isn't: a hint.
Source: Personal Information Protection Law, Articles 36 and 39 (restated; as the tool's own criterion says, a hint
only).
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from auditor.rulekit.chinese import personal_forms
from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed
from auditor.rulekit.site import is_run_abroad, third_party_hosts

RULE = Rule(
    id="foreign-host",
    requirements=("pipl-2021:39", "pipl-2021:36"),
    impact="moderate",
    decides=("cantTell",),
)


def applicability(view: View) -> Iterator[Node]:
    """The page, where it has a form for personal data."""
    if next(personal_forms(view), None) is not None:
        yield view.root


def expectation(root: Node, view: View) -> Verdict:
    """Hosts of known services contacted while the page opened."""
    hosts = [h for h in third_party_hosts(view.page.hosts, urlsplit(view.url).hostname or "") if is_run_abroad(h)]
    return cant_tell("contacted", confidence="hint", hosts=hosts[:8]) if hosts else passed()
