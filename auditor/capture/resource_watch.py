"""Watches what a page asks for while it is opened: its document's answer, and what did not come of its style sheets,
scripts and data.

A file that the server says does not exist is missing for every visitor: that is how the page looks.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urlsplit

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Frame, Page, Request, Response

MAX_LOST = 10
MAX_ADDRESS = 300
MAX_FOLLOWED = 3_000  # requests of one document: a page may go on asking for ever
BY_PAGE = frozenset({"csp", "net::ERR_BLOCKED_BY_CSP"})
ABORTED = "net::ERR_ABORTED"
NOT_THERE = frozenset({404, 410})
DATA = frozenset({"xhr", "fetch"})
_SECOND_LEVEL = frozenset({"gov", "com", "org", "net", "edu", "ac", "mil", "co"})
FOLLOWED = DATA | {"stylesheet", "script"}


@dataclass
class Asked:
    """A request of the present document and how it stands."""

    url: str
    kind: str
    method: str
    status: int = 0  # 0: no answer
    ended: bool = False
    failure: str = ""

    @property
    def address(self) -> str:
        """As a reason names it."""
        return urldefrag(self.url).url[:MAX_ADDRESS]

    @property
    def came(self) -> bool:
        return self.ended and not self.failure and 0 < self.status < 400


class ResourceWatch:
    """Follows the top frame's document and its resources, from one document to the next."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._asked: dict[Request, Asked] = {}
        self._going: Request | None = None  # a document is asked for that is not there yet
        self._document: Request | None = None
        self._arriving: Response | None = None
        self.answer: Response | None = None  # of the document that is shown
        self.cut = ""  # how the document's own answer broke off
        self.whole = False  # it came to its end
        self.stopped = False  # we gave up waiting for it
        self.failed_frames: list[str] = []  # addresses of frames that could not be had
        self.error = ""  # the first error that a script of the page did not catch
        page.on("request", self._request)
        page.on("response", self._response)
        page.on("requestfinished", self._finished)
        page.on("requestfailed", self._failed)
        page.on("framenavigated", self._navigated)
        page.on("pageerror", self._threw)

    @property
    def navigating(self) -> bool:
        """Whether the page is on its way to another document."""
        return self._going is not None

    def _request(self, request: Request) -> None:
        with contextlib.suppress(PlaywrightError):  # a request of a frame that is gone
            if request.frame != self._page.main_frame:
                return
            if request.is_navigation_request():
                self._going = request
            elif request.resource_type in FOLLOWED and len(self._asked) < MAX_FOLLOWED:
                if request.redirected_from is not None:
                    self._asked.pop(request.redirected_from, None)
                self._asked[request] = Asked(request.url, request.resource_type, request.method)

    def _response(self, response: Response) -> None:
        if response.request is self._going:
            self._arriving = response
        elif (asked := self._asked.get(response.request)) is not None:
            asked.status = response.status

    def _navigated(self, frame: Frame) -> None:
        """A document is shown; a change of the address alone is told of in the same way."""
        if frame != self._page.main_frame or self._going is None or self._arriving is None:
            return
        if self._arriving.request is not self._going:
            return
        self.answer, self._document = self._arriving, self._going
        self._going = self._arriving = None
        self._asked.clear()
        self.cut, self.error, self.whole, self.failed_frames = "", "", False, []

    def _finished(self, request: Request) -> None:
        if request in (self._document, self._going):
            self.whole = True
        elif (asked := self._asked.get(request)) is not None:
            asked.ended = True

    def _failed(self, request: Request) -> None:
        with contextlib.suppress(PlaywrightError):
            if request.is_navigation_request() and request.frame != self._page.main_frame:
                self.failed_frames.append(request.url)
                del self.failed_frames[MAX_LOST:]
                return
        if request is self._document:
            # A document that another takes the place of is given up too.
            if self.stopped or request.failure != ABORTED:
                self.cut = request.failure or "?"
        elif request is self._going:
            self._going = None
        elif request.failure in BY_PAGE:  # what a page forbids itself comes to no visitor
            self._asked.pop(request, None)
        elif (asked := self._asked.get(request)) is not None:
            asked.ended, asked.failure = True, request.failure or "?"

    def _threw(self, error: Exception) -> None:
        self.error = self.error or str(error).split("\n")[0][:MAX_ADDRESS] or "?"

    def _of(self, *kinds: str) -> Iterator[Asked]:
        return (asked for asked in self._asked.values() if asked.kind in kinds and asked.url.startswith("http"))

    def blocking(self) -> list[str]:
        """Addresses of style sheets and scripts whose answer has not come to its end."""
        return [asked.url for asked in self._of("stylesheet", "script") if not asked.ended]

    def lost_styles(self, spare: Collection[str], loaded: bool) -> list[str]:
        """Style sheets without a good answer; `spare` are those that are of no use in this view. `loaded`: the load
        event was there, so that no answer is under way any more."""
        return _addresses(
            asked
            for asked in self._of("stylesheet")
            if asked.url not in spare
            and asked.status not in NOT_THERE
            and not (asked.came or (loaded and not asked.failure and 0 < asked.status < 400))
        )

    def lost_scripts(self, loaded: bool) -> list[str]:
        """Scripts that were not got, but for those that there are not."""
        return _addresses(
            asked
            for asked in self._of("script")
            if asked.status not in NOT_THERE
            and not (asked.came or (loaded and not asked.failure and 0 < asked.status < 400))
        )

    def missing_scripts(self) -> list[str]:
        """Scripts that there are not."""
        return _addresses(asked for asked in self._of("script") if asked.status in NOT_THERE)

    def open_data(self) -> bool:
        """Whether a script waits for data."""
        return any(not asked.ended for asked in self._of(*DATA))

    def data_that_came(self) -> list[str]:
        """Addresses of data that a script asked for and got."""
        return [asked.url for asked in self._of(*DATA) if asked.came]

    def lost_data(self) -> list[Asked]:
        """Data that a script asked for and did not get, nor when it asked again."""
        came = {_bare(url) for url in self.data_that_came()}
        return [asked for asked in self._of(*DATA) if not asked.came and _bare(asked.url) not in came]


def _addresses(asked: Iterator[Asked]) -> list[str]:
    """Once each, without fragments."""
    found = dict.fromkeys(one.address for one in asked)
    return list(found)[:MAX_LOST]


def _bare(url: str) -> str:
    return url.partition("#")[0].partition("?")[0]


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one organisation's hosts, by the last labels of their names."""
    return _site(one) == _site(other)


def _site(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return url
    labels = host.split(".")
    if host.replace(".", "").isdigit() or ":" in host:
        return urlsplit(url).netloc
    return ".".join(labels[-3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else -2 :])
