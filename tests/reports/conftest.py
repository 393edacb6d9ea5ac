"""The sample result, written in each language."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.model import Result
from auditor.render import formats, write_reports
from tests.reports.sample import sample_result


@pytest.fixture(scope="session")
def result() -> Result:
    return sample_result()


@pytest.fixture(scope="session", params=["zh", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def written(result: Result, lang: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every format."""
    folder = tmp_path_factory.mktemp(f"reports-{lang}")
    write_reports(result, folder, list(formats()), lang)
    return folder
