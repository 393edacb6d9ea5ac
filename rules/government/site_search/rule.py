"""A government site's home page has a search.

Assumptions: a field counts by its role, type, name or words, a link by its words. Icons without a name may be a search,
so where such are in the page's head a person looks. Who depends on a search: blind people, older people, whoever comes
once a year.
Source: guideline for government websites (2017), on-site search (one source): the tool's own criterion; compare WCAG
2.2, 2.4.5.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View, is_government, is_home
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed

RULE = Rule(id="site-search", requirements=("gov-site-rules:x-2017-search",), impact="moderate", absence=True)
WORDS = re.compile(r"搜\s?索|检索|查找|全文|关键[词字]|search|(^|[^a-z])(q|kw|keywords?|so|sousuo)([^a-z]|$)", re.I)


def applicability(view: View) -> Iterator[Node]:
    """A government site's home page."""
    if is_government(view) and is_home(view):
        yield view.root


def expectation(root: Node, view: View) -> Verdict:
    """A search field, form or entry; controls without a name."""
    if next(view.with_role("search", "searchbox"), None) is not None:
        return passed()
    unnamed = False
    for node in view.find("input", "form", "a", "button", "img", "iframe"):
        names = ("id", "class", "name", "placeholder", "title", "alt", "action", "href", "src", "value")
        said = " ".join((node.name, *(node.attr(name)[:100] for name in names)))
        if WORDS.search(said) or (node.tag in ("a", "button") and WORDS.search(node.text(20))):
            return passed()
        unnamed = unnamed or (node.rendered and node.tag in ("a", "button", "iframe") and not node.name)
    return cant_tell("unnamed") if unnamed else failed("missing")
