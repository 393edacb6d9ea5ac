"""No page finds a way round the guard proxy: proved on the wire of a network of its own, where the machine allows one."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from auditor.documents.fetch import MAX_READ
from tests.crawl.isolated import SPELLINGS, WAYS

UNSHARE = ["unshare", "--map-root-user", "--net"]
PRIVATE = {"10.77.0.2", "127.0.0.1", "::1", "localhost"}


def isolated(*arguments: str) -> dict[str, Any]:
    """What `tests.crawl.isolated` tells; skips where no network can be made."""
    trial = "ip link add w0 type veth peer name w1"
    if not shutil.which("openssl") or not shutil.which("unshare") or not shutil.which("ip"):
        pytest.skip("unshare, ip and openssl are needed")
    if subprocess.run([*UNSHARE, *trial.split()], capture_output=True).returncode:
        pytest.skip("this machine allows no network namespace with interfaces")
    done = subprocess.run(
        [*UNSHARE, sys.executable, "-m", "tests.crawl.isolated", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@pytest.mark.browser
def test_nothing_goes_round_the_proxy(browser_available: None) -> None:
    """WebRTC, WebTransport, HTTP/3, hints, speculation, names: no packet but those of the proxy."""
    told = isolated("ways-out")
    assert told["packets"] == []
    assert set(told["refused"]) >= PRIVATE, "the page did not try"
    assert {told["done"][name] for name in ("rtc", "transport", "worker", "beacon")} == {"tried"}


@pytest.mark.browser
def test_the_listener_hears(browser_available: None) -> None:
    """Without the switches the same page reaches loopback, private addresses and name servers by UDP."""
    reached = {(protocol, address) for protocol, address, _ in isolated("ways-out", "--open")["packets"]}
    assert reached >= {("udp", "127.0.0.1"), ("udp", "10.77.0.2")}


def _expected() -> dict[str, str | None]:
    private = dict.fromkeys(
        (
            "/redirect", "/redirect-https", "/redirect-azure", "/redirect-octal", "/redirect-mapped",
            "/redirect-localhost", "/refresh", "/meta", "/script", "/script-later", "https:/script",
        ),
        "private-address",
    )  # fmt: skip
    names = dict.fromkeys(("/redirect-name", "/redirect-http-name", "/meta-name"), "dns-error")
    closed = dict.fromkeys(("/redirect-closed", "/redirect-closed-https"), "connection-error")
    return {
        **private,
        **names,
        **closed,
        "/plain": None,
        "/forged": None,
        "https:/plain": None,
        "/forged-403": "blocked",
    }


@pytest.mark.browser
def test_what_was_refused_is_told_by_the_guard_alone(browser_available: None) -> None:
    """Over http and https, by redirect, script, meta and Refresh; a site can't say it of itself."""
    told = isolated("moved")
    assert told["statuses"] == _expected()
    assert told["packets"] == []


@pytest.mark.browser
def test_every_spelling_in_every_way_of_an_audit(browser_available: None) -> None:
    """A whole audit in `standard`: robots.txt, sitemaps, files and pages lead to private addresses in all spellings."""
    told = isolated("audit")
    assert told["packets"] == []
    own = {path: told["statuses"].pop(path) for path in ("", "parts", "frames")}
    assert own[""] == "audited"
    assert set(told["statuses"].values()) == {"private-address"}
    assert len(told["statuses"]) == 3
    refused = {(way, number) for way, number in told["refused"]}
    every = {(way, number) for way in WAYS for number in range(len(SPELLINGS))}
    # No more sitemaps that robots.txt names, and files, are asked for than their limits.
    limited = {"sitemap": len(SPELLINGS) // 2, "pdf": MAX_READ}
    assert {pair for pair in every - refused if pair[1] < limited.get(pair[0], len(SPELLINGS))} == set()
