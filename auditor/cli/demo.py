"""`auditor demo`: the sample site, audited."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from auditor.cli.shared import audit_and_report, clear_errors, output_options
from auditor.content import read_toml
from auditor.crawl.targets import Target
from auditor.demo.server import JOURNEYS, DemoServer
from auditor.journeys.script import read
from auditor.settings.options import build


@click.command(short_help="检测自带的示例网站 / audit the sample site")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("demo-report"), show_default=True)
@click.option("--browser", help="path of a Chromium, Chrome or Edge")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
@output_options
@clear_errors
def demo(output: Path, browser: str | None, lang: str, quiet: bool, debug: bool) -> None:
    """检测自带的示例网站 / Serve the bundled sample site on loopback, audit it, write the report."""
    config = build(
        {
            "output": output,
            "browser": browser,
            "lang": lang,
            "allow_private": True,
            "restart": True,
            "max_pages": 40,
            "format": ["html", "json", "jsonl", "xlsx"],
            "journeys": read(read_toml(JOURNEYS)["journey"], JOURNEYS.name),
        }
    )
    with DemoServer() as server:
        url = server.base_url.rstrip("/") + "/index.html"
        target = Target(
            url=url,
            name="云溪市青禾区梧桐街道（示例）",
            agency="梧桐街道办事处（示例）",
            district="青禾区",
            street="梧桐街道",
            source="demo",
        )
        status = audit_and_report(config, [target], [], quiet)
    sys.exit(status)
