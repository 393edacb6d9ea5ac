"""Viewport and refresh pragmas, read as browsers read them."""

from __future__ import annotations

import pytest

from auditor.rulekit.page import viewport_zoom
from auditor.rulekit.page.pragmas import refresh_seconds


@pytest.mark.parametrize(
    ("content", "seconds"),
    [
        ("0", 0),
        ("5; url=/a", 5),
        (" 20,/a", 20),
        ("3.9;/a", 3),
        (".5", 0),
        ("10 /a", 10),
        ("0: /a", None),
        ("-1", None),
        ("+3", None),
        ("", None),
        ("url=/a", None),
        ("9" * 40, 999_999_999),
    ],
)
def test_refresh(content: str, seconds: int | None) -> None:
    assert refresh_seconds(content) == seconds


@pytest.mark.parametrize(
    ("content", "enough"),
    [
        ("width=device-width", None),
        ("user-scalable=yes", True),
        ("user-scalable=no", False),
        ("user-scalable=0", False),
        ("user-scalable=-1", True),
        ("user-scalable=0.9", False),
        ("user-scalable=whatever", False),
        ("maximum-scale=1.0", False),
        ("maximum-scale=2", True),
        ("maximum-scale=-1", True),
        ("maximum-scale=yes", False),
        ("maximum-scale=device-width", True),
        ("width=device-width maximum-scale = 1", False),
        ("MAXIMUM-SCALE=5,USER-SCALABLE=NO", False),
        ("user-scalable", None),
    ],
)
def test_viewport(content: str, enough: bool | None) -> None:
    zoom = viewport_zoom(content)
    assert (zoom.enough if zoom else None) is enough
