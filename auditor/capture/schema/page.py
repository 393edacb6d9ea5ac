"""What capture hands on: one `PageCapture` a page, plain data that survives JSON (docs/result-model.md)."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from auditor.messages import Note


@dataclass
class ViewCapture:
    """One view of a page. `documents[0]` is the top one; each holds the collector's table and, for frames,
    `parent` (document number) and `holder` (number of the frame's element in it)."""

    name: str
    width: int
    height: int
    documents: list[dict[str, Any]]
    axe: dict[str, Any] | None = None
    screenshot: str = ""
    notes: list[str] = field(default_factory=list)


@dataclass
class PageCapture:
    """All that was observed of one page in one open. `error` is (status, why) where the gate refused it."""

    url: str
    final_url: str = ""
    http_status: int | None = None
    title: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    hosts: dict[str, int] = field(default_factory=dict)
    views: dict[str, ViewCapture] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    acting_links: list[str] = field(default_factory=list)  # with a login: those that may end it or change something
    captured_at: str = ""  # UTC, ISO 8601
    traffic: dict[str, Any] = field(default_factory=dict)  # load_ms, bytes, files, unsized, heaviest, source_letters
    error: tuple[str, Note] | None = None
    timing_ms: dict[str, int] = field(default_factory=dict)
    untested: dict[str, Note] = field(default_factory=dict)  # by view, and `axe`
    lost_styles: list[str] = field(default_factory=list)  # style sheets that did not come, through no fault of the page
    observations: dict[str, dict[str, Any]] = field(default_factory=dict)  # by probe: {"data": …} or {"untested": note}
    deep: bool = False  # whether the deeper views and probes were run
    screenshots: dict[str, bytes] = field(default_factory=dict, repr=False)
    retry_after: str | None = None

    def to_data(self) -> dict[str, Any]:
        """JSON-ready, screenshots left out (they are files of their own)."""
        data = {item.name: getattr(self, item.name) for item in fields(self)}
        data["screenshots"] = {}
        # Not copied deeply: the tables are large, and whoever gets them reads only.
        data["views"] = {
            name: {item.name: getattr(view, item.name) for item in fields(view)} for name, view in self.views.items()
        }
        data["error"] = [self.error[0], self.error[1].model_dump()] if self.error else None
        data["untested"] = {name: why.model_dump() for name, why in self.untested.items()}
        data["observations"] = {
            name: {"untested": why.model_dump()} if isinstance(why := held.get("untested"), Note) else held
            for name, held in self.observations.items()
        }
        return data
