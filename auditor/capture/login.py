"""Tabs that send a login to its own origin and nowhere else, redirects and sub-resources included.

Playwright's `extra_http_headers` go to every host that a page embeds, and the headers of a route that was continued go
on with its redirects; so each hop of each request is looked at by the browser's own interception. Where there is no
login nothing is installed.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, Protocol
from urllib.parse import urldefrag
from weakref import WeakKeyDictionary

from playwright.async_api import BrowserContext, CDPSession, Page
from playwright.async_api import Error as PlaywrightError

from auditor.capture import document_watch


class Login(Protocol):
    """What a site's login says of an address."""

    def __bool__(self) -> bool:
        """Whether there is one."""

    def headers_for(self, url: str) -> Mapping[str, str]:
        """Headers to add."""

    def password_for(self, url: str) -> tuple[str, str] | None:
        """User and password for a server that asks."""

    def holds(self, url: str, document: bool) -> bool:
        """Whether a request must not be made."""

    def keeps_from(self, url: str) -> bool:
        """Whether cookies must be held back."""

    @property
    def headers(self) -> Mapping[str, str]:
        """All headers, whoever they are for."""

    @property
    def passwords(self) -> Mapping[str, tuple[str, str]]:
        """All users and passwords, by origin."""


_LOGINS: WeakKeyDictionary[BrowserContext, tuple[Login, bool]] = WeakKeyDictionary()
_HELD: WeakKeyDictionary[BrowserContext, set[str]] = WeakKeyDictionary()  # what pages themselves say may act
_ARMED: WeakKeyDictionary[Page, asyncio.Future[None]] = WeakKeyDictionary()


def give_login(context: BrowserContext, login: Login, guarded: bool = True) -> None:
    """From now on tabs of `context` that `new_page` opens send the login; windows that a page opens as soon as they
    can.

    `guarded`: what would end the session or change something is not asked for, whatever a page or a probe does."""
    if login:
        _LOGINS[context] = login, guarded
        context.on("page", lambda page: _arm(page, login, guarded))


async def stored_context(make: Callable[[Any], Awaitable[BrowserContext]], state: Mapping[str, Any]) -> BrowserContext:
    """A context that `make` makes of a stored login in Playwright's form; None makes one without. Where the browser
    doesn't take it as a whole it gets what it takes of it, cookie by cookie."""
    try:
        return await make(dict(state) or None)
    except PlaywrightError:
        if not state:
            raise
    origins = [{key: held[key] for key in ("origin", "localStorage") if key in held} for held in state["origins"]]
    try:
        context = await make({"cookies": [], "origins": origins})
    except PlaywrightError:
        context = await make(None)
    for cookie in state["cookies"]:
        with contextlib.suppress(PlaywrightError):
            await context.add_cookies([cookie])
    return context


def hold_links(context: BrowserContext, links: Iterable[str], own: str) -> None:
    """From now on no tab of a context with a login goes to these addresses by itself; the page's `own` is no act."""
    if context in _LOGINS:
        _HELD.setdefault(context, set()).update({urldefrag(link).url for link in links} - {urldefrag(own).url})


async def new_page(context: BrowserContext) -> Page:
    """A new tab, with the context's login where it has one."""
    page = await context.new_page()
    await document_watch.begin(page)
    if (given := _LOGINS.get(context)) is not None:
        await _arm(page, *given)
    return page


def _arm(page: Page, login: Login, guarded: bool) -> asyncio.Future[None]:
    if page not in _ARMED:
        _ARMED[page] = asyncio.ensure_future(_intercept(page, login, guarded))
    return _ARMED[page]


async def _intercept(page: Page, login: Login, guarded: bool) -> None:
    with contextlib.suppress(PlaywrightError):  # the tab is gone: nothing is sent either
        session = await page.context.new_cdp_session(page)
        answers = _Answers(session, login, guarded, _HELD.setdefault(page.context, set()))
        session.on("Fetch.requestPaused", answers.request)
        session.on("Fetch.authRequired", answers.challenge)
        await session.send(
            "Fetch.enable", {"patterns": [{"urlPattern": "*"}], "handleAuthRequests": bool(login.passwords)}
        )


class _Answers:
    def __init__(self, session: CDPSession, login: Login, guarded: bool, held: set[str]) -> None:
        self._session, self._login, self._guarded, self._held = session, login, guarded, held
        self._opening: str | None = None  # the tab's first request for a document: the page that was asked for
        self._values = {name.lower(): value for name, value in login.headers.items()}
        self._tried: set[str] = set()
        self._tasks: set[asyncio.Future[None]] = set()

    def request(self, event: dict[str, Any]) -> None:
        """Go on with a request that may be made: with the login's headers where they belong, without them elsewhere
        (a redirect has them)."""
        url, sent = event["request"]["url"], event["request"]["headers"]
        if self._guarded and self._acts(event, url):
            # 204 to a navigation: the browser stays where it is.
            self._send("Fetch.fulfillRequest", {"requestId": event["requestId"], "responseCode": 204})
            return
        headers = {name: value for name, value in sent.items() if self._values.get(name.lower()) != value}
        added = self._login.headers_for(url)
        if added:
            taken = {name.lower() for name in added}
            headers = {name: value for name, value in headers.items() if name.lower() not in taken} | dict(added)
        if self._login.keeps_from(url):
            headers["Cookie"] = ""
        answer: dict[str, Any] = {"requestId": event["requestId"]}
        if headers != sent:
            answer["headers"] = [{"name": name, "value": value} for name, value in headers.items()]
        self._send("Fetch.continueRequest", answer)

    def _acts(self, event: dict[str, Any], url: str) -> bool:
        document = event.get("resourceType") == "Document"
        if document and self._opening is None:
            self._opening = event.get("networkId", "")
        if self._login.holds(url, document):
            return True
        return urldefrag(url).url in self._held and event.get("networkId", "") != self._opening

    def challenge(self, event: dict[str, Any]) -> None:
        """Answer a server of the login's origin once with user and password; nobody else gets an answer of ours."""
        pair = self._login.password_for(event["request"]["url"])
        response: dict[str, str] = {"response": "Default"}
        if event["authChallenge"].get("source") == "Server" and pair:
            response = {"response": "CancelAuth"}
            if event["requestId"] not in self._tried:
                self._tried.add(event["requestId"])
                response = {"response": "ProvideCredentials", "username": pair[0], "password": pair[1]}
        self._send("Fetch.continueWithAuth", {"requestId": event["requestId"], "authChallengeResponse": response})

    def _send(self, method: str, parameters: dict[str, Any]) -> None:
        task = asyncio.ensure_future(self._sent(method, parameters))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _sent(self, method: str, parameters: dict[str, Any]) -> None:
        with contextlib.suppress(PlaywrightError):  # the request was given up meanwhile
            await self._session.send(method, parameters)
