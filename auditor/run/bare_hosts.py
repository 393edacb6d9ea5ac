"""Addresses written without a scheme: https first, then http where nothing answers over https, as browsers do."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from urllib.parse import urljoin

from auditor.crawl.fetch import Fetcher
from auditor.run.plan import SitePlan
from auditor.run.visit import user_agent
from auditor.run.worker import Worker
from auditor.settings.parts import SiteSettings


async def answering(plan: SitePlan, settings: SiteSettings, worker: Worker) -> tuple[SitePlan, dict[str, str]]:
    """The plan with starts that answer, and what was asked instead of what, by address.

    Where a user and password were given they were given for https: they go nowhere else, and so does the site."""
    bare = [url for url in plan.starts if url in plan.bare]
    if not bare or plan.passwords:
        return plan, {}
    robots = {url: urljoin(url, "/robots.txt") for url in bare}
    hosts = list(dict.fromkeys(robots.values()))
    async with Fetcher(worker.policy, user_agent(settings, "Chrome"), max_bytes=1) as fetcher:
        plain = dict(zip(hosts, await asyncio.gather(*(_only_plain(fetcher, host) for host in hosts)), strict=True))
    instead = {url: _over_http(url) for url in bare if plain[robots[url]]}
    starts = tuple(dict.fromkeys(instead.get(url, url) for url in plan.starts))
    return replace(plan, starts=starts), instead


async def _only_plain(fetcher: Fetcher, url: str) -> bool:
    """Whether a host gives no answer of any kind over https, and one over http."""
    if (await fetcher.get(url)).status is not None:
        return False
    return (await fetcher.get(_over_http(url))).status is not None


def _over_http(url: str) -> str:
    return "http" + url.removeprefix("https")
