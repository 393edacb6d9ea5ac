"""Documents too large, too deep or too odd, faults that lie behind some limit, frames, style sheets, focus, policies."""

from __future__ import annotations

import zlib

from tests.sites.hostile.parts import (
    EITHER,
    FAULT,
    HONEST,
    JUDGED,
    TEXT,
    Kind,
    body,
    document,
    drip,
    endless,
    hang,
    page,
    redirect,
    script,
)
from tests.sites.hostile.server import Asked

# fmt: off

big = Kind("big documents")


def many(name: str, what: str, in_body: str, right: frozenset[str] = EITHER, honest: str = HONEST, **more: object) -> None:
    """A large document; what is honest stands first."""
    big.add(name, what, page(body=in_body, honest=honest), right, heavy=True, **more)  # type: ignore[arg-type]


many("big_elements", "100,000 elements", "<b>a</b>" * 100_000)
many("big_elements_42000", "42,000 elements with text", f"<p>{TEXT}</p>" * 42_000, JUDGED)
many("big_paragraphs", "20,000 paragraphs", f"<p>{TEXT[:12]}</p>" * 20_000, JUDGED)
many("big_table", "A table of 100,000 cells", "<table>" + ("<tr>" + "<td>a</td>" * 20 + "</tr>") * 5000 + "</table>")
many("big_options", "100,000 options", f"<label>区<select>{'<option>a</option>' * 100_000}</select></label>")
many("big_inputs", "20,000 fields", "<label>a<input></label>" * 20_000)
many("big_equal_ids", "20,000 equal ids", '<label for="a">a</label><input id="a">' * 10_000)
many("big_links", "3,000 links in one line", "<p>" + " ".join(f'<a href="#{n}">第{n}项</a>' for n in range(3000)) + "</p>", JUDGED)
many("big_stops", "20,000 tab stops", "<button>a</button>" * 20_000)
many("big_images", "5,000 pictures", '<img src="data:," alt="一" width="9" height="9">' * 5000)
many("big_nesting", "60,000 elements one inside another", "<div>" * 60_000 + "a")
many("big_inline_nesting", "5,000 formatting elements never closed, 300 times", "<b><i><u>a" * 1700 + "<p>" * 300)
many("big_comments", "200 kB of unclosed comments", "<!--" * 50_000)
many("big_brackets", "1 MB of less-than signs", "<" * 1_000_000 + "a < b")
many("big_scripts_text", "40,000 unclosed scripts", "<script>" + "<script" * 40_000)
many("big_attributes", "An element with 50,000 attributes", "<p " + " ".join(f"a{n}=b" for n in range(50_000)) + ">a</p>")
many("big_attribute", "An attribute of 8 MB", f'<p title="{"字" * 2_700_000}">a</p>')
many("big_word", "A word of 5 MB", f"<p>{'a' * 5_000_000}</p>")
many("big_text", "10 MB of text", f"<p>{TEXT * 95_000}</p>")
many("big_lines", "A text of 100,000 lines", "<pre>" + "a\n" * 100_000 + "</pre>")
many("big_styles", "20,000 rules of style", "<style>" + "".join(f".a{n} .b{n} > p:nth-child({n}) {{ color: #{n % 999:03} }}" for n in range(20_000)) + "</style>")
many("big_has", "Selectors with :has() over everything, and a page that changes", "<style>" + "".join(f"body:has(p:nth-of-type({n}):not(:has(b))) i {{ color: red }}" for n in range(300)) + "</style>" + "<p><i>a</i></p>" * 1500 + "<script>setInterval(() => document.body.append('a'), 50)</script>")
many("big_tall", "A page 30 million pixels tall", '<div style="height:30000000px"></div>')
many("big_wide", "A page 30 million pixels wide", '<div style="width:30000000px;height:9px"></div>')
many("big_huge_sizes", "Sizes beyond all numbers", '<div style="width:1e30px;height:calc(1e30px * 1e30);margin:-1e20px;font-size:1e9px">a</div>')
many("big_list_levels", "Lists five hundred levels deep", "<ul><li>a" * 500)
many("big_tables_nested", "Tables one inside another, 60 levels", "<table><tr><td>" * 60 + "a")
many("big_spans", "Cells that span 65,534 rows and 1,000 columns", "<table>" + '<tr><td rowspan="65534" colspan="1000">a</td></tr>' * 60 + "</table>")
many("big_shadow", "2,000 shadow roots", "<div></div>" * 2000 + "<script>for (const e of document.querySelectorAll('div')) e.attachShadow({ mode: 'open' }).innerHTML = '<p>a</p><slot></slot>'</script>")
many("big_svg", "A drawing of 50,000 shapes", '<svg width="900" height="900">' + "".join(f'<circle cx="{n % 900}" cy="{n % 899}" r="2"/>' for n in range(50_000)) + "</svg>")
many("big_aria", "aria-owns and aria-labelledby in circles, 3,000 of them", "".join(f'<div id="o{n}" role="list" aria-owns="o{(n + 1) % 3000}" aria-labelledby="o{(n + 1) % 3000} o{(n + 2) % 3000}">a</div>' for n in range(3000)))
many("big_map", "An image map of 5,000 areas", '<img src="data:," alt="" usemap="#m" width="500" height="500"><map name="m">' + "".join(f'<area href="#{n}" alt="{n}" shape="rect" coords="{n % 500},0,{n % 500 + 1},9">' for n in range(5000)) + "</map>")
many("big_maths", "MathML two thousand levels deep", "<math>" + "<mrow><msqrt>" * 2000 + "<mi>a</mi></math>")
big.add("big_50mb", "A document of 50 MB", lambda asked: asked.reply(document(body=f"<p>{TEXT}</p>" * 440_000)), EITHER, heavy=True)
big.add("big_slow_line", "2 MB at 60 kB a second", drip(document(body=f"<p>{TEXT}</p>" * 18_000).encode(), 0.5, 30_000), EITHER)

limits = Kind("faults behind limits")
NO_FAULT = HONEST.replace(FAULT, "")
ID = "".join(["1101", "0119", "9003", "0720", "17"])  # a number that is well-formed and nobody's
LATE = f'<p style="color:#bbb;background:#fff">{TEXT}</p>{FAULT}<label for="none">a</label><input name="q">'


def behind(name: str, what: str, before: str, fault: str = LATE, unseen: tuple[str, ...] = ("image-alt",), heavy: bool = False, ci: bool = False, right: frozenset[str] = JUDGED) -> None:
    """A fault behind so much else that it may not be seen: it is found, or its rule does not pass."""
    limits.add(name, what, page(body=before + fault, honest=NO_FAULT), right, found=(), unseen=unseen, heavy=heavy, ci=ci)


behind("behind_breaks", "Faults behind 30,200 line breaks", "<br>" * 30_200, unseen=("image-alt", "text-contrast"), heavy=True, right=EITHER)
behind("behind_text", "An identity number behind 2,500 characters of one text", "", f"<p>{'甲' * 2500}{ID}</p>", ("exposed-id-number",), ci=True)
behind("behind_frames", "A fault in the fortieth frame", "".join(f'<iframe title="图{n}" srcdoc="&lt;p&gt;a"></iframe>' for n in range(39)), "<iframe title='图' srcdoc='&lt;img src=&quot;data:,&quot; width=40 height=40&gt;'></iframe>")
behind("behind_samples", "Faint text behind 600 texts on pictures", "".join(f'<p style="background:url(data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22/%3E) #fff">第{n}条</p>' for n in range(600)), f'<p style="background:linear-gradient(#fff,#fefefe);color:#ddd">{TEXT}</p>', ("text-contrast",), heavy=True)
behind("behind_stops", "120 tab stops, then one without any sign of focus", "".join(f'<button>第{n}项</button> ' for n in range(120)), "<style>.n:focus { outline: 0 }</style><button class='n'>最后一项</button>", ("focus-visible", "focus-order", "keyboard-trap"))
behind("behind_outlines", "outline: 0 for all of a whole site", "<style>*:focus, *:focus-visible { outline: 0 !important }</style>", "".join(f'<p><a href="#{n}">第{n}项办事指南</a></p>' for n in range(40)), ("focus-visible",))
behind("behind_hover", "Content on hover behind 40 other triggers", "<style>.t b { display: none } .t:hover b { display: block }</style>" + "".join(f'<p title="a" onmouseover="this.dataset.n = 1">第{n}项</p>' for n in range(40)), "<p class='t'>最后一项<b>只在指针上</b></p>", ("hover-content",))
behind("behind_forms", "A form that says nothing behind twelve others", "".join(f'<form action="/a{n}"><label>a<input required></label><button>提交</button></form>' for n in range(12)), "<form action='/z' novalidate><label>最后<input required></label><button>提交</button></form>", ("error-identification",))
behind("behind_media", "A film without captions behind eight others", "".join(f'<audio controls src="/a{n}.mp3"></audio>' for n in range(8)), "<video controls src='/v.mp4'></video>", ("video-captions",))
behind("behind_clicks", "Something that only the mouse works behind 40 others", "".join(f'<button onclick="this.dataset.n=1">第{n}项</button>' for n in range(40)), "<div onclick='this.textContent = \"好\"' style='cursor:pointer'>最后一项</div>", ("keyboard-reach",))
behind("behind_height", "Faint text over a picture 40,000 px down", '<div style="height:40000px"></div>', f'<p style="background:linear-gradient(90deg,#fff,#fefefe);color:#ddd">{TEXT}</p>', ("text-contrast",))
behind("behind_shadow", "A fault in a closed shadow root", "<div id='h'></div>", "<script>h.attachShadow({ mode: 'closed' }).innerHTML = `<img src='data:,' width=40 height=40>`</script>")
behind("behind_collapsed", "A fault in a part that opens by a click only", "", f"<details><summary>更多</summary>{FAULT}</details>")
behind("behind_frame_500", "A frame that answers 500", "", '<iframe src="/e" title="图"></iframe>', ci=True)
behind("behind_links", "A link without a name behind 6,000 others", "".join(f'<a href="#{n}">第{n}项</a> ' for n in range(6000)), '<a href="/z"></a>', ("link-name",), heavy=True, right=EITHER)
behind("behind_ids", "A field whose label lies behind 9,000 fields", "<label>a<input></label>" * 9000, "<input name='z'>", ("label",), heavy=True, right=EITHER)

frames = Kind("frames")
frames.add("frame_itself", "A frame that shows its own page", page(body='<iframe src="/" title="图"></iframe>'))


def _two_more(asked: Asked) -> None:
    asked.reply(document(body="".join(f'<iframe src="/{asked.before}{asked.path[-9:].strip("/")}{end}" title="图"></iframe>' for end in "ab")))


frames.add("frame_two_of_itself", "Two frames that show pages with two frames, for ever", {"*": _two_more, "/": _two_more}, EITHER, heavy=True)
frames.add("frame_3000", "3,000 frames", page(body='<iframe title="图" srcdoc="<p>a"></iframe>' * 3000), EITHER, heavy=True)
frames.add("frame_deep", "Forty frames one inside another", {"*": lambda asked: page(body=f'<iframe src="/{int(asked.path[1:] or 0) + 1}" title="图"></iframe>' if int(asked.path[1:] or 0) < 40 else "")(asked)}, heavy=True)
frames.add("frame_sandbox", "Frames with a sandbox and no scripts", {"/": page(body='<iframe sandbox src="/f" title="图"></iframe><iframe sandbox srcdoc="<p>a" title="图二"></iframe>'), "/f": page()})
frames.add("frame_csp_sandbox", "A frame and the page itself sandboxed by a policy", {"/": page(body='<iframe src="/f" title="图"></iframe>', headers={"Content-Security-Policy": "sandbox"}), "/f": page(headers={"Content-Security-Policy": "sandbox"})}, ci=True)
frames.add("frame_refused", "A frame that may not be framed, one that is cut off, one that is a download", {"/": page(body='<iframe src="/x" title="图"></iframe><iframe src="/y" title="图二"></iframe><iframe src="/z" title="图三"></iframe>'), "/x": page(headers={"X-Frame-Options": "DENY"}), "/y": lambda asked: asked.reset(), "/z": body(b"a" * 999, "application/octet-stream")})
frames.add("frame_moves", "A frame that is taken out and put in again at every moment", script("const f = document.createElement('iframe'); f.title = '图'; f.srcdoc = '<p>a'; setInterval(() => { f.remove(); document.body.append(f) }, 5)"))
frames.add("frame_spins", "A frame of another host that spins", {"/": page(body='<iframe src="http://127.0.0.81:{port}/" title="图"></iframe><iframe src="/f" title="图二"></iframe>'), "/f": script("setTimeout(() => { for (;;); }, 500)")}, EITHER, heavy=True)
frames.add("frame_stranger", "A frame of another host", page(body='<iframe src="{stranger}/" title="图"></iframe>'))
frames.add("frame_set", "A frameset", {"/": body('<html lang="zh-CN"><head><title>办事</title></head><frameset cols="50%,50%"><frame src="/a" title="左"><frame src="/b" title="右"></frameset></html>'), "*": page()})
frames.add("frame_bomb", "A frame whose memory grows for ever", {"/": page(body='<iframe src="/f" title="图"></iframe>'), "/f": script("const a = []; setInterval(() => { for (let i = 0; i < 20; i++) a.push(new Array(1e5).fill(Math.random())) }, 1)")}, EITHER, heavy=True)
frames.add("frame_forged", "A frame that posts answers of ours and overwrites our names", {"/": page(body='<iframe src="/f" title="图"></iframe><script>window.__auditor = 1; Object.freeze(window); window.axe = { run: () => Promise.resolve({ violations: [] }) }</script>'), "/f": script("setInterval(() => parent.postMessage({ topic: 'axe.start', payload: { violations: [] } }, '*'), 10)")})

styles = Kind("style sheets")
styles.add("style_hidden", "Everything is display: none", page("<style>body { display: none !important }</style>"), {"audited", "blank"}, found=())
styles.add("style_hidden_until", "Everything is invisible until a script that never comes", {"/": page("<style>body { visibility: hidden }</style>", '<script src="/s.js"></script>'), "*": hang}, {"audited", "blank"}, found=())
styles.add("style_variables", "Variables that double thirty times", page("<style>:root { --a0: a; " + " ".join(f"--a{n}: var(--a{n - 1}) var(--a{n - 1});" for n in range(1, 30)) + " } p::before { content: var(--a29) }</style>"), EITHER, heavy=True)
styles.add("style_content", "Generated content of 3 MB", page("<style>p::before { content: '" + "字" * 1_000_000 + "' }</style>"), EITHER, heavy=True)
styles.add("style_10mb", "A style sheet of 10 MB", {"/": page('<link rel="stylesheet" href="/s.css">'), "/s.css": body("p > a.b:not(.c) { color: #222 }\n" * 330_000, "text/css")}, EITHER, heavy=True)
styles.add("style_import_chain", "A style sheet that imports another one, for ever", {"/": page('<link rel="stylesheet" href="/s.css">'), "*": lambda asked: asked.reply(f"@import '/s{asked.path[2:-4] or 0}1.css'; p {{ color: #222 }}", {"Content-Type": "text/css"})}, EITHER)
styles.add("style_animations", "2,000 animations without end", page("<style>@keyframes k { to { transform: rotate(9turn); color: red; width: 90% } } i { animation: k .1s infinite; display: block }</style>", "<i>a</i>" * 2000), EITHER, heavy=True)
styles.add("style_filters", "Filters and shadows on everything, with light that moves", page("<style>* { filter: blur(9px) drop-shadow(0 0 90px red); box-shadow: 0 0 900px 400px; will-change: transform; backdrop-filter: blur(40px) }</style>", "<p>a</p>" * 500), EITHER, heavy=True)
styles.add("style_turned", "The page is turned, shrunk and pushed out of the window", page("<style>html { transform: rotate(90deg) scale(.01) translate(-90000px); zoom: .1; writing-mode: vertical-rl; direction: rtl }</style>"), {"audited", "blank"})
styles.add("style_overlay", "A layer of glass over everything that takes all clicks", page("<style>#g { position: fixed; inset: 0; z-index: 2147483647; background: #fff2 }</style>", '<div id="g"></div><button>查询</button>'))
styles.add("style_broken", "A style sheet of random bytes", {"/": page('<link rel="stylesheet" href="/s.css">'), "/s.css": body(bytes((i * 89) % 256 for i in range(200_000)), "text/css")})
styles.add("style_swap", "Style sheets are changed at every moment", script("let n = 0; setInterval(() => { const s = document.createElement('style'); s.textContent = `p { color: hsl(${n++} 50% 50%) }`; document.head.append(s); if (n > 20) document.querySelector('style').remove() }, 5)"))
styles.add("style_media_flip", "A script reloads whenever a width, scheme or print changes", script("for (const q of ['(max-width: 500px)', '(prefers-color-scheme: dark)', '(prefers-reduced-motion: reduce)', '(orientation: landscape)', 'print']) matchMedia(q).onchange = () => location.reload()"))
styles.add("style_transition", "Transitions of an hour on everything", page("<style>* { transition: all 3600s } *:focus { outline: 9px solid red }</style>", "<button>查询</button>" * 5))
styles.add("style_scroll", "The page scrolls by itself for ever", script("document.body.style.height = '90000px'; setInterval(() => scrollBy(0, 50), 5)"))

focus = Kind("focus traps")
focus.add("focus_cycle", "Focus jumps between two fields for ever", script("document.body.insertAdjacentHTML('beforeend', '<input id=a title=a><input id=b title=b>'); a.onfocus = () => setTimeout(() => b.focus()); b.onfocus = () => setTimeout(() => a.focus()); a.focus()"))
focus.add("focus_stolen", "Focus is taken back every 20 ms", script("document.body.insertAdjacentHTML('beforeend', '<input id=a title=a>' + '<button>b</button>'.repeat(9)); setInterval(() => a.focus(), 20)"))
focus.add("focus_grows", "Each focus adds two more tab stops", script("const more = e => { for (let i = 0; i < 2; i++) { const b = document.createElement('button'); b.textContent = 'b'; b.onfocus = more; e.target.after(b) } }; document.body.insertAdjacentHTML('beforeend', '<button id=s>a</button>'); s.onfocus = more"), unseen=("focus-order", "keyboard-trap"))
focus.add("focus_removed", "What is focused is removed", script("for (let i = 0; i < 90; i++) { const b = document.createElement('button'); b.textContent = '第' + i; b.onfocus = () => setTimeout(() => b.remove(), 5); document.body.append(b) }"))
focus.add("focus_keys", "All keys are swallowed", script("for (const e of ['keydown', 'keypress', 'keyup']) addEventListener(e, x => { x.preventDefault(); x.stopImmediatePropagation() }, true); document.body.insertAdjacentHTML('beforeend', '<button>a</button>'.repeat(5))"))
focus.add("focus_slow", "Each key costs half a second", script("addEventListener('keydown', () => { for (const end = Date.now() + 500; Date.now() < end;); }); document.body.insertAdjacentHTML('beforeend', '<button>a</button>'.repeat(60))"), unseen=("focus-visible",), heavy=True)
focus.add("focus_leaves", "Focus leads to another page", {"/": script("document.body.insertAdjacentHTML('beforeend', '<a href=/b id=l>a</a><button>b</button>'); l.onfocus = () => { location.href = '/b' }"), "/b": page(status=500)})
focus.add("focus_frames", "Tab stops in fifty frames", page(body='<iframe title="图" srcdoc="<button>a</button><button>b</button>"></iframe>' * 50), heavy=True)
focus.add("focus_tabindex", "5,000 positive tabindexes in random order", page(body="".join(f'<p tabindex="{n * 7919 % 5000 + 1}">a</p>' for n in range(5000))), unseen=("focus-visible",), heavy=True)
focus.add("focus_hidden", "200 tab stops that nobody sees", page(body='<a href="#" style="opacity:0;position:absolute;left:-9999px">a</a>' * 200), unseen=("focus-visible",))

workers = Kind("service workers")


def worker(name: str, what: str, code: str, right: frozenset[str] = JUDGED) -> None:
    """A page that registers a service worker and loads itself again under it."""
    start = "navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.ready).then(() => navigator.serviceWorker.controller || location.reload()).catch(() => 0)"
    workers.add(name, what, {"/": script(start), "/sw.js": body(code, "text/javascript")}, right)


CLAIM = "oninstall = () => skipWaiting(); onactivate = e => e.waitUntil(clients.claim()); "
worker("sw_hangs", "A service worker that never answers", CLAIM + "onfetch = e => e.respondWith(new Promise(() => 0))", EITHER)
worker("sw_500", "A service worker that answers 500", CLAIM + "onfetch = e => e.respondWith(new Response('<h1>500', { status: 500, headers: { 'Content-Type': 'text/html' } }))", EITHER | {"http-error"})
worker("sw_spins", "A service worker that spins", CLAIM + "onfetch = () => { for (;;); }", EITHER)
worker("sw_error", "A service worker that answers with an error", CLAIM + "onfetch = e => e.respondWith(Response.error())", EITHER)
worker("sw_installs", "A service worker that never comes to an end of installing", "oninstall = e => e.waitUntil(new Promise(() => 0))")
worker("sw_reloads", "A service worker that leads its pages elsewhere", CLAIM + "setInterval(() => clients.matchAll().then(list => list.forEach(c => c.navigate('/?' + Math.random()))), 100)", EITHER)

downloads = Kind("downloads")
downloads.add("download_click", "Clicks on a download of its own ten times a second", {"/": script("const a = document.createElement('a'); a.href = '/f'; a.download = 'a.bin'; a.textContent = '下载'; document.body.append(a); setInterval(() => a.click(), 100)"), "/f": body(b"x" * 5000, "application/octet-stream")})
downloads.add("download_blob", "Downloads of 30 MB out of memory, again and again", script("setInterval(() => { const a = document.createElement('a'); a.href = URL.createObjectURL(new Blob([new Uint8Array(3e7)])); a.download = 'a'; a.click() }, 300)"), EITHER, heavy=True)
downloads.add("download_endless", "The page is a download that never ends", endless("", "x" * 1000, "application/octet-stream", 300_000_000), {"not-html", "too-large"})
downloads.add("download_frame", "Twenty frames are downloads", {"/": page(body="".join(f'<iframe src="/f{n}" title="图{n}"></iframe>' for n in range(20))), "*": body(b"x" * 5000, "application/zip", Content_Disposition="attachment")})
downloads.add("download_meta", "Refreshes to a download", {"/": page('<meta http-equiv="refresh" content="0; url=/f.pdf">'), "/f.pdf": body(b"%PDF-1.4\n", "application/pdf")}, EITHER | {"not-html"})
downloads.add("download_redirect", "Leads to a download", {"/": redirect("/f"), "/f": body(b"x" * 99, "application/octet-stream", Content_Disposition='attachment; filename="../../etc/x"')}, "not-html")

policies = Kind("policies", light=True)
for name, policy in {
    "none": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "sandbox": "sandbox",
    "trusted": "require-trusted-types-for 'script'; trusted-types 'none'",
    "report": "default-src 'none'; report-uri /r",
    "upgrade": "upgrade-insecure-requests; block-all-mixed-content",
}.items():
    policies.add(f"csp_{name}", f"Content-Security-Policy: {policy}", page("<style>p { color: #222 }</style>", "<script>1</script>" * 50, headers={"Content-Security-Policy": policy}), ci=name == "trusted")
policies.add("csp_meta_late", "A policy in the middle of the page forbids all that follows", page(body="<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'\"><script>document.body.append('a')</script>"))
policies.add("permissions_none", "Permissions-Policy and Document-Policy forbid everything", page(headers={"Permissions-Policy": "focus-without-user-activation=(), sync-xhr=(), fullscreen=(), autoplay=()", "Document-Policy": "force-load-at-top, document-write=?0, sync-xhr=?0", "Referrer-Policy": "no-referrer", "Feature-Policy": "layout-animations 'none'"}))

files = Kind("linked files")
PDF = b"%%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[%b]/Count %d>>endobj\n"
LINK = page(body='<p><a href="/a.pdf">申请表</a></p>')


def _stream_bomb(asked: Asked) -> None:
    data = zlib.compress(zlib.compress(b"q Q " * 40_000_000, 9), 9)
    head = PDF % (b"3 0 R", 1) + b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R>>endobj\n4 0 obj<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n" % len(data)
    asked.reply(head + data + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF", {"Content-Type": "application/pdf"})


files.add("pdf_hangs", "A linked PDF never answers", {"/": LINK, "/a.pdf": hang})
files.add("pdf_circle", "A linked PDF whose page tree is a circle", {"/": LINK, "/a.pdf": body(PDF % (b"2 0 R 2 0 R", 2_000_000_000) + b"trailer<</Root 1 0 R>>\n%%EOF", "application/pdf")})
files.add("pdf_bomb", "A linked PDF that unpacks to 160 MB", {"/": LINK, "/a.pdf": _stream_bomb}, heavy=True)
files.add("pdf_random", "A linked PDF of random bytes", {"/": LINK, "/a.pdf": body(b"%PDF-1.7\n" + bytes((i * i * 7) % 256 for i in range(80_000)), "application/pdf")})
files.add("pdf_endless", "A linked PDF that never ends", {"/": LINK, "/a.pdf": endless("%PDF-1.7\n", "1 0 obj<</A[", "application/pdf", 200_000_000)})
files.add("files_many", "4,000 linked files", {"/": page(body="".join(f'<a href="/f{n}.doc">附件{n}</a> ' for n in range(4000))), "*": body(b"\xd0\xcf\x11\xe0", "application/msword")}, heavy=True)

KINDS = (big, limits, frames, styles, focus, workers, downloads, policies, files)
