"""Captures in tests: what a probe of one saw, and small ones made by hand."""

from __future__ import annotations

from typing import Any

import msgspec

from auditor.capture.schema import PageCapture
from auditor.capture.schema.probes import PROBES


def observed(capture: PageCapture, probe: str) -> Any:
    """A probe's result, of a test's own probe as plain data; fails with the reason where there is none."""
    seen = capture.observations[probe]
    assert not isinstance(seen.data, msgspec.UnsetType), seen.untested
    return msgspec.json.decode(seen.data, type=PROBES[probe].result if probe in PROBES else Any)
