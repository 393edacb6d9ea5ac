"""What the probe `moving_images` measured of animated images and videos: how often they flash."""

from __future__ import annotations

from auditor.capture.schema.probes import MOVING_IMAGES
from auditor.capture.schema.probes.changes import AnimatedImage, WatchedVideo
from auditor.rulekit.page.node import Node
from auditor.rulekit.page.view import View, per_view


@per_view
def measured_images(view: View) -> list[tuple[Node, AnimatedImage | WatchedVideo]]:
    """Those that were measured, with their elements; the rule names `moving_images` in `needs`."""
    seen = view.observed(MOVING_IMAGES)
    measured: list[AnimatedImage | WatchedVideo] = [
        *seen.images,
        *(video for video in seen.videos if not video.why_not),
    ]
    return [(node, item) for item in measured if (node := view.at(item.at)) is not None]
