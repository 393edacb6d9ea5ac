"""Words and what they say: folding, word lists, what two texts have in common. Chinese and English.

The lists stand in auditor/lexicon/words.toml, by rule and purpose; a text is compared with them in its folded form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from operator import add

from auditor.lexicon import table

_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
_TOKEN = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['\u2019][a-z]+)?|\d+")
_HAN_CHARACTER = "[\u3400-\u9fff]"
_BETWEEN = re.compile(f"(?<={_HAN_CHARACTER}) +(?={_HAN_CHARACTER})")
_HAN = re.compile(f"{_HAN_CHARACTER}+")
# Letters and figures that have a usual form beside this one; folding a whole page is slow, and few pages have any.
_WIDE = re.compile(
    r"[\u2100-\u2188\u2460-\u24ff\u3200-\u33ff\uf900-\ufb06\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uffdc]"
)
_ENDINGS = ("ization", "ations", "ation", "ings", "ing", "ers", "ies", "ied", "ed", "er", "es", "s", "y", "e", "ly")


@lru_cache(maxsize=16_384)
def folded(text: str) -> str:
    """One form for comparing: width, case and spaces folded; arrows, brackets and full stops at the edges taken
    away."""
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return _EDGE.sub("", " ".join(text.split()).lower())


@lru_cache(maxsize=16_384)
def compact(text: str) -> str:
    """Folded, with spaces inside taken away between Chinese characters."""
    plain = folded(text)
    return _BETWEEN.sub("", plain) if " " in plain else plain


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    return table("words")


@cache
def word_list(name: str) -> frozenset[str]:
    """The list `group.name` of words.toml, folded."""
    group, key = name.split(".")
    return frozenset(compact(word) for word in _lists()[group][key])


@cache
def _listed(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*map(word_list, names))


def is_listed(text: str, *names: str, numbered: bool = False) -> bool:
    """Whether a text, as a whole, is one of the lists' words; with `numbered` also with a number behind it."""
    plain, words = compact(text), _listed(names)
    if plain in words:
        return True
    bare = re.sub(r"(?<![\s_\-.:：#])[\s_\-.:：#]*+\d{1,3}$", "", plain) if numbered else ""
    return bool(bare) and bare in words


@cache
def _pattern(name: str) -> re.Pattern[str]:
    group, key = name.split(".")
    parts = [
        rf"\b{re.escape(word)}\b" if re.fullmatch(r"[\w][\w .'-]*\w", word, re.A) else re.escape(word)
        for word in sorted(_lists()[group][key], key=len, reverse=True)
    ]
    return re.compile("|".join(parts), re.I)


def mentions(text: str, name: str) -> list[str]:
    """The words of a list that stand in a text, in order."""
    return [match.group() for match in _pattern(name).finditer(text)]


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """An English word without its ending; crude, for comparing only."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def topic_words(text: str) -> set[str]:
    """What a text is about: stems of words that are no small words, and pairs of Chinese characters."""
    text = _usual(text)
    topics = _other_words(text)
    for run in set(_HAN.findall(text)):
        topics.update(map(add, run, run[1:]) if len(run) > 1 else (run,))
    return topics


def _usual(text: str) -> str:
    return unicodedata.normalize("NFKC", text) if _WIDE.search(text) else text


def _other_words(text: str) -> set[str]:
    """Stems of words, and figures."""
    words: set[str] = set()
    small = word_list("small.en")
    for token in set(_TOKEN.findall(text)):
        if token.isdigit():
            words.add(token)
        elif (low := token.lower().split("'")[0].split("\u2019")[0]) not in small and len(low) > 1:
            words.add(stem(low))
    return words


def covered(words: Collection[set[str]], text: str) -> Iterator[float]:
    """The `coverage` of some texts' topic words by the whole of a long text, which isn't taken apart for it."""
    text = _usual(text)
    others = _other_words(text) if any(not _HAN.match(word) for asked in words for word in asked) else set()
    for asked in words:
        here = {word for word in asked if _HAN.match(word) and (word in text if len(word) > 1 else _alone(word, text))}
        yield coverage(asked, others | here)


def _alone(character: str, text: str) -> bool:
    """A Chinese character without others beside it."""
    # It stands first, so that the search jumps from one to the next.
    return re.search(f"{character}(?<!{_HAN_CHARACTER}{character})(?!{_HAN_CHARACTER})", text) is not None


def coverage(words: set[str], within: set[str]) -> float:
    """The share of `words` that `within` has; long words also by a common beginning. 1 for no words."""
    if not words:
        return 1.0
    shared = words & within
    long = [word for word in words - shared if word.isascii() and len(word) >= 6]
    beginnings = {other[:5] for other in within} if long else set()
    return (len(shared) + sum(word[:5] in beginnings for word in long)) / len(words)


@cache
def words_pattern(*words: str) -> re.Pattern[str]:
    """A search for any of some words in lower-case text: quick, as a letter that begins none is passed over."""
    return re.compile("|".join(re.escape(word.lower()) for word in sorted(set(words), key=len, reverse=True)))


_WEIGHED = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3400-\u9fff\uf900-\ufaff]+")


_WEIGHED_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


def split_words(text: str) -> list[str]:
    """Words without case; Chinese characters count one by one."""
    return _WEIGHED.findall(text.casefold())


def word_weight(text: str) -> int:
    """How much a text says: a Chinese character counts one, a word of another script two."""
    return sum(1 if _WEIGHED_HAN.match(word) else 2 for word in split_words(text))
