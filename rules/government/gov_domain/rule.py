"""A government site stands under .gov.cn.

Assumptions: a government site is known by its site code, label or badge. The page's own host counts, and where that is
local (a copy under test) the domain its labels declare. Reserved names for tests and examples are left out.
Source: guideline for government websites (2017), domains.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from auditor.rulekit.page import Node, View, is_government, meta_values
from auditor.rulekit.rule import Rule, Verdict, failed, passed, threshold
from auditor.rulekit.site import is_local

CLAUSE = "gov-site-rules:x-2017-domain"
RULE = Rule(
    id="gov-domain",
    requirements=(CLAUSE,),
    impact="moderate",
    decides=("failed",),
    spared=("nodes", "characters", "attributes", "names", "frames"),
)
SUFFIX: str = threshold(CLAUSE, "host_suffix")


def _host(view: View) -> str:
    own = (urlsplit(view.url).hostname or "").lower()
    if not is_local(own):
        return own
    declared = meta_values(view).get("sitedomain", "").lower()
    return (urlsplit(declared if "//" in declared else "//" + declared).hostname or "") if declared else ""


def applicability(view: View) -> Iterator[tuple[Node, str]]:
    """A government site's page on a public host, and that host."""
    if is_government(view) and (host := _host(view)) and not is_local(host):
        yield view.root, host


def expectation(root: Node, view: View, host: str) -> Verdict:
    """The end of the host's name."""
    return passed() if f".{host}".endswith(SUFFIX) else failed("other", host=host, suffix=SUFFIX)
