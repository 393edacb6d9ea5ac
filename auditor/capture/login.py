"""Tabs that send a login to its own origin and nowhere else, redirects and sub-resources included.

Playwright's `extra_http_headers` go to every host that a page embeds, and the headers of a route that was continued go
on with its redirects; so each hop of each request is looked at by the browser's own interception. Where there is no
login nothing is installed.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from playwright.async_api import BrowserContext, CDPSession, Page
from playwright.async_api import Error as PlaywrightError


class Login(Protocol):
    """What a site's login says of an address."""

    def __bool__(self) -> bool:
        """Whether there is one."""

    def headers_for(self, url: str) -> Mapping[str, str]:
        """Headers to add."""

    def password_for(self, url: str) -> tuple[str, str] | None:
        """User and password for a server that asks."""

    def keeps_from(self, url: str) -> bool:
        """Whether cookies must be held back."""

    @property
    def headers(self) -> Mapping[str, str]:
        """All headers, whoever they are for."""

    @property
    def passwords(self) -> Mapping[str, tuple[str, str]]:
        """All users and passwords, by origin."""


_LOGINS: WeakKeyDictionary[BrowserContext, Login] = WeakKeyDictionary()
_ARMED: WeakKeyDictionary[Page, asyncio.Future[None]] = WeakKeyDictionary()


def give_login(context: BrowserContext, login: Login) -> None:
    """From now on tabs of `context` that `new_page` opens send the login; windows that a page opens as soon as they can."""
    if login:
        _LOGINS[context] = login
        context.on("page", lambda page: _arm(page, login))


async def new_page(context: BrowserContext) -> Page:
    """A new tab, with the context's login where it has one."""
    page = await context.new_page()
    if (login := _LOGINS.get(context)) is not None:
        await _arm(page, login)
    return page


def _arm(page: Page, login: Login) -> asyncio.Future[None]:
    if page not in _ARMED:
        _ARMED[page] = asyncio.ensure_future(_intercept(page, login))
    return _ARMED[page]


async def _intercept(page: Page, login: Login) -> None:
    with contextlib.suppress(PlaywrightError):  # the tab is gone: nothing is sent either
        session = await page.context.new_cdp_session(page)
        answers = _Answers(session, login)
        session.on("Fetch.requestPaused", answers.request)
        session.on("Fetch.authRequired", answers.challenge)
        await session.send(
            "Fetch.enable", {"patterns": [{"urlPattern": "*"}], "handleAuthRequests": bool(login.passwords)}
        )


class _Answers:
    def __init__(self, session: CDPSession, login: Login) -> None:
        self._session, self._login = session, login
        self._values = {name.lower(): value for name, value in login.headers.items()}
        self._tried: set[str] = set()
        self._tasks: set[asyncio.Future[None]] = set()

    def request(self, event: dict[str, Any]) -> None:
        """Go on with a request: with the login's headers where they belong, without them elsewhere (a redirect has them)."""
        url, sent = event["request"]["url"], event["request"]["headers"]
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
