"""Trying a page's own aids: what is seen, and that nothing of it stays for other pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from auditor.capture import probes
from auditor.capture.probe_session import ProbeSession
from auditor.capture.schema import PageCapture
from auditor.capture.schema.probes import ELDER_AIDS
from auditor.rulekit.page import PageView, css_scale, sample_of
from tests.conftest import capture_all, serve

HEAD = '<!doctype html><html lang="zh"><meta charset="utf-8"><title>工具</title>'
TOOLS = (
    HEAD
    + """<button id="big">大字号</button><a id="dead" href="">无障碍</a><a id="way" href="elder/">长辈版</a>
<a id="lost" href="javascript:go()">关怀版</a><p id="clock">0</p>
<main id="m"><p>梧桐街道便民服务中心一楼设有老年人优先窗口。</p></main>
<script>
function set() { document.getElementById('m').style.fontSize = (localStorage.getItem('size') || 16) + 'px'; }
set(); document.getElementById('big').onclick = function () {
  localStorage.setItem('size', 32); localStorage.extra = 'x'; document.cookie = 'size=32'; set(); };
function go() { var s = document.createElement('script'); s.src = 'http://127.0.0.1:59998/aria.js'; document.body.append(s); }
setInterval(function () { document.getElementById('clock').textContent = Date.now(); }, 50);
</script></html>"""
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text(TOOLS, "utf-8")
    (tmp_path / "elder").mkdir()
    (tmp_path / "elder" / "index.html").write_text(HEAD + "<p>长辈版</p></html>", "utf-8")
    return tmp_path


def look(site: Path, *pages: str, **changes: Any) -> list[PageCapture]:
    with serve(site) as base:
        urls = [f"{base}/{page}" for page in pages or ("index.html",)]
        seen = capture_all(urls, change=lambda o: replace(o, **changes))
        return [seen[url] for url in urls]


@pytest.mark.browser
def test_controls_are_tried(site: Path, browser_available: None) -> None:
    view = PageView(look(site, probes=("elder_aids",))[0]).views["desktop"]
    seen = view.observed(ELDER_AIDS)
    effects = {view.at(control.at).attr("id"): control for control in seen.controls}  # type: ignore[union-attr]
    assert effects["big"].grows
    assert seen.largest.median == 32
    assert seen.before.median == 16
    assert effects["dead"].effect == "self"
    assert effects["way"].effect == "leads"
    assert effects["way"].status == 200
    assert effects["lost"].effect == "nothing"
    assert effects["lost"].lost == ("127.0.0.1",)


@pytest.mark.browser
def test_what_is_stored_stays_in_the_probe(
    site: Path, browser_available: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: dict[str, Any] = {}

    class Keeper:
        ORDER, SECONDS, CHANGES, REAL_TIME = 1, 20.0, True, True

        @staticmethod
        async def observe(session: ProbeSession) -> dict[str, Any]:
            size = "getComputedStyle(document.getElementById('m')).fontSize"
            await session.page.click("#big")
            kept["clicked"] = await session.page.evaluate(f"[{size}, localStorage.extra, document.cookie]")
            kept["same"] = await session.reload(keep=True)
            kept["kept"] = await session.page.evaluate(f"[{size}, localStorage.extra, document.cookie]")
            await session.reload()
            kept["fresh"] = await session.page.evaluate(f"[{size}, localStorage.length, document.cookie]")
            kept["real"] = await session.page.context.storage_state()
            return {}

    monkeypatch.setattr(probes, "_modules", lambda: {"keeper": Keeper})
    look(site, probes=("keeper",))
    assert kept["clicked"] == ["32px", "x", "size=32"]
    assert kept["same"]
    assert kept["kept"] == ["32px", "x", "size=32"]
    assert kept["fresh"] == ["16px", 0, ""]
    assert kept["real"] == {"cookies": [], "origins": []}


ODD = {
    "frames": '<!doctype html><title>框架</title><frameset cols="50%,50%"><frame src="elder/"><frame src="elder/"></frameset>',
    "svg": HEAD + '<svg width="90" height="30"><a href="#x"><text y="20">长辈版</text></a></svg><p>长辈版</p></html>',
    "gone": HEAD
    + '<button onclick="document.documentElement.remove()">关怀版</button><p>梧桐街道便民服务中心</p></html>',
    "storm": HEAD
    + '<button onclick="location.reload()">长者模式</button><div class="floatAd" style="position:fixed;top:0">x'
    '<b class="close" onclick="throw 1">x</b></div><p>梧桐街道便民服务中心</p></html>',
}


@pytest.mark.browser
def test_odd_pages_are_survived(site: Path, browser_available: None) -> None:
    for name, text in ODD.items():
        (site / f"{name}.html").write_text(text, "utf-8")
    for name, data in zip(
        ODD,
        look(site, *(f"{name}.html" for name in ODD), probes=("elder_aids", "floating_windows", "gestures")),
        strict=True,
    ):
        assert data.error is None, name
        assert set(data.observations) == {"elder_aids", "floating_windows", "gestures"}, name
        assert set(data.views) == {"desktop", "phone"}, name


@pytest.mark.browser
def test_samples_and_scale(site: Path, browser_available: None) -> None:
    ordinary, elder = (PageView(data) for data in look(site, "index.html", "elder/index.html"))
    assert (sample_of(ordinary), sample_of(elder)) == ("ordinary", "elder")
    assert (
        sample_of(
            PageView(msgspec.structs.replace(ordinary.capture, final_url="http://a.example/b.html?id=1&version=zzzh"))
        )
        == "elder"
    )
    assert (
        sample_of(
            PageView(msgspec.structs.replace(ordinary.capture, final_url="http://a.example/guide/elder-card.html"))
        )
        == "ordinary"
    )
    assert css_scale(ordinary.views["desktop"]) == 1
    assert 0.3 < css_scale(ordinary.views["phone"]) < 0.5
