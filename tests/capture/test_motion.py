"""Pages that never rest: the probes `motion` and `media` end, in their time, and say what they saw."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.captures import observed
from tests.conftest import capture_all, serve

CAROUSEL = """<div class="slide"><p class="pic">一</p><p class="pic">二</p></div><p>正文</p><script>
var p = document.querySelectorAll(".pic"), n = 0;
(function go() { n++; p.forEach(function (e, i) { e.style.display = i === n % 2 ? "block" : "none"; }); setTimeout(go, 50); })();
</script>"""
EVERY_FRAME = """<p>正文</p><div id="box"></div><script>
var box = document.getElementById("box");
(function go() {
  box.textContent = ""; for (var i = 0; i < 60; i++) { var e = document.createElement("span"); e.textContent = Math.random(); box.append(e); }
  requestAnimationFrame(go); })();
</script>"""
FLOOD = """<style>@keyframes a { to { transform: rotate(360deg) } } i { animation: a .1s infinite; display: inline-block; width: 9px; height: 9px }</style>
<p>正文</p><script>for (var i = 0; i < 900; i++) document.body.append(document.createElement("i"));</script>"""
LOOP = """<p>正文</p><button onclick="for (;;) {}">暂停</button><p id="t">0</p>
<script>setInterval(function () { document.getElementById("t").textContent = Math.random(); }, 100);</script>"""
SOUND = """<audio id="a" src="nothing.mp3" autoplay loop></audio><video src="/endless" autoplay></video><button>播放</button>
<script>document.getElementById("a").onpause = function () { this.play(); };</script>"""
PAGES = {"carousel": CAROUSEL, "frames": EVERY_FRAME, "flood": FLOOD, "loop": LOOP, "sound": SOUND}


@pytest.mark.browser
def test_restless_pages(tmp_path: Path, browser_available: None) -> None:
    for name, body in PAGES.items():
        (tmp_path / f"{name}.html").write_text(f'<!doctype html><meta charset="utf-8"><title>动</title>{body}', "utf-8")
    with serve(tmp_path) as base:
        urls = {name: f"{base}/{name}.html" for name in PAGES}
        seen = capture_all(
            list(urls.values()), change=lambda o: replace(o, probes=("auto_changes", "media"), deep_timeout=90.0)
        )
    found: dict[str, dict[str, Any]] = {name: seen[url] for name, url in urls.items()}
    for data in found.values():
        assert data.error is None
        assert set(data.observations) == {"auto_changes", "media"}
    moved = observed(found["carousel"], "auto_changes").moves
    assert moved
    assert moved[0].count > 5
    assert observed(found["flood"], "auto_changes").moves
    # A button whose handler never ends takes the page with it: what was not seen is said, not guessed.
    assert found["loop"].observations["auto_changes"].untested
    assert observed(found["sound"], "media").media[0].error
