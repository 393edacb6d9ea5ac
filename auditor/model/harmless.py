"""Text of a page on its way into a file or onto a screen, without what acts on who reads it.

Control characters (a terminal obeys ESC and U+009B) and marks that turn the order of letters round (U+202E) are left
out; line ends of other alphabets (U+2028), which split a line in two for some readers, are spaces. What was observed
stands in the captures as it is, and in JSON as escapes."""

from __future__ import annotations

import re

# Not line feed, tab and carriage return; not U+200E and U+200F, which texts in Arabic letters need.
_ACTING = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_LINE_ENDS = re.compile(r"[\x85\u2028\u2029]")
_HALF = re.compile(r"[\ud800-\udfff]")
_IN_JSON = re.compile(r"[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff]")


def harmless(text: str) -> str:
    """The text without such characters."""
    return _HALF.sub("\ufffd", _LINE_ENDS.sub(" ", _ACTING.sub("", text)))


def harmless_json(text: str) -> str:
    """JSON of the same value, with such characters as escapes."""
    return _IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
