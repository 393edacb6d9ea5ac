"""Run as a program inside a network of its own (`unshare -rn`): opens a page that tries every way out, listens to the wire.

Prints one JSON object: `packets` that belong neither to the guard proxy nor to the page's own site, as
[protocol, destination, port], each once; `refused`, the hosts that the proxy refused; `done`, what the page says it tried.
With `--open` the browser's switches against ways round the proxy are left out, to see that the listener hears.
"""

from __future__ import annotations

import asyncio
import http.server
import json
import os
import socket
import socketserver
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from auditor.capture import browser
from auditor.crawl.guard import AddressPolicy
from auditor.crawl.proxy import GuardProxy

SITE = "93.184.215.14"  # any public address: this network reaches nothing
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


@contextmanager
def site(page: str) -> Iterator[None]:
    """The page at a public address by https (some ways are open to secure pages only), with an offer of HTTP/3."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = (PAGES / page).read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Alt-Svc", 'h3="10.77.0.2:7040"; ma=86400, h3=":443"; ma=86400')
            self.send_header("Link", "<http://10.77.0.2:7041>; rel=preconnect, <//hinted.example.test>; rel=dns-prefetch")
            self.send_header("NEL", '{"report_to": "n", "max_age": 86400, "success_fraction": 1.0}')
            self.send_header("Reporting-Endpoints", 'n="http://10.77.0.2:7042/"')
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(http.server.ThreadingHTTPServer):
        def server_bind(self) -> None:
            socketserver.TCPServer.server_bind(self)  # HTTPServer's asks for the name of its own address

    server = Server((SITE, 443), Handler)
    with tempfile.TemporaryDirectory() as folder:
        key, certificate = f"{folder}/key.pem", f"{folder}/certificate.pem"
        make = f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=site -keyout {key} -out {certificate}"
        subprocess.run(make.split(), check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


async def watch(page_name: str) -> dict[str, object]:
    """Open the page behind the guard proxy and wait; what went out beside it."""
    listener = Listener()
    with site(page_name):
        async with (
            GuardProxy(AddressPolicy()) as proxy,
            browser.launched(os.environ.get("AUDITOR_BROWSER"), proxy.url) as running,
        ):
            page = await running.new_page(ignore_https_errors=True)
            await page.goto(f"https://{SITE}/{page_name}", wait_until="commit")
            await asyncio.sleep(SECONDS)
            own = {("tcp", "127.0.0.1", int(proxy.url.rsplit(":", 1)[1])), ("tcp", SITE, 443)}
            done = await page.evaluate("done")
            refused = sorted({host for host, _ in proxy.refusals})
    return {"packets": sorted(listener.packets - own), "refused": refused, "done": done}


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
    print(json.dumps(asyncio.run(watch(sys.argv[1]))))


if __name__ == "__main__":
    main()
