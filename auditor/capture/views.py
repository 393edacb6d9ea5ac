"""The views a page is seen under. Desktop comes first; the others are entered on the same open page.

`desktop` and `phone` are taken of every page; the others by profile, see Options.deep in `view_capture`.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

from playwright.async_api import CDPSession
from playwright.async_api import Error as PlaywrightError

from auditor.capture.isolated_worlds import ScriptError, World

# WCAG 2.2, 1.4.12: what a user must be able to set without loss.
_SPACING = (
    "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
    "p{margin-bottom:2em!important}"
)


@dataclass(frozen=True)
class ViewSpec:
    """Sizes in CSS px; `touch` turns on mobile layout and touch points; `css` is laid over the page's own.

    `measured`: what lies behind each text is worked out too (contrast). `reduced_motion`, `dark`: the user's
    settings.
    """

    name: str
    width: int
    height: int
    touch: bool = False
    is_default: bool = False
    css: str = ""
    measured: bool = False
    reduced_motion: bool = False
    dark: bool = False

    async def enter(self, session: CDPSession, worlds: list[World]) -> None:
        """Make the open page look like this."""
        await session.send(
            "Emulation.setDeviceMetricsOverride",
            {"width": self.width, "height": self.height, "deviceScaleFactor": 1, "mobile": self.touch},
        )
        await session.send("Emulation.setTouchEmulationEnabled", {"enabled": self.touch, "maxTouchPoints": 5})
        await session.send(
            "Emulation.setEmulatedMedia",
            {
                "features": [
                    {"name": "prefers-reduced-motion", "value": "reduce" if self.reduced_motion else ""},
                    {"name": "prefers-color-scheme", "value": "dark" if self.dark else "light"},
                ]
            },
        )
        for world in worlds:
            with contextlib.suppress(ScriptError, PlaywrightError):
                await world.call("injectedStyle.inject", "view", self.css)


VIEWS = {
    view.name: view
    for view in (
        ViewSpec("desktop", 1280, 800, is_default=True, measured=True),
        ViewSpec("phone", 390, 844, touch=True, measured=True),
        ViewSpec("zoom", 640, 512),  # 1280 × 1024 at 200 %, the size of ACT rule 59br37
        ViewSpec("reflow", 320, 640),  # WCAG 2.2, 1.4.10: 320 CSS px wide
        ViewSpec("text-spacing", 1280, 800, css=_SPACING),
        ViewSpec("landscape", 844, 390, touch=True),
        ViewSpec("reduced-motion", 1280, 800, reduced_motion=True),
        ViewSpec("dark", 1280, 800, measured=True, dark=True),
    )
}
ALWAYS = ("desktop", "phone")
