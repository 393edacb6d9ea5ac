"""Personal numbers and journeys' values, masked before a capture is judged or anything is written.

A number is replaced by one of the same kind, length and separators that nobody has: rules still find what kind it is
and how many there are, and judging the stored capture again gives the same findings. The substitute of a number is the
same on every page and in every run. Values that journeys take from the environment become dots, or a substitute.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote, quote_plus

import msgspec

from auditor.model.note import Note

MIN_SECRET = 3  # characters; a shorter value would cover half of a page
_DOT = "•"
_BEFORE, _AFTER = r"(?<![\dA-Za-z])", r"(?![\dA-Za-z])"
# GB 11643: province, place, date of birth, sequence, check digit.
_ID = re.compile(
    _BEFORE + r"((?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|[78][1-3]))\d{4}(?:19|20)\d\d"
    r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]" + _AFTER
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_MADE_ID = re.compile(r"\d\d00001900\d{7}[\dXx]")
# Cards of UnionPay, Visa and Mastercard, in one piece or in groups.
_CARD = re.compile(_BEFORE + r"(?:62|4\d|5[1-5])\d{2}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?" + _AFTER)
_MOBILE = re.compile(r"(?<![\d.])((?:86[ -]?)?)(1[3-9]\d(?:[ -]?\d{4}){2})(?!\d|\.\d)")
_MAIL = re.compile(
    r"([A-Za-z0-9](?:[A-Za-z0-9._+-]|%(?!40)){0,63})(@|%40)(?!\d+x\.)"
    r"(?=[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})"
)
_MADE_MAIL = re.compile(r"mailbox-\d{4}")
_FIGURES = frozenset({int, float, bool, type(None)})
_ANY = re.compile(r"@|%40|\d{3}[ -]?\d{4}[ -]?\d{4}")


def _drawn(text: str, size: int) -> int:
    """A figure below `size` that belongs to a text."""
    return (
        int.from_bytes(hashlib.blake2b(text.upper().encode("utf-8", "replace"), digest_size=8).digest(), "big") % size
    )


def id_check_digit(first: str) -> str:
    """The eighteenth character of an ID number, from its first seventeen digits."""
    return _CHECK[sum(int(digit) * weight for digit, weight in zip(first, _WEIGHTS, strict=True)) % 11]


def luhn_digit(first: str) -> str:
    """The last digit of a card number, from those before it."""
    total = 0
    for at, digit in enumerate(reversed(first)):
        twice = int(digit) * (2 if at % 2 == 0 else 1)
        total += twice - 9 if twice > 9 else twice
    return str(-total % 10)


def _id(found: re.Match[str]) -> str:
    number = found.group()
    if _MADE_ID.fullmatch(number) or id_check_digit(number[:17]) != number[17].upper():
        return number
    drawn = _drawn(number, 12 * 28 * 999)
    month, rest = divmod(drawn, 28 * 999)
    day, sequence = divmod(rest, 999)
    first = f"{found.group(1)}00001900{month + 1:02d}{day + 1:02d}{sequence + 1:03d}"
    return first + id_check_digit(first)


def _card(found: re.Match[str]) -> str:
    text = found.group()
    digits = re.sub(r"\D", "", text)
    zeros = "0" * (len(digits) - 11)
    if luhn_digit(digits[:-1]) != digits[-1] or digits[6:-5] == zeros:
        return text
    first = digits[:6] + zeros + f"{_drawn(digits, 10_000):04d}"
    return _spaced(text, first + luhn_digit(first))


def _mobile(found: re.Match[str]) -> str:
    country, text = found.groups()
    digits = re.sub(r"\D", "", text)
    if digits[3:7] == "0000":
        return found.group()
    return str(country) + _spaced(text, digits[:3] + "0000" + f"{_drawn(digits, 10_000):04d}")


def _mail(found: re.Match[str]) -> str:
    name, at = found.groups()
    return name + at if _MADE_MAIL.fullmatch(name) else f"mailbox-{_drawn(name, 10_000):04d}{at}"


def _spaced(text: str, digits: str) -> str:
    """Digits in the places of a text's digits."""
    left = iter(digits)
    return "".join(next(left) if char.isdigit() else char for char in text)


_KINDS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_ID, _id),
    (_CARD, _card),
    (_MOBILE, _mobile),
    (_MAIL, _mail),
)


class Mask:
    """Covers personal numbers, and the values given to it as secrets, in texts and in whole tables."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        forms: dict[str, str] = {}
        for secret in secrets:
            if len(secret) < MIN_SECRET:
                continue
            covered = numbers_masked(secret)
            covered = covered if covered != secret else _DOT * len(secret)
            for form in (secret, html.escape(secret), *_quoted(secret)):
                forms.setdefault(form, covered)
        self._forms = forms
        longest = sorted(forms, key=len, reverse=True)
        self._secret = re.compile("|".join(map(re.escape, longest)), re.I) if longest else None

    def text(self, text: str) -> str:
        """The text with everything covered; masking it again changes nothing."""
        if self._secret is not None:
            text = self._secret.sub(lambda found: self._covered(found.group()), text)
        return numbers_masked(text)

    def _covered(self, form: str) -> str:
        return self._forms.get(form) or _DOT * len(form)

    def data(self, value: Any) -> Any:
        """The same of all texts in lists, tables and captures, keys included; what holds none comes back as it is."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {self.data(key): self.data(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            if _FIGURES.issuperset(map(type, value)):  # most lists are rows of figures
                return value
            items = map(self.data, value)
            return type(value)(*items) if hasattr(value, "_fields") else type(value)(items)
        if isinstance(value, msgspec.Struct):
            fields = {name: self.data(getattr(value, name)) for name in value.__struct_fields__}
            return msgspec.structs.replace(value, **fields)
        if isinstance(value, msgspec.Raw):
            plain = msgspec.json.decode(value)
            covered = self.data(plain)
            return value if covered == plain else msgspec.Raw(msgspec.json.encode(covered))
        return Note.model_validate(self.data(value.model_dump())) if isinstance(value, Note) else value


def _quoted(text: str) -> tuple[str, ...]:
    return (
        quote(text, errors="replace"),
        quote(text, safe="", errors="replace"),
        quote_plus(text, errors="replace"),
    )


def numbers_masked(text: str) -> str:
    """A text with its personal numbers replaced."""
    if _ANY.search(text) is None:
        return text
    for pattern, made in _KINDS:
        text = pattern.sub(made, text)
    return text


def has_substitute(text: str) -> bool:
    """Whether a text holds a number of ours: an address like that leads nowhere."""
    return bool(_MADE_ID.search(text) or re.search(r"mailbox-\d{4}(@|%40)", text))
