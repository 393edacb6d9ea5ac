"""What the probe `moving_images` measured of animated images and videos: how often they flash."""

from __future__ import annotations

from pydantic import Field

from auditor.rulekit.page.node import Node
from auditor.rulekit.page.view import View, per_view
from auditor.rulekit.probes.records import Number, Place, Record, read


class Flashes(Record):
    """The worst second: flashes of one area (`most`), its area in CSS px², flashes of areas that flash together, when
    it begins in the image's or video's time (None: unknown), and whether they are of saturated red."""

    most: int
    area: Number
    together: int
    second: Number | None = None
    red: bool = False


class AnimatedImage(Record):
    """An animated image that was read; `shown`: its frames were seen on the page."""

    at: Place
    frames: int
    flash: Flashes | None
    shown: bool


class WatchedVideo(Record):
    """A video that was watched; `why_not`: why it could not be measured, "" where it was."""

    at: Place
    flash: Flashes | None
    why_not: str = Field(alias="why")


class MovingImages(Record):
    """All that were looked at."""

    images: tuple[AnimatedImage, ...] = Field(alias="pictures")
    videos: tuple[WatchedVideo, ...]


@per_view
def measured_images(view: View) -> list[tuple[Node, AnimatedImage | WatchedVideo]]:
    """Those that were measured, with their elements; the rule names `moving_images` in `needs`."""
    seen = read(view, "moving_images", MovingImages)
    measured: list[AnimatedImage | WatchedVideo] = [
        *seen.images,
        *(video for video in seen.videos if not video.why_not),
    ]
    return [(node, item) for item in measured if (node := view.at(item.at)) is not None]
