"""Fetches a site's linked files after its crawl, politely and within limits, and has each read.

The figures are the tool's own. What was not done says why, in the entry's `error`, a note.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from auditor.crawl.fetch import Fetched, Fetcher
from auditor.crawl.politeness import HostGate
from auditor.messages import note

MAX_READ = 20  # PDF files of a site that are read
MAX_ASKED = 60  # other files whose size is asked for
MAX_BYTES = 20_000_000  # of one file
SECONDS = 180.0  # for all files of a site
READ_SECONDS = 25.0  # to read one file
_SIZE = re.compile(r"[0-9]{1,15}")  # bytes in a header; more digits are no file's
PACKAGE = Path(__file__).resolve().parents[2]


async def fetch_documents(
    documents: Mapping[str, Mapping[str, str]],
    known: Mapping[str, dict[str, Any]],
    fetchers: tuple[Fetcher, Fetcher],
    gate: HostGate,
    allowed: Callable[[str], bool],
    keep: Callable[[str, dict[str, Any]], None],
) -> list[dict[str, Any]]:
    """Each file of `documents` (address → kind and where it is linked from) with what is known of it.

    `fetchers`: one that takes whole files, one that only asks. `known` are facts of an earlier run, `keep` stores new
    ones.
    """
    end = time.monotonic() + SECONDS
    found: list[dict[str, Any]] = []
    read = asked = 0
    for url, linked in documents.items():
        entry: dict[str, Any] = {"url": url, **linked}
        facts = known.get(url)
        pdf = linked.get("kind") == "pdf"
        if facts is None:
            room = read < MAX_READ if pdf else asked < MAX_ASKED and linked.get("kind") in ("office", "ofd")
            if not room:
                if pdf:
                    entry["error"] = note("documents.enough", n=MAX_READ).model_dump()
                found.append(entry)
                continue
            if time.monotonic() > end:
                facts = _failed("documents.no-time")
            elif not allowed(url):
                facts = _failed("documents.robots")
            else:
                async with gate.turn(url):
                    facts = await (_pdf(url, fetchers[0]) if pdf else _size(url, fetchers[1]))
                keep(url, facts)
        read += pdf
        asked += not pdf
        found.append({**entry, **facts})
    return found


def _failed(code: str, /, **facts: Any) -> dict[str, Any]:
    return {"error": note(code, **facts).model_dump()}


def _not_had(answer: Fetched) -> dict[str, Any]:
    if answer.error:
        return {**_failed("documents.not-had", what=answer.error), "status": answer.status}
    return {**_failed("documents.http-status", status=answer.status), "status": answer.status}


async def _size(url: str, fetcher: Fetcher) -> dict[str, Any]:
    answer = await fetcher.get(url)
    if answer.status != 200:
        return _not_had(answer)
    length = answer.headers.get("content-length", "")
    return {
        "type": answer.headers.get("content-type", "")[:100],
        "size": int(length) if _SIZE.fullmatch(length) else None,
    }


async def _pdf(url: str, fetcher: Fetcher) -> dict[str, Any]:
    answer = await fetcher.get(url)
    if answer.status != 200:
        return _not_had(answer)
    facts: dict[str, Any] = {"type": answer.headers.get("content-type", "")[:100], "size": len(answer.body)}
    if len(answer.body) >= MAX_BYTES:
        return {**facts, **_failed("documents.too-large", megabytes=MAX_BYTES // 1_000_000)}
    if b"%PDF-" not in answer.body[:1024]:
        return {**facts, **_failed("documents.not-a-pdf")}
    held = await read_apart(answer.body)
    return {**facts, "error": held["error"]} if "error" in held else {**facts, "pdf": held}


async def read_apart(data: bytes) -> dict[str, Any]:
    """`pdf.read` in a process of its own, within its time."""
    paths = [str(PACKAGE), *filter(None, [os.environ.get("PYTHONPATH")])]
    try:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "auditor.documents.pdf",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )
    except OSError as error:
        return _failed("documents.no-process", what=str(error))
    try:
        output, _ = await asyncio.wait_for(process.communicate(data), READ_SECONDS)
        found: dict[str, Any] = json.loads(output)
        return found
    except TimeoutError:
        return _failed("documents.not-in-time", seconds=round(READ_SECONDS))
    except ValueError:
        return _failed("documents.unreadable")
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
