"""The views a page is seen under. Desktop comes first; the others are entered on the same open page."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.async_api import CDPSession


@dataclass(frozen=True)
class View:
    """Sizes in CSS px; `touch` turns on mobile layout and touch points."""

    name: str
    width: int
    height: int
    touch: bool = False
    is_default: bool = False

    async def enter(self, session: CDPSession) -> None:
        """Make the open page look like this."""
        await session.send(
            "Emulation.setDeviceMetricsOverride",
            {"width": self.width, "height": self.height, "deviceScaleFactor": 1, "mobile": self.touch},
        )
        await session.send("Emulation.setTouchEmulationEnabled", {"enabled": self.touch, "maxTouchPoints": 5})


VIEWS = {
    "desktop": View("desktop", 1280, 800, is_default=True),
    "phone": View("phone", 390, 844, touch=True),
}
