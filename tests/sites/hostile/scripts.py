"""Scripts that flood, spin, ask, open windows, go round in circles or fill memory."""

from __future__ import annotations

from tests.sites.hostile.parts import EITHER, OPENLY, Kind, body, document, page, script

# fmt: off

floods = Kind("script floods")


def flood(name: str, what: str, code: str, right: object = EITHER, heavy: bool = True, **more: object) -> None:
    """A page with a script that does something without end."""
    floods.add(name, what, script(code), right, heavy=heavy, **more)  # type: ignore[arg-type]


flood("flood_push_state", "pushState without end", "let n = 0; setInterval(() => { for (let i = 0; i < 300; i++) history.pushState(n, '', '?' + n++) }, 1)")
flood("flood_hash", "Another fragment each millisecond", "let n = 0; setInterval(() => { location.hash = n++ }, 1)")
flood("flood_title", "Another title each millisecond", "let n = 0; setInterval(() => { document.title = '办事指南' + n++ }, 1)")
flood("flood_console", "Console messages without end", "setInterval(() => { for (let i = 0; i < 2000; i++) console.log('x'.repeat(500), {a: [1, 2, 3]}, document.body) }, 1)")
flood("flood_console_large", "Console messages of 5 MB", "const s = 'x'.repeat(5e6); setInterval(() => console.log(s), 20)")
flood("flood_errors", "Errors without end", "setInterval(() => { for (let i = 0; i < 500; i++) setTimeout(() => { throw new Error('x'.repeat(1000)) }) }, 5)")
flood("flood_rejections", "Refused promises without end", "setInterval(() => { for (let i = 0; i < 500; i++) Promise.reject(new Error('x')) }, 5)")
flood("flood_requests", "Requests without end", "setInterval(() => { for (let i = 0; i < 50; i++) fetch('/x' + Math.random()).catch(() => 0) }, 5)")
flood("flood_mutations", "The page redraws itself at every moment", "const m = document.querySelector('main'); const kept = m.innerHTML; setInterval(() => { m.innerHTML = kept }, 1)")
flood("flood_attributes", "Classes of all elements change at every moment", "let n = 0; setInterval(() => { for (const e of document.querySelectorAll('*')) e.className = 'c' + n++ }, 1)")
flood("flood_microtasks", "Microtasks without end: nothing else ever runs", "const again = () => Promise.resolve().then(again); setTimeout(again, 50)", OPENLY)
flood("flood_timers", "20,000 timers", "for (let i = 0; i < 20000; i++) setInterval(() => i * i, 1)")
flood("flood_frames", "A frame's work in each animation frame, three times as long", "const work = () => { const end = performance.now() + 50; while (performance.now() < end); requestAnimationFrame(work) }; work()")
flood("spin_at_once", "A loop that never ends, while the page is read", "for (;;);", OPENLY)
flood("spin_on_load", "A loop that never ends, after load", "addEventListener('load', () => setTimeout(() => { for (;;); }, 100))", EITHER)
flood("spin_on_focus", "A loop that never ends when something is focused", "const b = document.createElement('button'); b.textContent = '查询'; b.onfocus = () => { for (;;); }; document.body.append(b)")
flood("spin_on_scroll", "A loop that never ends when the page scrolls or is resized", "onscroll = onresize = () => { for (;;); }; document.body.style.height = '9000px'")
flood("spin_workers", "Sixteen workers that spin", "for (let i = 0; i < 16; i++) new Worker(URL.createObjectURL(new Blob(['for (;;);'])))")
flood("spin_regex", "A regular expression that never ends", "setTimeout(() => /^(a+)+$/.test('a'.repeat(60) + 'b'), 100)")
flood("spin_getter", "A prototype that spins when it is asked", "Object.defineProperty(Element.prototype, 'attributes', { get() { for (;;); } }); Object.defineProperty(Node.prototype, 'childNodes', { get() { for (;;); } })")
flood("debugger_loop", "debugger without end", "setInterval(() => { debugger }, 1)", heavy=False)
flood("broken_globals", "Array, Promise, JSON and the DOM are overwritten", "Array.prototype.map = Array.prototype.push = Object.keys = JSON.stringify = () => { throw 1 }; window.Promise = undefined; document.querySelectorAll = () => null; Element.prototype.getBoundingClientRect = () => { throw 2 }; Node.prototype.appendChild = null", "audited", heavy=False, ci=True)
flood("shadow_names", "Elements named like the document's own properties", "document.body.insertAdjacentHTML('beforeend', '<form name=\"body\"><input name=\"attributes\"><input name=\"parentNode\"><input name=\"tagName\"><input id=\"querySelectorAll\"></form><img name=\"documentElement\" alt=\"\"><form name=\"title\"></form>')", "audited", heavy=False)
flood("message_flood", "Messages to itself without end", "onmessage = () => { postMessage(1, '*'); postMessage(1, '*') }; setTimeout(() => postMessage(1, '*'), 100)")
flood("observer_loop", "A mutation observer that causes what it observes", "new MutationObserver(() => document.body.setAttribute('data-n', Math.random())).observe(document.body, { attributes: true }); document.body.setAttribute('data-n', 0)", OPENLY | {"audited"})
flood("layout_thrash", "Lays 3,000 elements out at every moment", "for (let i = 0; i < 3000; i++) document.body.append(Object.assign(document.createElement('span'), { textContent: 'a' })); setInterval(() => { for (const e of document.querySelectorAll('span')) { e.style.width = e.offsetWidth + 1 + 'px' } }, 1)")
flood("storage_full", "Fills local storage, session storage and IndexedDB", "for (let i = 0; i < 50; i++) { try { localStorage['k' + i] = sessionStorage['k' + i] = 'x'.repeat(1e6) } catch {} } const o = indexedDB.open('d'); o.onupgradeneeded = () => o.result.createObjectStore('s'); o.onsuccess = () => setInterval(() => o.result.transaction('s', 'readwrite').objectStore('s').add('x'.repeat(1e6), Math.random()), 20)")
flood("beacons", "Beacons and reports without end", "setInterval(() => { for (let i = 0; i < 20; i++) navigator.sendBeacon('/b', 'x'.repeat(900)) }, 10)", heavy=False)

dialogs = Kind("dialogs")
for kind in ("alert", "confirm", "prompt"):
    dialogs.add(f"dialog_{kind}", f"{kind}() before anything is there", page(f"<script>{kind}('请注意')</script>"), ci=kind == "confirm")
dialogs.add("dialog_loop", "alert() for ever", script("setTimeout(() => { for (;;) alert('请注意') }, 100)"), EITHER, heavy=True)
dialogs.add("dialog_interval", "alert() ten times a second", script("setInterval(() => alert('请注意'), 100)"))
dialogs.add("dialog_leaving", "Asks whether one wants to leave", script("onbeforeunload = event => { event.preventDefault(); event.returnValue = 'a'; return 'a' }; onpagehide = onunload = () => { alert(1); for (let end = Date.now() + 3000; Date.now() < end;); }"))
dialogs.add("dialog_print", "Prints itself, goes full screen, asks for place, camera and messages", script("setInterval(() => { print(); document.documentElement.requestFullscreen().catch(() => 0) }, 500); navigator.geolocation.getCurrentPosition(() => 0); navigator.mediaDevices?.getUserMedia({ video: true }).catch(() => 0); Notification.requestPermission()"))
dialogs.add("dialog_modal", "A modal dialog over everything that can't be closed", script("const d = document.createElement('dialog'); d.innerHTML = '<p>请先同意</p>'; document.body.append(d); d.showModal(); d.addEventListener('cancel', e => e.preventDefault()); setInterval(() => d.open || d.showModal(), 50)"), found=())
dialogs.add("dialog_frames", "A frame that asks without end", {"/": page(body='<iframe src="/f" title="图"></iframe>'), "/f": script("setInterval(() => confirm('a'), 50)")})
dialogs.add("dialog_files", "Opens the choice of a file without end", script("const i = document.createElement('input'); i.type = 'file'; i.title = '材料'; document.body.append(i); setInterval(() => { i.click(); i.showPicker && (() => { try { i.showPicker() } catch {} })() }, 100)"))

windows = Kind("windows")
windows.add("windows_flood", "Opens windows without end", script("setInterval(() => open('/?' + Math.random()), 100)"), EITHER, heavy=True)
windows.add("windows_on_key", "Opens windows at every key, focus and click", script("for (const e of ['keydown', 'focusin', 'mouseover', 'click']) addEventListener(e, () => open('about:blank')); document.body.insertAdjacentHTML('beforeend', '<button>a</button><a href=\"#\">b</a>')"))
windows.add("windows_close", "Closes itself", script("setInterval(() => { close(); open('', '_self').close() }, 100)"), EITHER)
windows.add("windows_opener", "A window that it opens leads its opener elsewhere", {"/": script("open('/w')"), "/w": script("setInterval(() => { opener.location = '/e' }, 100)"), "/e": page(status=500)}, EITHER | {"http-error"})
windows.add("windows_write", "Windows that are written to without end", script("const w = open('about:blank'); setInterval(() => w && w.document.write('<p>' + 'x'.repeat(10000)), 10)"), EITHER)

loops = Kind("navigation loops")
loops.add("loop_reload", "Reloads itself at once, for ever", script("location.reload()"), EITHER)
loops.add("loop_reload_late", "Reloads itself every two seconds", script("setTimeout(() => location.reload(), 2000)"), EITHER)
loops.add("loop_random", "Goes to another address of its own at once, for ever", {"*": script("location.href = '/' + Math.random()")}, EITHER)
loops.add("loop_form", "Sends its form at once, for ever", script("document.body.insertAdjacentHTML('beforeend', '<form><input name=q></form>'); document.forms[0].submit()"), EITHER)
loops.add("loop_post", "Sends its form by POST at once, for ever", script("document.body.insertAdjacentHTML('beforeend', '<form method=post></form>'); document.forms[0].submit()"), EITHER)
loops.add("loop_history", "Goes back and forth in its history", script("history.pushState(0, '', '?a'); history.pushState(0, '', '?b'); setInterval(() => { history.back(); setTimeout(() => history.forward(), 20) }, 50)"))
loops.add("loop_top", "A frame leads its page elsewhere", {"/": page(body='<iframe src="/f" title="图"></iframe>'), "/f": script("top.location = '/?' + Math.random()")}, EITHER)
loops.add("loop_frames", "Ten frames that reload themselves", {"/": page(body='<iframe src="/f" title="图"></iframe>' * 10), "/f": script("setTimeout(() => location.reload(), 30)")})
loops.add("loop_write", "Writes itself anew again and again", script("const again = () => { const s = document.documentElement.outerHTML; document.open(); document.write(s); document.close(); }; let n = 0; setInterval(again, 200)"), EITHER)
loops.add("page_removed", "Removes its own document", script("setTimeout(() => document.documentElement.remove(), 300)"), OPENLY)
loops.add("page_stops", "Stops its own loading", page("<script>window.stop()</script>"), EITHER)
loops.add("page_replaced", "Replaces its document by another one", script(f"setTimeout(() => {{ document.open(); document.write({document()!r}); document.close() }}, 300)"))

memory = Kind("memory bombs")


def bomb(name: str, what: str, code: str) -> None:
    """A page that fills memory."""
    memory.add(name, what, script(code), EITHER, heavy=True)


bomb("bomb_array", "An array that grows for ever", "const a = []; setInterval(() => { for (let i = 0; i < 20; i++) a.push(new Array(1e5).fill(Math.random())) }, 1)")
bomb("bomb_at_once", "An array that grows for ever, without a pause", "setTimeout(() => { const a = []; for (;;) a.push(new Array(1e5).fill(Math.random())) }, 200)")
bomb("bomb_strings", "Strings that double", "let s = ['x']; setInterval(() => { s.push(s[s.length - 1].repeat(2).split('').reverse().join('')) }, 5)")
bomb("bomb_buffers", "Buffers outside the script's own memory", "const a = []; setInterval(() => { try { a.push(new Uint8Array(3e7).fill(1)) } catch {} }, 5)")
bomb("bomb_dom", "Elements without end", "setInterval(() => { for (let i = 0; i < 5000; i++) document.body.append(document.createElement('p')) }, 1)")
bomb("bomb_canvas", "Canvases of 64 MB", "const a = []; setInterval(() => { const c = document.createElement('canvas'); c.width = c.height = 4000; const x = c.getContext('2d'); x.fillRect(0, 0, 4000, 4000); a.push(c, x.getImageData(0, 0, 4000, 4000)) }, 50)")
bomb("bomb_worker", "A worker whose memory grows for ever", "new Worker(URL.createObjectURL(new Blob(['const a = []; for (;;) a.push(new Float64Array(1e6).fill(1))'])))")
bomb("bomb_wasm", "WebAssembly memories of 4 GB", "const a = []; setInterval(() => { try { const m = new WebAssembly.Memory({ initial: 1000 }); new Uint8Array(m.buffer).fill(1); a.push(m) } catch {} }, 30)")
bomb("bomb_blobs", "Blobs of 20 MB", "setInterval(() => URL.createObjectURL(new Blob([new Uint8Array(2e7)])), 30)")
bomb("bomb_title", "A title of 10 MB", "document.title = '办'.repeat(1e7 / 2)")
bomb("bomb_title_450", "A title of 450 MB", "document.title = 'x'.repeat(450e6)")
bomb("bomb_attribute", "An attribute of 60 MB", "document.querySelector('img').className = 'x'.repeat(60e6)")
bomb("bomb_text", "A text of 60 MB", "document.querySelector('p').append('字 '.repeat(2e7))")
bomb("bomb_address", "An address with a fragment of 1.9 MB", "history.replaceState(0, '', '#' + 'x'.repeat(1.9e6))")
bomb("bomb_headers", "Links of 1 MB each", "for (let i = 0; i < 60; i++) { const a = document.createElement('a'); a.href = '/' + 'x'.repeat(1e6) + i; a.textContent = '去'; document.body.append(a) }")
memory.add("bomb_image", "Pictures that unpack to 100 MB each", {"/": page(body="".join(f'<img src="/i{n}.svg" alt="一" width="9000" height="9000">' for n in range(12))), "*": body('<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="9000"><filter id="f"><feTurbulence baseFrequency="0.01"/></filter><rect width="9000" height="9000" filter="url(#f)"/></svg>', "image/svg+xml")}, EITHER, heavy=True)
USE = "".join(f'<g id="g{n}">{f"<use href=#g{n - 1} />" * 10}</g>' for n in range(1, 9))
memory.add("bomb_use", "Drawings that repeat one another ten million times", page(body=f'<svg width="100" height="100"><g id="g0"><path d="M0 0h1"/></g>{USE}</svg>'), EITHER, heavy=True)
memory.add("bomb_service_data", "Answers of 400 MB to a script", {"/": script("fetch('/d').then(r => r.text()).then(t => { window.kept = t.split('a') })"), "/d": lambda asked: (asked.start(), [asked.send(b"a " * 500_000) for _ in range(400)])[0]}, EITHER, heavy=True)  # type: ignore[func-returns-value]

KINDS = (floods, dialogs, windows, loops, memory)
