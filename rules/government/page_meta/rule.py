"""A government page carries the labels of the site: SiteName, SiteDomain, SiteIDCode; and a published piece or a
column those of its kind.

Assumptions: upper and lower case don't matter. The site's labels are certain to be missing; which kind a page is isn't,
so a piece's own labels are asked for only where one of them is there or its date and source lines say so, by a person.
Source: guideline for government websites (2017), page labels (one source; the full list isn't verified): the tool's own
criterion.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View, is_article, is_government, meta_values
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed, threshold

CLAUSE = "gov-site-rules:x-2017-meta"
RULE = Rule(id="page-meta", requirements=(CLAUSE,), impact="minor", absence=True, spared=("frames",))
SITE: list[str] = threshold(CLAUSE, "meta_site")
ARTICLE: list[str] = threshold(CLAUSE, "meta_article")


def applicability(view: View) -> Iterator[Node]:
    """A government site's page."""
    if is_government(view):
        yield view.root


def expectation(root: Node, view: View) -> Verdict:
    """The labels that are missing or empty."""
    labels = meta_values(view)
    missing = [name for name in SITE if not labels.get(name.lower())]
    if missing:
        return failed("site", names=missing)
    missing = [name for name in ARTICLE if not labels.get(name.lower())] if is_article(view) else []
    return cant_tell("article", names=missing) if missing else passed()
