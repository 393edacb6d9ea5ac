"""Captures that earlier programs stored, brought up to today's names.

Format 1 held every view whole, 2 what differs from the first view only, 3 had today's names of probes, 4 had one name
for each thing in the page, in the file and in Python, 5 says of everything that has a limit how far it came.
"""

from __future__ import annotations

from typing import Any

from msgspec import Raw, convert, json

from auditor.capture.schema.extent import Extent, Why, reached
from auditor.capture.schema.page import Observation, PageCapture, from_plain
from auditor.model.note import as_note

_PROBES_OF_2 = {
    "elder": "elder_aids",
    "floats": "floating_windows",
    "hover": "hover_content",
    "motion": "auto_changes",
    "moving_pictures": "moving_images",
    "picture_text": "image_text",
    "pointer": "mouse_only",
}
_DOCUMENT_OF_3 = {
    "contentType": "content_type",
    "compat": "compatibility_mode",
    "scroll": "scroll_size",
    "client": "viewport",
    "nameError": "name_error",
    "asked": "names_computed",
    "fresh": "newly_shown",
    "props": "properties",
    "extra": "element_properties",
    "pseudo": "pseudo_elements",
    "ground": "background",
    "grounds": "backgrounds",
    "generated": "generated_texts",
}
_PROPERTIES_OF_3 = {"nw": "natural_width", "nh": "natural_height"}
_COLOURS_OF_3 = {"fg": "text", "bg": "colours"}
_GENERATED_OF_3 = {"fg": "foreground", "bg": "background"}
_AXE_OF_3 = {"doc": "document", "index": "number"}
_RESULTS_OF_3 = {
    "auto_changes": {"round": "loop"},
    "image_text": {"pictures": "images"},
    "keyboard": {"ring": "indicator", "ground": "background", "way": "exit_key", "standard": "usual"},
    "mouse_only": {"listeners": "by_number"},
    "moving_images": {"pictures": "images", "round": "loop", "ground": "is_background", "why": "why_not"},
    "slow_line": {"open": "unfinished"},
}


def upgrade(data: dict[str, Any], held: int) -> PageCapture:
    """The data of an earlier format as today's capture. Raises msgspec.ValidationError, LookupError, TypeError,
    ValueError or AttributeError where it is no capture."""
    seen_by_probes = data.pop("observations", {})
    data.pop("screenshots", None)
    views = {name: _view(view, held) for name, view in data["views"].items()}
    capture = convert({**data, "views": views}, PageCapture, str_keys=True, dec_hook=from_plain)
    for name, seen in seen_by_probes.items():
        probe = _PROBES_OF_2.get(name, name) if held < 3 else name
        capture.observations[probe] = _observation(probe, seen, held)
    return capture


def _renamed(data: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    return {names.get(name, name): value for name, value in data.items()}


def _all_renamed(data: Any, names: dict[str, str]) -> Any:
    """Renamed at every depth."""
    if isinstance(data, dict):
        return {names.get(name, name): _all_renamed(value, names) for name, value in data.items()}
    return [_all_renamed(value, names) for value in data] if isinstance(data, list) else data


def _observation(name: str, seen: dict[str, Any], held: int) -> Observation:
    if "data" not in seen:
        return Observation(untested=as_note(seen["untested"]))
    names = _RESULTS_OF_3.get(name) if held < 4 else None
    data = _all_renamed(seen["data"], names) if names else seen["data"]
    return Observation(Raw(json.encode(data)), extents=_extents(name, data) if isinstance(data, dict) else [])


def _extents(name: str, data: dict[str, Any]) -> list[Extent]:
    """How far a probe came, as far as its result of an earlier format tells."""
    if name == "keyboard":
        why: dict[str, Why] = {"time": "time", "endless": "limit"}
        stops = data["stops"]
        seen = sum(stop.get("seen") is not None for stop in stops)
        cut = [Extent("stops", len(stops), None, why[data["end"]])] if data.get("end") in why else []
        cut += [Extent("starts", len(stops), None, "time")] if data.get("end") == "time" else []
        return [*cut, reached("indicators", seen, len(stops), "unsure")]
    part = {"hover_content": "triggers", "listeners": "listeners", "forms": "forms"}.get(name)
    if part and data.get("truncated"):
        done = data.get("tried", data.get("forms", ()))
        return [Extent(part, done if isinstance(done, int) else len(done), None, "limit")]
    left = data.get("left")
    if name in ("image_text", "moving_images") and isinstance(left, int) and left:
        seen = len(data["images"])
        return [Extent("images" if name == "image_text" else "moving-files", seen, seen + left, "limit")]
    if name == "elder_aids" and data.get("unfinished"):
        return [Extent("aid-trials", 0, None, "lost")]
    return []


def _view(view: dict[str, Any], held: int) -> dict[str, Any]:
    documents = [_table(document) for document in view["documents"]]
    if held > 3:
        return {**view, "documents": documents}
    results = view.get("axe") or {}
    for result in (*results.get("violations", ()), *results.get("incomplete", ())):
        result["nodes"] = [_renamed(node, _AXE_OF_3) for node in result["nodes"]]
    return {**view, "documents": [_document(document) for document in documents]}


def _table(document: dict[str, Any]) -> dict[str, Any]:
    """A document that says how far its table goes."""
    cut = document.pop("truncated", False)
    done = len(document.get("kind", ()))
    return {**document, "extents": [{"part": "nodes", "done": done, "why": "limit"}]} if cut else document


def _document(document: dict[str, Any]) -> dict[str, Any]:
    data = _renamed(document, _DOCUMENT_OF_3)
    if "same" in data:
        data["same"] = [_DOCUMENT_OF_3.get(name, name) for name in data["same"]]
    if "attrs" in data:
        data["attrs"] = [raw or [] for raw in data["attrs"]]
    if "element_properties" in data:
        data["element_properties"] = {
            number: {**_renamed(properties, _PROPERTIES_OF_3), **({"host": True} if properties.get("host") else {})}
            for number, properties in data["element_properties"].items()
        }
    if "backgrounds" in data:
        data["backgrounds"] = [_renamed(background, _COLOURS_OF_3) for background in data["backgrounds"]]
    for name in ("generated_texts", "icons"):
        if name in data:
            data[name] = [_renamed(item, _GENERATED_OF_3) for item in data[name]]
    return data
