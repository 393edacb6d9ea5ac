"""An instruction doesn't find its thing by place, shape, colour or size alone.

Assumptions: judged is a sentence with an act ("press"), a word for the eye and a kind of control, in Chinese or
English, where no name stands with it: none in quotes, none between the words. Above and below are order of reading.
Where a control's own name has the word, or a place is given and there is only one control of the kind, it is found
without seeing. Sure only for buttons and signs of which there are several, and for a menu, navigation or list told by
place or shape alone: where nothing on the page has that role, is called so or takes up another word of the sentence, or
where it has several navigations, none with name or heading. Not so in articles and guides, which tell of other
programs, nor beside a link to where the thing may be. Else a person is asked.
Source: WCAG 2.2 1.3.3; failure F14; ACT rule 9bd38c (Content has alternative for visual reference).
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View, is_article, is_guide, per_view
from auditor.rulekit.rule import Evidence, Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.text import heading_over, is_heading, mentions, shown_text, topic_words, word_list, words_pattern

RULE = Rule(
    id="sensory-instruction", requirements=("wcag22:1.3.3",), impact="serious", act=("9bd38c",), views=("desktop",)
)
EYE = ("place", "shape", "colour", "size")
LONG = 400  # characters of a block read; ours
NAMING = {"alt", "aria-label", "aria-labelledby", "aria-roledescription", "title", "value"}
FAR, NEAR = 40, 24  # characters from the act to the word for the eye, and from there to the thing; ours
NAMED = re.compile(
    r"[“”「」『』【】《》\"‘\[\]]|\b(labell?ed|called|named|titled|marked|reads?|says?|heading)\b|名为|标有|写着|字样|标题为"
)
SENTENCE = re.compile(r"[。！？!?；;\n]|\.(?=\s|$)")
# What may stand between a word for the eye and the thing without naming it.
FILLER = re.compile(
    r"的|页面|网页|屏幕|本页|窗口|那个|这个|一个|位于|在|侧|处|边|小|大|和|及|或|、|，|,|-|\b(the|a|an|and|or|of|on|in|at|to|your|side|hand|"
    r"corner|page|screen|that|is|are|coloured|colored|shaped|one|this|within|into)\b",
    re.I,
)
ROLE = {
    "按钮": "button", "按键": "button", "button": "button", "导航": "navigation", "navigation": "navigation",
    "nav": "navigation", "链接": "link", "link": "link", "菜单": "menu", "menu": "menu", "表单": "form", "form": "form",
}  # fmt: skip
# Things that a role or a word on the page would make known: words for them, tags, roles, what they may be called.
KINDS = (
    (
        {"导航", "navigation", "nav", "菜单", "menu"},
        ("nav", "menu"),
        ("navigation", "menu", "menubar"),
        r"导航|菜单|目录|\bnav|menu",
    ),
    (
        {"list"},
        ("ul", "ol", "dl", "table", "select"),
        ("list", "listbox", "table", "grid", "tree"),
        r"列表|清单|\blists?\b",
    ),
)
# What may not be on this page: other programs, other pages, counters.
ELSEWHERE = re.compile(
    r"微信|支付宝|小程序|公众号|服务号|客户端|\bapps?\b|手机|浏览器|软件|系统|平台|网站|官网|首页|登录|窗口|大厅|打开|弹出|browser|"
    r"phone|window|website|home ?page|\bsite\b|log ?in|sign in|word|excel|wps",
    re.I,
)
NAVIGATION = {"导航", "navigation", "nav"}
SURE = {"按钮", "按键", "图标", "button", "icon"}


def _any(name: str) -> str:
    words = sorted(word_list(f"sensory.{name}"), key=len, reverse=True)
    return "|".join(rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word) for word in words)


_EYE = "|".join(_any(name) for name in EYE)
_THING = _any("thing").replace(r"\b|", r"s?\b|")
_BEFORE = re.compile(
    rf"(?P<act>{_any('act')})[^，]{{0,{FAR}}}?(?P<eye>{_EYE})(?P<between>.{{0,{NEAR}}}?)(?P<thing>{_THING})", re.I
)
_AFTER = re.compile(
    rf"(?P<act>{_any('act')})(?P<between>.{{0,{NEAR}}}?)(?P<thing>{_THING})(?: that is"
    rf"| which is)? (?:on|at|in|to) (?:the|your) "
    rf"(?P<eye>{_EYE})",
    re.I,
)
_QUICK = re.compile(_EYE, re.I)
_EYES, _ACTS, _THINGS = (
    words_pattern(*(word for name in names for word in word_list(f"sensory.{name}")))
    for names in (EYE, ("act",), ("thing",))
)
# "Right" and "left" also mean other things.
_OTHER_SENSE = re.compile(
    r"right (now|away|after|before|to\b)|rights?\s+(of|reserved)|all rights|left (over"
    r"|out)|copyright|右转|左转|square (metre|meter|feet|foot|km|mile)",
    re.I,
)


def _instruction(text: str) -> tuple[str, re.Match[str]] | None:
    """The first sentence that sends somebody to a thing by what the eye sees, and names it no other way."""
    low = text.lower()
    if not _ACTS.search(low) or not _THINGS.search(low):
        return None
    for sentence in SENTENCE.split(text):
        if not sentence or NAMED.search(sentence) or _OTHER_SENSE.search(sentence):
            continue
        for pattern in (_BEFORE, _AFTER):
            match = pattern.search(sentence)
            if match is None:
                continue
            rest = FILLER.sub(" ", _QUICK.sub(" ", match["between"]))
            if not rest.strip():
                return sentence.strip(), match
    return None


def _said_elsewhere(block: Node, view: View) -> str:
    """All that the page says outside the instruction: text, names, title, descriptions."""
    inside = {block.number, *(below.number for below in block.descendants())}
    parts = [view.page.title]
    parts += [text.own_text for text in view.texts() if text.doc is not block.doc or text.number not in inside]
    for node in view.having(*NAMING):
        parts += [node.name, *(node.attr(name) for name in NAMING)]
    return " ".join(parts)


def _unknown(block: Node, sentence: str, match: re.Match[str], view: View) -> str:
    """A menu or list that nothing but its place or shape tells: "absent" or "several"; "" where something may."""
    thing = match["thing"].lower()
    kind = next((kind for kind in KINDS if {thing, thing.removesuffix("s")} & kind[0]), None)
    if kind is None or is_article(view) or is_guide(view) or any(document.lost for document in view.documents):
        return ""
    if any(mentions(match.group(), f"sensory.{name}") for name in ("colour", "size")):
        return ""
    outer = block.parent
    around = shown_text(outer if outer is not None and outer.tag not in ("body", "html", "main") else block, LONG)
    if ELSEWHERE.search(around) or NAMED.search(around):
        return ""
    if any(below.tag in ("a", "img", "svg", "iframe") for below in block.descendants()):
        return ""
    _, tags, roles, words = kind
    said = _said_elsewhere(block, view)
    bare = sentence
    for word in (match["act"], match["eye"], match["thing"]):
        bare = bare.replace(word, " ")
    if re.search(words, said, re.I) or topic_words(bare) & topic_words(said):
        return ""
    there = {node.key: node for node in (*view.find(*tags), *view.with_role(*roles)) if not node.hidden}
    if not there:
        return "absent"
    several = len(there) > 1 and thing in NAVIGATION and all(_nameless(node) for node in there.values())
    return "several" if several else ""


def _nameless(node: Node) -> bool:
    """A navigation that has neither name nor heading."""
    if node.role != "navigation" or node.name or heading_over(node, levels=1) is not None:
        return False
    return not any(not below.is_text and is_heading(below) for below in node.descendants())


def applicability(view: View) -> Iterator[Node]:
    """Blocks of drawn text that hold a word for the eye."""
    seen: set[tuple[int, int]] = set()
    for text in view.saying(_EYES, lower=True):
        if not _QUICK.search(text.own_text):
            continue
        block = text.block or text.parent
        if block is not None and block.key not in seen and block.tag not in ("body", "html", "script", "style"):
            seen.add(block.key)
            yield block


@per_view
def _names(view: View) -> list[str]:
    """Names of what an instruction may send somebody to, in lower case."""
    nodes = view.with_role("button", "link", "heading", "navigation", "menu", "img", "textbox")
    return [node.name.lower() for node in nodes if node.name]


def expectation(block: Node, view: View) -> Verdict:
    """The sentence, then what is on the page that would answer it."""
    instruction = _instruction(shown_text(block, LONG))
    if instruction is None or block.closest("a", "button", "nav", "select") is not None:
        return passed()
    sentence, match = instruction
    eye, thing = match["eye"].lower(), match["thing"].lower()
    role = ROLE.get(thing.removesuffix("s"), ROLE.get(thing, ""))
    if any(eye in name for name in _names(view)):
        return passed()
    candidates = sum(1 for node in view.with_role(role) if node.rendered) if role else 0
    only_place = set(mentions(match.group(), "sensory.place")) and not any(
        mentions(match.group(), f"sensory.{name}") for name in ("shape", "colour", "size")
    )
    if only_place and candidates == 1:
        return passed()
    facts: Evidence = {"sentence": sentence[:120], "eye": match["eye"], "thing": match["thing"]}
    quoted = NAMED.search(shown_text(block, LONG))
    if thing.removesuffix("s") in SURE and candidates > 1 and not quoted:
        return failed("only", **facts)
    if unknown := _unknown(block, sentence, match, view):
        return failed(unknown, **facts)
    return cant_tell("perhaps", **facts)
