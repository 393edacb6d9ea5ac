"""The icon by which a button or link without text is known stands out from what it lies on.

Assumptions: active buttons, links, tabs and menu items whose only visible content is one icon: a small inline svg (64
px, ours) all of whose parts have a plain colour, a glyph of an icon font, or a sign (×, ☰ …), also a generated one.
The best pair of colours among the icon's parts and its background decides; the colours are those of the style, not of
smoothed pixels. A border or background of the control shows where it is, not what it is for, and is no help. Out, as
the icon may not be needed: words that the control's name shares stand close by, another link with words goes to the
same place. Out, as the form may be essential: logos, by class or name, the signs of known services, links to other
sites. Left alone where it can't be told: images, masks, gradients and filters in the icon, sprites of other files,
anything overlapping, controls that look disabled by their class, icons drawn by borders or backgrounds, check boxes and
switches, icons nobody sees (1.05:1, ours) until the pointer comes.
Source: WCAG 2.2 1.4.11 and its understanding document ("graphical objects", "required to understand", use of style
colours).
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from auditor.rulekit.page import Node, View, address, hexadecimal, per_view, ratio, same_address
from auditor.rulekit.rule import INAPPLICABLE, Rule, Verdict, failed, passed, threshold
from auditor.rulekit.site import same_owner
from auditor.rulekit.text import (
    UNSEEN,
    Limits,
    compact,
    contrast_verdict,
    coverage,
    generated_texts,
    is_sign,
    svg_icons,
    topic_words,
)

RULE = Rule(
    id="icon-contrast",
    requirements=("wcag22:1.4.11",),
    impact="serious",
    parts=("icons",),
    views=("desktop", "phone"),
    decides=("failed",),
)
REQUIRED = float(threshold("wcag22:1.4.11", "min_ratio"))
LIMITS = Limits(REQUIRED, REQUIRED, math.inf, math.inf)  # of any size
LARGEST = 64.0  # ours: px; what is larger is an image or a logo
CLOSE = 60  # ours: characters of text that may stand close by and say what the control is for
ROLES = ("button", "link", "tab", "menuitem")
# Signs that stand for an action; the browser draws none of them as a coloured image.
SIGNS = frozenset("×✕✗✓☰≡⋮⋯…‹›«»<>←→↑↓▲▼▾▸▴◂＋＜＞+−–")
ICON_FAMILY = re.compile(r"icon|awesome|glyph|material symbols", re.IGNORECASE)
SEEN = frozenset(
    {"img", "svg", "canvas", "video", "iframe", "input", "select", "textarea", "object", "embed", "picture"}
)
LOGO = re.compile(
    r"logo|brand|标志|徽标|标识|github|gitlab|gitee|weixin|wechat|微信|公众号|weibo|微博|douyin|抖音|tiktok|bilibili|哔哩|xiaohongshu|小红书"
    r"|kuaishou|快手|zhihu|知乎|toutiao|头条|qzone|\bqq\b|alipay|支付宝|dingtalk|钉钉|feishu|飞书|facebook|twitter|\bx\b|linkedin|youtube"
    r"|instagram|telegram|whatsapp|pinterest|slack|discord|mastodon|apple|android|google|microsoft|chrome|windows|linux"
    r"|social|share|分享|备案|公安|党政机关|适老|无障碍标",
    re.IGNORECASE,
)
OFF = re.compile(r"disable|inactive|is-off|(^|[\s_-])off($|[\s_-])", re.IGNORECASE)


Colour = tuple[float, ...]


@dataclass
class Icons:
    """What stands for one control: svg and generated glyphs with their colours, and texts."""

    colours: list[list[Colour]] = field(default_factory=list)  # of each: its parts, its background last
    texts: list[Node] = field(default_factory=list)
    drawn: set[int] = field(default_factory=set)  # numbers of svg
    makers: list[Node] = field(default_factory=list)  # elements that generate a glyph


def _control(node: Node | None) -> Node | None:
    while node is not None:
        if node.tag in ("button", "summary") or (node.tag == "a" and node.has("href")) or node.role in ROLES:
            return node
        node = node.parent
    return None


@per_view
def _signs(view: View) -> dict[int, list[int]]:
    """By document, the drawn texts that are a sign or a glyph."""
    signs: dict[int, list[int]] = {}
    first = next(iter(view.page.views.values()))
    for doc in view.documents:
        if doc.lost:
            continue
        if doc.like is not None and doc.like in first.documents:
            signs[doc.number] = _signs(first)[doc.like.number]
            continue
        named = doc.rows_where("font-family", ICON_FAMILY)
        signs[doc.number] = [
            text.number
            for text in doc.drawn
            if (len(text.own_text) <= 2 or len(text.own_text.strip()) <= 2 or (named and text.style_row in named))
            and _is_sign(text)
        ]
    return signs


def _is_sign(text: Node) -> bool:
    said = text.own_text.strip()
    return said in SIGNS or ((said >= "\ue000" or said.isascii()) and not said.isdigit() and is_sign(text))


def _icons_by_control(view: View) -> dict[Node, Icons]:
    """By control, what icons it has."""
    by_control: dict[Node, Icons] = {}

    def at(node: Node) -> Icons | None:
        control = _control(node)
        return None if control is None else by_control.setdefault(control, Icons())

    for icon in svg_icons(view):
        if icon.node.rendered and (held := at(icon.node)) is not None:
            held.colours.append([*icon.parts, icon.background])
            held.drawn.add(icon.node.number)
    for item in generated_texts(view):
        sign = item.is_icon or item.text in SIGNS
        if sign and item.size <= LARGEST and (held := at(item.node)) is not None:
            held.colours.append([item.colour, item.background])
            held.makers.append(item.node)
    for text in (doc.node(number) for doc in view.documents for number in _signs(view).get(doc.number, ())):
        if text.font_size <= LARGEST and (held := at(text)) is not None:
            held.texts.append(text)
    return by_control


def _paints(node: Node) -> bool:
    """A background, image or border of its own, of which an icon may be made."""
    colour = node.colour("background-color")
    return (
        (colour is not None and colour[3] > 0)
        or node.style("background-image") != "none"
        or any(node.px(f"border-{side}-width") > 0 for side in ("top", "bottom", "left", "right"))
    )


def _alone(control: Node, icons: Icons) -> bool:
    """Whether one icon is all that is seen of a control."""
    if len(icons.colours) + len(icons.texts) != 1:
        return False
    doc = control.doc
    holder = icons.texts[0] if icons.texts else icons.makers[0] if icons.makers else doc.node(next(iter(icons.drawn)))
    above = {control, holder, *holder.ancestors()}
    inside = control.number, doc.ends[control.number]
    svg_end = 0
    for node in control.descendants():
        if node.number < svg_end:
            continue
        if node.is_text:
            if node not in icons.texts and node.rendered and not node.background.is_hidden and node.own_text.strip():
                return False
        elif node.number in icons.drawn:
            svg_end = doc.ends[node.number]
        elif node.rendered and (node.tag in SEEN or (node not in above and _paints(node))):
            return False
    makers = {node.number for node in icons.makers}
    for pseudo in doc.pseudo_elements:
        if not inside[0] <= pseudo.number < inside[1]:
            continue
        if pseudo.number in makers:
            makers.discard(pseudo.number)
            continue
        colour, image, border = (
            doc.style_of_row(pseudo.row, name) for name in ("background-color", "background-image", "border-top-width")
        )
        empty = pseudo.content in ('""', "''", '" "')
        if not (empty and colour.endswith(", 0)") and image == "none" and border == "0px"):
            return False
    return True


def applicability(view: View) -> Iterator[tuple[Node, Icons]]:
    """Active controls with one icon and nothing else that is seen, with that icon."""
    for control, icons in sorted(_icons_by_control(view).items(), key=lambda pair: pair[0].key):
        if control.rendered and not control.inactive and _alone(control, icons):
            yield control, icons


def expectation(control: Node, view: View, icons: Icons) -> Verdict:
    """The best pair of colours against what is asked."""
    if icons.texts:
        verdict = contrast_verdict(icons.texts[0], view, LIMITS)
        facts = verdict.evidence
        if verdict.outcome != "failed":
            return passed() if verdict.outcome == "passed" else INAPPLICABLE
        reached, front, background = facts["ratio"], facts["foreground"], facts["background"]
    else:
        colours = icons.colours[0]
        pairs = [(ratio(one, other), one, other) for at, one in enumerate(colours) for other in colours[at + 1 :]]
        best = max(pairs, key=lambda pair: pair[0])
        if best[0] >= REQUIRED:
            return passed()
        if best[0] < UNSEEN:
            return INAPPLICABLE
        reached, front, background = int(best[0] * 100) / 100, hexadecimal(best[1]), hexadecimal(best[2])
    if _may_differ(control) or _said_elsewhere(control, view):
        return INAPPLICABLE
    return failed("faint", ratio=reached, foreground=front, background=background, required=REQUIRED)


def _may_differ(control: Node) -> bool:
    """Perhaps a logo, or perhaps inactive."""
    near = [control, *(node for node in control.descendants() if not node.is_text)]
    if control.parent is not None:
        near.append(control.parent)
    words = " ".join(
        f"{node.attr('class')} {node.attr('id')} {node.attr('title')} {node.attr('href')}" for node in near
    )
    if LOGO.search(f"{control.name} {words}"):
        return True
    return any(OFF.search(node.attr("class")) for node in near)


def _said_elsewhere(control: Node, view: View) -> bool:
    """Words close by say what it is for, another link with words leads there, or it leads to another site."""
    name, above = control.name, control.parent
    for _ in range(3):
        if above is None or above.tag in ("body", "main", "html"):
            break
        said = above.text(CLOSE + 1)
        if len(said) > CLOSE:
            break
        if said and (
            not name or compact(name) in compact(said) or coverage(topic_words(name), topic_words(said)) >= 0.5
        ):
            return True
        above = above.parent
    there = address(control, view)
    if not there:
        return False
    if not same_owner(urlsplit(there).hostname or "", urlsplit(view.url).hostname or ""):
        return True
    return any(
        other is not control and other.text(3) and same_address(address(other, view), there)
        for other in view.find("a")
        if other.rendered
    )
