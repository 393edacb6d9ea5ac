"""A link that only points ("more", "click here", "PDF") has around it, in the markup, what it is about.

Assumptions: context is what WCAG takes: the sentence or paragraph, list items around, table cell with its headers,
descriptions. A heading right before the link's container and a `title` are taken too (H80, H33). A block of more than
SHORT_BLOCK characters (ours) is no paragraph: only the text beside the link counts then. Names are compared with a
list; other names are taken as good, but for a bare long address and for one word alone in a paragraph that only the
paragraph before explains. A link to a section of the page that bears the section's heading says where it leads,
whatever the word ("Text", "下载").
Source: WCAG 2.2 2.4.4; ACT rules 5effbb (Link in context is descriptive) and aizyf1 (Link is descriptive).
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from auditor.rulekit.page import Node, View, role_of
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.text import compact, folded, heading_over, is_listed

RULE = Rule(
    id="link-purpose", requirements=("wcag22:2.4.4",), impact="serious", act=("5effbb", "aizyf1"), views=("desktop",)
)
SHORT_BLOCK = 200  # characters; ours
LONG_ADDRESS = 40  # characters; ours
PASSAGE = re.compile(r"[^\W_].{60,}[^\W_]")  # more than folds to one word: not worth the folding
ADDRESS = re.compile(r"(https?://|www\.)\S+$", re.I)


def _says(text: str, link: Node) -> bool:
    """Whether a text says more than the link does: words beyond its name that are not of the pointing kind."""
    rest = compact(text).replace(compact(link.name), " ", 1)
    pieces = [piece for piece in re.split(r"[\s|/、，,；;。·>»()（）\[\]【】:：-]+", rest) if folded(piece)]
    return any(not is_listed(piece, "link.generic", "link.format") for piece in pieces) and len(folded(rest)) > 1


def _text(node: Node) -> str:
    """Text and names of images below."""
    names = [
        below.name for below in node.descendants() if below.tag == "img" and below.name and not below.hidden_from_at
    ]
    return " ".join([node.text(600), *names[:5]])


def _beside(block: Node, link: Node) -> str:
    """The text in the same run of inline content as the link."""
    parts = []
    for child in block.children:
        if child.is_text:
            parts.append(child.own_text if child.rendered else "")
        elif not child.is_block and child.number != link.number:
            parts.append(child.text(200))
    return " ".join(parts)


def _headers(cell: Node) -> list[Node]:
    """Header cells of a cell: by `headers`, else those above it and to its left."""
    table = cell.closest("table")
    if table is None:
        return []
    (x, y, w, h), headers = cell.box, []
    named = cell.attr("headers").split()
    for node in table.descendants():
        if node.tag == "th" or node.role in ("columnheader", "rowheader"):
            x2, y2, w2, h2 = node.box
            above = y2 < y and x2 < x + w and x < x2 + w2
            left = x2 < x and y2 < y + h and y < y2 + h2
            if node.attr("id") in named or above or left:
                headers.append(node)
    return headers[:20]


def _context(link: Node, view: View) -> Iterator[str]:
    yield link.attr("title")
    yield link.attr("aria-description")
    for attribute in ("aria-describedby", "aria-labelledby"):
        for identity in link.attr(attribute).split()[:5]:
            if (other := view.by_id(link, identity)) is not None:
                yield other.text(300, visible=False)
    block_seen = cell_seen = False
    for above in link.ancestors():
        if above.tag == "html":
            break
        if above.tag == "li" or above.role == "listitem" or above.tag in ("p", "dd", "dt", "figure"):
            yield _text(above)
        if not cell_seen and (above.tag in ("td", "th") or above.role in ("cell", "gridcell")):
            cell_seen = True
            yield _text(above)
            for header in _headers(above):
                yield _text(header)
        if not block_seen and above.is_block:
            block_seen = True
            whole = _text(above)
            yield _beside(above, link) if above.tag in ("body", "main") or len(whole) > SHORT_BLOCK else whole


def _leans_on_paragraph(link: Node) -> str:
    """The paragraph before, where a one-word link stands alone in the next one and repeats a word of it."""
    block = link.parent
    if block is None or block.tag != "p" or block.parent is None:
        return ""
    word = compact(link.name)
    if " " in word or not 2 <= len(word) <= 12:
        return ""
    alone = block.text(100)
    if PASSAGE.search(alone) or compact(alone) != word:
        return ""
    before = [child for child in block.parent.children if child.number < block.number and not child.is_text]
    if not before or before[-1].tag != "p":
        return ""
    text = before[-1].text(400)
    return text if word in folded(text) and len(text) > 3 * len(word) else ""


def _names_section(link: Node, view: View) -> bool:
    """Whether it leads to a heading of this page, or to what begins with one, that has the link's own words."""
    address = link.attr("href")
    target = view.by_id(link, unquote(address[1:])) if address[:1] == "#" and address[1:] else None
    if target is None:
        return False
    headings = (node for node in (target, *target.descendants()) if role_of(node) == "heading")
    heading = next(headings, None)
    return heading is not None and folded(heading.text(200, visible=False)) == folded(link.name)


def applicability(view: View) -> Iterator[Node]:
    """Links with a name that assistive technology has."""
    return (node for node in view.with_role("link") if node.name and not node.hidden_from_at)


def expectation(link: Node, view: View) -> Verdict:
    """The name alone; then, where it only points, the context."""
    name = link.name
    if is_listed(name, "link.generic", "link.format"):
        if any(_says(text, link) for text in _context(link, view)):
            return passed()
        if (heading := heading_over(link)) is not None and _says(heading.text(200, visible=False), link):
            return passed()
        if _names_section(link, view):
            return passed()
        return failed("points", name=name[:60], address=link.attr("href")[:120])
    if ADDRESS.match(name) and len(name) >= LONG_ADDRESS:
        if not any(_says(text, link) for text in _context(link, view)):
            return cant_tell("address", name=name[:120])
    elif before := _leans_on_paragraph(link):
        return cant_tell("leans", name=name[:60], before=before[:80])
    return passed()
