"""Changes of a page between two runs, each with a name. They work on any page: what they pick is drawn by a seed."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable
from typing import Any

import lxml.html

Change = Callable[[Any, random.Random], None]
WORDS = ["便民", "通知", "服务", "公告", "中心", "update", "office", "hours", "new"]


def changed(html: str, change: Change, seed: int) -> str:
    """The page after a change."""
    tree = lxml.html.document_fromstring(html)
    change(tree, random.Random(seed))
    return lxml.html.tostring(tree, encoding="unicode")


def _truths(tree: Any, tag: str = "") -> list[Any]:
    return [
        item
        for item in tree.iter()
        if isinstance(item.tag, str) and "data-truth" in item.attrib and (not tag or item.tag == tag)
    ]


def _faulty(tree: Any) -> list[Any]:
    return [
        item
        for item in _truths(tree)
        if item.get("data-ratio") or item.tag == "input" or (item.tag == "img" and "alt" not in item.attrib)
    ]


def _fresh(item: Any, rng: random.Random) -> Any:
    """A copy that is another thing: other truth, other content."""
    made = copy.deepcopy(item)
    made.tail = None
    for below in made.iter():
        mark = f"{rng.randrange(10**9)}"
        if "data-truth" in below.attrib:
            below.set("data-truth", "fresh" + mark)
        for key in ("src", "href"):
            if key in below.attrib:
                below.set(
                    key,
                    f"/other/{rng.choice('abcdefgh')}{rng.choice('klmnopq')}{rng.choice('rstuvw')}-{rng.choice(['hall', 'map', 'bus', 'tax', 'park'])}{'.png' if key == 'src' else ''}",
                )
        if "name" in below.attrib:
            below.set("name", rng.choice(["address", "street", "birthday", "postcode"]))
        if below.text and below.text.strip():
            below.text = rng.choice(
                [
                    "另一条完全不同的内容说明",
                    "预约挂号请提前一天",
                    "Please bring an identity card",
                    "Parking is behind the building",
                ]
            )
    return made


def classes(tree: Any, rng: random.Random) -> None:
    """All class names are renamed, as a framework's build does."""
    for item in tree.iter():
        if item.get("class"):
            item.set("class", " ".join(f"css-{rng.randrange(16**6):06x}" for _ in item.get("class").split()))


def ids(tree: Any, rng: random.Random) -> None:
    """Ids are made up anew, and some are added."""
    for item in tree.iter():
        if isinstance(item.tag, str) and (item.get("id") or rng.random() < 0.2):
            item.set("id", f"el-{rng.randrange(10**8)}")


def wrapped(tree: Any, rng: random.Random) -> None:
    """Blocks are wrapped in div and section."""
    for item in rng.sample(_truths(tree), 6):
        parent, place = item.getparent(), item.getparent().index(item)
        outer = lxml.html.fragment_fromstring('<div class="w"><section></section></div>')
        outer.tail, item.tail = item.tail, None
        parent.insert(place, outer)
        outer[0].append(item)


def hashes(tree: Any, rng: random.Random) -> None:
    """Files get the hash of a new build."""
    for item in tree.iter():
        if item.get("src"):
            stem, dot, end = re.sub(r"\.[0-9a-f]{8}\.", ".", item.get("src")).rpartition(".")
            item.set("src", f"{stem}.{rng.randrange(16**8):08x}{dot}{end}?v={rng.randrange(10**9)}")


def moved(tree: Any, rng: random.Random) -> None:
    """A block goes to another place of the page."""
    blocks = [
        item
        for item in tree.iter("div", "section", "aside", "p", "form")
        if item.getparent().tag not in ("html", "body") and any("data-truth" in below.attrib for below in item.iter())
    ]
    block = rng.choice(blocks)
    target = rng.choice(
        [item for item in tree.iter("div", "main", "td", "section", "footer") if item not in list(block.iter())]
    )
    tail, block.tail = block.tail, None
    if tail:
        previous = block.getprevious()
        if previous is not None:
            previous.tail = (previous.tail or "") + tail
    target.append(block)


def reworded(tree: Any, rng: random.Random) -> None:
    """Texts are edited: a word more."""
    for item in _truths(tree):
        if item.text and len(item.text.strip()) > 5 and rng.random() < 0.6:
            item.text = item.text.strip() + rng.choice(WORDS)
    for item in tree.iter("h1", "h2", "p"):
        if item.text and rng.random() < 0.2:
            item.text = rng.choice(WORDS) + item.text.strip()


def rotated(tree: Any, rng: random.Random) -> None:
    """Images of one box, or dates of a list, are exchanged for others."""
    for item in rng.sample([one for one in _faulty(tree) if one.tag == "img"], 2):
        item.set("src", f"/upload/2026/{rng.choice(['spring', 'harbour', 'library', 'lantern'])}{rng.randrange(9)}.jpg")
    for item in tree.iter("span"):
        if item.text and re.fullmatch(r"\d\d-\d\d", item.text):
            item.text = f"{rng.randrange(1, 13):02d}-{rng.randrange(1, 28):02d}"


def _lists(tree: Any) -> list[list[Any]]:
    """Items of lists: like children, each with something faulty in it."""
    found = []
    for parent in tree.iter("ul", "section", "td"):
        for tag in ("li", "div"):
            items = [
                item
                for item in parent
                if item.tag == tag and any("data-truth" in below.attrib for below in item.iter())
            ]
            found += [items] if len(items) > 2 else []
    return found


def _other_content(item: Any, rng: random.Random) -> Any:
    """The item with other content; to who reads the list it is the same place in it."""
    made = _fresh(item, rng)
    for below, was in zip(made.iter(), item.iter(), strict=True):
        if "data-truth" in was.attrib:
            below.set("data-truth", was.get("data-truth"))
    return made


def rolled(tree: Any, rng: random.Random) -> None:
    """A list gets a new item at its top and loses its last one."""
    items = rng.choice(_lists(tree))
    made = _other_content(items[-1], rng)
    items[0].addprevious(made)
    items[-1].getparent().remove(items[-1])


def relisted(tree: Any, rng: random.Random) -> None:
    """All items of a list are others."""
    for item in rng.choice(_lists(tree)):
        made = _other_content(item, rng)
        made.tail = item.tail
        item.getparent().replace(item, made)


def retagged(tree: Any, rng: random.Random) -> None:
    """Plain elements become other plain elements."""
    for item in list(tree.iter("p", "span")):
        if rng.random() < 0.7:
            item.tag = rng.choice(["div", "p", "span", "strong"])


def redesigned(tree: Any, rng: random.Random) -> None:
    """A rebuild with edited texts, moved blocks and other tags at once."""
    for change in (rebuilt, retagged, reworded, notice):
        change(tree, rng)


def mended(tree: Any, rng: random.Random) -> None:
    """Some faults are repaired where they stand."""
    for item in rng.sample(_faulty(tree), 3):
        if item.get("data-ratio"):
            del item.attrib["data-ratio"]
        else:
            item.set("alt" if item.tag == "img" else "aria-label", rng.choice(WORDS))


def removed(tree: Any, rng: random.Random) -> None:
    """Faulty elements are taken away."""
    for item in rng.sample([one for one in _faulty(tree) if one.tag != "div"], 2):
        item.drop_tree()


def second(tree: Any, rng: random.Random) -> None:
    """Another like it comes before or after a faulty element."""
    item = rng.choice(_faulty(tree))
    made = _fresh(item, rng)
    item.addprevious(made) if rng.random() < 0.5 else item.addnext(made)


def regressed(tree: Any, rng: random.Random) -> None:
    """What was right is faulty now."""
    right = [
        item
        for item in tree.iter("a", "p", "b", "h2", "li")
        if not item.get("data-ratio") and item.text and item.text.strip() and "data-truth" not in item.attrib
    ]
    for number, item in enumerate(rng.sample(right, min(2, len(right)))):
        item.set("data-ratio", "1.9")
        item.set("data-truth", f"regressed{number}")


def mended_and_second(tree: Any, rng: random.Random) -> None:
    """One is repaired while another comes elsewhere."""
    item = rng.choice([one for one in _faulty(tree) if one.tag != "input"])
    made = _fresh(item, rng)
    if item.get("data-ratio"):
        del item.attrib["data-ratio"]
    else:
        item.set("alt", rng.choice(WORDS))
    rng.choice(list(tree.iter("main", "td", "aside", "footer", "section"))).append(made)


def worse(tree: Any, rng: random.Random) -> None:
    """Contrasts fall."""
    for item in tree.iter():
        if item.get("data-ratio") and rng.random() < 0.5:
            item.set("data-ratio", "1.2")


def shuffled(tree: Any, rng: random.Random) -> None:
    """Items of a list change their order."""
    parents = [item for item in tree.iter("ul", "td", "section", "main") if len(item) > 2]
    parent = rng.choice(parents)
    children = list(parent)
    rng.shuffle(children)
    for child in children:
        parent.append(child)


def notice(tree: Any, rng: random.Random) -> None:
    """A notice comes to the top of the page."""
    body = tree.find("body")
    body.insert(
        0,
        lxml.html.fragment_fromstring(
            '<div class="alert"><p>系统维护通知：本周六暂停服务</p><img src="/x/bell.png" alt="通知"></div>'
        ),
    )


def attributes(tree: Any, rng: random.Random) -> None:
    """Attributes that say nothing are added."""
    for item in tree.iter():
        if isinstance(item.tag, str) and rng.random() < 0.4:
            item.set(f"data-v-{rng.randrange(16**8):08x}", "")
            item.set("style", "margin:0")


def rebuilt(tree: Any, rng: random.Random) -> None:
    """A new build: classes, ids, hashes and wrappers at once."""
    for change in (classes, ids, hashes, wrapped, attributes):
        change(tree, rng)


CHANGES: dict[str, Change] = {
    change.__name__: change
    for change in (
        classes, ids, wrapped, hashes, moved, reworded, rotated, mended, removed, second, regressed, mended_and_second,
        worse, shuffled, notice, attributes, rebuilt, rolled, relisted, retagged, redesigned,
    )
}  # fmt: skip
