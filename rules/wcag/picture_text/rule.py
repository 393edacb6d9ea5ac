"""What it checks: what is written in a picture can also be had as text: in its alternative or on the page.

Who is affected: blind people, who get nothing of a notice put up as a picture; people on a slow connection.
How to fix: put the notice on the page as text, or at least give the words in the `alt`.
Assumptions: read are SVG addresses by their code, and where the recogniser is installed (the extra `ocr`) all other flat pictures that
no other covers. Sure is a long text in a picture that leads nowhere and of which the alternative has
less than a fifth and the page less than half; where
there is less text, a person is asked. A link's target may hold the text. Limits are ours.
Source: WCAG 2.2 1.1.1; ACT rules qt1vmo (Image accessible name is descriptive), e88epe (Image not in the accessibility tree is
decorative).
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from auditor.rulekit import (
    INAPPLICABLE,
    Node,
    Rule,
    SeenPicture,
    Verdict,
    View,
    cant_tell,
    compact,
    coverage,
    failed,
    passed,
    seen_pictures,
    text_beside,
    topic_words,
    words_by_script,
)

RULE = Rule(
    id="picture-text",
    requirements=("wcag22:1.1.1",),
    impact="serious",
    act=("qt1vmo", "e88epe"),
    views=("desktop",),
    needs=("picture_text",),
    profile="standard",
)
LONG_WORDS = 20  # words that are a notice; ours
SHORT_LETTERS = 3  # fewer letters are no word; a Chinese character counts as two; ours
SHARE = 0.06  # least part of the picture that is text, for a short text; ours
HAD, ON_PAGE = 0.2, 0.5  # share of the words that the alternative, or the page elsewhere, must have; ours
ALIKE = 0.6  # how alike read and given words are where single letters were misread; ours
TAGS = ("img", "input", "canvas")


@lru_cache(maxsize=1)
def _page_words(view: View) -> set[str]:
    return topic_words(view.text[:50000])


def _named(picture: Node) -> bool:
    return any(
        above.attr("aria-label").strip() or above.attr("aria-labelledby").strip() for above in picture.ancestors()
    )


def applicability(view: View) -> Iterator[Node]:
    """Flat pictures in which text was read."""
    return (seen.node for seen in seen_pictures(view) if _applies(seen))


def _applies(seen: SeenPicture) -> bool:
    letters = len(re.findall(r"[^\W\d_]", seen.text)) + len(re.findall(r"[\u3400-\u9fff]", seen.text))
    fits = seen.read and seen.flat and seen.alone and seen.node.tag in TAGS
    return fits and letters >= SHORT_LETTERS and not _named(seen.node)


def expectation(picture: Node, view: View) -> Verdict:
    """The words read against those of the alternative, of what stands beside, and for a long text of the page."""
    seen = next(seen for seen in seen_pictures(view) if seen.node is picture)
    words = topic_words(seen.text)
    given = "" if picture.hidden_from_at else (picture.name or picture.attr("alt"))
    within = topic_words(f"{given} {text_beside(picture)}")
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
    facts = {"text": seen.text[:100], "name": given[:60], "words": count}
    if coverage(words, _page_words(view)) >= ON_PAGE and count >= 3:
        return passed()
    if count >= LONG_WORDS:
        return cant_tell("long", **facts) if picture.closest("a", "button") is not None else failed("only", **facts)
    if seen.share < SHARE:
        return INAPPLICABLE
    return cant_tell("differs", **facts) if given else cant_tell("empty", **facts)
