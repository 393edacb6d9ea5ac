"""Root causes: which component of a shared template an element is part of, and which template a page has.

Schemes are numbered in `auditor.model` (GROUP_SCHEME, FINGERPRINT_SCHEME): a change here raises them.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from auditor.rulekit.page import Node, PageView, View

_DIGITS = re.compile(r"\d+")
_STATE = re.compile(r"^(active|current|cur|on|selected|hover|first|last|odd|even|open|show|hide|hidden|sel)$|^js-|--")
_ANCHORS = frozenset({"header", "footer", "nav", "main", "aside", "form", "table", "dialog", "article", "section"})
_LIMIT = 8


def digest(*parts: str, length: int = 12) -> str:
    """A short stable name for some strings."""
    return hashlib.sha1("\x1f".join(parts).encode("utf-8", "replace"), usedforsecurity=False).hexdigest()[:length]


def _step(node: Node) -> str:
    return _step_of(node.tag, node.attr("class"), node.attr("id"))


@lru_cache(maxsize=16_384)
def _step_of(tag: str, classes: str, identity: str) -> str:
    kept = sorted({_DIGITS.sub("#", name) for name in classes.split()[:6] if not _STATE.search(name)})
    return tag + ("#" + _DIGITS.sub("#", identity) if identity else "") + "".join("." + name for name in kept[:3])


def component(node: Node) -> str:
    """Where an element stands, places in lists left out: `div.nav > ul > li > a`. The nearest landmark or id
    ends it."""
    steps: list[str] = []
    current: Node | None = node.parent if node.is_text else node
    while current is not None and current.tag != "body" and len(steps) < _LIMIT:
        steps.append(_step(current))
        if len(steps) > 1 and (current.tag in _ANCHORS or current.attr("id")):
            break
        current = current.parent
    return " > ".join(reversed(steps))


def template(page: PageView) -> str:
    """The page's template: a short name for its skeleton (three levels below body, repeats and numbers left out)."""
    view: View = next(iter(page.views.values()))
    body = view.body
    if body is None:
        return "t-" + digest("no body", length=6)
    seen: set[str] = set()
    _skeleton(body, "", 3, seen)
    return "t-" + digest(*sorted(seen), length=6)


def _skeleton(node: Node, path: str, depth: int, seen: set[str]) -> None:
    for child in node.children[:200]:
        if child.is_text or child.tag in ("script", "style", "noscript", "link", "br"):
            continue
        here = path + "/" + _step(child)
        seen.add(here)
        if depth > 1:
            _skeleton(child, here, depth - 1, seen)
