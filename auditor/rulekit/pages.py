"""What kind of page this is, by signs that Chinese public-service sites use. A sign is a hint, so signs are narrow."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import urlsplit

from auditor.rulekit.capture import PageView, View

Sample = Literal["ordinary", "elder"]

# A whole segment of the path or label of the host: `/elder/` is an elder version, `/guide/elder-card.html` is not.
_ELDER_PATH = re.compile(
    r"(^|[/.])(elder(ly)?|zhanglao|zhangbei|slb|slh|laonian|laoren|guanhuai|shilao|aged)([/.]|$)", re.I
)
_ELDER_QUERY = re.compile(r"(^|&)(version|mode|style|type)=(zzzh|slb|slh|elder(ly)?|aged|zhangbei|laonian)(&|$)", re.I)
_ELDER_TITLE = re.compile(r"(长者|长辈|关怀|敬老|老年|适老|大字|爱心|亲情)(版|模式|专区)")


def sample_of(page: PageView) -> Sample:
    """Which of the two kinds of page kept apart in evaluation this is; with the view it gives one of four samples."""
    parts = urlsplit(page.final_url)
    elder = (
        _ELDER_PATH.search(parts.path)
        or _ELDER_PATH.search(parts.hostname or "")
        or _ELDER_QUERY.search(parts.query)
        or _ELDER_TITLE.search(page.title)
    )
    return "elder" if elder else "ordinary"


def is_elder_page(view: View) -> bool:
    """An elder version's page, by its address or title; a headline about such versions is no sign."""
    return sample_of(view.page) == "elder"


def css_scale(view: View) -> float:
    """What a CSS px measures on the device: 1, less where a phone shrinks a page that has no viewport meta."""
    if view.name != "phone" or any(node.attr("name").lower() == "viewport" for node in view.find("meta")):
        return 1.0
    return min(1.0, view.width / max(1, view.root.box[2]))
