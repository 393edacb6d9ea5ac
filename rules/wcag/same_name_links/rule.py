"""What it checks: links of one name in one place lead to one thing.

Who is affected: screen reader users, who hear the same name twice and can't know which leads where.
How to fix: say the difference in the link's text, or in the `alt` of its picture.
Assumptions: links have one context when they share list items, block, table cell with its headers, and description. The
same address serves one purpose. Certain is the fault where each link shows a picture of its own without a text
alternative: it tells people who see that the links differ. With other words between the links a person decides; without
any sign all users are in the same position, which is no fault by the criterion.
Source: WCAG 2.2 2.4.4 and "ambiguous to users in general"; ACT rule fd3a94.
"""

from collections.abc import Iterator

from auditor.rulekit import (
    Node,
    Rule,
    Verdict,
    View,
    address,
    cant_tell,
    exposed,
    failed,
    grid,
    label_texts,
    link_sets,
    passed,
    per_view,
    role_of,
    same_address,
)

RULE = Rule(id="same-name-links", requirements=("wcag22:2.4.4",), impact="serious", act=("fd3a94",), views=("desktop",))
CONTAINERS = ("block", "inline-block", "list-item", "table-cell", "flow-root", "table-caption")


def _context(link: Node, view: View) -> tuple[int, ...]:
    """Numbers of the elements that make up the link's context, and of the document."""
    found: set[int] = set()
    block = cell = None
    for above in link.ancestors():
        if role_of(above) == "listitem" and exposed(above):
            found.add(above.number)
        if block is None and above.style("display") in CONTAINERS:
            block = above
        if cell is None and role_of(above) in ("cell", "gridcell"):
            cell = above
    found |= {node.number for node in (block, cell) if node is not None}
    table = cell.closest("table") if cell is not None else None
    made = grid(table, view) if table is not None else None
    if made is not None and cell is not None:
        for one in made.cells:
            if one.node.number == cell.number:
                found |= made.assigned(one)
    for name in link.attr("aria-describedby").split():
        found |= set(link.doc.ids.get(name, ())[:1])
    return (-1 - link.doc.number, *sorted(found))


@per_view
def _sets(view: View) -> dict[tuple[int, int], list[Node]]:
    """By the number of its second link, each set of one name and context with more than one address."""
    found: dict[tuple[int, int], list[Node]] = {}
    for links in link_sets(view).values():
        if len(links) < 2:
            continue
        places: dict[tuple[int, ...], list[Node]] = {}
        for link in links:
            places.setdefault(_context(link, view), []).append(link)
        for together in places.values():
            if len(together) > 1:
                found[together[1].doc.number, together[1].number] = together
    return found


def applicability(view: View) -> Iterator[Node]:
    """The second link of each set."""
    for together in _sets(view).values():
        yield together[1]


def _pictures(link: Node) -> set[str]:
    """What pictures a link shows; background images too."""
    found = {link.style("background-image")}
    for node in link.descendants():
        if node.is_text or not node.rendered:
            continue
        found.add(node.style("background-image"))
        if node.tag == "img":
            found.add(str(node.extra.get("src") or node.attr("src")))
        elif node.tag in ("path", "use"):
            found.add(node.attr("d")[:200] or node.attr("href") or node.attr("xlink:href"))
    return found - {"none", ""}


def _words_between(one: Node, other: Node) -> bool:
    """Whether words stand between two links of one block, so that people who see can tell them apart."""
    block = next((above for above in one.ancestors() if above.style("display") in CONTAINERS), None)
    start = max((node.number for node in one.descendants()), default=one.number)
    return block is not None and any(
        start < text.number < other.number and any(c.isalnum() for c in text.own_text)
        for text in label_texts(block)
        if text.closest("a") is None
    )


def expectation(link: Node, view: View) -> Verdict:
    """The set that the link is the second of."""
    together = _sets(view)[link.doc.number, link.number]
    first = address(together[0], view)
    others = [other for other in together[1:] if not same_address(first, address(other, view))]
    if not others:
        return passed()
    facts = {
        "name": link.name[:60],
        "links": len(together),
        "first": first[-60:],
        "second": address(others[0], view)[-60:],
    }
    one, two = _pictures(together[0]), _pictures(others[0])
    if one - two and two - one:
        return failed("pictures", **facts)
    return cant_tell("compare", **facts) if _words_between(together[0], others[0]) else passed()
