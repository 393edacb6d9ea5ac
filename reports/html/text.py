"""Small changes of text on its way into the page."""

import base64
import re
from datetime import datetime, timedelta

from markupsafe import Markup, escape

_LATIN_END = 0x2E7F  # letters after it are as wide as two


def code_marks(text: str) -> Markup:
    """Catalogue text, escaped, with `…` as code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))


def plain(text: str) -> str:
    """Catalogue text where no markup can stand."""
    return text.replace("`", "")


def short(text: str, width: int) -> str:
    """Cut to a width in Latin letters; a Chinese one takes two."""
    taken = 0
    for at, letter in enumerate(text):
        taken += 2 if ord(letter) > _LATIN_END else 1
        if taken > width:
            return text[: at - 1] + "…"
    return text


def moment(text: str) -> str:
    """A time (ISO 8601) as a person reads it, of the zone that was written."""
    at = datetime.fromisoformat(text)
    return f"{at:%Y-%m-%d %H:%M} UTC" if at.utcoffset() == timedelta(0) else f"{at:%Y-%m-%d %H:%M %z}"


def data_uri(content: bytes | None, kind: str) -> str:
    """An image inside the page; "" where there is none. `kind`: the part of the media type after `image/`."""
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}" if content else ""
