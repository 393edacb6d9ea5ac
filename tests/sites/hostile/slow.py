"""Parts of a page that are late, missing or far too many."""

from __future__ import annotations

from tests.sites.hostile.parts import (
    EITHER,
    FAULT,
    HONEST,
    OPENLY,
    TEXT,
    Kind,
    body,
    document,
    drip,
    endless,
    hang,
    later,
    page,
    script,
)

# fmt: off

slow = Kind("slow parts")


def beside(name: str, what: str, head: str = "", in_body: str = "", honest: str = HONEST, ci: bool = False) -> None:
    """A page one part of which (or all at /…) never answers."""
    slow.add(name, what, {"/": page(head, in_body, honest), "*": hang}, ci=ci)


beside("css_hangs", "A style sheet never answers", '<link rel="stylesheet" href="/s.css">', ci=True)
beside("css_import_hangs", "A style sheet's @import never answers", "<style>@import '/s.css'; p { color: #222 }</style>")
beside("css_body_hangs", "A style sheet in the middle of the page never answers", honest=HONEST.replace("</h1>", '</h1><link rel="stylesheet" href="/s.css">'))
beside("script_hangs", "A blocking script never answers", '<script src="/s.js"></script>', ci=True)
beside("script_body_hangs", "A blocking script in the middle of the page never answers", honest=HONEST.replace("</h1>", f'</h1>{FAULT}<script src="/s.js"></script>'))
beside("defer_hangs", "A deferred script never answers", '<script defer src="/s.js"></script>')
beside("module_hangs", "A module's import never answers", "<script type='module'>import '/m.js'</script>")
beside("async_hangs", "An async script never answers", '<script async src="/s.js"></script>')
beside("image_hangs", "A picture never answers", in_body='<img src="/i.png" alt="一" width="40" height="40">')
beside("iframe_hangs", "A frame never answers", in_body='<iframe src="/f" title="地图"></iframe>')
beside("frames_hang", "Thirty frames never answer", in_body="".join(f'<iframe src="/f{n}" title="图{n}"></iframe>' for n in range(30)))
beside("images_hang", "Seven hundred pictures never answer", in_body="".join(f'<img src="/i{n}.png" alt="一">' for n in range(700)))
beside("media_hangs", "A film and its captions never answer", in_body='<video src="/v.mp4" controls><track kind="captions" src="/t.vtt"></video><audio src="/a.mp3" autoplay></audio>')
beside("object_hangs", "An object and an embed never answer", in_body='<object data="/o.svg" type="image/svg+xml"></object><embed src="/e.pdf" type="application/pdf">')
beside("preload_hangs", "Preloads, prefetches and the icon never answer", '<link rel="preload" as="font" href="/f.woff2" crossorigin><link rel="prefetch" href="/n"><link rel="icon" href="/i.ico"><link rel="manifest" href="/m.json">')
beside("fetch_hangs", "Forty requests of a script never answer", in_body="<script>for (let i = 0; i < 40; i++) fetch('/api/' + i)</script>")
beside("sync_xhr_hangs", "A synchronous request of a script never answers", in_body="<script>const x = new XMLHttpRequest(); x.open('GET', '/x', false); x.send()</script>")
beside("sync_xhr_on_load", "A synchronous request after load never answers", in_body="<script>onload = () => { const x = new XMLHttpRequest(); x.open('POST', '/x', false); x.send() }</script>")
beside("sync_xhr_loop", "Synchronous requests again and again, none of them answered", in_body="<script>setInterval(() => { const x = new XMLHttpRequest(); x.open('GET', '/x?' + Math.random(), false); try { x.send() } catch {} }, 300)</script>")
slow.add("css_drips", "A style sheet of ten bytes a second", {"/": page('<link rel="stylesheet" href="/s.css">'), "/s.css": drip(b"p { color: #222 } " * 100, 1, 10, "text/css")})
slow.add("css_late", "A style sheet after eight seconds", {"/": page('<link rel="stylesheet" href="/s.css">'), "/s.css": later(8, body("p { color: #222 }", "text/css"))})
slow.add("css_endless", "A style sheet that never ends", {"/": page('<link rel="stylesheet" href="/s.css">'), "/s.css": endless("", "p{color:#222}\n", "text/css", 500_000_000)}, EITHER, heavy=True)
slow.add("script_endless", "A script that never ends", {"/": page('<script src="/s.js"></script>'), "/s.js": endless("", "a=1;\n", "text/javascript", 500_000_000)}, EITHER, heavy=True)
slow.add("script_late", "A blocking script after nine seconds", {"/": page('<script src="/s.js"></script>'), "/s.js": later(9, body("1", "text/javascript"))})
slow.add("parts_500", "All parts answer 500", {"/": page('<link rel="stylesheet" href="/s.css"><script src="/s.js"></script>', '<iframe src="/f" title="图"></iframe><img src="/i.png" alt="一">'), "*": page(status=500)})
slow.add("parts_reset", "All parts are cut off", {"/": page('<link rel="stylesheet" href="/s.css"><script src="/s.js"></script>', '<iframe src="/f" title="图"></iframe><img src="/i.png" alt="一">'), "*": lambda asked: asked.reset()})
slow.add("page_late", "The page itself after nine seconds", later(9, page()), EITHER)
slow.add("stream_events", "An event stream that never ends", {"/": script("new EventSource('/e')"), "/e": drip(b"data: a\n\n" * 1000, 0.2, 9, "text/event-stream")})
slow.add("websocket_hangs", "A hundred WebSockets whose handshake never ends", {"/": script("for (let i = 0; i < 100; i++) new WebSocket(`ws://${location.host}/w${i}`)"), "*": hang})
slow.add("names_unknown", "290 pictures at names that do not exist", page(body="".join(f'<img src="http://n{n}.never.invalid/i.png" alt="一">' for n in range(290))))
slow.add("ports_closed", "300 pictures at ports where nobody listens", page(body="".join(f'<img src="http://127.0.0.80:{n + 2000}/" alt="一">' for n in range(300))))
slow.add("polling", "Asks for something every 20 ms, for ever", {"/": script("setInterval(() => fetch('/p?' + Math.random()), 20)"), "*": body("{}", "application/json")})
slow.add("long_polling", "Asks again whenever an answer of five seconds ends", {"/": script("const ask = () => fetch('/p').then(ask, ask); ask()"), "*": later(5, body("{}", "application/json"))})
slow.add("many_parts", "3,000 pictures, each a file of its own", {"/": page(body="".join(f'<img src="/i{n}.svg" alt="一" width="9" height="9">' for n in range(3000))), "*": body('<svg xmlns="http://www.w3.org/2000/svg"/>', "image/svg+xml")}, EITHER)

fonts = Kind("fonts", light=True)
FACES = "".join(f"@font-face {{ font-family: f{n}; src: url(/f{n}.woff2) }} p:nth-of-type({n + 1}) {{ font-family: f{n} }}" for n in range(40))
fonts.add("fonts_hang", "Forty fonts never answer", {"/": page(f"<style>{FACES}</style>", f"<p>{TEXT}</p>" * 40), "*": hang})
fonts.add("fonts_block", "A font never answers and hides all text until it does", {"/": page("<style>@font-face { font-family: f; src: url(/f.woff2); font-display: block } * { font-family: f }</style>"), "*": hang})
fonts.add("fonts_broken", "Fonts of random bytes", {"/": page(f"<style>{FACES}</style>", f"<p>{TEXT}</p>" * 40), "*": body(bytes((i * 31) % 255 for i in range(90_000)), "font/woff2")})
fonts.add("fonts_reset", "Fonts whose connections are cut", {"/": page(f"<style>{FACES}</style>", f"<p>{TEXT}</p>" * 40), "*": lambda asked: asked.reset()})
fonts.add("fonts_script", "A script loads fonts without end", {"/": script("let n = 0; const more = () => { const f = new FontFace('x' + n++, 'url(/f' + n + '.woff2)'); document.fonts.add(f); f.load().catch(more) }; for (let i = 0; i < 5; i++) more()"), "*": page(status=404)}, EITHER)
fonts.add("fonts_waiting", "document.fonts.ready never comes", {"/": script("setInterval(() => { const f = new FontFace('x' + Math.random(), 'url(/f.woff2)'); document.fonts.add(f); f.load() }, 50)"), "*": hang})

spa = Kind("single-page applications", light=True)
UNSEEN = {"image-alt", "color-contrast", "text-contrast", "heading-order", "label"}
SHELL = '<div id="app"><div class="spinner" aria-busy="true"></div></div>'
NAVIGATION = '<header><a href="/">首页</a><a href="/a">办事</a></header><div id="app"></div><footer>版权所有</footer>'


def application(name: str, what: str, code: str, api: object, honest: str = SHELL, ci: bool = False) -> None:
    """An application that gets nothing: not clean, whatever it then shows."""
    spa.add(
        name,
        what,
        {"/": script(code, honest), "*": api},  # type: ignore[dict-item]
        OPENLY | {"http-error", "audited"},
        found=(),
        unseen=UNSEEN,
        ci=ci,
    )


DRAW = "const draw = list => { app.innerHTML = list.map(x => `<p>${x.text}</p><img src='data:,'>`).join('') };"
GET = DRAW + "fetch('/api/list').then(r => r.json()).then(draw)"
application("spa_500", "The application's data answers 500", GET, page(status=500), ci=True)
application("spa_403", "The application's data answers 403 in JSON", GET, body('{"code": 403}', "application/json", 403))
application("spa_throws", "The application throws when its data comes", DRAW + "fetch('/api/list').then(r => r.json()).then(x => draw(x.data.list))", body('{"data": null}', "application/json"))
application("spa_hangs", "The application's data never comes", GET, hang)
application("spa_reset", "The application's data is cut off", GET, lambda asked: asked.reset())
application("spa_html", "The application's data is a page in HTML", GET, page())
application("spa_no_script", "The application's script answers 404", "", page(status=404), '<div id="app"></div><script src="/app.js"></script>')
application("spa_script_500", "The application's module answers 500", "", page(status=500), '<div id="app"></div><script type="module" src="/app.js"></script>')
application("spa_syntax", "The application's script does not parse", "", body("const = ;;;{{", "text/javascript"), '<div id="app"></div><script src="/app.js"></script>')
application("spa_frame", "The application catches that its data answers 500, and shows its frame", "app.innerHTML = `<div class=top>办事大厅</div>` + `<div>事项分类与办理部门</div>`.repeat(30) + `<div class=list></div>`; fetch('/api/list').then(r => { if (!r.ok) throw 0 }).catch(() => 0)", page(status=500))
application("spa_empty_table", "Head and tools of a table are the server's, its rows answer 503", "fetch('/api/rows', { method: 'POST', body: '{}' }).catch(() => 0)", body("{}", "application/json", 503), "<main><h1>公示</h1><input aria-label=关键词><table><thead><tr><th>事项<th>部门</thead><tbody id=rows></tbody></table></main>")
spa.add("little_counter", "A page of a few words whose counter answers 500", {"/": script("fetch('/c', { method: 'POST', body: 'v' }); fetch('/visit/count?p=1')", f"<main><p>今日放假。</p>{FAULT}</main>"), "*": page(status=500)}, ci=True)
spa.add("spa_csp", "A policy forbids the application's own script", {"/": page(honest='<div id="app"></div><script src="/app.js"></script>', headers={"Content-Security-Policy": "script-src 'none'"}), "*": body("document.getElementById('app').innerHTML = '<p>a</p>'", "text/javascript")}, OPENLY | {"http-error", "audited"}, found=(), unseen=UNSEEN)
application("spa_spins", "Shows a turning wheel and asks again for ever", "const again = () => fetch('/api').then(r => { if (!r.ok) setTimeout(again, 200) }); again()", page(status=503), '<div id="app"><p>加载中…</p></div>')
spa.add("spa_navigation", "Navigation is there, the content's data answers 500", {"/": script(GET, NAVIGATION), "*": page(status=500)}, OPENLY | {"http-error", "audited"}, found=(), unseen=("image-alt",))
spa.add("spa_late", "The application draws after six seconds", {"/": script(f"setTimeout(() => {{ app.innerHTML = {HONEST!r} }}, 6000)", '<div id="app"></div>')}, {"audited", "blank"})
spa.add("spa_removes", "The application removes the page that the server sent", {"/": script("setTimeout(() => document.querySelector('main').remove(), 100)")}, OPENLY | {"http-error"})
spa.add("spa_error_text", "The application says that it could not load", {"/": script("fetch('/api').then(r => { app.textContent = r.ok ? 'a' : '系统异常，请稍后再试' })", SHELL), "*": page(status=500)}, OPENLY | {"http-error", "soft-404", "blocked", "audited"}, found=(), unseen=("image-alt",))
spa.add("spa_loads", "An application whose data comes", {"/": script(DRAW + "fetch('/api/list').then(r => r.json()).then(draw)", SHELL), "*": body('[{"text": "%s"}]' % (TEXT * 4), "application/json")})

KINDS = (slow, fonts, spa)
__all__ = ["KINDS", "document"]
