"""Run as a program inside a network of its own (`unshare -rn`): pages at a public address, a listener on the wire.

`ways-out`: a page tries every way out. Prints `packets` that belong neither to the guard proxy nor to the page's own
site, as [protocol, destination, port], each once; `refused`, the hosts that the proxy refused; `done`, what the page
says it tried. With `--open` the browser's switches against ways round the proxy are left out, to see that the listener
hears. `moved`: captures of pages that lead to addresses that may not, or can't, be had: `statuses` by path, `packets`.
`audit`: a whole audit in `standard` of a site that names private addresses in every spelling and way: `statuses` of
its pages, `packets`, and `refused`, the ways and spellings by number.
"""

from __future__ import annotations

import asyncio
import http.server
import json
import os
import re
import socket
import socketserver
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.async_api import Browser

from auditor.capture import axe, browser
from auditor.capture.open import Options, capture_page
from auditor.crawl.guard import AddressPolicy, PrivateAddress
from auditor.crawl.proxy import GuardProxy

SITE = "93.184.215.14"  # any public address: this network reaches nothing
NAMED = "audit" in sys.argv
PAGES = Path(__file__).parents[1] / "sites" / "hostile"
SECONDS = 8.0
LINKS = (
    "ip link set lo up",
    f"ip addr add {SITE}/32 dev lo",
    "ip link add w0 type veth peer name w1",
    "ip addr add 10.77.0.1/24 dev w0",
    "ip -6 addr add fd77::1/64 dev w0 nodad",
    "ip link set w0 up",
    "ip link set w1 up",
    "ip neigh add 10.77.0.2 lladdr 02:00:00:00:00:02 dev w0",
    "ip -6 neigh add fd77::2 lladdr 02:00:00:00:00:02 dev w0",
    "ip route add default via 10.77.0.2",
    "ip -6 route add default via fd77::2",
)
Packet = tuple[str, str, int]


def build_network() -> None:
    """An interface with private addresses and a router that swallows everything."""
    for line in LINKS:
        subprocess.run(line.split(), check=True)


def parsed(frame: bytes) -> Packet | None:
    """Protocol, destination and port of an Ethernet frame with TCP or UDP; TCP only where it opens a connection."""
    kind = struct.unpack("!H", frame[12:14])[0]
    if kind == 0x0800:
        protocol, rest = frame[23], frame[14 + 4 * (frame[14] & 15) :]
        destination = socket.inet_ntop(socket.AF_INET, frame[30:34])
    elif kind == 0x86DD:
        protocol, rest, destination = frame[20], frame[54:], socket.inet_ntop(socket.AF_INET6, frame[38:54])
    else:
        return None
    if protocol == socket.IPPROTO_UDP:
        return "udp", destination, struct.unpack("!H", rest[2:4])[0]
    if protocol == socket.IPPROTO_TCP and rest[13] & 0x12 == 0x02:
        return "tcp", destination, struct.unpack("!H", rest[2:4])[0]
    return None


class Listener:
    """Every packet on every interface."""

    def __init__(self) -> None:
        self.packets: set[Packet] = set()
        self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x0003))
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            if packet := parsed(self._socket.recv(2048)):
                self.packets.add(packet)


HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Alt-Svc": 'h3="10.77.0.2:7040"; ma=86400, h3=":443"; ma=86400',
    "Link": "<http://10.77.0.2:7041>; rel=preconnect, <//hinted.example.test>; rel=dns-prefetch",
    "NEL": '{"report_to": "n", "max_age": 86400, "success_fraction": 1.0}',
    "Reporting-Endpoints": 'n="http://10.77.0.2:7042/"',
}
TEXT = "<!DOCTYPE html><html lang=zh-CN><title>办事</title><h1>办事指南</h1><p>" + "申请材料与办理流程。" * 20
# By path: the status, further headers, what stands before the text.
MOVED: dict[str, tuple[int, dict[str, str], str]] = {
    "/plain": (200, {}, ""),
    "/forged": (200, {"X-Auditor-Refused": "private-address"}, ""),
    "/forged-403": (403, {"X-Auditor-Refused": "private-address"}, ""),
    "/redirect": (302, {"Location": "http://10.77.0.2/"}, ""),
    "/redirect-https": (302, {"Location": "https://10.77.0.2/"}, ""),
    "/redirect-name": (302, {"Location": "https://name.example.test/"}, ""),
    "/redirect-http-name": (302, {"Location": "http://name.example.test/"}, ""),
    "/redirect-closed": (302, {"Location": f"http://{SITE}:8009/"}, ""),
    "/redirect-closed-https": (302, {"Location": f"https://{SITE}:8009/"}, ""),
    "/redirect-azure": (302, {"Location": "http://168.63.129.16/metadata"}, ""),
    "/redirect-octal": (302, {"Location": "http://0177.1/"}, ""),
    "/redirect-mapped": (302, {"Location": "http://[::ffff:10.77.0.2]/"}, ""),
    "/redirect-localhost": (302, {"Location": "https://any.localhost/"}, ""),
    "/refresh": (200, {"Refresh": "0; url=http://10.77.0.2/"}, ""),
    "/meta": (200, {}, '<meta http-equiv=refresh content="0; url=https://10.77.0.2/">'),
    "/meta-name": (200, {}, '<meta http-equiv=refresh content="0; url=http://name.example.test/">'),
    "/script": (200, {}, "<script>location.href = 'http://10.77.0.2/'</script>"),
    "/script-later": (200, {}, "<script>setTimeout(() => location.replace('http://[fd77::2]/'), 150)</script>"),
}


# Spellings of private and metadata addresses that browsers take for an address.
SPELLINGS = (
    "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7f.1", "017700000001", "0177.0.0.01", "127.0.0.1.",
    "%31%32%37.0.0.1", "１２７.0.0.1", "127。0。0。1", "①②⑦.0.0.1", "localhost", "any.localhost", "LOCALHOST.", "[::1]",
    "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0.0.0.0", "[::]", "10.77.0.2", "0xa4d0002", "[::ffff:10.77.0.2]",
    "[fd77::2]", "[64:ff9b::10.77.0.2]", "[2002:a4d:2::]", "169.254.169.254", "168.63.129.16", "100.100.100.200",
    "192.0.0.192", "[fe80::1]", "[fec0::1]", "192.88.99.1",
)  # fmt: skip
WAYS = (
    "robots", "sitemap", "index", "pdf", "redirect", "image", "style", "script", "frame", "object", "fetch", "socket",
    "events", "beacon", "worker", "film", "meta", "jump",
)  # fmt: skip
FIRST_PORT = 7100  # a port for each way and spelling, so that a refusal tells both


def target(way: str, number: int, scheme: str = "http") -> str:
    """A private address in a spelling of its number; its port tells the way."""
    return f"{scheme}://{SPELLINGS[number]}:{FIRST_PORT + len(SPELLINGS) * WAYS.index(way) + number}/"


def told_by(port: int) -> tuple[str, int] | None:
    """The reverse."""
    way, number = divmod(port - FIRST_PORT, len(SPELLINGS))
    return (WAYS[way], number) if 0 <= way < len(WAYS) else None


def home() -> str:
    """A page that links to files and pages behind each spelling."""
    links = "".join(f'<a href="/p{n}.pdf">文件{n}</a> <a href="/r{n}">第{n}项</a> ' for n in range(len(SPELLINGS)))
    return f'{TEXT}<p><a href="/parts">部分</a> <a href="/frames">框架</a> {links}'


def frames() -> str:
    """A page whose frames go to each spelling, at once, by redirect, Refresh and script."""
    parts = []
    for number in range(len(SPELLINGS)):
        meta, jump = target("meta", number), target("jump", number)
        parts += [
            f'<iframe src="{target("frame", number)}" title="a"></iframe><iframe src="/r{number}" title="b"></iframe>',
            f"<iframe srcdoc='<meta http-equiv=refresh content=\"0; url={meta}\">' title='c'></iframe>",
            f"<iframe srcdoc='<script>location.href = \"{jump}\"</script>' title='d'></iframe>",
            f'<object data="{target("object", number)}o.svg"></object>',
        ]
    return TEXT + "".join(parts)


def everywhere() -> str:
    """A page that asks for each spelling in each way that a page has besides."""
    parts, lines = [], []
    for number in range(len(SPELLINGS)):
        parts += [
            f'<img src="{target("image", number)}i.png" alt="">',
            f'<link rel="stylesheet" href="{target("style", number)}s.css">',
            f'<script async src="{target("script", number)}s.js"></script>',
            f'<video src="{target("film", number)}v.mp4" preload="auto"></video>',
        ]
        worker = json.dumps(f"fetch('{target('worker', number)}', {{ mode: 'no-cors' }})")
        lines += [
            f"fetch('{target('fetch', number)}', {{ mode: 'no-cors' }}).catch(() => 0)",
            f"new WebSocket('{target('socket', number, 'ws')}')",
            f"new EventSource('{target('events', number)}')",
            f"navigator.sendBeacon('{target('beacon', number)}', 'a')",
            f"new Worker(URL.createObjectURL(new Blob([{worker}])))",
        ]
    servers = [{"urls": f"stun:{host}:3478"} for host in SPELLINGS if "%" not in host]
    rtc = "const c = new RTCPeerConnection({ iceServers: [s] }); c.createDataChannel('a'); c.createOffer().then(o => c.setLocalDescription(o))"
    lines.append(f"for (const s of {json.dumps(servers)}) {{ try {{ {rtc} }} catch {{}} }}")
    tried = "".join(f"try {{ {line} }} catch {{}}\n" for line in lines)
    return f"{TEXT}{''.join(parts)}<script>{tried}</script>"


def named_everywhere(path: str) -> tuple[int, dict[str, str], bytes] | None:
    """What the site of `audit` answers."""
    half = len(SPELLINGS) // 2
    match = re.fullmatch(r"/(p|r|robots)(\d+)(?:\.pdf|\.txt)?", path)
    if path in ("/", "/parts", "/frames"):
        return 200, HEADERS, {"/": home, "/parts": everywhere, "/frames": frames}[path]().encode()
    if path == "/robots.txt":
        lines = [f"Sitemap: {target('sitemap', number)}s.xml" for number in range(half)]
        return (
            200,
            {"Content-Type": "text/plain; charset=utf-8"},
            "\n".join([f"Sitemap: http://{SITE}/index.xml", *lines]).encode(),
        )
    if path == "/index.xml":
        inner = "".join(f"<sitemap><loc>{target('index', number)}</loc></sitemap>" for number in range(len(SPELLINGS)))
        return 200, {"Content-Type": "text/xml"}, f"<sitemapindex>{inner}</sitemapindex>".encode()
    if match:
        way = {"p": "pdf", "r": "redirect"}.get(match[1], "robots")
        location = target(way, int(match[2])).encode().decode("latin-1")  # as bytes of UTF-8, as servers send it
        return 302, {"Content-Type": "text/html", "Location": location}, b""
    return None


def answer(path: str) -> tuple[int, dict[str, str], bytes]:
    """What the site answers."""
    if NAMED and (named := named_everywhere(path)):
        return named
    if path in MOVED:
        status, headers, before = MOVED[path]
        return status, {"Content-Type": HEADERS["Content-Type"], **headers}, (TEXT + before).encode()
    return 200, HEADERS, (PAGES / "ways_out.html").read_bytes()


@contextmanager
def site() -> Iterator[None]:
    """The site at a public address, by http and by https: some ways are open to secure pages only."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = answer(self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(http.server.ThreadingHTTPServer):
        def server_bind(self) -> None:
            socketserver.TCPServer.server_bind(self)  # HTTPServer's asks for the name of its own address

        def handle_error(self, request: object, client_address: object) -> None:
            pass

    servers = [Server((SITE, port), Handler) for port in (80, 443)]
    with tempfile.TemporaryDirectory() as folder:
        key, certificate = f"{folder}/key.pem", f"{folder}/certificate.pem"
        make = f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=site -keyout {key} -out {certificate}"
        subprocess.run(make.split(), check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
    servers[1].socket = context.wrap_socket(servers[1].socket, server_side=True)
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


async def run(work: Callable[[Browser, AddressPolicy], Awaitable[dict[str, Any]]]) -> dict[str, Any]:
    """Do `work` behind the guard proxy; what it tells, and what went out beside it."""
    listener, policy = Listener(), AddressPolicy()
    with site():
        async with (
            GuardProxy(policy) as proxy,
            browser.launched(os.environ.get("AUDITOR_BROWSER"), proxy.url) as running,
        ):
            told = await work(running, policy)
            own = {("tcp", "127.0.0.1", int(proxy.url.rsplit(":", 1)[1]))}
    own |= {("tcp", SITE, port) for port in (80, 443, 8009)}
    return {**told, "packets": sorted(listener.packets - own), "refused": sorted(policy.refusals.hosts())}


async def ways_out(running: Browser, policy: AddressPolicy) -> dict[str, Any]:
    """Open the page that tries, and wait."""
    page = await running.new_page(ignore_https_errors=True)
    await page.goto(f"https://{SITE}/", wait_until="commit")
    await asyncio.sleep(SECONDS)
    return {"done": await page.evaluate("done")}


async def moved(running: Browser, policy: AddressPolicy) -> dict[str, Any]:
    """Capture each page of the table."""
    options = Options(engine=axe.load(), axe_rules={}, views=("desktop",), refused=policy.refusals.reason, timeout=20)
    context = await running.new_context(ignore_https_errors=True)
    statuses: dict[str, str | None] = {}
    for path in [*MOVED, "https:/script", "https:/plain"]:
        scheme, _, rest = path.rpartition(":")
        seen = await capture_page(context, f"{scheme or 'http'}://{SITE}{rest}", options, lambda _: True)
        statuses[path] = seen.error[0] if seen.error else None
    return {"statuses": statuses}


def audited() -> dict[str, Any]:
    """Audit the site as a person would."""
    from auditor import api
    from auditor.crawl.fetch import Fetcher

    listener, refused = Listener(), set[int]()
    ask = AddressPolicy.resolve

    async def noted(self: AddressPolicy, host: str, port: int, *more: Any) -> list[str]:
        try:
            return await ask(self, host, port, *more)
        except PrivateAddress:
            refused.add(port)
            raise

    async def robots() -> None:
        """As an audit asks for a site's robots.txt: one spelling a site would take an audit each."""
        async with Fetcher(AddressPolicy(), "auditor") as fetcher:
            for number in range(len(SPELLINGS)):
                assert (await fetcher.get(f"http://{SITE}/robots{number}.txt")).error

    AddressPolicy.resolve = noted  # type: ignore[method-assign]
    with site(), tempfile.TemporaryDirectory() as folder:
        asyncio.run(robots())
        more: dict[str, Any] = {
            "profile": "standard",
            "max_pages": 6,
            "timeout": 20,
            "deep_timeout": 4,
        }
        pages = api.audit(f"http://{SITE}/", output=folder, **more).pages
        statuses = {page.url.split("/", 3)[3]: page.status for found in pages.values() for page in found}
    # The guard proxy and the browser speak at ports that nobody names.
    outside = [
        packet
        for packet in sorted(listener.packets)
        if packet[:2] != ("tcp", SITE) and not (packet[:2] == ("tcp", "127.0.0.1") and packet[2] >= 32768)
    ]
    return {"statuses": statuses, "packets": outside, "refused": sorted(filter(None, map(told_by, refused)))}


def main() -> None:
    """Build the network, then watch."""
    build_network()
    lookup = socket.getaddrinfo

    def literal_only(host: str, *more: object, **named: object) -> object:
        """The guard's own questions for names are not what is listened for."""
        named["flags"] = socket.AI_NUMERICHOST
        return lookup(host, *more[:1], **named)  # type: ignore[call-overload]

    socket.getaddrinfo = literal_only  # type: ignore[assignment]
    if "--open" in sys.argv:
        kept = [switch for switch in browser.ARGUMENTS if not switch.startswith(("--force-webrtc", "--disable-quic"))]
        browser.ARGUMENTS, browser.NO_NAMES = tuple(kept), "--no-first-run"
    if NAMED:
        print(json.dumps(audited()))
        return
    print(json.dumps(asyncio.run(run({"ways-out": ways_out, "moved": moved}[sys.argv[1]]))))


if __name__ == "__main__":
    main()
