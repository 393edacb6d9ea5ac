"""What tells one occurrence from others from run to run: several signals of an element, none of which decides alone.

Class names, ids that look made up, wrappers without meaning and hashes in file names are left out: they change while
the page stays the same.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import lxml.etree
import lxml.html
import msgspec

SCHEME = 1  # a change of what is written here, or of how it is compared, raises it
LABEL = 80  # characters of a text that tell it from others
BESIDE = 24  # characters before and after
LONGEST = 400  # characters of a value that are read
_SPACES = re.compile(r"\s+")
_JOINTS = re.compile(r"([\s._:-])")
_STEP = re.compile(r"^[a-z][a-z0-9-]*", re.I)
_PLACE = re.compile(r":nth-of-type\((\d+)\)\s*$")
# Tags that hold text and are used for one another.
TEXTUAL = frozenset(
    (
        "p", "span", "div", "li", "dd", "dt", "td", "th", "strong", "em", "b", "i", "u", "small", "big",
        "font", "time", "label", "center", "section", "article", "figcaption", "caption", "blockquote",
        "h1", "h2", "h3", "h4", "h5", "h6",
    )
)  # fmt: skip
PLAIN = frozenset({"div", "section", "span", "font", "center", "html", "body", "article", "b", "i", "em", "strong"})


class Signature(msgspec.Struct, frozen=True, omit_defaults=True):
    """The signals of one element. `refs`: what it points to or sends (`src:`, `href:`, `name:` …); `marks`: attributes
    that count when they are equal only. From `landmarks` on it is where the element stands; None: not known."""

    tag: str
    role: str = ""
    text: str = ""
    name: str = ""
    refs: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    path: tuple[str, ...] = ()  # tags above it that mean something
    place: int = 0  # among elements of its tag in its landmark, from 1; 0: not known
    landmarks: tuple[str, ...] | None = None
    heading: str | None = None  # the last heading before it
    before: str | None = None
    after: str | None = None

    @property
    def content(self) -> tuple[str, str, tuple[str, ...]] | None:
        """What it says and points to, without its accessible name, which a repair changes; None where it is empty."""
        return (kind_of(self.tag), self.text, self.refs) if self.text or self.refs else None


def made_up(value: str) -> bool:
    """Whether an id or name looks like one that a program counts or draws."""
    return any(_is_drawn(part) or part[-1:].isdigit() for part in _JOINTS.split(value[:LONGEST]))


def without_hashes(value: str) -> str:
    """A file name or path without what a build or a server makes up."""
    return "".join(part for part in _JOINTS.split(value[:LONGEST]) if not _is_drawn(part))


def _is_drawn(part: str) -> bool:
    """Letters and digits mixed, or digits as of a time: nobody writes that."""
    digits = sum(char.isdigit() for char in part)
    if digits == len(part):
        return digits >= 9
    is_hex = all(char in "0123456789abcdefABCDEF" for char in part)
    return digits > 0 and part.isalnum() and part.isascii() and (len(part) >= 8 or (is_hex and len(part) >= 6))


def kind_of(tag: str) -> str:
    """A tag, or what tags that hold text have in common."""
    return "text" if tag in TEXTUAL else tag


def folded(text: str, limit: int = LABEL) -> str:
    """A text without what doesn't tell: case and runs of spaces."""
    return _SPACES.sub(" ", text).strip().casefold()[:limit]


def references(attrs: dict[str, str]) -> tuple[str, ...]:
    """What an element points to or sends, hosts and made-up parts left out."""
    found = []
    for key in ("src", "href", "action", "data", "poster"):
        value = attrs.get(key, "").strip()
        if value and (kept := _address(value, query=key not in ("src", "poster"))):
            found.append(f"{key}:{kept}")
    if (name := attrs.get("name", "")) and not made_up(name):
        found.append(f"name:{folded(name)}")
    return tuple(found)


def _address(value: str, query: bool) -> str:
    if value.startswith("data:"):
        return f"data:{zlib.crc32(value.encode('utf-8', 'replace')):x}"
    if value.startswith(("javascript:", "#", "blob:")):
        return "" if not value.startswith("#") or len(value) == 1 else value
    try:
        parts = urlsplit(value)
    except ValueError:
        return folded(value)
    kept = without_hashes(parts.path.rsplit("/", 1)[-1] if not query else parts.path)
    if query and parts.query:
        items = parts.query[:LONGEST].split("&")
        kept += "?" + "&".join(item for item in items if not _is_drawn(item.partition("=")[2]))
    return kept.casefold()[-LABEL:]


def stable_marks(attrs: dict[str, str]) -> tuple[str, ...]:
    """Attributes that are evidence for one element where they are equal, and none against it where they aren't."""
    found = []
    for key in ("id", "for", "type", "title", "placeholder", "aria-label", "aria-controls", "alt", "lang"):
        value = attrs.get(key, "").strip()
        if value and not (key in ("id", "for", "aria-controls") and made_up(value)):
            found.append(f"{key}={folded(value)}")
    return tuple(found)


def of_markup(html: str, target: Iterable[str], evidence: dict[str, Any]) -> Signature:
    """The signals of a finding of which no capture can be read: its markup, and the path to it."""
    steps = [step.strip() for selector in target for step in selector.split(">")]
    tags = [found[0].lower() for step in steps if (found := _STEP.match(step))]
    place = _PLACE.search(steps[-1]) if steps else None
    tag, attrs, text = _parsed(html)
    tag = tag or (tags[-1] if tags else "html")
    return Signature(
        tag=tag,
        text=folded(text) or root_text(tag, evidence),
        refs=references(attrs),
        marks=stable_marks(attrs),
        path=tuple(step for step in tags[:-1] if step not in PLAIN),
        place=int(place[1]) if place else 1,
    )


def _parsed(html: str) -> tuple[str, dict[str, str], str]:
    if not html.lstrip().startswith("<"):
        return "", {}, html
    try:
        element = lxml.html.fragment_fromstring(html, create_parent="div")[0]
    except (lxml.etree.LxmlError, ValueError, IndexError):
        return "", {}, ""
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag, {str(key): str(value) for key, value in element.attrib.items()}, str(element.text_content())


def root_text(tag: str, evidence: dict[str, Any]) -> str:
    """A finding about a whole page is told from others by what was measured: its texts."""
    if tag not in ("html", "body"):
        return ""
    texts = [urlsplit(value).path if "://" in value else value for value in _texts(evidence)]
    return folded(" ".join(texts))


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    return [text for item in value for text in _texts(item)] if isinstance(value, list) else []
