"""What it checks: content that a page repeats from pages it links to can be got past.

Who is affected: keyboard and screen reader users, who go through the same content on each page.
How to fix: add a link "跳到正文", or mark content with `<main>`, or the content's title with a heading.
Assumptions: up to two linked pages of the site are read (not opened) and their texts compared with those of the page. A
repeated block is a run of equal texts that holds at least three links or a sentence (ours: 16 Chinese characters or 8 words,
40 and 20 without a closing mark): single words, phrases and links are none by the understanding document. It is a fault only
where no heading of other content, no landmark that begins with such and no control that leads there or may fold the block is found;
whatever may help, a name like "菜单" too, leaves the question to axe-core's `bypass`.
Source: WCAG 2.2 2.4.1 and its understanding document; ACT rules cf77f2, 047fe0, b40fd1, 3e12e1, ye5d6e.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from auditor.rulekit import INAPPLICABLE, Comparison, Node, Rule, Verdict, View, failed, passed

RULE = Rule(
    id="repeated-block",
    requirements=("wcag22:2.4.1",),
    impact="serious",
    act=("cf77f2",),
    views=("desktop",),
    needs=("linked_page",),
    decides=("failed",),
    profile="standard",
)
MOST_TEXTS = 500  # that the probe reads: of a page with more it is not known what all of it says


def _pages(view: View) -> Iterator[tuple[str, Comparison]]:
    """Linked pages that were read to their end, each compared with this one."""
    for page in view.observed("linked_page")["pages"]:
        texts = page["texts"]
        if not texts or len(texts) >= MOST_TEXTS or urlsplit(page["url"]).path == urlsplit(view.url).path:
            continue
        yield page["url"], Comparison(view, [(text, bool(link)) for text, link in texts])


def applicability(view: View) -> Iterator[Node]:
    """The page, where it repeats a block of one that it links to."""
    if any(made.blocks for _, made in _pages(view)):
        yield view.root


def expectation(root: Node, view: View) -> Verdict:
    """The first block that nothing helps to pass."""
    decided = False
    for url, made in _pages(view):
        if not made.blocks:
            continue
        found = made.obstacle()
        if found is not None:
            return failed(
                "links" if found.links else "text",
                first=found.first,
                last=found.last,
                links=found.links,
                content=found.content,
                other=url,
            )
        decided = True
    return passed() if decided else INAPPLICABLE
