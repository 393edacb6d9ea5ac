"""What a PDF file is like for people who don't see it: text, tags, title, language. Reads, never judges.

A stranger's file is read in a process of its own (`python -m auditor.documents.pdf`, file on standard input, JSON on
standard output), so that one that never ends or fills the memory harms nobody: see `fetch`.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import sys
from collections import Counter
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject, IndirectObject

from auditor.messages import note

MAX_PAGES = 40  # pages looked at, spread over the file
MAX_OPERATIONS = 30_000  # of a page
MAX_STRUCTURE = 3_000  # elements of the structure tree
MAX_DEPTH = 3  # of forms in forms
MEMORY = 1_500_000_000  # bytes that the reading process may take
LARGE_IMAGE = 0.5  # share of the page that a scan's picture covers
Matrix = tuple[float, float, float, float]


def read(data: bytes) -> dict[str, Any]:
    """Facts of a file: {"error": why} or {"pages", "sampled", "text_pages", "scan_pages", "tagged", "alternatives",
    "title", "shows_title", "language", "bookmarks", "large_text", "encrypted"}. Never raises for what a file is."""
    try:
        reader = PdfReader(io.BytesIO(data))
        encrypted = reader.is_encrypted
        if encrypted and not reader.decrypt(""):
            return {"error": note("documents.password").model_dump(), "encrypted": True}
        return {"encrypted": encrypted, **_facts(reader)}
    except Exception as error:
        return {"error": note("documents.faulty", what=f"{type(error).__name__}: {str(error)[:150]}").model_dump()}


def _facts(reader: PdfReader) -> dict[str, Any]:
    root: Any = reader.trailer["/Root"].get_object()
    count = len(reader.pages)
    numbers = sorted(
        {round(at * (count - 1) / max(1, min(count, MAX_PAGES) - 1)) for at in range(min(count, MAX_PAGES))}
    )
    text_pages = scan_pages = 0
    sizes: Counter[float] = Counter()
    for number in numbers:
        seen = _Page()
        with contextlib.suppress(Exception):
            seen.read(reader.pages[number], reader)
        text_pages += seen.text > 0
        scan_pages += seen.text == 0 and seen.covered >= LARGE_IMAGE
        sizes.update(seen.sizes)
    mark: Any = _at(root, "/MarkInfo")
    structure: Any = _at(root, "/StructTreeRoot")
    alternatives, languages = _structure(structure)
    viewer: Any = _at(root, "/ViewerPreferences")
    language = str(_at(root, "/Lang") or "") or next(iter(languages), "") or _xmp(reader, "language")
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    outline = _at(root, "/Outlines")
    return {
        "pages": count,
        "sampled": len(numbers),
        "text_pages": text_pages,
        "scan_pages": scan_pages,
        "tagged": bool(isinstance(structure, DictionaryObject) and _at(structure, "/K") is not None),
        "marked": bool(isinstance(mark, DictionaryObject) and _at(mark, "/Marked")),
        "alternatives": alternatives,
        "title": (_title(reader) or _xmp(reader, "title"))[:200],
        "shows_title": bool(isinstance(viewer, DictionaryObject) and _at(viewer, "/DisplayDocTitle")),
        "language": language[:40],
        "bookmarks": bool(isinstance(outline, DictionaryObject) and _at(outline, "/First") is not None),
        "large_text": any(size >= 1.2 * body for size in sizes) if body else False,
    }


def _at(held: Any, key: str) -> Any:
    value = held.get(key) if isinstance(held, DictionaryObject) else None
    return value.get_object() if isinstance(value, IndirectObject) else value


def _title(reader: PdfReader) -> str:
    with contextlib.suppress(Exception):
        if reader.metadata and reader.metadata.title:
            return str(reader.metadata.title).strip()
    return ""


def _xmp(reader: PdfReader, what: str) -> str:
    with contextlib.suppress(Exception):
        held = reader.xmp_metadata
        if held is not None:
            value = held.dc_title if what == "title" else held.dc_language
            parts = list(value.values()) if isinstance(value, dict) else list(value or ())
            return str(parts[0]).strip() if parts else ""
    return ""


def _structure(tree: Any) -> tuple[int, list[str]]:
    """(elements with an alternative text, languages named) of a structure tree."""
    alternatives, languages, seen = 0, [], 0
    waiting = [tree]
    while waiting and seen < MAX_STRUCTURE:
        item = waiting.pop()
        item = item.get_object() if isinstance(item, IndirectObject) else item
        if isinstance(item, list):
            waiting.extend(item[:MAX_STRUCTURE])
        elif isinstance(item, DictionaryObject):
            seen += 1
            alternatives += bool(str(_at(item, "/Alt") or _at(item, "/ActualText") or "").strip())
            if lang := str(_at(item, "/Lang") or ""):
                languages.append(lang)
            if "/K" in item:
                waiting.append(item.raw_get("/K"))
    return alternatives, languages


class _Page:
    """One page's content: strings of text, sizes they are set in, the share that the largest picture covers."""

    def __init__(self) -> None:
        self.text, self.covered = 0, 0.0
        self.sizes: Counter[float] = Counter()
        self._left = MAX_OPERATIONS

    def read(self, page: Any, reader: PdfReader) -> None:
        area = abs(float(page.mediabox.width) * float(page.mediabox.height)) or 1.0
        contents = page.get_contents()
        if contents is not None:
            self._run(ContentStream(contents, reader), _at(page, "/Resources"), (1, 0, 0, 1), area, reader, 0)

    def _run(self, content: Any, resources: Any, start: Matrix, area: float, reader: PdfReader, depth: int) -> None:
        current, stack, size, scale = start, [], 0.0, 1.0
        for operands, operator in content.operations:
            self._left -= 1
            if self._left < 0:
                return
            if operator == b"q":
                stack.append(current)
            elif operator == b"Q" and stack:
                current = stack.pop()
            elif operator == b"cm":
                current = _times(operands, current)
            elif operator == b"Tf":
                size = abs(float(operands[1]))
            elif operator == b"BT":
                scale = 1.0
            elif operator == b"Tm":
                scale = max(abs(float(operands[3])), abs(float(operands[2])))
            elif operator in (b"Tj", b"TJ", b"'", b'"'):
                length = _length(operands[-1])
                if length:
                    self.text += length
                    self.sizes[round(size * scale * max(abs(current[3]), abs(current[1])), 1)] += length
            elif operator == b"INLINE IMAGE":
                self._picture(current, area)
            elif operator == b"Do":
                self._object(_at(_at(resources, "/XObject"), str(operands[0])), resources, current, area, reader, depth)

    def _object(self, held: Any, resources: Any, current: Matrix, area: float, reader: PdfReader, depth: int) -> None:
        kind = _at(held, "/Subtype")
        if kind == "/Image":
            self._picture(current, area)
        elif kind == "/Form" and depth < MAX_DEPTH:
            matrix = _at(held, "/Matrix")
            inner = _times(matrix, current) if matrix else current
            self._run(ContentStream(held, reader), _at(held, "/Resources") or resources, inner, area, reader, depth + 1)

    def _picture(self, current: Matrix, area: float) -> None:
        a, b, c, d = current
        self.covered = max(self.covered, abs(a * d - b * c) / area)


def _times(given: Any, onto: Matrix) -> Matrix:
    a, b, c, d = (float(given[at]) for at in range(4))
    e, f, g, h = onto
    return a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h


def _length(shown: Any) -> int:
    parts = shown if isinstance(shown, list) else [shown]
    found = 0
    for part in parts:
        if isinstance(part, str):
            found += len(re.sub(r"\s", "", part))
        elif isinstance(part, bytes):
            found += len(part.strip())
    return found


def _limit() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    _limit()
    sys.setrecursionlimit(2000)
    found = read(sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(found))
