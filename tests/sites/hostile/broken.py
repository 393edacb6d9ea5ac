"""Transfers that break off or lie about themselves, and bytes that are not what they are said to be."""

from __future__ import annotations

import gzip
import time
import zlib

from tests.sites.hostile.parts import (
    EITHER,
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
    raw,
    script,
)
from tests.sites.hostile.server import Asked, Part

# fmt: off

PAGE = document().encode()
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
LONG = document(body=f"<p>{TEXT}</p>" * 400).encode()
CUT = LONG[: len(LONG) // 2]

CUT_OFF = {"audited", "connection-error"}  # what came is judged, or the page is not: its time is not used up

transfer = Kind("broken transfer")
transfer.add("length_too_long", "Content-Length of ten times what comes", raw(HEAD + b"Content-Length: %d\r\n\r\n" % (len(PAGE) * 10) + PAGE), CUT_OFF)
transfer.add("length_too_short", "Content-Length of half of what comes", raw(HEAD + b"Content-Length: %d\r\nConnection: close\r\n\r\n" % (len(LONG) // 2) + LONG), CUT_OFF)
transfer.add("length_negative", "Content-Length of −5", raw(HEAD + b"Content-Length: -5\r\n\r\n" + PAGE), EITHER)
transfer.add("chunk_broken", "A chunk whose length is no number", raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\nzz\r\n" % (len(PAGE), PAGE)), CUT_OFF, ci=True)
transfer.add("chunk_huge", "A chunk that says it is 16 exabytes long", raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n" + PAGE), EITHER | {"not-html"})
transfer.add("chunk_unended", "Chunks without the last one, connection cut", raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n" % (len(PAGE), PAGE)), CUT_OFF)
transfer.add("chunk_waits", "Chunks without the last one, connection held", raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n" % (len(PAGE), PAGE), "wait"), CUT_OFF)
transfer.add("reset_at_once", "RST before an answer", lambda asked: asked.reset(), "connection-error")
transfer.add("reset_half", "RST in the middle of the page", raw(HEAD + b"Content-Length: %d\r\n\r\n" % len(LONG) + CUT, "reset"), CUT_OFF, found=())
transfer.add("closed_at_once", "The connection is closed without an answer", lambda asked: None, "connection-error")
transfer.add("closed_in_head", "The connection is closed in the middle of the head", raw(b"HTTP/1.1 200 OK\r\nContent-Ty"), {*OPENLY, "not-html"})
transfer.add("half_then_waits", "Half of the page, then nothing more", raw(HEAD + b"Content-Length: %d\r\n\r\n" % len(LONG) + CUT, "wait"), CUT_OFF)
transfer.add("never_answers", "Takes the request and never answers", hang, "timeout")
transfer.add("no_listener", "Nobody listens at the port", page(), "connection-error", start="http://{host}:9/", ci=True)
transfer.add("not_tls", "Plain HTTP where https was asked for", page(), "tls-error", start="https://{host}:{port}/", ci=True)
transfer.add("head_drips", "A head of one byte a second", raw(b""), "timeout")
transfer.add("not_http", "An SSH server", raw(b"SSH-2.0-OpenSSH_9.6\r\n", "wait"), {*OPENLY, "not-html"})
transfer.add("http_09", "A page without a head", raw(PAGE), {*OPENLY, "not-html"})
transfer.add("trailing_garbage", "A second answer behind the first", raw(HEAD + b"Content-Length: %d\r\n\r\n" % len(PAGE) + PAGE + HEAD * 1000))
transfer.add("drips", "Twenty bytes of the page a second", drip(PAGE, 1.0, 20), EITHER, found=(), unseen=("image-alt",))
transfer.add("endless_comment", "A comment that never ends behind the page", endless(document() + "<!--", "never ends "), EITHER, heavy=True)
transfer.add("endless_text", "A paragraph that never ends", endless(document() + "<p>", "没有尽头。"), EITHER, heavy=True)
transfer.add("endless_elements", "Elements without end", endless(document(), "<b>a</b>"), EITHER, heavy=True)
transfer.add("endless_head", "Space without end before the page", endless("", " "), EITHER | {"not-html"}, heavy=True)
transfer.add("endless_slow", "An element every tenth of a second, for ever", drip(PAGE + b"<p>a</p>" * 4000, 0.1, 8), EITHER, found=(), unseen=("image-alt",))


def _head_drips(asked: Asked) -> None:
    for number in range(300):
        asked.send((b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 300)[number : number + 1])
        time.sleep(1)


transfer.behaviours[:] = [b for b in transfer.behaviours if b.name != "head_drips"]
transfer.add("head_drips", "A head of one byte a second", _head_drips, "timeout")

encodings = Kind("encodings", light=True)


def encoded(data: bytes, how: str = "gzip", kind: str = "text/html; charset=utf-8") -> Part:
    """A body that says it is encoded."""
    return lambda asked: asked.reply(data, {"Content-Encoding": how, "Content-Type": kind})


def _bomb(first: str, again: str, size: int) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    block = again.encode() * max(1, 1_000_000 // len(again))
    parts = [packer.compress(first.encode())]
    parts += [packer.compress(block) for _ in range(size // len(block))]
    return b"".join([*parts, packer.flush()])


def bomb(again: str, size: int) -> Part:
    """A page of some kB that unpacks to `size` bytes; made when it is asked for first."""
    made: list[bytes] = []

    def part(asked: Asked) -> None:
        if not made:
            made.append(_bomb(document(), again, size))
        encoded(made[0])(asked)

    return part


encodings.add("gzip_lie", "Says gzip and is not", encoded(PAGE), NO := {*OPENLY, "not-html"})
encodings.add("gzip_cut", "gzip, cut in the middle", encoded(gzip.compress(LONG)[: len(gzip.compress(LONG)) // 2]), EITHER, found=())
encodings.add("gzip_twice", "gzip in gzip, said once", encoded(gzip.compress(gzip.compress(PAGE))), {*NO, "audited"}, found=())
encodings.add("gzip_bomb_space", "Some kB of gzip that are 1 GB of spaces", bomb(" ", 1_000_000_000), EITHER, heavy=True)
encodings.add("gzip_bomb_elements", "Some kB of gzip that are 200 MB of elements", bomb("<b>a</b>", 200_000_000), EITHER, heavy=True)
encodings.add("brotli_lie", "Says br and is random", encoded(bytes((i * i) % 251 for i in range(5000)), "br"), NO)
encodings.add("coding_unknown", "A Content-Encoding that nobody knows", encoded(PAGE, "zip-of-ours"), {*NO, "audited"})
encodings.add("charset_unknown", "A charset that does not exist", body(PAGE, "text/html; charset=klingon-8"))
encodings.add("charset_utf7", "UTF-7 with a script in it", body(b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-" + PAGE, "text/html; charset=utf-7"))
encodings.add("charset_lie", "GB18030 that says UTF-8", body(document().replace('<meta charset="utf-8">', "").encode("gb18030")))
encodings.add("charset_utf16", "UTF-8 that says UTF-16", body(PAGE, "text/html; charset=utf-16"), {*NO, "audited"}, found=())
encodings.add("charset_gb", "GB18030 with bytes that are none in between", body(document(body="<p>@</p>" * 50).encode("gb18030").replace(b"@", b"\x80\xff\x81\x30\xff"), "text/html; charset=gb18030"))
encodings.add("charset_iso2022", "ISO-2022-JP escapes that swallow mark-up", body(PAGE + b"\x1b$B<b>\x1b(B" * 100, "text/html; charset=iso-2022-jp"))
encodings.add("nul_bytes", "NUL between all letters of a text", body(document(body="<p>" + "a\0" * 5000 + "</p>")), {"audited", "not-html"})
encodings.add("surrogate_text", "Half of an emoji in the text, in attributes and in the address", script("const half = '\\ud83d'; document.querySelector('p').append(half); document.querySelector('img').className = half + '\\udc00\\udc00'; document.body.id = half; history.replaceState(0, '', '#' + half)"), ci=True)
encodings.add("surrogate_title", "Half of an emoji in the title and in a link", script("document.title = '办事\\udfff'; const a = document.createElement('a'); a.href = '/\\ud800'; a.textContent = '\\ud800'; document.body.append(a)"))
encodings.add("controls", "All control characters in text, attributes and title", script("let s = ''; for (let i = 0; i < 32; i++) s += String.fromCharCode(i); s += '\\u0085\\u009b\\u2028\\u2029\\u202e\\u2066\\ufeff\\uffff\\ufdd0'; document.title = s; document.querySelector('img').className = s; document.querySelector('p').append(s)"))
encodings.add("zalgo", "A letter with 20,000 marks on it", page(body="<p>a" + "\u0301\u0489" * 10_000 + "</p>"))
encodings.add("bidi", "Each word turned round by a control of its own", page(body="<p>" + "\u202eabc\u202c\u2067def" * 5000 + "</p>"))
encodings.add("formulas", "Texts that a spreadsheet reads as formulas, in all widths", page(body="".join(f'<a href="/{n}">{sign}cmd|&apos; /C calc&apos;!A0</a><img src="data:,{n}" class="{sign}1+1">' for n, sign in enumerate(["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t=", "\n=", "\r="]))))
encodings.add("markup_in_text", "Mark-up and Markdown in every text and attribute", page(body='<p>&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; ]]&gt; {{ 7*7 }} ${7*7} `x` [a](javascript:alert(1))</p><img src="data:,&lt;svg onload=alert(1)&gt;" class="&quot;&gt;&lt;img src=x onerror=alert(1)&gt;">'))
encodings.add("odd_address", "Links to addresses that are none", page(body="".join(f'<a href="{link}">去</a>' for link in ["http://[::g]/", "http://a:99999/", "http://%00/", "//", "http://\u202e/", "http://xn--/", "javascript:", "data:", "mailto:", "http://a b/", "http:///a", "\\\\host\\x", "http://\ud83d.com/"])))
encodings.add("late_bom", "A byte order mark of UTF-16 before UTF-8", body(b"\xff\xfe" + PAGE), {*NO, "audited"}, found=())
encodings.add("xhtml_broken", "XHTML with a mistake in the middle", body(document(body="<p>&nbsp;<b></p>"), "application/xhtml+xml"), EITHER | {"http-error"}, found=())
encodings.add("svg_page", "A drawing as the page", body('<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><text y="40">办事指南</text></svg>', "image/svg+xml"), EITHER | {"not-html"}, found=())
encodings.add("refresh_nonsense", "A Refresh that is no refresh", page(headers={"Refresh": "soon; url=//[;;"}))
encodings.add("base_odd", "A base address that is data:", page('<base href="data:text/html,x">', '<a href="a">去</a>'))

refresh = Kind("refresh", light=True)
refresh.add("refresh_self", "Refreshes itself at once, for ever", page('<meta http-equiv="refresh" content="0">'), EITHER)
refresh.add("refresh_second", "Refreshes itself every second", page('<meta http-equiv="refresh" content="1">'))
refresh.add("refresh_header", "A Refresh header of half a second", page(headers={"Refresh": "0.5"}), EITHER)
refresh.add("refresh_two", "Two pages that refresh to each other", {"/": page('<meta http-equiv="refresh" content="0; url=/b">'), "/b": page('<meta http-equiv="refresh" content="0; url=/">')}, EITHER)
refresh.add("refresh_many", "Five hundred refreshes", page("".join(f'<meta http-equiv="refresh" content="{n % 4}; url=/?{n}">' for n in range(500))), EITHER)
refresh.add("refresh_late", "Refreshes after a slow style sheet", {"/": page('<link rel="stylesheet" href="/s.css"><meta http-equiv="refresh" content="1">'), "/s.css": later(3, body("p {}", "text/css"))}, EITHER)
refresh.add("refresh_file", "Refreshes to a file of the machine", page('<meta http-equiv="refresh" content="0; url=file:///etc/passwd">'))

KINDS = (transfer, encodings, refresh)
