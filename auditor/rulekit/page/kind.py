"""What kind of page this is: a home page, a service guide, a login, an article, a government site's page.

Signs are those that Chinese public-service sites use; they are narrow, since a rule that runs on the wrong kind of
page asserts what nobody asked. What counts as which kind is the tool's own choice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal
from urllib.parse import urlsplit

from auditor.lexicon import pattern
from auditor.rulekit.page.node import Node
from auditor.rulekit.page.view import PageView, View, per_view

_HOME = re.compile(r"/?((index|default|home|main)(\.\w{2,5})?)?", re.I)
_GUIDE = re.compile(r"办事指南|服务指南|办理指南|办理须知|如何办理|申请指南|申办指南|办事须知")
_GUIDE_PARTS = re.compile(
    r"申请条件|受理条件|办理条件|所需材料|申请材料|办理材料|申报材料|办理流程|办理程序|办理时限|办理方式|收费标准|办理依据|设定依据"
)
_LOGIN = pattern("login.said")
_PRIVACY = re.compile(
    r"(隐私(权|保护)?|个人信息(保护|处理|收集|使用)*)(与[^ ]{1,8})?(政策|声明|说明"
    r"|告知书?|条款|规则|指引|须知)|隐私保护"
)
_DOING = re.compile(r"办理|申请|申报|申领|预约|挂号|缴费|交费|报名|查询|登记|登\s?[录陆]|注册")
_SITE_CODE = re.compile(r"网站标识码\s*+[：:]?\s*+((?:bm)?\d{8,10})", re.I)
_CODE_WORD = re.compile("网站标识码")
_BADGE = re.compile(r"_ideConac|_?(span_)?jiucuo_?|bszs\.conac\.cn|dcs\.conac\.cn", re.I)
_PUBLISHED = re.compile(r"(发布|发文|成文|公布|更新)(时间|日期)\s*[：:]")
_SOURCE = re.compile(r"(信息|文章|稿件)?来源\s*[：:]")
_FOOT = re.compile(r"(^|[\s_-])(foot(er)?|bottom|copyright|page-?foot(er)?|banquan)([\s_-]|\d*$)", re.I)
_ARTICLE_BODIES = re.compile(r"(^| )(TRS_Editor|zoom|article-?(content|body)|UCAPCONTENT)( |$)", re.I)


@per_view
def meta_values(view: View) -> dict[str, str]:
    """The page's `<meta name>` values by lower-case name; of several the first that says something."""
    values: dict[str, str] = {}
    for node in view.find("meta", top_only=True):
        name = node.attr("name").strip().lower()
        if name and not values.get(name):
            values[name] = node.attr("content").strip()
    return values


@per_view
def title_and_headings(view: View) -> str:
    """Title and main headings in one line: what the page says it is."""
    return " ".join([view.page.title, *(node.text(100) for node in view.find("h1", top_only=True))])


@per_view
def is_home(view: View) -> bool:
    """A host's first page, by its address. A site below a folder of a shared host is not recognised."""
    parts = urlsplit(view.url)
    return bool(_HOME.fullmatch(parts.path)) and not parts.query


@per_view
def is_guide(view: View) -> bool:
    """A guide to one service: its title or main heading says so, and its text has at least two of a guide's parts."""
    return bool(_GUIDE.search(title_and_headings(view))) and len(set(_GUIDE_PARTS.findall(view.text))) >= 2


@per_view
def is_service(view: View) -> bool:
    """A page on which a service is explained or done: a guide, or main words of doing, and no published piece."""
    if is_guide(view):
        return True
    return bool(_DOING.search(title_and_headings(view))) and not is_article(view)


@per_view
def is_login(view: View) -> bool:
    """A page whose title or main heading speaks of logging in."""
    return bool(_LOGIN.search(title_and_headings(view)))


@per_view
def is_article(view: View) -> bool:
    """A published piece: the site's own labels or its editor's mark say so, or a line with date and source stands below
    a main heading."""
    named = meta_values(view)
    if named.get("articletitle") or named.get("pubdate"):
        return True
    if any(
        node.tag in ("div", "article", "td") and _ARTICLE_BODIES.search(node.attr("class") + " " + node.attr("id"))
        for node in view.having("class", "id", top_only=True)
    ):
        return True
    return bool(_PUBLISHED.search(view.text) and _SOURCE.search(view.text) and next(view.find("h1"), None))


@per_view
def site_codes(view: View) -> list[str]:
    """Site identification codes printed on the page, in order."""
    return list(dict.fromkeys(code.lower() for code in _SITE_CODE.findall(view.text)))


@per_view
def _prints_code(view: View) -> bool:
    """A site code outside the page's content: a text may well speak of another site's."""
    for text in view.saying(_CODE_WORD, top_only=True):
        if text.parent is not None:
            around = text.parent.text(60) + (text.parent.parent.text(60) if text.parent.parent is not None else "")
            if _SITE_CODE.search(around) and text.closest("main", "article", "code", "pre") is None:
                return True
    return False


@per_view
def is_government(view: View) -> bool:
    """A government site's page: its host, its labels, its printed site code or the badge in its footer say so."""
    host = (urlsplit(view.url).hostname or "").lower()
    if host.endswith(".gov.cn") or meta_values(view).get("siteidcode") or _prints_code(view):
        return True
    return any(
        node.tag in ("span", "script", "img") and _BADGE.search(f"{node.attr('id')} {node.attr('src')}")
        for node in view.having("id", "src")
    )


@per_view
def is_privacy_notice(view: View) -> bool:
    """A page that tells how personal data is handled, by title or main heading."""
    return bool(_PRIVACY.search(title_and_headings(view)))


@per_view
def main_area(view: View) -> Node:
    """Where the page's own content stands: the main landmark, else the body."""
    return next(iter((*view.find("main", top_only=True), *view.with_role("main"))), None) or view.body or view.root


def is_outside_content(node: Node) -> bool:
    """Inside a header, navigation or footer, by element or name: not the page's own content."""
    return any(
        above.tag in ("header", "nav", "footer", "aside") or any(_FOOT.search(above.attr(n)) for n in ("class", "id"))
        for above in (node, *node.ancestors())
    )


def footers(view: View) -> Iterator[Node]:
    """What carries the page's closing lines: footer elements, else blocks that are named so; outermost ones only."""
    own = [node for node in view.find("footer", top_only=True) if not node.closest("article", "section")]
    if own:
        yield from own
        return
    inside: set[int] = set()
    for node in view.find("div", "section", "table", "td", top_only=True):
        if node.parent is not None and node.parent.number in inside:
            inside.add(node.number)
        elif any(_FOOT.search(node.attr(name)) for name in ("class", "id")) or node.attr("role") == "contentinfo":
            inside.add(node.number)
            yield node


_CONTENT = re.compile(r"content|article|zoom|TRS_|UCAP|detail|news_?text|con_?text|xxgk|zhengwen|editor", re.I)
_LARGE = 300  # px on both sides (ours): smaller images are ornaments, icons, portraits


def content_images(view: View) -> list[tuple[Node, int]]:
    """The largest big image of a piece's content, with the number of drawn characters of that content; or nothing.

    Content is the nearest block round the image that a site system names so, or `article` and `main`.
    """
    largest: tuple[int, Node] | None = None
    for image in view.find("img", top_only=True):
        _, _, width, height = image.box
        if image.rendered and min(width, height) >= _LARGE and not is_outside_content(image):
            size = width * height
            largest = (size, image) if largest is None or size > largest[0] else largest
    if largest is None:
        return []
    for above in largest[1].ancestors():
        named = f"{above.attr('class')} {above.attr('id')}"
        if above.tag in ("article", "main") or _CONTENT.search(named):
            return [(largest[1], len(re.sub(r"\s", "", above.text(2_000))))]
    return []


Sample = Literal["ordinary", "elder"]

# A whole segment of the path or label of the host: `/elder/` is an elder version, `/guide/elder-card.html` is not.
_ELDER_PATH = re.compile(
    r"(^|[/.])(elder(ly)?|zhanglao|zhangbei|slb|slh|laonian|laoren|guanhuai|shilao|aged)([/.]|$)", re.I
)
_ELDER_QUERY = re.compile(r"(^|&)(version|mode|style|type)=(zzzh|slb|slh|elder(ly)?|aged|zhangbei|laonian)(&|$)", re.I)
_ELDER_TITLE = pattern("elder.title")


def sample_of(page: PageView) -> Sample:
    """Which of the two kinds of page kept apart in evaluation this is; with the view it gives one of four samples."""
    parts = urlsplit(page.final_url)
    elder = (
        _ELDER_PATH.search(parts.path)
        or _ELDER_PATH.search(parts.hostname or "")
        or _ELDER_QUERY.search(parts.query)
        or _ELDER_TITLE.search(page.title)
    )
    return "elder" if elder else "ordinary"


def is_elder_page(view: View) -> bool:
    """An elder version's page, by its address or title; a headline about such versions is no sign."""
    return sample_of(view.page) == "elder"


def css_scale(view: View) -> float:
    """What a CSS px measures on the device: 1, less where a phone shrinks a page that has no viewport meta."""
    if view.name != "phone" or any(node.attr("name").lower() == "viewport" for node in view.find("meta")):
        return 1.0
    return min(1.0, view.width / max(1, view.root.box[2]))
