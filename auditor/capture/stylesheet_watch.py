"""Watches a page's style sheets: which of them did not come, so that its looks are not what visitors see.

A sheet that the server says does not exist is missing for every visitor: that is how the page looks.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, Request, Response

MAX_LOST = 10
MAX_ADDRESS = 300
NOT_THERE = frozenset({404, 410})


class StylesheetWatch:
    """Follows the style sheets of the top document from its navigation on."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._open: dict[str, None] = {}
        page.on("request", self._asked)
        page.on("response", self._answered)

    def _asked(self, request: Request) -> None:
        kind = request.resource_type
        if kind not in ("document", "stylesheet"):
            return
        with contextlib.suppress(PlaywrightError):  # a request of a frame that is gone
            if request.frame == self._page.main_frame:
                if kind == "document":
                    self._open.clear()
                else:
                    self._open[request.url] = None

    def _answered(self, response: Response) -> None:
        status = response.status
        if response.url in self._open and (status < 300 or status in NOT_THERE):
            del self._open[response.url]
        elif 300 <= status < 400:
            self._open.pop(response.url, None)  # what it leads to is asked for next

    def lost(self, spare: Collection[str]) -> list[str]:
        """Addresses without a good answer; `spare` are those that are of no use in this view."""
        return [url[:MAX_ADDRESS] for url in self._open if url not in spare and url.startswith("http")][:MAX_LOST]
