"""Models and plain values as the text that the tables hold, and back.

A lone surrogate, which a page's script can make, becomes U+FFFD: neither a database nor a report in UTF-8 can hold it.
NUL stays: JSON escapes it.
"""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticSerializationError

_LONE = re.compile("[\ud800-\udfff]")


def dump(value: Any) -> str:
    """A plain value as JSON."""
    return _LONE.sub("\ufffd", json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def dump_model(model: BaseModel, exclude: set[str] | None = None) -> str:
    """A model as JSON."""
    try:
        return model.model_dump_json(exclude=exclude)
    except (PydanticSerializationError, UnicodeEncodeError):
        return dump(model.model_dump(exclude=exclude))
