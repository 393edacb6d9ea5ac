"""What the probe `slow_line` measured: the page as somebody with a slow line and an old phone gets it."""

from __future__ import annotations

from pydantic import Field

from auditor.rulekit.page.view import View
from auditor.rulekit.probes.records import Number, Record, read


class Line(Record):
    """The line and the device: kbit/s, latency in ms, how many times slower the processor is, the limit in s."""

    kbit: Number
    latency_ms: Number
    cpu: Number
    limit_s: Number


class SlowLoad(Record):
    """When the first text or image came (`paint_ms`) and when all had loaded, both None where they did not within the
    limit; `unfinished`: requests that had not ended."""

    line: Line
    paint_ms: Number | None
    load_ms: Number | None
    bytes: int
    requests: int
    unfinished: int = Field(alias="open")


def slow_load(view: View) -> SlowLoad:
    """What was measured; the rule names `slow_line` in `needs`."""
    return read(view, "slow_line", SlowLoad)
