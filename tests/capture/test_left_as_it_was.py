"""After every probe the page is as it was before: its animations run, nothing has focus, it stands where it stood, and
nothing of ours listens on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from auditor.capture import probes
from auditor.capture.probe_session import ProbeSession
from auditor.capture.probes.listeners import GROUP, release
from tests.captures import observed
from tests.conftest import capture_all, serve

# An animation that never stops, a transition, elements with and without an outline on focus, a box that scrolls, text
# that appears under the pointer, a key that does something, a form, pictures, links to other pages.
PAGE = """<!doctype html><html lang="zh"><meta charset="utf-8"><title>如初</title>
<style>
@keyframes turn { from { transform: translateX(0) } to { transform: translateX(200px) } }
#turning { width: 120px; height: 40px; background: #c00; animation: turn 2s linear infinite alternate }
.outlined:focus { outline: 3px solid #06c } .bare:focus { outline: none }
.tip { visibility: hidden; display: inline-block; width: 120px; height: 30px } .trigger:hover .tip { visibility: visible }
#scroller { height: 60px; overflow: auto; width: 300px } #tall { height: 1500px }
</style>
<p>服务大厅</p><div id="turning">通知</div><marquee>滚动的通知</marquee>
<p><a class="outlined" href="other.html">办事指南</a> <a class="bare" href="more.html">政策文件</a></p>
<div class="trigger" id="trigger">说明<span class="tip">这里是说明的内容</span></div>
<div id="scroller" tabindex="0"><p style="height:400px">很长</p><a class="outlined" href="below.html">下面</a></div>
<div id="clickable">点我</div>
<form action="/sent"><label>姓名 <input name="a"></label><label>密码 <input type="password" name="p"></label>
<button>提交</button></form><div id="tall">长</div><a class="outlined" href="last.html">最后</a>
<script>document.addEventListener("keydown", (e) => { if (e.key === "j") document.title = "j"; });
document.getElementById("trigger").addEventListener("mouseenter", () => {});</script></html>"""

STATE = """() => ({
  animations: document.getAnimations().map((a) => a.playState).sort(),
  focus: document.activeElement === document.body ? "" : document.activeElement.outerHTML.slice(0, 60),
  scroll: [scrollX, scrollY, ...[...document.querySelectorAll("*")].map((e) => e.scrollTop)].filter(Boolean),
  styles: [...document.querySelectorAll("[style]")].map((e) => e.getAttribute("style")),
  sheets: document.adoptedStyleSheets.length,
})"""


async def _listeners(session: ProbeSession) -> list[str]:
    """Types that anything listens to: window and document and below, in the page's own world and in ours."""
    world, types = session.worlds[0], list[str]()
    try:
        for where in ({}, {"contextId": world.context}):
            for what, depth in (("window", 0), ("document", -1)):
                answer = await world.session.send(
                    "Runtime.evaluate", {"expression": what, "objectGroup": GROUP, **where}
                )
                listed = await world.session.send(
                    "DOMDebugger.getEventListeners",
                    {"objectId": answer["result"]["objectId"], "depth": depth}
                    if depth
                    else {"objectId": answer["result"]["objectId"]},
                )
                types += [f"{what} {'ours' if where else 'own'} {item['type']}" for item in listed["listeners"]]
    finally:
        await release(world)
    return sorted(item for item in types if not item.endswith("ours message"))  # that is axe-core's


class _Before:
    ORDER, SECONDS, CHANGES = 1, 10.0, False

    @staticmethod
    async def observe(session: ProbeSession) -> dict[str, Any]:
        return {
            "state": await session.page.evaluate(STATE),
            "listeners": await _listeners(session),
            "touched": session.touched,
        }


class _After(_Before):
    """The state after a probe, on the same page: not one that was opened anew."""

    ORDER = 1000


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    for name in ("index", "other", "more", "last"):
        (folder / f"{name}.html").write_text(PAGE, "utf-8")
    return folder


@pytest.mark.browser
@pytest.mark.parametrize("name", probes.names())
def test_a_probe_leaves_the_page_as_it_was(
    name: str, site: Path, browser_available: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = probes._modules()[name]
    monkeypatch.setattr(probes, "_modules", lambda: {"before": _Before, name: module, "after": _After})
    with serve(site) as base:
        url = base + "/index.html"
        seen = capture_all([url], change=lambda o: replace(o, probes=("before", name, "after")))[url]
    assert seen.observations[name].was_run, seen.observations[name]
    before, after = observed(seen, "before"), observed(seen, "after")
    assert before["state"]["animations"] == ["running"]
    assert after["state"] == before["state"]
    assert after["listeners"] == before["listeners"]


@pytest.mark.browser
def test_focus_indicators_do_not_hide_what_moves(site: Path, browser_available: None) -> None:
    """Seen before: the keyboard probe left the page's animations paused, so that nothing moved for the next one."""
    with serve(site) as base:
        url = base + "/index.html"
        wanted = ("keyboard", "auto_changes")
        seen = capture_all([url], change=lambda o: replace(o, probes=wanted))[url]
    assert observed(seen, "keyboard").stops
    assert [move.how for move in observed(seen, "auto_changes").moves] == ["animation"]
