"""How far capture came with what it has limits for, so that no rule passes on what was not looked at.

A part is one thing that is gone through: the stops of a walk, the nodes of a document. Whoever goes through it says how
far it came; the evaluator makes the rules that hang on the part untested where that was not to its end. What each limit
hides, and which part says so, stands in docs/limits.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, TypeAlias

from msgspec import Struct

# Why no further: a number of ours, the time, a size of ours; it could not be had; it could be had and not told; focus
# does not get there.
Why: TypeAlias = Literal["limit", "time", "size", "lost", "unsure", "trap"]


class Extent(Struct, frozen=True, omit_defaults=True):
    """How far one part was gone through."""

    part: str  # one of PARTS
    done: int
    total: int | None = None  # of how many; None: not known, more than were done
    why: Why | None = None  # why no further; None: it was gone through wholly


# Parts of a view: of its documents' tables, of what was measured and of its axe-core results. Every rule that reads a
# view hangs on EVERY; on another part one that names it (`Rule.parts`). axe-core's rules hang on those of AXE.
EVERY: Final = ("nodes", "characters", "attributes", "names", "frames")
AXE: Final = ("axe-frames", "axe-nodes")
MEASURED: Final = ("generated", "icons")
RULES: Final = ("items",)  # of what a rule itself goes through (`View.first`)

# Parts of what each probe goes through. A rule that needs the probe hangs on all of them, or on those that it names.
PROBE_PARTS: Final[dict[str, tuple[str, ...]]] = {
    "auto_changes": ("watched", "changes", "canvases", "shown-frames"),
    "dark_switch": ("switches",),
    "device_motion": ("shown-frames",),
    "elder_aids": ("aids", "aid-trials", "aid-texts"),
    "floating_windows": ("windows", "closers"),
    "forms": ("forms", "form-fields", "form-texts", "settings", "pastes", "shown-frames"),
    "gestures": ("scripts",),
    "hover_content": ("triggers", "listeners", "shown-frames"),
    "image_text": ("images", "readings"),
    "keyboard": ("stops", "starts", "indicators", "marks", "covered", "contexts", "losses", "hidden-stops", "skips"),
    "link_targets": (),
    "linked_page": (),
    "listeners": ("listeners",),
    "media": ("media",),
    "mouse_only": ("clicks", "presses", "listeners", "shown-frames"),
    "moving_images": ("moving-files", "videos", "shown-frames"),
    "shortcuts": ("keys",),
    "slow_line": (),
}
PARTS: Final = frozenset((*EVERY, *AXE, *MEASURED, *RULES, *(part for parts in PROBE_PARTS.values() for part in parts)))


def reached(part: str, done: int, total: int | None, why: Why = "limit") -> Extent:
    """How far a part was gone through: `why` counts only where something was left. Raises KeyError for an unknown
    part."""
    if part not in PARTS:
        raise KeyError(part)
    return Extent(part, done, total) if total is not None and done >= total else Extent(part, done, total, why)


def joined(one: Extent, other: Extent) -> Extent:
    """Two stretches of one part as one."""
    known = one.total is not None and other.total is not None
    total = (one.total or 0) + (other.total or 0) if known else None
    return Extent(one.part, one.done + other.done, total, one.why or other.why)


def left(extents: Iterable[Extent]) -> list[Extent]:
    """Those that were not gone through wholly."""
    return [extent for extent in extents if extent.why is not None]
