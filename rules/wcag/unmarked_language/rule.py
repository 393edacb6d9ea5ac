"""A passage in another language than its surroundings declares that language.

Assumptions: names, brands, abbreviations, addresses, code and lists of literature are left out, as WCAG does or as
nobody can tell. Sure is a passage of many words with the small words of a language in it; shorter ones are for a
person, one occurrence a page. Pages whose own declaration is missing or wrong are other rules'. Numbers of words are
ours.
Source: WCAG 2.2 3.1.2.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.rulekit.page import Node, View
from auditor.rulekit.rule import INAPPLICABLE, Evidence, Rule, Verdict, cant_tell, failed, passed
from auditor.rulekit.text import common_words, difference, primary_tag, text_of_page, words_by_script

RULE = Rule(id="unmarked-language", requirements=("wcag22:3.1.2",), impact="moderate", views=("desktop",))
SURE_WORDS, LEAST_WORDS = 15, 8  # words of a passage; ours
SMALL_SHARE, SMALL_LEAST = 0.2, 3  # small words in it; ours
MOST = 150  # blocks looked at on a page; ours
SAMPLES = 4
EASTERN = {"zh", "cmn", "yue", "wuu", "nan", "hak", "ja", "ko"}
SHORTEST = 7  # characters; four words have no fewer
LETTER = re.compile("[A-Za-z]")
RUN = re.compile(r"[A-Za-z][A-Za-z'\u2019-]{0,60}+(?:[\s,;:.!?\"“”()/&-]++[A-Za-z0-9][A-Za-z0-9'\u2019-]{0,60}+){7,}")
WORD = re.compile(r"[A-Za-z]+(?:['\u2019][a-z]+)?")
ADDRESS = re.compile(r"https?://\S+|www\.\S+|(?<!\S)[^\s@]++@\S+")
LITERATURE = re.compile(
    r"\bet al\b|\bdoi\b|\bISBN\b|\bISSN\b|\bvol\.|\bpp\.|all rights reserved|copyright|powered by|\[[JMDCR]\]", re.I
)
LEFT_OUT = (
    "code",
    "pre",
    "kbd",
    "samp",
    "var",
    "script",
    "style",
    "noscript",
    "address",
    "cite",
    "textarea",
    "select",
    "svg",
    "math",
)


def _declared(node: Node) -> str:
    return primary_tag(node.language)


def _passage(text: str, declared: str) -> tuple[str, str, int]:
    """(language, passage, words) of another language in a text that has some."""
    text = ADDRESS.sub(" ", text)
    if LITERATURE.search(text):
        return "", "", 0
    if declared in EASTERN:
        for run in RUN.finditer(text):
            words = [word.lower() for word in WORD.findall(run.group())]
            small = common_words(words, "en")
            if len(words) >= LEAST_WORDS and small >= max(SMALL_LEAST, SMALL_SHARE * len(words)):
                return "en", run.group(), len(words)
        return "", "", 0
    words = [word.lower() for word in WORD.findall(text)]
    if (
        common_words(words, declared) >= SMALL_SHARE * len(words)
        and len(words) >= sum(words_by_script(text).values()) / 2
    ):
        return "", "", 0
    other = difference(text, declared)
    if other is None or other.sure != "certain" or other.words < LEAST_WORDS:
        return "", "", 0
    return other.language, text, other.words


def _passages(view: View) -> list[tuple[Node, str, str, int]]:
    """(block, language, passage, words), in order."""
    passages: list[tuple[Node, str, str, int]] = []
    seen: set[int] = set()
    for text in view.texts(top_only=True):
        if len(text.own_text) < SHORTEST or (
            not LETTER.search(text.own_text) and primary_tag(text.language) in EASTERN
        ):
            continue
        if sum(words_by_script(text.own_text).values()) < 4:
            continue
        block, holder = text.block, text.language_holder
        if holder is not None and (block is None or holder.number > block.number):
            block = holder
        if block is None or block.number in seen or text.closest(*LEFT_OUT) is not None:
            continue
        if len(seen) >= MOST:
            view.leave_out(MOST, None)
            break
        seen.add(block.number)
        own = " ".join(
            node.own_text for node in block.descendants() if node.is_text and node.rendered and _same_block(node, block)
        )
        declared = _declared(block)
        language, passage, words = _passage(re.sub(r"\s+", " ", own)[:2000], declared) if declared else ("", "", 0)
        if language:
            passages.append((block, language, passage, words))
    return passages


def _same_block(text: Node, block: Node) -> bool:
    """Set in the block itself, with no language or block of its own between."""
    for above in text.ancestors():
        if above.number == block.number:
            return True
        if above.is_block or above.attr("lang").strip() or above.tag in LEFT_OUT:
            return False
    return False


@dataclass(frozen=True)
class Passage:
    """A passage in another language, and the short passages of the page if it is the first of them."""

    language: str
    text: str
    words: int
    short: list[str]


def applicability(view: View) -> Iterator[tuple[Node, Passage | None]]:
    """Blocks with a passage in another language; the page as a whole where it has none."""
    page = primary_tag(view.root.attr("lang"))
    if not page or difference(text_of_page(view), page) is not None:
        return
    passages = _passages(view)
    short = [(block, text) for block, _, text, words in passages if words < SURE_WORDS]
    for block, language, text, words in passages:
        is_first = bool(short) and short[0][0] is block
        yield block, Passage(language, text, words, [text for _, text in short] if is_first else [])
    if not passages:
        yield view.root, None


def expectation(block: Node, view: View, passage: Passage | None) -> Verdict:
    """Sure by length; the first of the short ones stands for all."""
    if passage is None:
        return passed()
    facts: Evidence = {
        "language": passage.language,
        "declared": _declared(block),
        "passage": passage.text[:100],
        "words": passage.words,
    }
    if passage.words >= SURE_WORDS:
        return failed("unmarked", **facts)
    if not passage.short:
        return INAPPLICABLE
    samples = [f"“{text[:50]}”" for text in passage.short[:SAMPLES]]
    return cant_tell("short", count=len(passage.short), samples=samples, **facts)
