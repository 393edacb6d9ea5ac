"""The sample site, audited once for all tests that look at the result."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.cli.shared import audit_and_report
from auditor.content import read_toml
from auditor.crawl.targets import Target
from auditor.demo.server import JOURNEYS, DemoServer
from auditor.journeys.script import read
from auditor.settings.options import Config, build


@pytest.fixture(scope="session")
def demo(browser_available: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Config, int]:
    """The sample site audited once."""
    folder = tmp_path_factory.mktemp("demo")
    config = build(
        {
            "output": folder,
            "allow_private": True,
            "max_pages": 40,
            "format": ["html", "json", "jsonl", "junit", "csv", "xlsx"],
            "journeys": read(read_toml(JOURNEYS)["journey"], JOURNEYS.name),
        }
    )
    with DemoServer() as server:
        target = Target(url=server.base_url.rstrip("/") + "/index.html", name="示例", agency="梧桐街道办事处（示例）")
        status = audit_and_report(config, [target], [], quiet=True)
    return folder, config, status
