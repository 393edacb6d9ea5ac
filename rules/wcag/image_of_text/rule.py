"""What it checks: text is text, not part of a picture.

Who is affected: people with low vision who enlarge text or change its colours; people who let text be read or translated.
How to fix: write it as text over a plain ground, set by style sheets.
Assumptions: text in photographs, logos, charts, maps, screenshots and signs of a few letters is left alone: it is part of what is
shown. Read are the largest pictures, where the recogniser is installed; without it only flat pictures with a sentence for a text
alternative, or of the form of a line, are asked about. Sure is a
sentence in a picture with nothing else on its ground, outside a brand; everything else is for a person, one occurrence a page.
Limits are ours.
Source: WCAG 2.2 1.4.5; ACT rule 0va7u6 (HTML images contain no text).
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from auditor.rulekit import (
    INAPPLICABLE,
    Node,
    Rule,
    SeenPicture,
    Verdict,
    View,
    cant_tell,
    failed,
    file_stem,
    name_parts,
    passed,
    seen_pictures,
    svg_words,
    word_list,
    words_by_script,
)

RULE = Rule(
    id="image-of-text",
    requirements=("wcag22:1.4.5",),
    impact="moderate",
    act=("0va7u6",),
    views=("desktop",),
    needs=("picture_text",),
    profile="standard",
)
SENTENCE = 6  # words that are a sentence, no brand; ours
LETTERS = 4  # fewer letters are a sign; a Chinese character counts as two; ours
SHARE = 0.08  # least part of the picture that is text; ours
WIDE = 2  # times as wide as high: the form of a line of text, where nothing was read; ours
SAMPLES = 5
PICTURE_FILE = re.compile(r"\.(png|jpe?g|gif|webp|svg|bmp)([?#]|$)|^data:image", re.I)


def _words(text: str) -> float:
    return sum(words_by_script(text).values())


def _letters(text: str) -> int:
    return len(re.findall(r"[^\W\d_]", text)) + len(re.findall(r"[\u3400-\u9fff]", text))


def _is_part(picture: Node) -> bool:
    """A logo, chart or the like by its name, file, class or id; a link to the site's start holds its brand."""
    link = picture.closest("a")
    if link is not None and re.fullmatch(
        r"/?((index|default|home)\.\w+)?", urlsplit(link.attr("href").strip()).path or "x"
    ):
        return True
    said = " ".join([picture.name, file_stem(picture), picture.attr("class"), picture.attr("id"), picture.attr("alt")])
    part = word_list("picture.part")
    return bool(set(name_parts(said)) & part) or any(word in said for word in part if not word.isascii())


def _suspect(seen: SeenPicture) -> str:
    """The text a picture seems to hold, worth asking about; "" for none."""
    node = seen.node
    words, _ = svg_words(node)
    if words and _letters(words) >= LETTERS:
        return "" if _is_part(node) else words
    if node.tag in ("object", "embed") and not PICTURE_FILE.search(node.attr("data") or node.attr("src")):
        return ""
    if not seen.flat or _is_part(node) or (node.tag not in ("img", "input", "object", "canvas") and not seen.alone):
        return ""
    if seen.read:
        enough = seen.share >= SHARE or _words(seen.text) >= SENTENCE
        return seen.text if enough and _letters(seen.text) >= LETTERS else ""
    alternative = node.attr("alt") if node.tag in ("img", "input") else ""
    _, _, width, height = node.box
    wide = width >= WIDE * height and _letters(alternative) >= LETTERS
    return alternative if wide or _words(alternative) >= SENTENCE else ""


@lru_cache(maxsize=1)
def _suspects(view: View) -> list[tuple[Node, str, bool]]:
    """(picture, text, sure): a sentence and nothing else is no brand and no drawing."""
    found = []
    for seen in seen_pictures(view):
        if text := _suspect(seen):
            found.append((seen.node, text, seen.only_text and seen.alone and _words(text) >= SENTENCE))
    return found


def applicability(view: View) -> Iterator[Node]:
    """The pictures that were looked at."""
    return (seen.node for seen in seen_pictures(view))


def expectation(picture: Node, view: View) -> Verdict:
    """Sure by its code; else the first of those to be asked about stands for all."""
    suspects = _suspects(view)
    text, sure = next(((text, sure) for node, text, sure in suspects if node is picture), ("", False))
    if not text:
        return passed()
    if sure:
        return failed("drawn", text=text[:100])
    asked = [(node, text) for node, text, sure in suspects if not sure]
    if asked[0][0] is not picture:
        return INAPPLICABLE
    return cant_tell("perhaps", count=len(asked), samples=[f"“{text[:40]}”" for _, text in asked[:SAMPLES]])
