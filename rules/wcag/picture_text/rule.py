"""What is written in an image can also be had as text: in its alternative or on the page.

Assumptions: read are SVG addresses by their code, and where the recogniser is installed (the extra `ocr`) all other
flat images that no other covers. Sure is a long text in an image with little else that leads nowhere and of which
the alternative has less than a fifth and the page less than half; a screenshot or a chart with as much text is for a
person. Sure is also an image without any alternative that is nothing but words, none of which the page has anywhere:
what is there for looks isn't made of words only. So are the words of a background, where the element has nothing else.
Else, where there is less text, a person is asked, also where the page speaks another language than the image: it may
hold a translation. Watermarks, stand-ins ("no image") and captchas are no such images. A link's target may hold the
text. Limits are ours.
Source: WCAG 2.2 1.1.1; ACT rules qt1vmo (Image accessible name is descriptive), e88epe (Image not in the accessibility
tree is decorative).
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher, get_close_matches

from auditor.rulekit.chinese import captcha_images
from auditor.rulekit.page import Node, View, per_view, text_beside
from auditor.rulekit.probes import SeenImage, seen_images, sure_words
from auditor.rulekit.rule import INAPPLICABLE, Evidence, Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.text import compact, coverage, mentions, topic_words, words_by_script

RULE = Rule(
    id="picture-text",
    requirements=("wcag22:1.1.1",),
    impact="serious",
    act=("qt1vmo", "e88epe"),
    views=("desktop",),
    needs=("image_text",),
    profile="standard",
    absence=True,
)
LONG_WORDS = 20  # words that are a notice; ours
SHORT_LETTERS = 3  # fewer letters are no word; a Chinese character counts as two; ours
SHARE = 0.06  # least part of the image that is text, for a short text; ours
HAD, ON_PAGE = 0.2, 0.5  # share of the words that the alternative, or the page elsewhere, must have; ours
ALIKE = 0.6  # how alike read and given words are where single letters were misread; ours
NEAR = 0.7  # how alike two words are of which one may be the other misread; ours
FAINT = 0.5  # opacity below which an image may be a watermark; ours
NEAR_FIELD = 4  # steps up within which a field stands beside an image; ours
PATTERN = 3  # times that an image says the same: a pattern; ours
TAGS = ("img", "input", "canvas", "svg")


@per_view
def _page_words(view: View) -> set[str]:
    return topic_words(view.text)


@per_view
def _said(view: View) -> str:
    """All that the page says anywhere, drawn or not: text, names, titles, what fields are to hold."""
    names = ("alt", "aria-label", "aria-labelledby", "title", "placeholder", "value")
    parts = [view.page.title, *(root.text(4_000_000, visible=False) for root in view.find("html"))]
    for node in view.having(*names):
        parts += [node.name, *(node.attr(name) for name in names if name != "aria-labelledby")]
    return " ".join(parts).lower()


@per_view
def _said_words(view: View) -> set[str]:
    return set(re.findall(r"[^\W\d_]{2,}", _said(view)))


def _named(image: Node) -> bool:
    return any(above.attr("aria-label").strip() or above.attr("aria-labelledby").strip() for above in image.ancestors())


def _given(image: Node) -> str:
    """The text alternative that is heard."""
    if image.hidden_from_at:
        return ""
    if image.tag == "input" and not any(image.attr(name).strip() for name in ("alt", "aria-label", "title", "value")):
        return ""  # its name is the browser's "Submit"
    return image.name or image.attr("alt")


def _wordless(node: Node) -> bool:
    """Nobody wrote anything for it: no text, no name, for itself or for what is in it."""
    written = ("alt", "aria-label", "aria-labelledby", "title", "value")
    whole = [node, *node.descendants()]
    if any(part.attr(name).strip() for part in whole if not part.is_text for name in written):
        return False
    if node.tag in TAGS:
        return not _given(node)
    return not node.text(20, visible=False) and not any(above.attr("title").strip() for above in node.ancestors())


def _elsewhere(seen: SeenImage, view: View) -> bool:
    """Whether the page says any of it, perhaps in other letters or run together, or may say it in another language."""
    said, words = _said(view), sure_words(seen.text)
    plain = re.sub(r"[\W_]+", "", said)
    everything = re.sub(r"[\W_]+", "", seen.text.lower())
    if everything in plain or any(word in plain for word in words if word.isascii()):
        return True
    if coverage(topic_words(" ".join(words)), topic_words(said)) > 0:
        return True
    others = _said_words(view)
    if any(other in everything for other in others if len(other) > 3):
        return True
    if any(get_close_matches(word, others, 1, NEAR) for word in words if word.isascii()):
        return True
    here, there = words_by_script(seen.text), words_by_script(view.text)
    return bool(there) and max(there, key=there.__getitem__) not in here


def _for_looks(seen: SeenImage, view: View) -> bool:
    """A watermark, a pattern, a stand-in for an image."""
    layers = (seen.node, *seen.node.ancestors())
    return (
        any(float(above.style("opacity") or 1) < FAINT for above in layers)
        or any(seen.lines.count(line) >= PATTERN for line in seen.lines)
        or bool(mentions(seen.text, "picture.stand_in"))
    )


def _perhaps_captcha(seen: SeenImage) -> bool:
    """A few letters and figures close by a field."""
    if not re.fullmatch(r"[A-Za-z0-9 ]{3,8}", seen.text) or seen.node.tag == "input":
        return False
    near = [above for _, above in zip(range(NEAR_FIELD), seen.node.ancestors(), strict=False)]
    return any(
        node.tag == "input" and node.input_type in ("text", "tel", "number", "password", "search")
        for node in (near[-1].descendants() if near else ())
    )


def _only_words(seen: SeenImage, view: View) -> bool:
    """Surely words and nothing else, and nobody is told them."""
    return (
        seen.is_words
        and _wordless(seen.node)
        and not _named(seen.node)
        and not _for_looks(seen, view)
        and not _elsewhere(seen, view)
    )


def applicability(view: View) -> Iterator[tuple[Node, SeenImage]]:
    """Flat images in which text was read."""
    captchas = list(captcha_images(view))
    return ((seen.node, seen) for seen in seen_images(view) if _applies(seen, captchas, view))


def _applies(seen: SeenImage, captchas: list[Node], view: View) -> bool:
    if seen.node.tag not in TAGS:
        return _only_words(seen, view)
    if seen.node.tag == "svg" and any(below.tag in ("text", "foreignobject") for below in seen.node.descendants()):
        return False  # what is written in it is text of the page
    letters = len(re.findall(r"[^\W\d_]", seen.text)) + len(re.findall(r"[\u3400-\u9fff]", seen.text))
    words = letters >= SHORT_LETTERS or bool(sure_words(seen.text))
    if seen.node in captchas or (not _given(seen.node) and _perhaps_captcha(seen)):
        return False  # its text must not be had
    return seen.read and seen.flat and seen.alone and words and not _named(seen.node)


def expectation(image: Node, view: View, seen: SeenImage) -> Verdict:
    """The words read against those of the alternative, of what stands beside, and for a long text of the page."""
    words = topic_words(seen.text)
    given = _given(image)
    within = topic_words(f"{given} {text_beside(image)}")
    joined = re.sub(r"\W", "", given.lower())
    alike = SequenceMatcher(None, compact(seen.text), compact(given)).ratio() if given else 0.0
    if (
        alike >= ALIKE
        or not words
        or coverage(words, within) >= HAD
        or any(word in joined for word in words if len(word) > 2)
    ):
        return passed()
    count = round(sum(words_by_script(seen.text).values()))
    facts: Evidence = {"text": seen.text[:100], "name": given[:60], "words": count}
    if coverage(words, _page_words(view)) >= ON_PAGE and count >= 3:
        return passed()
    if count >= LONG_WORDS:
        if image.closest("a", "button") is not None:
            return cant_tell("long", **facts)
        return failed("only", **facts) if seen.text_mainly else cant_tell("shown", **facts)
    if _only_words(seen, view):
        return failed("words", **facts)
    if seen.share < SHARE or not sure_words(seen.text):
        return INAPPLICABLE
    return cant_tell("differs", **facts) if given else cant_tell("empty", **facts)
