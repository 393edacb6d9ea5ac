"""Fetches a site's linked files after its crawl, politely and within limits, and has each read.

The figures are the tool's own. What was not done says why, in the entry's `error`.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from auditor.crawl.fetch import Fetcher
from auditor.crawl.politeness import HostGate

MAX_READ = 20  # PDF files of a site that are read
MAX_ASKED = 60  # other files whose size is asked for
MAX_BYTES = 20_000_000  # of one file
SECONDS = 180.0  # for all files of a site
READ_SECONDS = 25.0  # to read one file
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

    `fetchers`: one that takes whole files, one that only asks. `known` are facts of an earlier run, `keep` stores new ones.
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
                    entry["error"] = f"not read: {MAX_READ} files of a site are"
                found.append(entry)
                continue
            if time.monotonic() > end:
                facts = {"error": "not read: the time for files is used up"}
            elif not allowed(url):
                facts = {"error": "robots.txt asks crawlers to stay out"}
            else:
                async with gate.turn(url):
                    facts = await (_pdf(url, fetchers[0]) if pdf else _size(url, fetchers[1]))
                keep(url, facts)
        read += pdf
        asked += not pdf
        found.append({**entry, **facts})
    return found


async def _size(url: str, fetcher: Fetcher) -> dict[str, Any]:
    answer = await fetcher.get(url)
    if answer.status != 200:
        return {"error": answer.error or f"HTTP {answer.status}", "status": answer.status}
    length = answer.headers.get("content-length", "")
    return {"type": answer.headers.get("content-type", "")[:100], "size": int(length) if length.isdigit() else None}


async def _pdf(url: str, fetcher: Fetcher) -> dict[str, Any]:
    answer = await fetcher.get(url)
    if answer.status != 200:
        return {"error": answer.error or f"HTTP {answer.status}", "status": answer.status}
    facts: dict[str, Any] = {"type": answer.headers.get("content-type", "")[:100], "size": len(answer.body)}
    if len(answer.body) >= MAX_BYTES:
        return {**facts, "error": f"larger than {MAX_BYTES // 1_000_000} MB"}
    if b"%PDF-" not in answer.body[:1024]:
        return {**facts, "error": "not a PDF file"}
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
        return {"error": f"the reading process can't be started: {error}"}
    try:
        output, _ = await asyncio.wait_for(process.communicate(data), READ_SECONDS)
        found: dict[str, Any] = json.loads(output)
        return found
    except TimeoutError:
        return {"error": f"not read within {READ_SECONDS:.0f} s"}
    except ValueError:
        return {"error": "the file can't be read"}
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
