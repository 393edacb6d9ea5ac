"""The command line answers at once: it loads no browser, no numbers and no database until a command needs them."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"playwright", "numpy", "sqlalchemy", "PIL", "pydantic", "aiohttp", "rich", "jinja2", "lxml", "asyncio"}


def loaded(code: str) -> set[str]:
    """Top-level modules of a fresh process after `code`."""
    script = f"{code}\nimport sys\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    return {name.partition(".")[0] for name in done.stdout.split()}


@pytest.mark.parametrize("module", ["auditor.cli", "auditor.api", "auditor.settings.parts"])
def test_import(module: str) -> None:
    assert not loaded(f"import {module}") & HEAVY


def test_help() -> None:
    code = "import sys\nsys.argv = ['auditor', '--help']\nfrom auditor.cli import main\nmain(standalone_mode=False)"
    assert not loaded(code) & HEAVY


def test_every_type_that_the_api_names_is_there() -> None:
    from auditor import api

    for name in api.__all__:
        assert getattr(api, name) is not None
    with pytest.raises(AttributeError):
        _ = api.no_such_name
