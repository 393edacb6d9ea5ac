"""Texts that are kept in part: half of somebody's number is that person's still, and nobody could tell it any more."""

from __future__ import annotations

from string import ascii_letters, digits

AROUND = 128  # characters that a number or an address has at most
_NUMBER = frozenset(digits + " -")
_WORD = frozenset(ascii_letters + digits + "_.+%@-")


def cut(text: str, limit: int) -> str:
    """The beginning of a text, at most `limit` characters, that ends within no number and no address."""
    if len(text) <= limit:
        return text
    kept, rest = text[:limit], text[limit : limit + AROUND]
    if rest.lstrip(" -")[:1] in (*digits, "X", "x") and kept.rstrip(" -")[-1:] in tuple(digits):
        start = _run(kept, _NUMBER)
        kept = kept[:start] + kept[start:].partition(kept[start:].lstrip(" -"))[0]
    if rest[:1] in _WORD and kept[-1:] in _WORD:
        start = _run(kept, _WORD)
        after = next((at for at, char in enumerate(rest) if char not in _WORD), len(rest))
        if any(sign in kept[start:] + rest[:after] for sign in ("@", "%40")):
            kept = kept[:start]
    return kept


def _run(text: str, chars: frozenset[str]) -> int:
    """Where the last run of some characters begins."""
    least = max(0, len(text) - AROUND)
    at = len(text)
    while at > least and text[at - 1] in chars:
        at -= 1
    return at
