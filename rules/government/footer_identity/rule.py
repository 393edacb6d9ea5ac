"""A government page's footer carries the party-government badge, the error-report entry, site code, ICP filing,
public security filing, sponsor and contact.

Assumptions: items are looked for in the page after its scripts ran: words, alternatives of images, ids and addresses
of the official scripts; an empty holder of a badge that nothing was drawn into is no badge. Failed where the item is
nowhere on the page and no image without alternative or frame in the footer could carry it. Chinese and English
pages are judged; in other languages the words aren't known.
Source: guideline for government websites (2017), items of the footer (one source; the wording isn't verified), so the
check runs as the tool's own criterion.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View, footers, is_government
from auditor.rulekit.rule import Rule, Verdict, cant_tell, failed, passed, threshold

CLAUSE = "gov-site-rules:x-2017-footer-identity"
RULE = Rule(id="footer-identity", requirements=(CLAUSE,), impact="moderate", absence=True)
ITEMS: list[str] = threshold(CLAUSE, "items")
WORDS = dict(
    zip(
        ITEMS,
        (
            r"党政机关|_ideConac|conac\.cn",
            r"政府网站找错|找错|jiu_?cuo",
            r"(网站标识码|(identification|site|website) (code|id)( number)?)\s*+[：:]?\s*+(bm)?\d{8,10}",
            r"ICP\s*[备備证]",
            r"公网?安备|公安备案|公网安|public security",
            r"主办|承办单位|版权所有|sponsor|hosted by|organi[sz]er|copyright|all rights reserved",
            r"联系(我们|方式|电话)|电话\s*[：:]|(0\d{2,3}-)?\d{7,8}|tel:|地址\s*[：:]|contact|telephone|address",
        ),
        strict=True,
    )
)
HOLDERS = re.compile(r"_ideConac|jiu_?cuo", re.I)
SCRIPTS = re.compile(r"conac\.cn|jiucuo|kaipuyun\.cn|zfwzgl\.www\.gov\.cn", re.I)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
ENGLISH = re.compile(r"\b(the|of|and|for|is)\b", re.I)
LEAST = 100  # Chinese characters (ours): a page with fewer is in another language, or a stub
WORDY = 8  # small English words (ours) that make a page an English one


def applicability(view: View) -> Iterator[Node]:
    """The footer of a government site's page in Chinese or English; where it has none, the page."""
    if not is_government(view):
        return
    if len(CHINESE.findall(view.text)) >= LEAST or len(ENGLISH.findall(view.text)) >= WORDY:
        yield next(footers(view), view.root)


def _marks(view: View) -> str:
    """Words and addresses of links, images and badges: what carries a mark without printing it."""
    parts: list[str] = []
    for node in view.find("img", "a", "iframe", "input", "area"):
        # A badge whose image the auditor's line couldn't fetch has no area, but its address says which it is.
        if not node.hidden:
            parts += [node.attr(name)[:200] for name in ("alt", "title", "href", "src", "id", "onclick")] + [node.name]
    for node in view.find("span", "div", "i"):
        if HOLDERS.search(node.attr("id")) and node.rendered and any(n.rendered for n in node.descendants()):
            parts.append(node.attr("id"))
    return " ".join(parts)


def _opaque(footer: Node, view: View) -> bool:
    if any(SCRIPTS.search(node.attr("src")) for node in view.find("script")):
        return True  # the official code is there, and what it draws may not have come through
    for node in footer.descendants():
        if node.rendered and node.tag in ("iframe", "canvas", "object", "embed"):
            return True
        if node.rendered and node.tag == "img" and not node.attr("alt").strip() and not node.attr("title").strip():
            return True
    return False


def expectation(footer: Node, view: View) -> Verdict:
    """The items that are nowhere on the page."""
    missing = [item for item, words in WORDS.items() if not re.search(words, view.text, re.I)]
    if missing:
        marks = _marks(view)
        missing = [item for item in missing if not re.search(WORDS[item], marks, re.I)]
    if not missing:
        return passed()
    return cant_tell("opaque", items=missing) if _opaque(footer, view) else failed("missing", items=missing)
