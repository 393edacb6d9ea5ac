"""What the driving probes write down: the walk, traps, shortcuts, motion, the pointer; and that hostile pages don't
stop them."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from auditor.capture.probes.shared.trap_exits import documented
from auditor.rulekit.page import PageView
from tests.captures import observed
from tests.conftest import capture_all, serve

HEAD = '<!doctype html><html lang="zh"><meta charset="utf-8"><title>键盘</title>'


def look(tmp_path: Path, body: str, probe: str) -> tuple[Any, Any]:
    """The probe's result, and a function that gives the id of a named element."""
    (tmp_path / "index.html").write_text(HEAD + body, "utf-8")
    with serve(tmp_path) as base:
        url = base + "/index.html"
        capture = capture_all([url], change=lambda o: replace(o, probes=(probe,)))[url]
    view = PageView(capture).views["desktop"]

    def name(place: tuple[int, int]) -> str:
        node = view.at(place)
        return node.attr("id") if node else ""

    return observed(capture, probe), name


def test_keys_that_a_text_names() -> None:
    assert documented(["请按 Ctrl+M 离开", "Press F6 to go on"]) == ["Control+m", "F6"]
    assert documented(["Press the Esc key to leave.", "按“Q”键退出"]) == ["Escape", "q"]
    assert documented(["Ctrl + Shift + X to exit"]) == ["Control+Shift+x"]
    assert documented(["联系电话 12345，按时上班", "keyboard"]) == []


@pytest.mark.browser
def test_the_walk(tmp_path: Path, browser_available: None) -> None:
    body = """<style>.none:focus{outline:none}</style><a id="skip" href="#main">跳到正文</a><a id="a" href="/a">一</a>
    <a id="quiet" class="none" href="/b">二</a><main id="main"><button id="drop" onfocus="this.blur()">三</button>
    <button id="go" onfocus="location.href='/away'">四</button><input id="field" class="none"><button id="last">五</button></main>"""
    seen, name = look(tmp_path, body, "keyboard")
    assert [name(stop.at) for stop in seen.stops] == ["skip", "a", "quiet", "go", "field", "last"]
    assert {name(stop.at): stop.seen for stop in seen.stops}["quiet"] == "no"
    assert [stop.seen for stop in seen.stops].count("no") == 1
    assert seen.end == "left"
    assert seen.traps == ()
    assert [name(place) for place in seen.lost] == ["drop"]
    assert [(name(item.at), item.kind) for item in seen.context] == [("go", "navigation")]
    assert [(name(item.at), name(item.plain)) for item in seen.skips] == [("skip", "a")]


@pytest.mark.browser
def test_all_of_400_stops_are_walked_and_told_apart(tmp_path: Path, browser_available: None) -> None:
    """Alike by style, but not alike to the eye: a mark that is cut, one of the ground's colour, one drawn elsewhere."""
    kinds = {
        "own": ("yes", '<a class="own" id="{}" href="/{}">事项</a>'),
        "browser": ("yes", '<a id="{}" href="/{}">事项</a>'),
        "none": ("no", '<a class="none" id="{}" href="/{}">事项</a>'),
        "cut": ("no", '<span class="cut"><a class="own" id="{}" href="/{}">事项</a></span>'),
        "same": ("no", '<span class="dark"><a class="own" id="{}" href="/{}">事项</a></span>'),
    }
    wanted, parts = {}, []
    for number in range(396):
        kind = list(kinds)[number % 2] if number % 40 else list(kinds)[2 + number // 40 % 3]
        verdict, markup = kinds[kind]
        wanted[f"{kind}{number}"] = verdict
        parts.append(markup.format(f"{kind}{number}", number))
    parts.insert(200, '<button id="far">甲</button><i id="lamp"></i><button id="next">乙</button>')
    wanted |= {"far": "yes", "next": "yes"}
    body = f"""<style>main {{ width: 640px }} a {{ display: inline-block; padding: 4px }} .own:focus {{ outline: 3px solid #a00 }}
    .none:focus {{ outline: none }} .cut, .dark {{ display: inline-block; overflow: hidden }} .dark {{ background: #a00; padding: 9px }}
    #far:focus {{ outline: none }} #lamp {{ position: absolute; left: 900px; width: 40px; height: 40px; background: #eee }}
    </style><main>{" ".join(parts)}</main><script>far.onfocus = () => {{ lamp.style.background = '#060'; }};
    far.onblur = () => {{ lamp.style.background = '#eee'; }};</script>"""
    seen, name = look(tmp_path, body, "keyboard")
    assert (seen.end, len(seen.stops)) == ("left", 398)
    assert {name(stop.at): stop.seen for stop in seen.stops} == wanted


@pytest.mark.browser
def test_a_trap_and_the_way_out(tmp_path: Path, browser_available: None) -> None:
    body = """<a id="one" href="/a">一</a><div id="box"><button id="x">甲</button><button id="y">乙</button></div><a href="/b">二</a>
    <script>box.addEventListener('keydown', (e) => {
      if (e.key === 'Tab') { e.preventDefault(); (document.activeElement === x ? y : x).focus(); }
      if (e.key === 'Escape') box.remove(); });</script>"""
    seen, name = look(tmp_path, body, "keyboard")
    (trap,) = seen.traps
    assert [name(place) for place in trap.stops] == ["x", "y"]
    assert (trap.exit_key, trap.usual) == ("Escape", True)


@pytest.mark.browser
@pytest.mark.parametrize(
    "body",
    [
        "<main id=m></main><script>function more(){const b=document.createElement('button');b.textContent='项';"
        "b.onfocus=more;m.append(b)} more()</script>",
        "<a href=/a>一</a><input id=q><a href=/b>二</a><script>setInterval(()=>q.focus(),150)</script>",
        "<a href=/a>一</a><input id=q><script>addEventListener('keydown',(e)=>alert(e.key))</script>",
        "<input id=q onblur='setTimeout(()=>this.focus(),1)'><script>addEventListener('keydown',e=>e.preventDefault())</script>",
        "<a href=/a onfocus='document.body.replaceChildren()'>一</a><a href=/b>二</a>",
    ],
    ids=["endless", "timer", "alert", "trap", "empties"],
)
def test_hostile_pages_are_survived(tmp_path: Path, browser_available: None, body: str) -> None:
    start = time.monotonic()
    seen, _ = look(tmp_path, body, "keyboard")
    assert seen.end in ("left", "cycle", "endless", "time")
    assert time.monotonic() - start < 60


@pytest.mark.browser
def test_shortcuts(tmp_path: Path, browser_available: None) -> None:
    body = """<input id="field"><label><input type="checkbox" id="on" checked>快捷键</label><ul id="list"></ul>
    <script>addEventListener('keydown', (e) => { document.body.dataset.any = 1;
      if (on.checked && e.key === 'j' && !e.ctrlKey) list.append(document.createElement('li')); });</script>"""
    seen, name = look(tmp_path, body, "shortcuts")
    assert [item.key for item in seen.keys] == ["j"]
    assert {name(item.at): item.stops for item in seen.controls} == {"on": True}


@pytest.mark.browser
def test_motion(tmp_path: Path, browser_available: None) -> None:
    body = """<p id="out">5</p><button id="up" onclick="out.textContent = +out.textContent + 1">加</button>
    <script>addEventListener('deviceorientation', (e) => { out.textContent = +out.textContent + (e.gamma > 0 ? 1 : -1); });</script>"""
    seen, name = look(tmp_path, body, "device_motion")
    assert {(name(item[:2]), *item[2:]) for item in seen.effects} == {("out", "text", "+"), ("out", "text", "-")}
    (control,) = seen.controls
    assert [item[3] for item in control.effects] == ["+"]
    assert not control.stops


@pytest.mark.browser
def test_pointer(tmp_path: Path, browser_available: None) -> None:
    body = """<div id="tab">通知</div><p id="panel"></p><button id="down">删除</button><div id="card"><a href="/x">里</a></div>
    <script>tab.onclick = () => { panel.textContent = '内容'; }; card.onclick = () => {};
    down.addEventListener('mousedown', () => { location.href = '/gone'; });</script>"""
    seen, name = look(tmp_path, body, "mouse_only")
    assert [name(item.at) for item in seen.clicks] == ["tab"]
    assert [(name(item.at), item.events[0].kind) for item in seen.downs] == [("down", "navigation")]


@pytest.mark.browser
def test_a_long_row_leaves_clicks_for_the_rest(tmp_path: Path, browser_available: None) -> None:
    days = "".join(f'<li class="day" id="d{n}">{n}</li>' for n in range(1, 31))
    body = f"""<ul>{days}</ul><div id="send">提交</div><p id="panel"></p>
    <script>document.querySelectorAll('.day').forEach((d) => {{ d.onclick = () => d.classList.add('on'); }});
    send.onclick = () => {{ panel.textContent = '已提交'; }};</script>"""
    seen, name = look(tmp_path, body, "mouse_only")
    clicked = [name(item.at) for item in seen.clicks]
    assert clicked[:8] == ["d1", "d2", "d3", "d4", "d5", "d6", "send", "d7"]


@pytest.mark.browser
def test_stops_that_are_hidden(tmp_path: Path, browser_available: None) -> None:
    body = """<button>一</button><div aria-hidden="true"><a id="stays" href="/a">二</a><a id="shows" href="/b">三</a>
    <a id="hands" href="/c">四</a></div><button id="last">五</button>
    <script>hands.onfocus = () => last.focus();
    shows.onfocus = () => shows.parentElement.removeAttribute('aria-hidden');
    shows.onblur = () => shows.parentElement.setAttribute('aria-hidden', 'true');</script>"""
    seen, name = look(tmp_path, body, "keyboard")
    rests = {name(item.at): item.rests for item in seen.hidden}
    assert rests == {"stays": True, "shows": False, "hands": False}
