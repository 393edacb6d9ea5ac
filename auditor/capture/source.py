"""A document's source as the server sent it: whether it is text at all, and how many letters it holds."""

from __future__ import annotations

import asyncio
import contextlib
import re
from dataclasses import dataclass

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Response

from auditor.capture.schema import PageCapture

MAX_SOURCE = 2_000_000  # characters of a document's source in which letters are counted
MAX_BINARY = 65_536  # bytes of a document's beginning in which control characters are counted
BINARY_SHARE = 0.01  # of control characters, from which on it is no text
READ_SECONDS = 5.0
UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # is full of zeros
LOST = "\ufffd".encode()  # stands for what an encoding has no character for
_CONTROLS = bytes(sorted({*range(32), 127} - {*b"\t\n\f\r", 27}))  # 27: ISO-2022 encodings
_RAW = re.compile(r"<(script|style|template)\b", re.I)
_RAW_END = {tag: re.compile(rf"</{tag}\s*>", re.I) for tag in ("script", "style", "template")}
_LETTER = re.compile(r"\w")


@dataclass(frozen=True)
class Source:
    """A document as it was sent. `text`: what stands outside of tags, scripts and styles; None: not known."""

    is_text: bool
    text: str | None = None


async def read_source(response: Response, capture: PageCapture) -> Source:
    """The document before any script ran; how many letters it holds is noted in the capture."""
    with contextlib.suppress(PlaywrightError, TimeoutError, UnicodeDecodeError):
        body = await asyncio.wait_for(response.body(), READ_SECONDS)
        if is_binary(body):
            return Source(is_text=False)
        text = await asyncio.to_thread(text_of, body.decode("utf-8")[:MAX_SOURCE])
        capture.traffic.source_letters = len(_LETTER.findall(text))
        return Source(is_text=True, text=text)
    return Source(is_text=True)


def is_binary(body: bytes) -> bool:
    """Whether a document's bytes are no text: they hold control characters, as no encoding of text but UTF-16 does."""
    start = body[:MAX_BINARY].replace(LOST, b"\0")
    controls = len(start) - len(start.translate(None, _CONTROLS))
    return not start.startswith(UTF_16) and controls > BINARY_SHARE * len(start)


def text_of(source: str) -> str:
    """What of a document's source stands outside of tags, comments, scripts and styles, in one pass."""
    texts: list[str] = []
    at = 0
    never: set[str] = set()  # ends that do not come any more

    def end_of(what: str, start: int) -> int:
        if what in never:
            return -1
        if what in _RAW_END:
            found = _RAW_END[what].search(source, start)
            end = found.end() if found else -1
        else:
            place = source.find(what, start)
            end = place + len(what) if place >= 0 else -1
        if end < 0:
            never.add(what)
        return end

    while (opening := source.find("<", at)) >= 0:
        texts.append(source[at:opening])
        end = -1
        if source.startswith("<!--", opening):
            end = end_of("-->", opening + 4)
        elif raw := _RAW.match(source, opening):
            end = end_of(raw.group(1).lower(), raw.end())
        if end < 0:
            end = end_of(">", opening + 1)
        at = end if end >= 0 else opening + 1
    return "\n".join([*texts, source[at:]])
