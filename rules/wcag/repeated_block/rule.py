"""Content that a page repeats from pages it links to can be got past.

Assumptions: up to two linked pages of the site are read (not opened) and their texts compared with those of the page. A
repeated block is a run of equal texts that holds at least five links, or in a header, menu, sidebar or footer a
sentence (ours: 16 Chinese characters or 8 words, 40 and 20 without a closing mark): single words, phrases and links are
none by the understanding document. It is a fault only where most of the page's own texts follow it, and no heading of
such, no landmark that begins with such and no control that leads there or may fold the block is found. What may help, a
button named "菜单" too, leaves the question to axe-core's `bypass`.
Source: WCAG 2.2 2.4.1 and its understanding document; ACT rules cf77f2, 047fe0, b40fd1, 3e12e1, ye5d6e.
"""

from collections.abc import Iterator

from auditor.rulekit.page import Node, View
from auditor.rulekit.probes import Obstacle, linked_obstacle
from auditor.rulekit.rule import Rule, Verdict, failed, passed

RULE = Rule(
    id="repeated-block",
    requirements=("wcag22:2.4.1",),
    impact="serious",
    act=("cf77f2",),
    views=("desktop",),
    needs=("linked_page",),
    decides=("failed",),
    profile="standard",
    absence=True,
)

Obstruction = tuple[Obstacle | None, str]  # the block that nothing helps to pass, and the page that has it too


def applicability(view: View) -> Iterator[tuple[Node, Obstruction]]:
    """The page, where it repeats a block of one that it links to."""
    repeats, obstacle, other = linked_obstacle(view)
    if repeats:
        yield view.root, (obstacle, other)


def expectation(root: Node, view: View, obstruction: Obstruction) -> Verdict:
    """The first block that nothing helps to pass."""
    obstacle, other = obstruction
    if obstacle is None:
        return passed()
    return failed(
        "links" if obstacle.links else "text",
        first=obstacle.first,
        last=obstacle.last,
        links=obstacle.links,
        content=obstacle.content,
        other=other,
    )
