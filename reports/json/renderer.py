"""`audit.json`, the run, and its JSON Schema beside it."""

import json

from auditor.model import Result, Run

FORMAT = "json"


def render(result: Result, out) -> None:  # type: ignore[no-untyped-def]
    """Write both files."""
    out.write("audit.json", result.run.model_dump_json(indent=1))
    out.write("audit.schema.json", json.dumps(Run.model_json_schema(), ensure_ascii=False, indent=1))
