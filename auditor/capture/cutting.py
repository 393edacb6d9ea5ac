"""Texts that are kept in part: half of somebody's number is that person's still, and nobody could tell it any more."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"(?:\d[ -]?)+\Z")
_GOES_ON = re.compile(r"[ -]?[\dXx]")
_WORD = re.compile(r"[\w.+%@-]{1,128}\Z", re.ASCII)
_ADDRESS = re.compile(r"[\w.+%-]*+(?:@|%40)", re.ASCII)
_INSIDE = re.compile(r"[\w.+%@-]", re.ASCII)
AROUND = 128  # characters that a number or an address has at most


def cut(text: str, limit: int) -> str:
    """The beginning of a text, at most `limit` characters, that ends within no number and no address."""
    if len(text) <= limit:
        return text
    kept, rest = text[:limit], text[limit : limit + AROUND]
    if _GOES_ON.match(rest) and (digits := _DIGITS.search(kept[-AROUND:])):
        kept = kept[: len(kept) - len(digits.group())]
    if (word := _WORD.search(kept[-AROUND:])) and _INSIDE.match(rest):
        whole = word.group() + (_ADDRESS.match(rest) or [""])[0]
        kept = kept[: len(kept) - len(word.group())] if re.search("@|%40", whole) else kept
    return kept
