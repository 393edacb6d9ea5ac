"""Capture files: `captures/<site>/<page>.json.gz`, and `<page>.<view>.jpg` beside it. Written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import gzip
import json
import os
import zlib
from pathlib import Path

import msgspec

from auditor.capture.schema import CAPTURE_FORMAT, DocumentCapture, PageCapture, ViewCapture
from auditor.capture.schema.page import as_plain, from_plain
from auditor.capture.schema.upgrade import upgrade
from auditor.store.errors import StoreError

FULL = (errno.ENOSPC, errno.EDQUOT)
MAX_UNPACKED = 200_000_000  # bytes; more than this is no capture of ours
# What a later view's document may have as the first view's, and is then written once.
_SHARED = tuple(
    name
    for name, held in msgspec.structs.asdict(DocumentCapture()).items()
    if isinstance(held, list | dict) and name != "same"
)


class NewerFormat(ValueError):
    """A capture that a newer program wrote."""


class _Header(msgspec.Struct):
    format: int = 1


_HEADER = msgspec.json.Decoder(_Header)
_PAGE = msgspec.json.Decoder(PageCapture, dec_hook=from_plain)


def write(path: Path, content: bytes) -> None:
    """Replace a file in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".part")
    try:
        temporary.write_bytes(content)
        os.replace(temporary, path)
    except OSError as error:
        if error.errno in FULL:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise StoreError("store.full", path=path) from error
        raise


def encoded(capture: PageCapture) -> bytes:
    """A capture as JSON, as it is stored; its screenshots are files of their own.

    Two views of most pages differ in places and sizes at most: of a later view's document only what differs is
    written, `same` names the rest.
    """
    views = list(capture.views.items())
    stored = dict(views[:1])
    for name, view in views[1:]:
        stored[name] = _compact(view, views[0][1].documents)
    whole = msgspec.structs.replace(capture, views=stored, screenshots={}, format=CAPTURE_FORMAT)
    try:
        return msgspec.json.encode(whole, enc_hook=as_plain)
    except UnicodeEncodeError:  # half a character, from a page's script
        plain = msgspec.to_builtins(msgspec.structs.replace(whole, observations={}), str_keys=True, enc_hook=as_plain)
        plain["observations"] = {
            name: {"untested": seen.untested and seen.untested.model_dump()}
            if isinstance(seen.data, msgspec.UnsetType)
            else {"data": json.loads(bytes(seen.data))}
            for name, seen in capture.observations.items()
        }
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _compact(view: ViewCapture, first: list[DocumentCapture]) -> ViewCapture:
    documents = []
    for number, document in enumerate(view.documents):
        if number >= len(first):
            documents.append(document)
            continue
        same = [name for name in _SHARED if _is_shared(getattr(document, name), getattr(first[number], name))]
        documents.append(
            msgspec.structs.replace(document, **{name: type(getattr(document, name))() for name in same}, same=same)
        )
    return msgspec.structs.replace(view, documents=documents)


def _is_shared(held: object, first: object) -> bool:
    return bool(held) and held == first


def decoded(content: bytes) -> PageCapture:
    """The reverse of `encoded`; earlier formats are brought up to this one.

    Raises NewerFormat, or another ValueError, LookupError, TypeError or AttributeError where it is no whole capture.
    """
    try:
        held = _HEADER.decode(content).format
        if held > CAPTURE_FORMAT:
            raise NewerFormat("a newer format")
        today = held == CAPTURE_FORMAT
        capture = _PAGE.decode(content) if today else upgrade(msgspec.json.decode(content), held)
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from None
    views = list(capture.views.values())
    for view in views:
        for number, document in enumerate(view.documents):
            for name in document.same:
                if name not in DocumentCapture.__struct_fields__:
                    raise ValueError("a column that there is not")
                setattr(document, name, getattr(views[0].documents[number], name))
            document.check(known=document.same)
            document.same = []
            if not -1 <= document.parent_document < number or (document.parent_document < 0) != (number == 0):
                raise ValueError("a frame comes before the document that holds it")
            held_by = view.documents[document.parent_document]
            if number and document.holder is not None and not (held_by.lost or 0 <= document.holder < held_by.size):
                raise ValueError("a frame is held by no element")
    return capture


def write_capture(root: Path, name: str, capture: PageCapture) -> str:
    """Store a capture under `name` (`<site>/<page>`), its screenshots beside it; the path below `root` comes back."""
    for view, picture in capture.screenshots.items():
        write(root / "captures" / f"{name}.{view}.jpg", picture)
    relative = f"captures/{name}.json.gz"
    write(root / relative, gzip.compress(encoded(capture), 1))
    return relative


def read_capture(root: Path, relative: str) -> PageCapture:
    """A stored capture. Raises StoreError where the file is gone, damaged or of a newer program."""
    path = root / relative
    try:
        return decoded(_unpacked(path))
    except OSError as error:
        raise StoreError("store.capture-unreadable", path=path, what=error.strerror) from None
    except NewerFormat:
        raise StoreError("store.capture-newer", path=path) from None
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, zlib.error):
        raise StoreError("store.capture-damaged", path=path) from None


def _unpacked(path: Path) -> bytes:
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)  # a gzip file, in one step
    content = unpacker.decompress(path.read_bytes(), MAX_UNPACKED + 1)
    if len(content) > MAX_UNPACKED:
        raise ValueError("too large for a capture")
    if not unpacker.eof:
        raise ValueError("it ends before its end")
    return content


def screenshot(root: Path, relative: str, view: str) -> Path:
    """Where a view's picture of a capture lies."""
    return root / (relative.removesuffix(".json.gz") + f".{view}.jpg")
