"""Images that assistive technology is told to skip tell nothing.

Assumptions: what an image tells can't be read from the page, so a person is asked, and only on signs: a text
alternative was written and then hidden; the file's name tells of a logo, a QR code, a notice, a chart; the image is
large and alone in its block; a large drawing has no name. Where images are read, nothing but words is picture-text's.
Sure is an `img` of its own size hidden by its own attribute, whose alternative names a logo, a chart, a map, a code, a
poster and whose it is, where no text, name or title of the page has any of those words. Images with text beside them
are taken as explained by it. Of the kinds after the first, one occurrence a page holds all. Sizes are ours. `alt=""` is
right for what is there for looks.
Source: WCAG 2.2 1.1.1; ACT rule e88epe (Image not in the accessibility tree is decorative).
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View, file_stem, name_parts, per_view, text_beside, visible_images
from auditor.rulekit.probes import images_seen
from auditor.rulekit.rule import INAPPLICABLE, Evidence, Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.text import coverage, mentions, topic_words, word_list

RULE = Rule(
    id="hidden-picture",
    requirements=("wcag22:1.1.1",),
    impact="serious",
    act=("e88epe",),
    views=("desktop",),
)
SIGN = 30  # px; smaller images are signs; ours
LARGE_WIDTH, LARGE_HEIGHT = 240, 120  # px; ours
DRAWING = 100  # px; ours
SAMPLES = 5
NAME_WITH_DIGIT = re.compile(r"(?<![a-z])[a-z]++\d[a-z\d]*")
FAINT = 0.5  # opacity below which an image may be a watermark; ours


def _skipped(image: Node) -> bool:
    """Not in the accessibility tree, or there with nothing to say."""
    if image.hidden_from_at or image.attr("role") in ("none", "presentation"):
        return True
    if image.tag == "img":
        return "alt" in image.attrs and not image.attr("alt").strip()
    return not image.name and (image.tag == "svg" or not image.attr("role"))


def _written(image: Node) -> str:
    """The alternative that somebody wrote for an image that is skipped."""
    return (image.attr("alt") or image.attr("aria-label") or image.attr("title")).strip()


def _kind(image: Node, view: View) -> str:
    """What speaks for the image telling something."""
    _, _, width, height = image.box
    beside = text_beside(image)
    if (written := _written(image)) and min(width, height) >= SIGN / 2:
        return "" if coverage(topic_words(written), topic_words(beside)) >= 0.5 else "contradiction"
    if image.hidden_from_at or image.attr("role") in ("none", "presentation") or beside.strip():
        return ""
    seen = images_seen(view).get(image)
    if seen and (seen.blank or seen.is_words):
        return ""  # an empty drawing; or words, which picture-text looks for on the page
    if image.tag == "svg" and (image.text(20) or any(below.tag == "a" for below in image.descendants())):
        return ""  # its text and links are there for assistive technology
    if image.tag in ("svg", "canvas"):
        floating = image.style("position") in ("absolute", "fixed") or image.closest("a", "button") is not None
        return "" if floating or min(width, height) < (SIGN if image.tag == "canvas" else DRAWING) else "drawings"
    parts = set(name_parts(file_stem(image)))
    if parts & word_list("picture.plain"):
        return ""
    if min(width, height) >= SIGN and parts & word_list("picture.telling"):
        return "pictures"
    if image.closest("a", "button") is not None or image.style("position") in ("absolute", "fixed"):
        return ""
    return "pictures" if width >= LARGE_WIDTH and height >= LARGE_HEIGHT else ""


def _topics(text: str) -> set[str]:
    """What a text is about; a name with a digit inside is one word, and a figure alone is nothing in common."""
    return {word for word in topic_words(text) if not word.isdigit()} | set(NAME_WITH_DIGIT.findall(text.lower()))


@per_view
def _said(view: View) -> set[str]:
    """What all words of the page are about: drawn text, names that are heard, the title."""
    named = [
        node.name
        for node in view.having("alt", "aria-label", "aria-labelledby", "title")
        if node.name and not node.hidden_from_at and node.attr("role") not in ("none", "presentation")
    ]
    words = [node.own_text for node in view.texts()]
    titles = [node.attr("title") for node in view.having("title")]
    return _topics(" ".join([view.page.title, *words, *named, *titles]))


def _informs(image: Node, view: View) -> bool:
    """The author named what the image tells, then took the name away, and the page has none of it."""
    written = image.attr("alt").strip()
    if image.tag != "img" or not mentions(written, "picture.informing") or mentions(written, "picture.looks"):
        return False
    if image.attr("aria-hidden") != "true" and image.attr("role") not in ("none", "presentation"):
        return False
    if min(image.box[2:]) < SIGN or set(name_parts(file_stem(image))) & word_list("picture.plain"):
        return False
    layers = (image, *image.ancestors())
    if image.style("position") in ("absolute", "fixed") or any(
        float(above.style("opacity") or 1) < FAINT for above in layers if not above.is_text
    ):
        return False
    bare = written
    for word in mentions(written, "picture.informing"):
        bare = bare.replace(word, " ")
    whose = _topics(bare)
    return bool(whose) and coverage(whose, _said(view)) == 0


def applicability(view: View) -> Iterator[tuple[Node, tuple[str, list[Node]]]]:
    """Visible images that are skipped: what speaks for one telling something, and all of which the same does."""
    kinds = [(node, _kind(node, view)) for node in visible_images(view) if _skipped(node)]
    by_kind: dict[str, list[Node]] = {}
    for node, kind in kinds:
        by_kind.setdefault(kind, []).append(node)
    yield from ((node, (kind, by_kind[kind])) for node, kind in kinds)


def expectation(image: Node, view: View, suspicion: tuple[str, list[Node]]) -> Verdict:
    """Asked where there is a sign; the first image of a kind stands for all of it."""
    kind, alike = suspicion
    if not kind:
        return passed()
    if kind == "contradiction":
        facts: Evidence = {"name": _written(image)[:80], "file": file_stem(image)[:80]}
        return failed("named", **facts) if _informs(image, view) else cant_tell(kind, **facts)
    if alike[0] is not image:
        return INAPPLICABLE
    samples = [file_stem(node) or node.tag for node in alike[:SAMPLES]]
    return cant_tell(kind, count=len(alike), samples=samples)
