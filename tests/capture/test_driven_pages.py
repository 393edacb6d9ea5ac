"""The hover and forms probes and the narrow views on pages that resist: they end in time, and nothing is sent."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import pytest

from auditor.capture import probes
from auditor.capture.probe_session import ProbeSession
from auditor.capture.probes import forms
from auditor.capture.schema.probes.forms import FormTrials
from tests.captures import observed
from tests.conftest import capture_all, serve

HEAD = '<!doctype html><html lang="zh"><meta charset="utf-8"><title>难缠的页面</title>'
FORM = (
    '<form id="f" action="/sent" method="{method}" {more}><label>姓名<input id="n" name="n"></label>'
    '<label>电话<input id="t" name="t"></label><button>提交</button></form>'
)


def look(folder: Path, page: str, **changes: Any) -> dict[str, Any]:
    (folder / "index.html").write_text(HEAD + page + "</html>", "utf-8")
    with serve(folder) as base:
        url = base + "/index.html"
        return capture_all([url], change=lambda options: replace(options, **changes))[url]


@pytest.mark.browser
def test_a_page_that_resizes_for_ever(tmp_path: Path, browser_available: None) -> None:
    page = (
        '<div id="a" style="width:300px;resize:both">文字文字文字</div><p>正文</p><script>let w=0;'
        "new ResizeObserver(()=>{requestAnimationFrame(()=>{a.style.width=(300+(w=1-w)*40)+'px'})}).observe(a)</script>"
    )
    seen = look(tmp_path, page, views=("desktop", "phone", "zoom", "reflow", "text-spacing", "landscape"))
    assert seen.error is None
    assert set(seen.views) == {"desktop", "phone", "zoom", "reflow", "text-spacing", "landscape"}
    assert seen.timing_ms["views"] < 30_000


@pytest.mark.browser
def test_a_form_that_alerts_on_everything(tmp_path: Path, browser_available: None) -> None:
    page = FORM.format(method="post", more="") + (
        "<script>for(const k of ['input','change','keydown','focus','blur','submit'])"
        "f.addEventListener(k,()=>alert('请填写'+k),true)</script>"
    )
    seen = look(tmp_path, page, probes=("forms",))
    rounds = observed(seen, "forms").forms[0].rounds
    assert [item.kind for item in rounds] == ["empty", "wrong"]
    assert rounds[0].dialogs


@pytest.mark.browser
def test_a_form_that_is_replaced_while_it_is_filled(tmp_path: Path, browser_available: None) -> None:
    page = f'<div id="box">{FORM.format(method="post", more="")}</div>' + (
        "<script>const html=box.innerHTML;box.addEventListener('input',()=>{box.innerHTML=html});"
        "setInterval(()=>{box.innerHTML=html},150)</script>"
    )
    seen = look(tmp_path, page, probes=("forms",))
    assert seen.error is None
    assert len(observed(seen, "forms").forms) <= 1


@pytest.mark.browser
def test_a_clock_that_goes_on_is_no_answer(tmp_path: Path, browser_available: None) -> None:
    page = FORM.format(method="post", more="") + (
        '<p>剩余 <span id="left">9999</span> 秒</p><p id="said"></p><script>setInterval(()=>{left.textContent-=1},50);'
        "f.onsubmit=()=>{said.textContent='请填写姓名';return false}</script>"
    )
    seen = look(tmp_path, page, probes=("forms",))
    rounds = observed(seen, "forms").forms[0].rounds
    assert [text.text for text in rounds[0].texts] == ["请填写姓名"]


@pytest.mark.browser
def test_hover_that_makes_thousands_of_elements(tmp_path: Path, browser_available: None) -> None:
    page = (
        '<button id="b">菜单</button><div id="box"></div><script>b.onmouseenter=()=>{let h="";'
        'for(let i=0;i<8000;i++)h+="<p>第"+i+"项</p>";box.innerHTML+=h};b.onmouseleave=()=>{box.innerHTML=""}</script>'
    )
    seen = look(tmp_path, page, probes=("hover_content", "listeners"))
    assert seen.error is None
    if seen.observations["hover_content"].was_run:
        assert observed(seen, "hover_content").tried == 1
    assert seen.observations["listeners"].was_run


@pytest.mark.browser
def test_nothing_where_nothing_is(tmp_path: Path, browser_available: None) -> None:
    seen = look(tmp_path, "<h1>通知</h1><p>没有表单，也没有菜单。</p>", probes=("hover_content", "forms"))
    assert observed(seen, "hover_content").tried == 0
    assert observed(seen, "forms") == FormTrials()
    assert seen.timing_ms["probes"] < 6_000


class _Asked(http.server.SimpleHTTPRequestHandler):
    asked: ClassVar[list[str]] = []

    def _note(self) -> None:
        self.asked.append(f"{self.command} {self.path}")
        self.send_response(204)
        self.end_headers()

    def do_GET(self) -> None:
        if self.path.startswith("/index.html"):
            super().do_GET()
        else:
            self._note()

    do_POST = do_PUT = _note

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def noting(tmp_path: Path) -> Iterator[tuple[str, list[str]]]:
    _Asked.asked.clear()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Asked, directory=str(tmp_path)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", _Asked.asked
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.browser
def test_nothing_is_sent_in_any_way(tmp_path: Path, noting: tuple[str, list[str]], browser_available: None) -> None:
    base, asked = noting
    (tmp_path / "index.html").write_text(
        HEAD
        + FORM.format(method="get", more="")
        + FORM.format(method="post", more='target="_blank"').replace('"f"', '"g"')
        + '<select aria-label="链接" onchange="location.href=this.value"><option>/x<option>/y<option>/z</select>'
        + """<script>for (const form of document.forms) form.addEventListener('submit', () => {
          const said = form.n.value + form.t.value;
          fetch('/fetch?' + said); fetch('/post', {method: 'POST', body: said}); navigator.sendBeacon('/beacon', said);
          new Image().src = '/image?' + said; const s = document.createElement('script'); s.src = '/jsonp?' + said;
          setTimeout(() => fetch('/late?' + said), 900); document.body.append(s); form.submit(); window.open('/open?' + said); location.href = '/away?' + said;
        }); addEventListener('pagehide', () => { new Image().src = '/unload?' + document.forms[0].n.value; });</script></html>""",
        "utf-8",
    )
    url = base + "/index.html"
    seen = capture_all([url], change=lambda options: replace(options, probes=("forms",)))[url]
    assert len(observed(seen, "forms").forms) == 2
    assert observed(seen, "forms").settings[0].leaves == 2
    assert set(asked) <= {"GET /unload?", "GET /favicon.ico"}  # another tab, where nothing was typed


@pytest.mark.browser
def test_nothing_is_sent_when_the_page_is_opened_anew(
    tmp_path: Path, noting: tuple[str, list[str]], browser_available: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Later:
        ORDER, SECONDS, CHANGES = 90, 10.0, False

        @staticmethod
        async def observe(session: ProbeSession) -> dict[str, Any]:
            return {"value": await session.page.evaluate("() => document.forms[0].n.value")}

    modules = {"forms": forms, "later": Later}
    monkeypatch.setattr(probes, "_modules", lambda: modules)
    base, asked = noting
    (tmp_path / "index.html").write_text(
        HEAD
        + FORM.format(method="post", more="")
        + """<script>f.onsubmit = () => { setTimeout(() => fetch('/late?' + f.n.value), 500); return false };
          addEventListener('pagehide', () => { new Image().src = '/unload?' + f.n.value; });</script></html>""",
        "utf-8",
    )
    url = base + "/index.html"
    seen = capture_all([url], change=lambda options: replace(options, probes=("forms", "later")))[url]
    assert observed(seen, "later") == {"value": ""}
    assert set(asked) <= {"GET /unload?", "GET /favicon.ico"}  # the second opening, where nothing was typed
