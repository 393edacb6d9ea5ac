"""The request that audits the sample site, while it is served."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from auditor.content import read_toml
from auditor.demo.server import JOURNEYS, DemoServer
from auditor.journeys.script import read
from auditor.run.request import Request, make_request

OWNER = {
    "name": "云溪市青禾区梧桐街道（示例）",
    "agency": "梧桐街道办事处（示例）",
    "district": "青禾区",
    "street": "梧桐街道",
}


@contextmanager
def sample_request(**options: Any) -> Iterator[Request]:
    """Serve the sample site on loopback; `options` go before the demo's own."""
    journeys = read(read_toml(JOURNEYS)["journey"], JOURNEYS.name)
    defaults = {"allow_private": True, "restart": True, "max_pages": 40, "journeys": journeys}
    with DemoServer() as server:
        target = {"url": server.base_url.rstrip("/") + "/index.html", **OWNER}
        yield make_request(target, {**defaults, **options})
