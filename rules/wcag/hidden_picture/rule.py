"""Pictures that assistive technology is told to skip tell nothing.

Assumptions: what a picture tells can't be read from the page, so a person is asked, and only on signs: a text
alternative was written and then hidden; the file's name tells of a logo, a QR code, a notice, a chart; the picture is
large and alone in its block; a large drawing has no name. Where pictures are read, nothing but words is picture-text's.
Sure is an `img` of its own size hidden by its own attribute, whose alternative names a logo, a chart, a map, a code, a
poster and whose it is, where no text, name or title of the page has any of those words. Pictures with text beside them
are taken as explained by it. Of the kinds after the first, one occurrence a page holds all. Sizes are ours. `alt=""` is
right for what is there for looks.
Source: WCAG 2.2 1.1.1; ACT rule e88epe (Image not in the accessibility tree is decorative).
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View, file_stem, name_parts, per_view, pictures, text_beside
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
SIGN = 30  # px; smaller pictures are signs; ours
LARGE_WIDTH, LARGE_HEIGHT = 240, 120  # px; ours
DRAWING = 100  # px; ours
SAMPLES = 5
NAME_WITH_DIGIT = re.compile(r"[a-z]+\d[a-z\d]*")
FAINT = 0.5  # opacity below which a picture may be a watermark; ours


def _skipped(picture: Node) -> bool:
    """Not in the accessibility tree, or there with nothing to say."""
    if picture.hidden_from_at or picture.attr("role") in ("none", "presentation"):
        return True
    if picture.tag == "img":
        return "alt" in picture.attrs and not picture.attr("alt").strip()
    return not picture.name and (picture.tag == "svg" or not picture.attr("role"))


def _written(picture: Node) -> str:
    """The alternative that somebody wrote for a picture that is skipped."""
    return (picture.attr("alt") or picture.attr("aria-label") or picture.attr("title")).strip()


def _kind(picture: Node, view: View) -> str:
    """What speaks for the picture telling something."""
    _, _, width, height = picture.box
    beside = text_beside(picture)
    if (written := _written(picture)) and min(width, height) >= SIGN / 2:
        return "" if coverage(topic_words(written), topic_words(beside)) >= 0.5 else "contradiction"
    if picture.hidden_from_at or picture.attr("role") in ("none", "presentation") or beside.strip():
        return ""
    seen = images_seen(view).get(picture)
    if seen and (seen.blank or seen.is_words):
        return ""  # an empty drawing; or words, which picture-text looks for on the page
    if picture.tag == "svg" and (picture.text(20) or any(below.tag == "a" for below in picture.descendants())):
        return ""  # its text and links are there for assistive technology
    if picture.tag in ("svg", "canvas"):
        floating = picture.style("position") in ("absolute", "fixed") or picture.closest("a", "button") is not None
        return "" if floating or min(width, height) < (SIGN if picture.tag == "canvas" else DRAWING) else "drawings"
    parts = set(name_parts(file_stem(picture)))
    if parts & word_list("picture.plain"):
        return ""
    if min(width, height) >= SIGN and parts & word_list("picture.telling"):
        return "pictures"
    if picture.closest("a", "button") is not None or picture.style("position") in ("absolute", "fixed"):
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


def _informs(picture: Node, view: View) -> bool:
    """The author named what the picture tells, then took the name away, and the page has none of it."""
    written = picture.attr("alt").strip()
    if picture.tag != "img" or not mentions(written, "picture.informing") or mentions(written, "picture.looks"):
        return False
    if picture.attr("aria-hidden") != "true" and picture.attr("role") not in ("none", "presentation"):
        return False
    if min(picture.box[2:]) < SIGN or set(name_parts(file_stem(picture))) & word_list("picture.plain"):
        return False
    layers = (picture, *picture.ancestors())
    if picture.style("position") in ("absolute", "fixed") or any(
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
    kinds = [(node, _kind(node, view)) for node in pictures(view) if _skipped(node)]
    by_kind: dict[str, list[Node]] = {}
    for node, kind in kinds:
        by_kind.setdefault(kind, []).append(node)
    yield from ((node, (kind, by_kind[kind])) for node, kind in kinds)


def expectation(picture: Node, view: View, suspicion: tuple[str, list[Node]]) -> Verdict:
    """Asked where there is a sign; the first image of a kind stands for all of it."""
    kind, alike = suspicion
    if not kind:
        return passed()
    if kind == "contradiction":
        facts: Evidence = {"name": _written(picture)[:80], "file": file_stem(picture)[:80]}
        return failed("named", **facts) if _informs(picture, view) else cant_tell(kind, **facts)
    if alike[0] is not picture:
        return INAPPLICABLE
    samples = [file_stem(node) or node.tag for node in alike[:SAMPLES]]
    return cant_tell(kind, count=len(alike), samples=samples)
