"""An elder page carries no advertisement and no advertising plug-in.

Assumptions: an advertisement is certain where it says 广告 itself (as a label, alternative text or title) or comes from
an advertising network. An element named for advertisements without such a word, and floating windows, are for a person.
Public-interest notices (公益广告) are not asserted.
Source: MIIT 67号 (2021) Annex 1 on advertisements in elder pages; Annex 2, clause 5.1.1.
"""

import re
from collections.abc import Iterable, Iterator

from auditor.rulekit.chinese import floating_windows
from auditor.rulekit.page import Node, View, is_elder_page
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed

RULE = Rule(
    id="elder-ad",
    requirements=("miit-web-2021:2.4.1", "miit-app-2021:5.1.1"),
    impact="serious",
    views=("desktop", "phone"),
)
LABEL = re.compile(r"^\W{0,2}(广告|推广|赞助商?)\W{0,2}($|[:：])|广告位")
NETWORK = re.compile(
    r"googlesyndication|doubleclick\.net|(cpro|pos|dup)\.baidu(static)?\.com|tanx\.com|mediav\.com|adsame\.com"
    r"|(union|ads)\.(360|qq|sogou|sohu)\.",
    re.I,
)
NAMED = re.compile(r"(^|[-_ ])(ads?|advert(isement)?s?|adbox|adbanner|guanggao|gg_?pic)([-_ ]|$)", re.I)


def _named(node: Node) -> bool:
    return bool(NAMED.search(node.attr("class") + " " + node.attr("id")))


def _box(node: Node) -> Node:
    """The outermost element named for advertisements around it, else the link, else itself."""
    around = [above for above in node.ancestors() if _named(above) and above.tag not in ("body", "html")]
    if around:
        return around[-1]
    return node if _named(node) else node.closest("a") or node


def _signs(view: View) -> Iterator[tuple[Node, str, str]]:
    for node in view.find("img", "a", "span", "div", "em", "i", "b", "p", "ins", "iframe"):
        if not node.rendered:
            continue
        if node.tag in ("iframe", "ins") and (
            network := NETWORK.search(node.attr("src") + node.attr("data-ad-client"))
        ):
            yield _box(node), "network", network.group(0)
            continue
        words = [node.attr("alt"), node.attr("title"), node.attr("aria-label")]
        if len(node.children) == 1 and node.children[0].is_text:
            words.append(node.children[0].own_text.strip())
        said = next((word for word in words if LABEL.search(word[:40])), "")
        if said:
            yield _box(node), "labelled", said[:60]
        elif _named(node) and any(inner.tag == "img" and inner.rendered for inner in node.descendants()):
            yield _box(node), "named", (node.attr("id") or node.attr("class"))[:60]
    for window in floating_windows(view):
        yield window, "float", ""


def _surest(view: View) -> Iterable[tuple[Node, str, str]]:
    """The surest sign of each place."""
    order = ("labelled", "network", "float", "named")
    best: dict[tuple[int, int], tuple[Node, str, str]] = {}
    for node, kind, said in _signs(view):
        if node.key not in best or order.index(kind) < order.index(best[node.key][1]):
            best[node.key] = (node, kind, said)
    return best.values()


def applicability(view: View) -> Iterator[tuple[Node, tuple[str, str]]]:
    """Signs of advertisements on an elder page, with their kind and words; the page itself where there are none."""
    if not is_elder_page(view):
        return
    signs = [(node, (kind, said)) for node, kind, said in _surest(view)]
    yield from signs or [(view.root, ("", ""))]


def expectation(node: Node, view: View, sign: tuple[str, str]) -> Verdict:
    """By the surest sign."""
    kind, said = sign
    if not kind:
        return passed()
    return failed(kind, said=said) if kind in ("labelled", "network") else cant_tell(kind, said=said)
