"""A link on an elder page stays in the elder version, unless it says that it leaves.

Assumptions: only links to pages that were audited are judged: whether a page belongs to the elder version is known by
its address or title. Links in footers, to files, other sites, telephones, and those that say they leave are left out.
Where the ordinary page has text as large as an elder page's, a person looks: the mode may be kept by other means.
Words that announce a way out, such as 退出长辈版 or 转到普通版, excuse a link.
Source: the tool's own criterion, serving MIIT 67号 (2021) Annex 1 (service as an elder version); no clause names it.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urldefrag, urljoin

from auditor.rulekit.page import Node, View, sample_of
from auditor.rulekit.rule import Evidence, Rule, cant_tell, failed, passed, threshold
from auditor.rulekit.site import SiteVerdict, SiteView, refer

RULE = Rule(id="mode-kept", requirements=("miit-web-2021:x-elder-entry",), impact="moderate", scope="site")
LARGE = float(threshold("miit-app-2021:1.1-elder", "min_px"))
SAYS = re.compile(r"退出|返回|普通版|标准版|完整版|原版|常规版|电脑版|PC版|网页版|切换|English|繁體|繁体|无障碍", re.I)
MAX_LINKS = 400  # of one page; ours


def _sizes(view: View) -> dict[float, int]:
    """By font size, characters of text outside footers."""
    doc = view.top
    footers = doc.below(doc.by_tag.get("footer", ()))
    # Counted by row of computed styles first: there are few.
    lengths: dict[int, int] = {}
    example: dict[int, Node] = {}
    for text in view.texts(top_only=True):
        said = text.own_text
        if len(said) >= 8 and len(said.strip()) >= 8 and text.number not in footers:
            row = text.style_row
            lengths[row] = lengths.get(row, 0) + len(said)
            example[row] = text
    sizes: dict[float, int] = {}
    for row, length in lengths.items():
        size = example[row].font_size
        sizes[size] = sizes.get(size, 0) + length
    return sizes


def facts(view: View) -> dict[str, Any]:
    """The page's sample and text; of an elder page its links."""
    sizes = _sizes(view)
    usual = max(sizes, key=lambda size: sizes[size]) if sizes else 0.0
    elder = sample_of(view.page) == "elder"
    links: list[dict[str, Any]] = []
    for node in view.find("a", top_only=True) if elder else ():
        href = node.attr("href").strip()
        out = not href or href.startswith(("#", "javascript:", "tel:", "mailto:")) or not node.rendered
        if out or node.closest("footer") is not None:
            continue
        text = node.name or node.text(40)
        if not SAYS.search(text + node.attr("title")):
            to = urldefrag(urljoin(view.url, href))[0]
            links.append({"to": to, "text": text[:40], "where": refer(node, view)})
    return {"elder": elder, "usual": usual, "links": view.first(links, MAX_LINKS)}


def judge(site: SiteView) -> Iterator[SiteVerdict]:
    """Links of elder pages to audited ordinary pages."""
    known = {urldefrag(page.url)[0]: page for page in site.pages if page.facts is not None}
    for number, page in enumerate(site.pages):
        for link in (page.facts or {}).get("links", ()):
            target = known.get(link["to"])
            if target is None or target.facts is None:
                continue
            if target.facts["elder"]:
                yield SiteVerdict(number, passed())
                continue
            shown: Evidence = {"text": link["text"] or "–", "title": target.title, "to": link["to"]}
            if target.facts["usual"] >= LARGE:
                yield SiteVerdict(number, cant_tell("large", **shown), link["where"])
            else:
                yield SiteVerdict(number, failed("leaves", **shown, size=target.facts["usual"]), link["where"])
