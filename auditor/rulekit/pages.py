"""What kind of page this is, by signs that Chinese public-service sites use. A sign is a hint, so signs are narrow."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from auditor.rulekit.capture import View

# A whole segment of the path or label of the host: `/elder/` is an elder version, `/guide/elder-card.html` is not.
_ELDER_PATH = re.compile(
    r"(^|[/.])(elder(ly)?|zhanglao|zhangbei|slb|slh|laonian|laoren|guanhuai|shilao|aged)([/.]|$)", re.I
)
_ELDER_TITLE = re.compile(r"(长者|长辈|关怀|敬老|老年|适老|大字|爱心|亲情)(版|模式|专区)")


def is_elder_page(view: View) -> bool:
    """An elder version's page, by its address or title; a headline about such versions is no sign."""
    parts = urlsplit(view.url)
    return bool(
        _ELDER_PATH.search(parts.path)
        or _ELDER_PATH.search(parts.hostname or "")
        or _ELDER_TITLE.search(view.page.title)
    )
