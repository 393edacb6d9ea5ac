"""`aria-label` and its relatives are not put on elements that take no name.

Assumptions: a rule of ARIA, no success criterion by itself. Elements without text are axe-core's
`aria-prohibited-attr`; here are those whose text is there as well. Roles and attributes as WAI-ARIA 1.2 and 1.3 list
them.
Source: WAI-ARIA 1.2, "prohibited"; ACT rule kb1m8s.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View, is_exposed
from auditor.rulekit.rule import Rule, Verdict, failed, passed

RULE = Rule(
    id="prohibited-aria-name",
    requirements=(),
    impact="minor",
    act=("kb1m8s",),
    views=("desktop",),
    decides=("failed",),
    best_practice=True,
    people=("4.2.1",),
)
NAMING = ("aria-label", "aria-labelledby", "aria-braillelabel")
DESCRIBING = ("aria-roledescription", "aria-brailleroledescription")
# Tags whose implied role takes no name; "generic" takes no role description either.
GENERIC = frozenset({"b", "bdi", "bdo", "data", "div", "i", "pre", "q", "samp", "small", "span", "u"})
OTHER = frozenset({"caption", "code", "del", "em", "ins", "p", "strong", "sub", "sup"})
ROLES = frozenset(
    {"caption", "code", "deletion", "emphasis", "insertion", "paragraph", "strong", "subscript", "superscript"}
)


def _roles(node: Node) -> list[str]:
    return node.attr("role").lower().split()


def _takes_no_name(node: Node) -> bool:
    roles = _roles(node)
    if roles:
        return roles[0] in ROLES or roles[0] == "generic"
    return node.tag in GENERIC or node.tag in OTHER


def _generic(node: Node) -> bool:
    roles = _roles(node)
    return roles[0] == "generic" if roles else node.tag in GENERIC


def _used(node: Node) -> list[str]:
    names = [name for name in NAMING if node.attr(name).strip() and node.text(3)]
    return names + [name for name in DESCRIBING if node.attr(name).strip() and _generic(node)]


def applicability(view: View) -> Iterator[Node]:
    """Exposed elements with a naming attribute."""

    return filter(is_exposed, view.having(*NAMING, *DESCRIBING))


def expectation(node: Node, view: View) -> Verdict:
    """Attributes that the element's role takes none of."""
    used = _used(node) if _takes_no_name(node) else []
    return failed("prohibited", attributes=used, tag=node.attr("role") or node.tag) if used else passed()
