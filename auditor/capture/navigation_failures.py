"""Why the page's own document could not be had, by the browser's events and by what the guard remembers.

A server can send any header and any status: neither is asked.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, Request

from auditor.capture.validity import network_error
from auditor.messages import Note

Refused = Callable[[str, float], str | None]


class NavigationFailures:
    """Remembers the last navigation of the top frame that failed, whoever began it.

    `refused(address, since)` names the page status of an address that was refused after `since` (monotonic seconds)."""

    def __init__(self, page: Page, refused: Refused) -> None:
        self._page, self._refused, self._since = page, refused, time.monotonic()
        self._last: tuple[str, str] | None = None
        page.on("requestfailed", self._failed)

    def _failed(self, request: Request) -> None:
        with contextlib.suppress(PlaywrightError):  # the frame is gone
            if request.is_navigation_request() and request.frame == self._page.main_frame:
                self._last = request.url, request.failure or ""

    def error(self, url: str, message: str = "") -> tuple[str, Note]:
        """(status, why) of a failure. `url` and `message` serve where the browser told of no failed request."""
        failed, said = self._last or (url, message)
        return network_error(self._refused(failed, self._since) or message or said)

    def refused(self, url: str) -> tuple[str, Note] | None:
        """(status, why) where the guard refused the address that the page stands at."""
        status = self._refused(url, self._since)
        return network_error(status) if status else None

    def moved_to(self) -> tuple[str, Note] | None:
        """(status, why) where the page moved itself to an address that can't be opened for a reason to name."""
        if self._last is None:
            return None
        status, why = self.error(*self._last)
        return None if status == "connection-error" else (status, why)
