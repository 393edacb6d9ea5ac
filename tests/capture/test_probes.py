"""The deeper look: further views of one open page, probes on a held page, and what becomes of those that don't end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from auditor.capture import probes
from auditor.capture.probe_session import ProbeSession
from auditor.capture.schema.probes import LISTENERS
from auditor.rulekit.page import PageView, twin
from tests.captures import observed
from tests.conftest import capture_all, serve

PAGE = """<!doctype html><html lang="zh"><meta charset="utf-8"><title>探查</title>
<div id="box" style="width:900px">很宽的一块</div><div id="clickable">点我</div>
<form id="f" action="/sent" method="post" target="_blank"><input name="a" value="1"><button id="go">提交</button></form>
<div id="host"></div>
<script>
document.getElementById('clickable').addEventListener('click', () => fetch('/sent', {method: 'POST'}));
document.addEventListener('keydown', () => {}); window.addEventListener('devicemotion', () => {});
document.getElementById('host').attachShadow({mode: 'open'}).innerHTML = '<button id="inner">里面</button>';
</script></html>"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text(PAGE, "utf-8")
    return tmp_path


def look(site: Path, **changes: Any) -> dict[str, Any]:
    with serve(site) as base:
        return capture_all([base + "/index.html"], change=lambda o: replace(o, **changes))[base + "/index.html"]


@pytest.mark.browser
def test_views_know_their_nodes_again(site: Path, browser_available: None) -> None:
    page = PageView(look(site, views=("desktop", "phone", "reflow")))
    wide = next(n for n in page.views["reflow"].elements(lambda n: n.attr("id") == "box"))
    counterpart = twin(wide, page.views["desktop"])
    assert counterpart is not None
    assert counterpart.attr("id") == "box"
    assert page.views["reflow"].width == 320
    assert page.deep


@pytest.mark.browser
def test_listeners(site: Path, browser_available: None) -> None:
    page = PageView(look(site, probes=("listeners",)))
    view = page.views["desktop"]
    seen = view.observed(LISTENERS).documents[0]
    names = {view.at((0, number)).attr("id"): types for number, types in seen.elements.items()}  # type: ignore[union-attr]
    assert names == {"clickable": ("click",)}
    assert "keydown" in seen.document
    assert "devicemotion" in seen.window


@pytest.mark.browser
def test_nothing_is_sent(site: Path, browser_available: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    focus: list[Any] = []

    class Sender:
        ORDER, SECONDS, CHANGES = 1, 20.0, True

        @staticmethod
        async def observe(session: ProbeSession) -> dict[str, Any]:
            await session.clock.while_waiting(session.page.click("#clickable"))
            await session.clock.while_waiting(session.page.click("#go"))
            await session.page.evaluate("document.getElementById('f').submit()")
            await session.page.evaluate("location.href = '/away.html'")
            await session.pass_time(0.3)
            await session.page.focus("#inner")
            focus.append(await session.focused())
            asked.extend(f"{item['method']} {item['kind']}" for item in session.stopped)
            again = await session.reload()
            return {"url": session.page.url, "again": again}

    monkeypatch.setattr(probes, "_modules", lambda: {"sender": Sender})
    data = look(site, probes=("sender",))
    held = observed(data, "sender")
    assert held["url"].endswith("/index.html")
    assert held["again"] is True
    assert asked == ["POST fetch", "GET navigation"]
    number = focus[0][1]
    assert PageView(data).views["desktop"].documents[0].node(number).attr("id") == "inner"


@pytest.mark.browser
def test_an_endless_probe_is_untested(site: Path, browser_available: None, monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless:
        ORDER, SECONDS, CHANGES = 1, 1.5, False

        @staticmethod
        async def observe(session: ProbeSession) -> dict[str, Any]:
            await session.page.evaluate("() => new Promise(() => {})")
            return {}

    class After:
        ORDER, SECONDS, CHANGES = 2, 5.0, False

        @staticmethod
        async def observe(session: ProbeSession) -> dict[str, Any]:
            return {"title": await session.page.title()}

    monkeypatch.setattr(probes, "_modules", lambda: {"endless": Endless, "after": After})
    data = look(site, probes=("endless", "after"))
    assert getattr(data.observations["endless"].untested, "code", "") == "capture.not-in-time"
    assert observed(data, "after") == {"title": "探查"}
    assert data.error is None
    assert set(data.views) == {"desktop", "phone"}
