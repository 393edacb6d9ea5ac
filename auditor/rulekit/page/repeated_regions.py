"""Blocks that pages of a site repeat (navigation, side column, header) and the content that begins after them.

One page can't tell what its site repeats: a block counts as repeated by its role, as a list of nothing but links, or as
a box of nothing but links that its class or id calls a menu.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.rulekit.page.accessibility import is_exposed, role_of
from auditor.rulekit.page.node import Node
from auditor.rulekit.page.regions import named_region, region_of
from auditor.rulekit.page.view import View, per_view

REPEATED = frozenset({"navigation", "complementary", "banner", "search", "contentinfo"})
MENU = 5  # ours: links in a box that is called a menu and is no list
LEAST_LINKS = 2  # ours: a list of so many links and nothing else is a menu
_IN_SCRIPT = re.compile(r"""['"]#?([A-Za-z_][\w-]*)['"]""")


@dataclass
class RepeatedRegions:
    """The outermost repeated blocks of a page's own document, and what is inside of them."""

    tops: list[Node] = field(default_factory=list)
    inside: set[int] = field(default_factory=set)

    def is_content(self, node: Node) -> bool:
        """After the first block and in none."""
        return bool(self.tops) and node.number > self.tops[0].number and node.number not in self.inside


def _only_links(listing: Node) -> bool:
    links = 0
    for node in listing.descendants():
        if node.is_text and node.rendered and node.closest("a") is None:
            return False
        links += node.tag == "a"
    return links >= LEAST_LINKS


def _menus(view: View) -> Iterator[Node]:
    """Boxes that their class or id calls a menu and that hold links alone."""
    for node in view.find("div", "table", top_only=True):
        if named_region(node) == "nav" and _only_links(node) and sum(n.tag == "a" for n in node.descendants()) >= MENU:
            yield node


@per_view
def repeated_regions(view: View) -> RepeatedRegions:
    """The page's blocks."""
    repeated = RepeatedRegions()
    for node in sorted(
        {n.number: n for n in (*view.with_role(*REPEATED), *view.find("ul", "ol"), *_menus(view))}.values(),
        key=lambda node: node.number,
    ):
        listing = role_of(node) == "list"
        if (
            node.doc is not view.top
            or node.number in repeated.inside
            or node.hidden
            or (listing and not _only_links(node))
        ):
            continue
        if not node.text(3) or not is_exposed(node):
            continue
        repeated.tops.append(node)
        repeated.inside.add(node.number)
        repeated.inside.update(below.number for below in node.descendants())
    return repeated


def first_content(view: View) -> Node | None:
    """The first drawn text after a block and in none, None where there is none: a page's foot is no content, whatever
    it is made of."""
    made = repeated_regions(view)
    return next(
        (text for text in view.texts(top_only=True) if made.is_content(text) and region_of(text) != "footer"), None
    )


def targets_of(node: Node, view: View) -> Iterator[Node]:
    """Elements that a control names by a fragment address or in its inline script."""
    href = node.attr("href").strip()
    names = [href[1:]] if len(href) > 1 and href.startswith("#") else []
    names += _IN_SCRIPT.findall(node.attr("onclick"))
    names += node.attr("aria-controls").split()
    for name in names:
        target = view.by_id(node, name)
        target = target or next((n for n in view.find("a", top_only=True) if n.attr("name") == name), None)
        if target is not None:
            yield target


def _controls(view: View) -> Iterator[Node]:
    by_number = {n.number: n for n in (*view.with_role("link", "button"), *view.find("a", "button", top_only=True))}
    return (node for node in by_number.values() if node.doc is view.top and not node.hidden)


def skip_controls(view: View) -> Iterator[Node]:
    """Controls that lead to the content: what follows their target is content before anything else."""
    made = repeated_regions(view)
    texts = list(view.texts(top_only=True))
    for control in _controls(view):
        for target in targets_of(control, view):
            following = next((text for text in texts if text.number > target.number), None)
            if following is not None and made.is_content(following):
                yield control


def collapse_controls(view: View) -> Iterator[Node]:
    """Controls that name a repeated block or something in it, or stand in it and say that they fold something."""
    made = repeated_regions(view)
    tops = {top.number for top in made.tops}
    for control in _controls(view):
        named = any(target.number in tops or target.number in made.inside for target in targets_of(control, view))
        if named or ("aria-expanded" in control.attrs and control.number in made.inside):
            yield control
