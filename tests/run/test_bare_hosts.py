"""Addresses without a scheme: over http only where nothing answers over https, and never with a password."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest

from auditor.crawl.fetch import Fetched
from auditor.crawl.targets import read_targets
from auditor.run import bare_hosts
from auditor.run.plan import plan_sites
from auditor.settings.parts import SiteSettings

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


@pytest.mark.parametrize(
    ("written", "starts"),
    [
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
