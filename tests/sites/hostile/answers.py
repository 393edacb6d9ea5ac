"""Answers that are no page, or not this one: statuses, headers, redirects, error pages that say 200, logins, robots."""

from __future__ import annotations

import base64
import zlib

from tests.sites.hostile.parts import (
    EITHER,
    OPENLY,
    Kind,
    body,
    document,
    endless,
    hang,
    later,
    page,
    raw,
    redirect,
    script,
)
from tests.sites.hostile.server import Asked, Part

# fmt: off

NO_PAGE = OPENLY | {"http-error", "not-html"}

status = Kind("status", light=True)
for code in (404, 410, 451, 500, 502):
    status.add(f"status_{code}", f"{code} with an ordinary page", page(status=code), "http-error")
status.add("status_999", "999 with an ordinary page", page(status=999), {"http-error", "connection-error"})
status.add("status_401", "401 that names Basic", page(status=401, headers={"WWW-Authenticate": "Basic"}), "login-wall")
status.add("status_401_bare", "401 without a challenge", page(status=401), "login-wall")
status.add("status_407", "407 that asks for a proxy's password", page(status=407, headers={"Proxy-Authenticate": "Basic"}), {"login-wall", *NO_PAGE})
status.add("status_403", "403 with an ordinary page", page(status=403), "blocked")
status.add("status_204", "204, so that nothing is opened", body(b"", status=204), NO_PAGE)
status.add("status_205", "205 with a page behind it", page(status=205), NO_PAGE)
status.add("status_206", "206 with 900 of 99,999 bytes", body(document().encode()[:900], status=206, **{"Content-Range": "bytes 0-899/99999"}), NO_PAGE, ci=True)
status.add("status_304", "304 that nobody asked for", body(b"", status=304), NO_PAGE)
status.add("status_429_year", "429 with Retry-After of twenty digits", page(status=429, headers={"Retry-After": "9" * 20}), "blocked", ci=True)
status.add("status_429_date", "429 with Retry-After in the year 99999", page(status=429, headers={"Retry-After": "Fri, 31 Dec 99999 23:59:59 GMT"}), "blocked")
status.add("status_429_nonsense", "429 with Retry-After of −1e999 and letters", page(status=429, headers={"Retry-After": "-1e999 \u0661\u0662"}), "blocked")


def _busy_once(asked: Asked) -> None:
    (page(status=503, headers={"Retry-After": "1"}) if asked.before == 0 else page())(asked)


def _once(part: Part, then: Part) -> Part:
    return lambda asked: (part if asked.before == 0 else then)(asked)


status.add("status_503_once", "503 with Retry-After of a second, then the page", _busy_once, "audited")
status.add("status_503_always", "503 with Retry-After of a second, always", page(status=503, headers={"Retry-After": "1"}), {"http-error", "blocked"})
status.add("status_early_hints", "Ten times 103 before the answer", raw("HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload; as=style\r\n\r\n" * 10 + "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n\r\n" + document()))
status.add("status_early_flood", "103 without end", raw("HTTP/1.1 103 Early Hints\r\n\r\n" * 50_000, "wait"), NO_PAGE)

headers = Kind("headers", light=True)
headers.add("type_missing", "No Content-Type", raw("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + document()))
headers.add("type_plain", "A page that says text/plain", body(document(), "text/plain"), "not-html")
headers.add("type_json", "JSON", body('{"code": 500, "message": "error"}', "application/json"), "not-html")
headers.add("type_image", "A picture", body(base64.b64decode("R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs="), "image/gif"), "not-html")
headers.add("type_random", "Random bytes that say text/html", body(bytes((7 * i * i + 13 * i) % 256 for i in range(60_000)), "text/html"), NO_PAGE, ci=True)
headers.add("type_binary", "A ZIP file that says text/html", body(b"PK\x03\x04" + bytes((i * 37) % 251 for i in range(30_000)), "text/html; charset=utf-8"), NO_PAGE)
headers.add("type_pdf", "A PDF file that says text/html", body(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\n" + bytes(i % 256 for i in range(9_000)), "text/html"), NO_PAGE)
headers.add("type_download", "Content-Disposition: attachment", page(headers={"Content-Disposition": 'attachment; filename="a.html"'}), "not-html")
headers.add("header_huge", "A header of 400 kB", page(headers={"X-Long": "a" * 400_000}), {"too-large", "connection-error"})
headers.add("header_many", "5,000 headers", page(headers={f"X-{n}": "a" for n in range(5000)}), EITHER)
headers.add("header_controls", "NUL and ESC in a header", raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nX-A: \x00\x1b[31m\r\nServer: \x1b]0;x\x07\r\nConnection: close\r\n\r\n" + document().encode()), EITHER)
headers.add("header_forged", "X-Auditor-Refused and X-Auditor-Status of its own", page(headers={"X-Auditor-Refused": "private-address", "X-Auditor-Status": "off-site"}))
headers.add("header_lengths", "Two different Content-Lengths", raw(f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 10\r\nContent-Length: 99\r\n\r\n{document()}"), NO_PAGE)
headers.add("header_preloads", "Link preloads 400 files that are not there", page(headers={"Link": ", ".join(f"</p{n}.css>; rel=preload; as=style" for n in range(400))}))
headers.add("header_multipart", "multipart/x-mixed-replace, a page a second", endless("--x\r\n", f"Content-Type: text/html\r\n\r\n{document()}\r\n--x\r\n", "multipart/x-mixed-replace; boundary=x", 60_000_000), EITHER | {"not-html"})
headers.add("header_hsts", "Strict-Transport-Security, Clear-Site-Data and the strictest isolation", page(headers={"Strict-Transport-Security": "max-age=99999999", "Clear-Site-Data": '"*"', "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp", "Origin-Agent-Cluster": "?1", "Document-Isolation-Policy": "isolate-and-require-corp"}))

redirects = Kind("redirects", light=True)
redirects.add("redirect_self", "Leads to itself for ever", redirect("{base}/"), NO_PAGE)
redirects.add("redirect_grows", "Leads to an ever longer address", {"/": redirect("/a"), "*": lambda asked: redirect(asked.path + "a")(asked)}, NO_PAGE)
redirects.add("redirect_slow", "Eight redirects of three seconds each", {"/": later(3, redirect("/1")), **{f"/{n}": later(3, redirect(f"/{n + 1}")) for n in range(1, 8)}, "/8": page()}, EITHER)
redirects.add("redirect_away", "Leads to another host", redirect("{stranger}/"), "off-site-redirect")
redirects.add("redirect_to_500", "Leads to a page of status 500", {"/": redirect("/e"), "/e": page(status=500)}, "http-error")
redirects.add("redirect_to_closed", "Leads to a port where nobody listens", redirect("http://127.0.0.79:9/"), "connection-error")
for name, target in {"file": "file:///etc/passwd", "data": "data:text/html,<h1>a", "javascript": "javascript:alert(1)", "chrome": "chrome://version/", "about": "about:blank", "blob": "blob:null/1"}.items():
    redirects.add(f"redirect_{name}", f"Leads to an address of {name}:", redirect(target), NO_PAGE)
redirects.add("redirect_no_place", "302 without a Location", page(status=302), EITHER | {"http-error"})
redirects.add("redirect_bad_place", "302 to bytes that are no address", raw(b"HTTP/1.1 302 F\r\nLocation: \xff\xfe http://[::g]:99999/\xc3\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), NO_PAGE)
redirects.add("redirect_long_place", "302 to an address of 200 kB", redirect("/" + "a" * 200_000), NO_PAGE)
redirects.add("redirect_cookie", "Leads to itself until its cookie comes back", lambda asked: (page() if "seen=1" in asked.headers.get("cookie", "") else redirect("/", Set_Cookie="seen=1"))(asked))

errors = Kind("errors judged as pages", light=True)
SHORT = "<main><h1>{}</h1><p>{}</p>" + '<img src="data:," width="40" height="40"></main>'
errors.add("soft_404", "“页面不存在” with 200", page(honest=SHORT.format("页面不存在", "您访问的页面不存在或已删除。")), "soft-404")
errors.add("soft_404_english", "“Page not found” with 200", page(honest=SHORT.format("404", "Page not found. The page you are looking for does not exist.")), "soft-404")
errors.add("waf_page", "A firewall's page with 200", page(honest=SHORT.format("访问被拒绝", "您的请求疑似攻击行为，已被网站防火墙拦截！事件编号：8f3a")), {"blocked", "soft-404"})
errors.add("gateway_page", "“502 Bad Gateway” with 200", body("<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>", "text/html"), {"http-error", "soft-404", "blocked", "blank"}, found=())
errors.add("script_to_500", "Sends itself to a page of status 500", {"/": script('location.href = "/e"'), "/e": page(status=500)}, "http-error", ci=True)
errors.add("script_to_404", "Sends itself to a page of status 404 after a second", {"/": script('setTimeout(() => location.replace("/e"), 1000)'), "/e": page(status=404)}, {"http-error", "soft-404"})
errors.add("script_to_reset", "Sends itself to a connection that is cut", {"/": script('location.href = "/e"'), "/e": lambda asked: asked.reset()}, "connection-error")
errors.add("script_to_hang", "Sends itself to an address that never answers", {"/": script('location.href = "/e"'), "/e": hang}, EITHER)
errors.add("script_to_blank", "Sends itself to about:blank", script('location.href = "about:blank"'), OPENLY, ci=True)
errors.add("script_to_data", "Sends itself to data:", script('location.href = "data:text/html,<h1>a</h1>"'), EITHER)  # a browser refuses
errors.add("script_to_download", "Sends itself to a download", {"/": script('location.href = "/f"'), "/f": body(b"x" * 999, "application/octet-stream")}, EITHER | {"not-html"})
errors.add("script_away", "Sends itself to another host", script("location.href = `http://127.0.0.78:${location.port}/`"), "off-site-redirect")
errors.add("meta_to_500", "Refreshes to a page of status 500", {"/": page('<meta http-equiv="refresh" content="0; url=/e">'), "/e": page(status=500)}, "http-error")
LATE = 'setTimeout(() => location.replace("{}"), 4000)'
errors.add("late_to_500", "Sends itself to a page of status 500 after four seconds", {"/": script(LATE.format("/e")), "/e": page(status=500)}, "http-error", ci=True)
errors.add("late_to_404", "Sends itself to a page of status 404 after nine seconds", {"/": script('setTimeout(() => location.href = "/e", 9000)'), "/e": page(status=404)}, "http-error")
errors.add("late_to_blank", "Sends itself to about:blank after four seconds", script(LATE.format("about:blank")), "blank", ci=True)
errors.add("late_to_closed", "Sends itself to a port where nobody listens after four seconds", script(LATE.format("http://127.0.0.79:9/")), {"connection-error", "off-site-redirect"})
errors.add("late_refresh_500", "Refreshes to a page of status 500 after eight seconds", {"/": page('<meta http-equiv="refresh" content="8; url=/e">'), "/e": page(status=500)}, "http-error")
errors.add("late_to_page", "Sends itself to another page after four seconds", {"/": script(LATE.format("/p")), "/p": page()}, unseen={"image-alt", "page-language", "document-title"})
errors.add("late_to_hang", "Sends itself to an address that never answers after four seconds", {"/": script(LATE.format("/h")), "/h": hang}, "timeout")
errors.add("late_to_204", "Sends itself to an answer of 204 after four seconds", {"/": script(LATE.format("/n")), "/n": page(status=204)})
errors.add("late_chain", "Sends itself to 500 five seconds after two seconds", {"/": script('setTimeout(() => setTimeout(() => location = "/e", 5000), 2000)'), "/e": page(status=500)}, "http-error")
errors.add("empty_200", "200 with nothing", body(b""), "blank")
errors.add("only_comment", "200 with a comment", body("<!-- nothing here -->"), "blank")
errors.add("directory", "A web server's list of files", body("<html><head><title>Index of /</title></head><body><h1>Index of /</h1><hr><pre><a href='../'>../</a>\n<a href='a.bak'>a.bak</a></pre></body></html>", "text/html"), {"audited", "soft-404", "blank"}, found=())

auth = Kind("auth", light=True)
LOGIN = "<main><h1>用户登录</h1><form action='/login'><label>账号<input name='u'></label><label>密码<input type='password' name='p'></label><button>登录</button></form></main>"
auth.add("login_redirect", "Leads from an inner page to its login", {"/my": redirect("/login?back=%2Fmy"), "/login": page(honest=LOGIN)}, "login-wall", start="/my")
auth.add("login_script", "A script leads to its login", {"/my": script('location.href = "/sso/login"'), "/sso/login": page(honest=LOGIN)}, "login-wall", start="/my")
auth.add("auth_parts", "Each picture and style sheet asks for a password", {"/": page("<link rel=stylesheet href=/s.css>", "".join(f'<img src="/i{n}" alt="">' for n in range(20))), "*": page(status=401, headers={"WWW-Authenticate": 'Basic realm="r"'})})
auth.add("auth_changing", "A 401 with another realm each time", lambda asked: page(status=401, headers={"WWW-Authenticate": f'Basic realm="{asked.before}", Digest realm="x", nonce="{"9" * 5000}"'})(asked), "login-wall")
auth.add("userinfo_wrong", "An address with a password that the site does not take", page(status=401, headers={"WWW-Authenticate": "Basic"}), "login-wall", start="http://inspector:wrong@{host}:{port}/")

cookies = Kind("cookies")


def _many_cookies(asked: Asked) -> None:
    lines = "".join(f"Set-Cookie: c{n}={'v' * 3000}; Path=/\r\n" for n in range(300))
    asked.send(f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{lines[:240_000]}Connection: close\r\n\r\n{document()}")


def _cookie_bomb(asked: Asked) -> None:
    sent = len(asked.headers.get("cookie", ""))
    if asked.path == "/" and asked.before == 0:
        script("for (let i = 0; i < 180; i++) document.cookie = `k${i}=${'v'.repeat(4000)}; path=/`; location.reload()")(asked)
    elif sent > 8000:
        asked.reply("<h1>431 Request Header Fields Too Large</h1>", status=431)
    else:
        page()(asked)


cookies.add("cookies_many", "300 cookies of 3 kB", _many_cookies, EITHER)
cookies.add("cookies_bomb", "Sets so many cookies that the server refuses what comes next", {"/": _cookie_bomb}, {"http-error", "connection-error", "too-large"})
cookies.add("cookies_flood", "Sets cookies without end", script("let n = 0; setInterval(() => { for (let i = 0; i < 200; i++) document.cookie = `k${n++}=${'v'.repeat(3000)}` }, 1)"), EITHER)
cookies.add("cookies_odd", "Cookies with controls, no names and attributes of their own", page(headers={"Set-Cookie": "=; SameSite=Nonsense; Expires=Fri, 99 Foo 9999; Max-Age=1e99; Domain=..; Priority=x; Partitioned"}))

robots = Kind("robots and sitemaps")
LINKED = {"/": page(body='<a href="/a">下一页</a>'), "/a": page()}


def _gzip(data: bytes) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return packer.compress(data) + packer.flush()


def _sitemap_bomb(asked: Asked) -> None:
    entry = f"<url><loc>{asked.base}/a</loc></url>\n".encode()
    asked.reply(_gzip(b'<?xml version="1.0"?><urlset>' + entry * 1_200_000), {"Content-Type": "application/gzip"})


def _sitemap_index(asked: Asked) -> None:
    inner = "".join(f"<sitemap><loc>{asked.base}/sitemap{n}.xml</loc></sitemap>" for n in range(2000))
    asked.reply(f'<?xml version="1.0"?><sitemapindex>{inner}</sitemapindex>', {"Content-Type": "text/xml"})


ENTITIES = '<?xml version="1.0"?><!DOCTYPE u [<!ENTITY a0 "aaaaaaaaaa">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)) + ' <!ENTITY f SYSTEM "file:///etc/passwd">]><urlset><url><loc>&a11;&f;</loc></url></urlset>'
robots.add("robots_500", "robots.txt answers 500", {"/": page(), "/robots.txt": page(status=500)}, "robots-disallowed")
robots.add("robots_all", "robots.txt allows nothing", {"/": page(), "/robots.txt": body("User-agent: *\nDisallow: /", "text/plain")}, "robots-disallowed")
robots.add("robots_hangs", "robots.txt never answers", {"/": page(), "/robots.txt": hang}, EITHER | {"robots-disallowed"})
robots.add("robots_endless", "robots.txt never ends", {"/": page(), "/robots.txt": endless("User-agent: *\n", "Disallow: /private*a*b*c$\n", "text/plain", 100_000_000)}, EITHER)
robots.add("robots_binary", "robots.txt of random bytes with a delay that is no number", {"/": page(), "/robots.txt": body(bytes(range(256)) * 40 + b"\nUser-agent: *\nCrawl-delay: nan\nCrawl-delay: 1e999\nSitemap: \xff\xfe\n", "text/plain")})
robots.add("robots_patterns", "robots.txt of 300 patterns of sixty stars each", {"*": page(), "/robots.txt": body("User-agent: *\n" + f"Disallow: /{'*a' * 60}b\n" * 300, "text/plain")}, start="/" + "a" * 60)
robots.add("robots_loop", "robots.txt leads to itself", {"/": page(), "/robots.txt": redirect("/robots.txt")}, EITHER)
robots.add("sitemap_bomb", "A sitemap of 1,200,000 entries in some kB of gzip", {**LINKED, "/sitemap.xml": _sitemap_bomb}, pages=2, heavy=True)
robots.add("sitemap_index", "An index of 2,000 sitemaps that are indexes of 2,000", {**LINKED, "/robots.txt": lambda asked: asked.reply(f"Sitemap: {asked.base}/sitemap.xml", {"Content-Type": "text/plain"}), **{f"/sitemap{n}.xml": _sitemap_index for n in ["", *range(60)]}}, pages=2)
robots.add("sitemap_entities", "A sitemap of nested entities and a file of the machine", {**LINKED, "/sitemap.xml": body(ENTITIES, "text/xml")}, pages=2)
robots.add("sitemap_endless", "A sitemap that never ends", {**LINKED, "/sitemap.xml": endless('<?xml version="1.0"?><urlset>', "<url><loc>http://a.example/</loc></url>", "text/xml", 200_000_000)}, pages=2)
robots.add("links_flood", "40,000 links, each page as many more", {"*": lambda asked: asked.reply(document(body="".join(f'<a href="/{asked.before}/{n}">第{n}项</a> ' for n in range(4000))))}, pages=3, heavy=True)
robots.add("pages_forever", "Each page leads to a deeper one of the same kind", {"*": lambda asked: asked.reply(document(body=f'<a href="{asked.path.rstrip("/")}/next">下一页</a>'))}, pages=4)

KINDS = (status, headers, redirects, errors, auth, cookies, robots)
