"""The schema's names and limits as the scripts in the page are given them, so that they are written once."""

from __future__ import annotations

from functools import cache
from typing import Any

from auditor.capture.schema import table


@cache
def constants() -> dict[str, Any]:
    """{"kinds", "flags": numbers by name, "columns": names, "properties": names, "limits": numbers by name}."""
    return {
        "kinds": {kind.name: kind.value for kind in table.NodeKind},
        "flags": {flag.name: flag.value for flag in table.NodeFlag},
        "columns": [*table.COLUMNS, table.BOX],
        "properties": table.STYLE_PROPERTIES,
        "limits": table.LIMITS,
    }
