"""What each probe says: one typed result a probe, by the probe's name.

Elements are places, (document, node number) of the desktop view's tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from auditor.capture.schema.probes import aids, changes, forms, keys, links, pointer

_R = TypeVar("_R")


@dataclass(frozen=True)
class Probe(Generic[_R]):
    """A probe's name and the type of its result."""

    name: str
    result: type[_R]


AUTO_CHANGES = Probe("auto_changes", changes.AutoChanges)
DARK_SWITCH = Probe("dark_switch", aids.DarkSwitch)
DEVICE_MOTION = Probe("device_motion", pointer.MotionTrials)
ELDER_AIDS = Probe("elder_aids", aids.ElderAids)
FLOATING_WINDOWS = Probe("floating_windows", aids.WindowTrials)
FORMS = Probe("forms", forms.FormTrials)
GESTURES = Probe("gestures", pointer.ScriptSearch)
HOVER_CONTENT = Probe("hover_content", pointer.HoverTrials)
IMAGE_TEXT = Probe("image_text", changes.ImagesSeen)
KEYBOARD = Probe("keyboard", keys.TabWalk)
LINKED_PAGE = Probe("linked_page", links.LinkedPages)
LINK_TARGETS = Probe("link_targets", links.LinkTargets)
LISTENERS = Probe("listeners", pointer.Listeners)
MEDIA = Probe("media", changes.MediaTrials)
MOUSE_ONLY = Probe("mouse_only", pointer.MouseTrials)
MOVING_IMAGES = Probe("moving_images", changes.MovingImages)
SHORTCUTS = Probe("shortcuts", keys.ShortcutTrials)
SLOW_LINE = Probe("slow_line", links.SlowLoad)

PROBES: dict[str, Probe[Any]] = {probe.name: probe for probe in list(globals().values()) if isinstance(probe, Probe)}
