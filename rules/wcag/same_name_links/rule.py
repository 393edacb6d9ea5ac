"""Links of one name in one place lead to one thing.

Assumptions: links have one context when they share list items, block, table cell with its headers, and description. The
same address serves one purpose. Certain is the fault where each link shows an image of its own without a text
alternative: it tells people who see that the links differ. With other words between the links it is certain where both
targets were looked at (same site, nothing that may act), they are of different matters, and the words beside a link are
those of its own target and not of the other's. Different matters (ours): main headings that differ and don't both bear
the link's name; of what is not on both pages at least 8 words or 16 Chinese characters each, hardly a word of them
shared, no telephone number or mail address in common. Two targets that show the same are one thing. Else a person
decides; without any sign all users are in the same position, which is no fault by the criterion.
Source: WCAG 2.2 2.4.4 and "ambiguous to users in general"; ACT rule fd3a94.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import (
    Node,
    View,
    address,
    is_exposed,
    links_by_name,
    matching_name,
    role_of,
    same_address,
    table_grid,
)
from auditor.rulekit.probes import LinkedPage, link_pairs
from auditor.rulekit.rule import Evidence, Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.text import drawn_texts_below, topic_words, word_weight

RULE = Rule(
    id="same-name-links",
    requirements=("wcag22:2.4.4",),
    impact="serious",
    act=("fd3a94",),
    views=("desktop",),
    uses=("link_targets",),
)
LEAST_OWN = 16  # ours: weight of what only one target says; a Chinese character is 1, another word 2
MOST_SHARED = 0.25  # ours: share of these words that may be in what only the other says
NUMBER = re.compile(r"\d[\d\s().\-–—（）]{4,}\d")
MAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]+\.\w+")
ENDS = re.compile(r"[.。!！?？;；](?:\s|$)|[。！？；]")
CONTAINERS = ("block", "inline-block", "list-item", "table-cell", "flow-root", "table-caption")


def _context(link: Node, view: View) -> tuple[int, ...]:
    """Numbers of the elements that make up the link's context, and of the document."""
    numbers: set[int] = set()
    block = cell = None
    for above in link.ancestors():
        if role_of(above) == "listitem" and is_exposed(above):
            numbers.add(above.number)
        if block is None and above.style("display") in CONTAINERS:
            block = above
        if cell is None and role_of(above) in ("cell", "gridcell"):
            cell = above
    numbers |= {node.number for node in (block, cell) if node is not None}
    table = cell.closest("table") if cell is not None else None
    made = table_grid(table, view) if table is not None else None
    if made is not None and cell is not None:
        for one in made.cells:
            if one.node.number == cell.number:
                numbers |= made.assigned(one)
    for name in link.attr("aria-describedby").split():
        numbers |= set(link.doc.ids.get(name, ())[:1])
    return (-1 - link.doc.number, *sorted(numbers))


def applicability(view: View) -> Iterator[tuple[Node, list[Node]]]:
    """The second link of each set of links of one name and context, with the whole set."""
    by_second: dict[Node, list[Node]] = {}
    for links in links_by_name(view).values():
        if len(links) < 2:
            continue
        places: dict[tuple[int, ...], list[Node]] = {}
        for link in links:
            places.setdefault(_context(link, view), []).append(link)
        for together in places.values():
            if len(together) > 1:
                by_second[together[1]] = together
    yield from by_second.items()


def _pictures(link: Node) -> set[str]:
    """What images a link shows; background images too."""
    shown = {link.style("background-image")}
    for node in link.descendants():
        if node.is_text or not node.rendered:
            continue
        shown.add(node.style("background-image"))
        if node.tag == "img":
            shown.add(node.source or node.attr("src"))
        elif node.tag in ("path", "use"):
            shown.add(node.attr("d")[:200] or node.attr("href") or node.attr("xlink:href"))
    return shown - {"none", ""}


def _texts_of_block(link: Node) -> list[Node]:
    """Drawn texts of the block that a link stands in."""
    block = next((above for above in link.ancestors() if above.style("display") in CONTAINERS), None)
    return drawn_texts_below(block) if block is not None else []


def _said_between(one: Node, other: Node) -> str:
    """What stands between two links of one block, in no link."""
    start = max((node.number for node in one.descendants()), default=one.number)
    texts = _texts_of_block(one)
    return " ".join(t.own_text for t in texts if start < t.number < other.number and t.closest("a") is None)


def _words_between(one: Node, other: Node) -> bool:
    """Whether words stand between two links of one block, so that people who see can tell them apart."""
    return any(c.isalnum() for c in _said_between(one, other))


Targets = tuple[LinkedPage, LinkedPage]


def _targets(one: Node, other: Node, view: View) -> Targets | None:
    """What the probe knows of the targets of two links, None where they were not looked at."""
    for pair in link_pairs(view):
        if pair.links == (one.number, other.number) and one.doc is other.doc is view.top:
            targets = pair.targets or ()
            told = len(targets) == 2 and all(target.texts and target.status == 200 for target in targets)
            return (targets[0], targets[1]) if told else None
    return None


def _texts(target: LinkedPage) -> list[str]:
    """What the target says."""
    return [text for text, _ in target.texts or ()]


def _heading(target: LinkedPage) -> str:
    """The main heading: the first of the highest level."""
    headings = sorted((tag, at, text) for at, (tag, text) in enumerate(target.headings) if text)
    return headings[0][2] if headings else ""


def _same(targets: Targets) -> bool:
    """Whether both are one page, or show the same."""
    one, two = targets
    if one.url == two.url:
        return True
    said = " ".join(_texts(one))
    return one.texts == two.texts and _heading(one) == _heading(two) != "" and word_weight(said) >= LEAST_OWN


def _differ(targets: Targets, name: str) -> bool:
    """Whether they are certainly of different matters."""
    heads = [_heading(target).casefold() for target in targets]
    if not all(heads) or heads[0] in heads[1] or heads[1] in heads[0] or all(name in head for head in heads):
        return False
    said = [{text.casefold() for text in _texts(target)} for target in targets]
    own = [" ".join(said[0] - said[1]), " ".join(said[1] - said[0])]
    if any(word_weight(text) < LEAST_OWN for text in own):
        return False
    for pattern, gaps in ((NUMBER, r"\D"), (MAIL, r"\s")):
        # Of numbers the end, as one may be written with its area code and the other without.
        data = [
            {re.sub(gaps, "", item)[-7 if pattern is NUMBER else 0 :] for item in pattern.findall(text)} for text in own
        ]
        if data[0] & data[1]:
            return False
    words = [topic_words(text) for text in own]
    return len(words[0] & words[1]) <= MOST_SHARED * min(len(words[0]), len(words[1]))


def _told_apart(one: Node, other: Node, targets: Targets) -> str:
    """A word of the sentence that is beside one of the links and is of its target alone; "" for none."""
    between = _said_between(one, other)
    if ENDS.search(between.strip()):
        return ""
    texts = [text for text in _texts_of_block(one) if text.closest("a") is None]
    before = next((t.own_text for t in reversed(texts) if t.number < one.number), "")
    end = max((node.number for node in other.descendants()), default=other.number)
    after = next((t.own_text for t in texts if t.number > end), "")
    beside = topic_words(between) | topic_words(ENDS.split(before)[-1]) | topic_words(ENDS.split(after)[0])
    beside -= topic_words(one.name)
    # A title that both have, as where a script tells them apart, says nothing of either.
    titles = [target.title if targets[0].title != targets[1].title else "" for target in targets]
    heads = [topic_words(f"{_heading(target)} {title}") for target, title in zip(targets, titles, strict=True)]
    said = [" ".join(_texts(target)) for target in targets]
    whole = [topic_words(f"{text} {title}") for text, title in zip(said, titles, strict=True)]
    own = (heads[0] - whole[1]) | (heads[1] - whole[0])
    return next(iter(sorted(beside & own)), "")


def expectation(link: Node, view: View, together: list[Node]) -> Verdict:
    """The set that the link is the second of."""
    first = address(together[0], view)
    others = [other for other in together[1:] if not same_address(first, address(other, view))]
    if not others:
        return passed()
    facts: Evidence = {
        "name": link.name[:60],
        "links": len(together),
        "first": first[-60:],
        "second": address(others[0], view)[-60:],
    }
    one, two = _pictures(together[0]), _pictures(others[0])
    if one - two and two - one:
        return failed("pictures", **facts)
    if not _words_between(together[0], others[0]):
        return passed()
    targets = _targets(together[0], others[0], view)
    if targets is not None and len(together) - len(others) == 1 == len(others) and _same(targets):
        return passed()
    if targets is not None and _differ(targets, matching_name(link)):
        told = _told_apart(together[0], others[0], targets)
        if told:
            heads = [_heading(target)[:60] for target in targets]
            return failed("apart", **facts, one=heads[0], two=heads[1])
    return cant_tell("compare", **facts)
