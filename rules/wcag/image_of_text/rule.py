"""Text is text, not part of an image.

Assumptions: text in photographs, logos, charts, maps, screenshots and signs of a few letters is left alone: it is part
of what is shown; so is it by definition where there is other significant content, as in screenshots and charts. Read
are the largest images, where the recogniser is installed; without it only flat images with a sentence for a text
alternative, or of the form of a line, are asked about. Sure is a sentence in an image with nothing else on its
background, outside a brand; and, in an SVG whose code is known, more than a sign in an ordinary font and nothing else:
no logotype needs that, any style sheet can do it. Scans of official documents (many lines with a seal's red, the form
of a sheet of paper, or so called) are for a person: how they look may be essential. Everything else is for a person
too, one occurrence a page. `svg` in the page is text. A watermark, a picture without a name that lies over other text
and lets the pointer through, or one with the same words again and again, informs of nothing: it is decoration, and
changing its words would lose nothing. Limits are ours.
Source: WCAG 2.2 1.4.5; ACT rule 0va7u6 (HTML images contain no text).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from auditor.rulekit.page import Node, View, file_stem, name_parts
from auditor.rulekit.probes import SeenImage, seen_images
from auditor.rulekit.rule import INAPPLICABLE, Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.text import word_list, words_by_script

RULE = Rule(
    id="image-of-text",
    requirements=("wcag22:1.4.5",),
    impact="moderate",
    act=("0va7u6",),
    views=("desktop",),
    needs=("image_text",),
    profile="standard",
)
SENTENCE = 6  # words that are a sentence, no brand; ours
LETTERS = 4  # fewer letters are a sign; a Chinese character counts as two; ours
SHARE = 0.08  # least part of the image that is text; ours
WIDE = 2  # times as wide as high: the form of a line of text; ours
SIGN_WORDS, SIGN_HAN = 2, 4  # Latin words or Chinese characters that are more than a sign; ours
SHEET_LINES = 8  # lines of a document; ours
SEAL = 0.001  # least share of red in a document with a seal or a red head; ours
SHEET = (1.2, 1.7)  # height by width of a sheet of paper; ours
SCANNED = re.compile(r"扫描|公文|原件|影印|红头|批复|证照|执照|许可证|证明|合同|签字|盖章|\bscan", re.I)
REPEATED = 3  # lines of the same words that are a pattern; ours
COVERED = 2  # texts under what is laid over a page; ours
LINES = 3  # lines of a title or a slogan; ours
SAMPLES = 5
PICTURE_FILE = re.compile(r"\.(png|jpe?g|gif|webp|svg|bmp)([?#]|$)|^data:image", re.I)


def _words(text: str) -> float:
    return sum(words_by_script(text).values())


def _letters(text: str) -> int:
    return len(re.findall(r"[^\W\d_]", text)) + len(re.findall(r"[\u3400-\u9fff]", text))


def _is_part(image: Node) -> bool:
    """A logo, chart or the like by its name, file, class or id; a link to the site's start holds its brand."""
    link = image.closest("a")
    if link is not None and re.fullmatch(
        r"/?((index|default|home)\.\w+)?", urlsplit(link.attr("href").strip()).path or "x"
    ):
        return True
    said = " ".join([image.name, file_stem(image), image.attr("class"), image.attr("id"), image.attr("alt")])
    part = word_list("picture.part")
    return bool(set(name_parts(said)) & part) or any(word in said for word in part if not word.isascii())


def _is_line(seen: SeenImage) -> bool:
    """The form of a title or a slogan, whatever its background is like."""
    _, _, width, height = seen.node.box
    return width >= WIDE * height and len(seen.lines) <= LINES


def _suspect(seen: SeenImage) -> str:
    """The text an image seems to hold, worth asking about; "" for none."""
    node = seen.node
    if seen.drawn and _letters(seen.drawn) >= LETTERS:
        return "" if _is_part(node) else seen.drawn
    if node.tag in ("object", "embed") and not PICTURE_FILE.search(node.attr("data") or node.attr("src")):
        return ""
    if not seen.flat or _is_part(node) or (node.tag not in ("img", "input", "object", "canvas") and not seen.alone):
        return ""
    if seen.read:
        enough = seen.share >= SHARE or _words(seen.text) >= SENTENCE
        enough = enough and (seen.text_mainly or _is_line(seen))
        return seen.text if enough and _letters(seen.text) >= LETTERS else ""
    alternative = node.attr("alt") if node.tag in ("img", "input") else ""
    _, _, width, height = node.box
    wide = width >= WIDE * height and _letters(alternative) >= LETTERS
    return alternative if wide or _words(alternative) >= SENTENCE else ""


def _is_watermark(seen: SeenImage, view: View) -> bool:
    """Laid over what the page says, without a name, and out of the pointer's way; or one text many times."""
    node = seen.node
    if (node.name and not node.hidden_from_at) or node.tag in ("input", "object", "embed"):
        return False
    if len(seen.lines) >= REPEATED and len(set(seen.lines)) == 1:
        return True
    if node.style("pointer-events") != "none" or node.style("position") not in ("absolute", "fixed"):
        return False
    x, y, width, height = node.box
    covered = 0
    for text in view.texts():
        left, top, w, h = text.box
        if x <= left and y <= top and left + w <= x + width and top + h <= y + height and not _lies_in(text, node):
            covered += 1
    return covered >= COVERED


def _lies_in(text: Node, node: Node) -> bool:
    return text.doc is node.doc and any(above.number == node.number for above in text.ancestors())


def _document(seen: SeenImage) -> bool:
    """What may be the scan of an official document."""
    if len(seen.lines) < SHEET_LINES:
        return False
    _, _, width, height = seen.node.box
    said = " ".join([seen.node.name, seen.node.attr("alt"), seen.node.attr("title"), file_stem(seen.node)])
    sheet = SHEET[0] <= height / max(1, width) <= SHEET[1]
    return seen.red >= SEAL or sheet or SCANNED.search(said) is not None


def _more_than_a_sign(text: str) -> bool:
    latin = len(re.findall(r"[^\W\d_]{2,}", re.sub(r"[\u3400-\u9fff]", " ", text)))
    return latin >= SIGN_WORDS or len(re.findall(r"[\u3400-\u9fff]", text)) >= SIGN_HAN


def _sure(seen: SeenImage, text: str) -> bool:
    """A sentence and nothing else is no brand and no drawing; nor are words that the code sets as any page could."""
    if not (seen.only_text and seen.alone) or _document(seen):
        return False
    named = bool(seen.node.name) and not seen.node.hidden_from_at  # else it may be there for looks
    return _words(text) >= SENTENCE or (seen.ordinary and named and _more_than_a_sign(text))


@dataclass(frozen=True)
class Suspicion:
    """The text an image seems to hold ("": none), whether that is sure, and the texts of all images that are not: a
    person is asked about them at the first one."""

    text: str
    sure: bool
    asked: list[str]
    is_first: bool


def applicability(view: View) -> Iterator[tuple[Node, Suspicion]]:
    """The images that were looked at."""
    images = [seen for seen in seen_images(view) if seen.node.tag != "svg"]
    marks = {seen.node.key for seen in images if _suspect(seen) and _is_watermark(seen, view)}
    judged = [(seen.node, text, bool(text) and _sure(seen, text)) for seen in images for text in (_suspect(seen),)]
    asked = [(node, text) for node, text, sure in judged if text and not sure and node.key not in marks]
    texts = [text for _, text in asked]
    for node, text, sure in judged:
        if node.key in marks:
            continue
        yield node, Suspicion(text, sure, texts, bool(asked) and asked[0][0] is node)


def expectation(image: Node, view: View, suspicion: Suspicion) -> Verdict:
    """Sure by what was read or by its code; else the first of those to be asked about stands for all."""
    if not suspicion.text:
        return passed()
    if suspicion.sure:
        return failed("drawn", text=suspicion.text[:100])
    if not suspicion.is_first:
        return INAPPLICABLE
    samples = [f"“{text[:40]}”" for text in suspicion.asked[:SAMPLES]]
    return cant_tell("perhaps", count=len(suspicion.asked), samples=samples)
