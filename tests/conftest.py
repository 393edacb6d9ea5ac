"""Shared: a browser where there is one, pages served on loopback."""

from __future__ import annotations

import asyncio
import functools
import http.server
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from auditor.capture import axe, browser
from auditor.capture.open import Options, capture_page
from auditor.capture.schema import PageCapture

os.environ["AUDITOR_LANG"] = "zh"  # what is said to a terminal doesn't hang on this machine's locale


class _Quiet(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        pass

    def guess_type(self, path: Any) -> str:
        kind = super().guess_type(path)
        return kind + "; charset=utf-8" if kind == "text/html" else kind


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        pass  # a browser that closes a connection early is no fault


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """A folder's files on loopback; the base address without a slash at its end."""
    server = _Server(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits longest starts first: with two workers the rest runs beside it."""
    for item in items:
        if item.path.parent.name == "capture":
            item.add_marker(pytest.mark.timed)
        if item.get_closest_marker("browser"):
            # Once more, and told as such: a browser loses a tab or a process now and then, which is no fault of ours.
            item.add_marker(pytest.mark.flaky(reruns=1))
    items.sort(key=lambda item: "demo" not in getattr(item, "fixturenames", ()))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Tests that share what is set up once go to one worker: a file's, the sample site's, a chunk of the examples."""
    from xdist.scheduler import LoadScopeScheduling

    from tests.rules.examples import WORK

    class Shared(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            file, _, rest = nodeid.partition("::")
            if file in ("tests/audit/test_report.py", "tests/audit/test_sample_site.py"):
                return "demo"
            return WORK.get(rest.partition("[")[2].removesuffix("]"), file)

    return Shared(config, log)


@pytest.fixture(scope="session")
def browser_available() -> None:
    """Skips, with the reason, where no browser is."""
    with sync_playwright() as playwright:
        try:
            browser.find(playwright)
        except browser.BrowserMissing as error:
            pytest.skip(str(error))


def capture_all(
    urls: Sequence[str],
    axe_rules: dict[str, list[str]] | None = None,
    views: tuple[str, ...] = ("desktop", "phone"),
    change: Callable[[Options], Options] = lambda options: options,
) -> dict[str, PageCapture]:
    """Capture addresses, a few at a time; captures by address."""
    options = change(Options(engine=axe.load(), axe_rules=axe_rules or {}, views=views))

    async def work() -> dict[str, PageCapture]:
        found: dict[str, PageCapture] = {}
        gate = asyncio.Semaphore(3)  # pages wait more than they work
        async with browser.launched() as running:
            context = await running.new_context(viewport={"width": 1280, "height": 800})

            async def one(url: str) -> None:
                async with gate:
                    found[url] = await capture_page(context, url, options, lambda _: True)

            await asyncio.gather(*(one(url) for url in urls))
        return found

    return asyncio.run(work())
