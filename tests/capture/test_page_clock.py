"""The page's time is moved on by us: its timers, its animations, what it asks servers for and what it draws by frames."""

from __future__ import annotations

import asyncio
import http.server
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from auditor.capture import browser
from auditor.capture.isolated_worlds import open_worlds
from auditor.capture.page import main_world
from auditor.capture.probe_session import ProbeSession
from auditor.capture.view_capture import collect

PAGE = """<!doctype html><html lang="zh"><meta charset="utf-8"><title>时间</title>
<style>#fade { opacity: 1; transition: opacity 2s } #fade.off { opacity: 0 }</style>
<p id="count">0</p><p id="fade">渐隐</p><p id="answer"></p><p id="chain"></p>
<script>
fade.ontransitionend = () => { fade.title = "ended"; };
let n = 0, frames = 0, first = 0, lasted = 0;
setInterval(() => { count.textContent = ++n; }, 100);
const ask = () => fetch("/late").then((r) => r.text()).then((t) => { answer.textContent = t; });
const chain = (left) => setTimeout(() => left ? chain(left - 1) : (document.getElementById("chain").textContent = "fin"), 400);
const draw = () => requestAnimationFrame((at) => { first ||= at; lasted = at - first; frames++; if (lasted < 900) draw(); });
</script></html>"""


class _Server(http.server.BaseHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        late = self.path == "/late"
        if late:
            time.sleep(0.6)
        body = b"here" if late else PAGE.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def _served() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


async def _session(running: Any, url: str) -> ProbeSession:
    context = await running.new_context(viewport={"width": 1280, "height": 800})
    page = await context.new_page()
    await page.add_init_script(f"({main_world('page_time')})()")
    await page.goto(url)
    cdp = await context.new_cdp_session(page)
    worlds = await open_worlds(page, cdp)
    return ProbeSession(page, cdp, worlds, await collect(worlds))


@pytest.mark.browser
def test_a_page_ages_when_it_is_told_to(browser_available: None) -> None:
    async def work(url: str) -> None:
        async with browser.launched() as running:
            session = await _session(running, url)
            page = session.page
            async with session.held():
                assert await session.clock.take_over()

                async def read(expression: str) -> Any:
                    return await page.evaluate(expression)

                before = await read("[n, performance.now()]")
                await asyncio.sleep(0.5)
                assert await read("[n, performance.now()]") == before, "time stands still by itself"

                begun = time.monotonic()
                await session.pass_time(60)
                assert time.monotonic() - begun < 40, "a minute of the page is less than a minute of ours"
                n, now = await read("[n, performance.now()]")
                assert abs(n - before[0] - 600) <= 2
                assert abs(now - before[1] - 60_000) < 200

                await read("void document.getElementById('fade').classList.add('off')")
                await session.pass_time(2.2)
                assert await read("[getComputedStyle(fade).opacity, fade.title]") == ["0", "ended"]

                await read("chain(5)")
                await session.pass_time(2.6)
                assert await read("document.getElementById('chain').textContent") == "fin"

                await read("void ask()")
                await session.pass_time(0.9)
                assert await read("answer.textContent") == "here", "what a server says late is waited for"

                await read("draw()")
                await session.pass_time(1.2)
                assert await read("lasted") >= 900, "what is drawn by the clock of frames gets its time"

                before = await read("n")
                async with session.clock.real_time():
                    await asyncio.sleep(1.0)
                assert await read("n") - before >= 3, "timers run while time is real"

                waited = await session.call("settle.untilQuiet", 200, 1500)  # the page changes each 100 ms
                assert waited["ms"] >= 1400, "a function of ours that waits is not kept waiting"

                before = await read("n")
                assert await session.reload()
                await session.pass_time(3)
                assert await read("n") >= 30, "opened again it ages as well"

    with _served() as url:
        asyncio.run(work(url))
