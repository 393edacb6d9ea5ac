"""`audit.json`, the run, and its JSON Schema beside it."""

import json

from auditor.model import Output, Result, Run, harmless_json


def render(result: Result, output: Output) -> None:
    """Write both files."""
    output.write("audit.json", harmless_json(result.run.model_dump_json(indent=1)))
    output.write("audit.schema.json", json.dumps(Run.model_json_schema(), ensure_ascii=False, indent=1))
