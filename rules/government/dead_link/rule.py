"""Links to the site's own pages lead somewhere.

Assumptions: only links whose target the audit itself asked for in the browser are judged, so a dead link is one whose
page answered 404 or 410 then. A success status with a page that says “not found”, a server error, and a file that was
asked for without the page before it are put to a person. Refused pages (403, 429, captcha) and time-outs say nothing of
the link.
Source: the tool's own criterion, no clause: the deductions of the inspection indicators (2019) for dead links are not
verified and may not be cited.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from auditor.rulekit.page import View, address, address_key
from auditor.rulekit.rule import Evidence, Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.site import SiteVerdict, SiteView, refer, same_owner

RULE = Rule(
    id="dead-link",
    requirements=(),
    impact="moderate",
    scope="site",
    best_practice=True,
    people=("4.2.1", "4.2.10", "older"),
)
GONE = (404, 410)
MAX_LINKS = 1_000  # ours: links of a page that are kept
MAX_PAGES = 5  # ours: pages on which one dead address is told; the menu of a template has it on all


def facts(view: View) -> dict[str, Any] | None:
    """The page's drawn links to its own site: each address once, with what it is called and where it stands."""
    own = urlsplit(view.url).hostname or ""
    links: dict[str, dict[str, Any]] = {}
    for node in view.find("a", "area", top_only=True):
        target = address(node, view) if node.rendered or node.tag == "area" else ""
        key = address_key(target) if target else ""
        if not key or key in links:
            continue
        parts = urlsplit(target)
        if parts.scheme in ("http", "https") and same_owner(parts.hostname or "", own):
            links[key] = {"text": (node.name or node.text(40)).strip()[:40], "where": refer(node, view)}
    return dict(view.first(links.items(), MAX_LINKS)) or None


def _verdicts(site: SiteView) -> dict[str, tuple[str, Verdict]]:
    """By address: the address as printed, and what is to be said of a link to it."""
    verdicts: dict[str, tuple[str, Verdict]] = {address_key(page.url): (page.url, passed()) for page in site.pages}
    for page in site.missing:
        key, code = address_key(page.url), page.http_status
        if code in GONE:
            verdicts[key] = (page.url, failed("gone", address=page.url, code=code))
        elif page.status == "soft-404":
            verdicts[key] = (page.url, cant_tell("soft", address=page.url))
        elif page.status == "http-error" and code is not None and code >= 500:
            verdicts[key] = (page.url, cant_tell("faulty", address=page.url, code=code))
    for document in site.documents:
        if document.get("status") in GONE:
            told: Evidence = {"address": document["url"], "code": document["status"]}
            verdicts[address_key(document["url"])] = (document["url"], cant_tell("file", **told))
    return verdicts


def judge(site: SiteView) -> Iterator[SiteVerdict]:
    """Each link whose target was asked for, against the answer."""
    known = _verdicts(site)
    told: dict[str, int] = {}
    for number, page in enumerate(site.pages):
        for key, link in (page.facts or {}).items():
            if key not in known:
                continue
            url, verdict = known[key]
            if verdict.outcome == "passed":
                yield SiteVerdict(number, verdict)
                continue
            told[key] = told.get(key, 0) + 1
            if told[key] > MAX_PAGES:
                yield SiteVerdict(number, verdict, unsaid="told-elsewhere")
            else:
                evidence = {**verdict.evidence, "link": link["text"] or "–"}
                said = Verdict(verdict.outcome, verdict.message, evidence, verdict.confidence)
                yield SiteVerdict(number, said, link["where"], cause=urlsplit(url).path + "?" + urlsplit(url).query)
