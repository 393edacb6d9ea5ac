"""What it checks: an instruction doesn't find its thing by place, shape, colour or size alone.

Who is affected: blind and colour-blind people; people who see the page enlarged or rearranged on a phone.
How to fix: name the thing too: "press the red 'Apply' button on the right".
Assumptions: judged is a sentence with an act ("press"), a word for the eye and a kind of control, in Chinese or English, where no
name stands with it: none in quotes, none between the words. Above and below are order of reading. Where a control's own name has
the word, or a place is given and there is only one control of the kind, it is found without seeing. Sure only for buttons and
signs of which there are several; else a person is asked.
Source: WCAG 2.2 1.3.3; failure F14; ACT rule 9bd38c (Content has alternative for visual reference).
"""

import re
from collections.abc import Iterator

from auditor.rulekit import Node, Rule, Verdict, View, cant_tell, failed, mentions, passed, shown_text, word_list

RULE = Rule(
    id="sensory-instruction", requirements=("wcag22:1.3.3",), impact="serious", act=("9bd38c",), views=("desktop",)
)
EYE = ("place", "shape", "colour", "size")
LONG = 400  # characters of a block read; ours
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
ROLE = {"按钮": "button", "按键": "button", "button": "button", "导航": "navigation", "navigation": "navigation", "nav": "navigation", "链接": "link", "link": "link", "菜单": "menu", "menu": "menu", "表单": "form", "form": "form"}  # fmt: skip
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
    rf"(?P<act>{_any('act')})(?P<between>.{{0,{NEAR}}}?)(?P<thing>{_THING})(?: that is| which is)? (?:on|at|in|to) (?:the|your) "
    rf"(?P<eye>{_EYE})",
    re.I,
)
_QUICK = re.compile(_EYE, re.I)
# "Right" and "left" also mean other things.
_OTHER_SENSE = re.compile(
    r"right (now|away|after|before|to\b)|rights?\s+(of|reserved)|all rights|left (over|out)|copyright|右转|左转|square (metre|meter|feet|foot|km|mile)",
    re.I,
)


def _instruction(text: str) -> tuple[str, re.Match[str]] | None:
    """The first sentence that sends somebody to a thing by what the eye sees, and names it no other way."""
    for sentence in SENTENCE.split(text):
        if not sentence or NAMED.search(sentence) or _OTHER_SENSE.search(sentence):
            continue
        for pattern in (_BEFORE, _AFTER):
            found = pattern.search(sentence)
            if found is None:
                continue
            rest = FILLER.sub(" ", _QUICK.sub(" ", found["between"]))
            if not rest.strip():
                return sentence.strip(), found
    return None


def applicability(view: View) -> Iterator[Node]:
    """Blocks of drawn text that hold a word for the eye."""
    seen: set[tuple[int, int]] = set()
    for text in view.texts():
        if not _QUICK.search(text.own_text):
            continue
        block = next((above for above in text.ancestors() if above.is_block), text.parent)
        if (
            block is not None
            and (block.doc.number, block.number) not in seen
            and block.tag not in ("body", "html", "script", "style")
        ):
            seen.add((block.doc.number, block.number))
            yield block


def expectation(block: Node, view: View) -> Verdict:
    """The sentence, then what is on the page that would answer it."""
    found = _instruction(shown_text(block, LONG))
    if found is None or block.closest("a", "button", "nav", "select") is not None:
        return passed()
    sentence, match = found
    eye, thing = match["eye"].lower(), match["thing"].lower()
    role = ROLE.get(thing.removesuffix("s"), ROLE.get(thing, ""))
    named = [
        node
        for node in view.with_role("button", "link", "heading", "navigation", "menu", "img", "textbox")
        if node.name
    ]
    if any(eye in node.name.lower() for node in named):
        return passed()
    candidates = sum(1 for node in view.with_role(role) if node.rendered) if role else 0
    only_place = set(mentions(match.group(), "sensory.place")) and not any(
        mentions(match.group(), f"sensory.{name}") for name in ("shape", "colour", "size")
    )
    if only_place and candidates == 1:
        return passed()
    facts = {"sentence": sentence[:120], "eye": match["eye"], "thing": match["thing"]}
    quoted = NAMED.search(shown_text(block, LONG))
    if thing.removesuffix("s") in SURE and candidates > 1 and not quoted:
        return failed("only", **facts)
    return cant_tell("perhaps", **facts)
