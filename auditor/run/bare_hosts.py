"""Addresses written without a scheme: https first, then http where nothing answers over https, as browsers do."""

from __future__ import annotations

import asyncio
from dataclasses import replace

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
    origins = dict.fromkeys("/".join(url.split("/", 3)[:3]) for url in bare)
    async with Fetcher(worker.policy, user_agent(settings, "Chrome"), max_bytes=1) as fetcher:
        plain = await asyncio.gather(*(_only_plain(fetcher, origin) for origin in origins))
    silent = [origin for origin, is_plain in zip(origins, plain, strict=True) if is_plain]
    instead = {url: "http" + url.removeprefix("https") for url in bare if "/".join(url.split("/", 3)[:3]) in silent}
    starts = tuple(dict.fromkeys(instead.get(url, url) for url in plan.starts))
    return replace(plan, starts=starts), instead


async def _only_plain(fetcher: Fetcher, origin: str) -> bool:
    """Whether a host gives no answer of any kind over https, and one over http. `origin` begins with https."""
    if (await fetcher.get(origin + "/robots.txt")).status is not None:
        return False
    return (await fetcher.get("http" + origin.removeprefix("https") + "/robots.txt")).status is not None
