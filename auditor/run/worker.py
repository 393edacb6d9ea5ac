"""What carries out sites and lives as long as its process: browser, catalogue, axe-core, address guard, politeness."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from auditor.capture import axe
from auditor.capture.browser_pool import BrowserPool
from auditor.crawl.guard import AddressPolicy
from auditor.crawl.politeness import HostGate
from auditor.crawl.proxy import GuardProxy
from auditor.evaluate import catalogue
from auditor.evaluate.catalogue import Catalogue
from auditor.settings.parts import WorkerSettings


@dataclass(frozen=True)
class Engines:
    """What a process judges with. Loading it tells faults of rules and axe-core before a browser is started."""

    catalogue: Catalogue
    axe: axe.Engine

    @classmethod
    def load(cls, settings: WorkerSettings) -> Engines:
        """Raises ContentError, AxeMissing."""
        return cls(catalogue.load(settings.rules), axe.load(settings.axe))


@dataclass
class Worker:
    """Shared by all sites that this process carries out. `slots`: pages open at once, over all sites."""

    pool: BrowserPool
    catalogue: Catalogue
    engine: axe.Engine
    policy: AddressPolicy
    slots: asyncio.Semaphore
    gate: HostGate = field(default_factory=HostGate)


@asynccontextmanager
async def running(settings: WorkerSettings, engines: Engines | None = None) -> AsyncIterator[Worker]:
    """A worker with its browser. Raises BrowserMissing, and what `Engines.load` raises."""
    engines = engines or Engines.load(settings)
    policy = AddressPolicy(settings.allow_private)
    # Where private addresses may be reached too, pages have the same way out, which can fail what holds one up.
    async with BrowserPool(settings.browser, lambda: GuardProxy(policy), settings.concurrency) as pool:
        slots = asyncio.Semaphore(settings.concurrency)
        yield Worker(pool, engines.catalogue, engines.axe, policy, slots)
