"""The sample site, audited once for all tests that look at the result."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor import api
from auditor.cli.shared import audit_and_report

FORMATS = ["html", "json", "jsonl", "junit", "csv", "xlsx"]


@pytest.fixture(scope="session")
def demo(browser_available: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """The sample site audited once: its folder, the exit status."""
    folder = tmp_path_factory.mktemp("demo")
    with api.demo(output=folder, format=FORMATS, restart=False) as request:
        status = audit_and_report(request, quiet=True)
    return folder, status
