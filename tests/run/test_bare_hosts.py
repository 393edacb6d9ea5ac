"""Addresses without a scheme: over http only where nothing answers over https, and never with a password."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest

from auditor import api
from auditor.crawl.fetch import Fetched
from auditor.crawl.targets import Target, read_targets
from auditor.run import bare_hosts
from auditor.run.plan import plan_sites
from auditor.settings.parts import SiteSettings
from tests.conftest import serve

ANSWERS = {
    "http://plain.example": 404,
    "http://plain.example:81": 200,
    "https://both.example": 503,
    "http://both.example": 200,
}


class _Network:
    asked: ClassVar[list[str]] = []

    def __init__(self, *_: Any, **__: Any) -> None:
        self.asked.clear()

    async def __aenter__(self) -> _Network:
        return self

    async def __aexit__(self, *_: object) -> None:
        pass

    async def get(self, url: str) -> Fetched:
        self.asked.append(url)
        return Fetched(url, ANSWERS.get(url.removesuffix("/robots.txt")))


@pytest.mark.browser
def test_a_number_in_such_an_address_is_in_no_file(browser_available: None, tmp_path: Path) -> None:
    site, out = tmp_path / "site", tmp_path / "out"
    site.mkdir()
    (site / "a.html").write_text(
        f'<html lang="zh-CN"><title>查询</title><h1>查询</h1><p>{"办理进度。" * 40}</p>', "utf-8"
    )
    number = "11010519491231002X"
    with serve(site) as base:
        written = f"{base.removeprefix('http://')}/a.html?card={number}"
        result = api.audit(written, output=out, allow_private=True, profile="quick", max_pages=1)
        api.render(result, ["html", "json"], out)
    (address,) = result.run.sites[0].coverage.asked_instead.values()
    assert address.startswith(base + "/a.html?card=")
    assert result.run.sites[0].coverage.audited == 1
    for file in (out / "audit.json", *out.rglob("*.html")):
        assert number not in file.read_text("utf-8")


def test_what_was_written_whole_for_another_owner_stays() -> None:
    rows = [Target(url="https://a.example", agency="甲局"), Target(url="https://a.example", agency="乙局", bare=True)]
    assert [bool(plan.bare) for plan in plan_sites(rows)] == [False, True]


@pytest.mark.parametrize(
    ("written", "starts"),
    [
        (["plain.example?a=/b"], ["http://plain.example?a=/b"]),
        (["plain.example", "plain.example/a?b"], ["http://plain.example", "http://plain.example/a?b"]),
        (["plain.example:81/a"], ["http://plain.example:81/a"]),
        (["plain.example", "http://plain.example"], ["http://plain.example"]),
        (["both.example"], ["https://both.example"]),
        (["silent.example"], ["https://silent.example"]),
        (["https://plain.example"], ["https://plain.example"]),
    ],
)
def test_which_is_asked(monkeypatch: pytest.MonkeyPatch, written: list[str], starts: list[str]) -> None:
    monkeypatch.setattr(bare_hosts, "Fetcher", _Network)
    (plan,) = plan_sites(read_targets(written).targets)
    worker: Any = SimpleNamespace(policy=None)
    found, instead = asyncio.run(bare_hosts.answering(plan, SiteSettings(), worker))
    assert list(found.starts) == starts
    assert set(instead) == set(plan.starts) - set(starts)


def test_a_password_goes_over_https_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bare_hosts, "Fetcher", _Network)
    (plan,) = plan_sites(read_targets(["plain.example"]).targets)
    plan = replace(plan, passwords={"https://plain.example": ("somebody", "secret")})
    worker: Any = SimpleNamespace(policy=None)
    assert asyncio.run(bare_hosts.answering(plan, SiteSettings(), worker)) == (plan, {})


def test_nothing_is_asked_for_addresses_that_were_written_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bare_hosts, "Fetcher", _Network)
    _Network.asked.clear()
    (plan,) = plan_sites(read_targets(["https://plain.example"]).targets)
    worker: Any = SimpleNamespace(policy=None)
    assert asyncio.run(bare_hosts.answering(plan, SiteSettings(), worker)) == (plan, {})
    assert not _Network.asked
