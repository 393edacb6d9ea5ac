"""The validity gate: is this the page that was asked for? Comes before anything is judged.

`classify` is pure: facts in, (status, note) or None out. A page that fails here is never counted as clean.
The word lists and sizes are the tool's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from auditor.lexicon import pattern
from auditor.messages import Note, note

NETWORK_ERRORS = (
    (re.compile(r"ERR_NAME_NOT_RESOLVED|ERR_NAME_RESOLUTION_FAILED|dns-error"), "dns-error", note("page.dns-error")),
    (re.compile(r"ERR_CERT|ERR_SSL|ERR_BAD_SSL"), "tls-error", note("page.tls-error")),
    (re.compile(r"private-address"), "private-address", note("page.private-address")),
    (re.compile(r"Timeout|ERR_TIMED_OUT|ERR_CONNECTION_TIMED_OUT"), "timeout", note("page.timeout")),
    (re.compile(r"crash", re.I), "crashed", note("page.crashed")),
    (
        re.compile(r"ERR_INVALID_RESPONSE|ERR_RESPONSE_HEADERS_TOO_BIG|too-large"),
        "too-large",
        note("page.too-large"),
    ),
    (re.compile(""), "connection-error", note("page.connection-error")),
)
BLOCK_WORDS = pattern("gate.block")
SOFT_404 = pattern("gate.missing")
LOGIN_PATH = re.compile(r"(^|[/_.-])(login|signin|sign-in|passport|sso|cas|oauth2?|authorize|auth)([/_.?-]|$)", re.I)

LOGIN_WORDS = pattern("gate.login")
# The titles of web servers' own error pages (nginx, Apache, IIS, Tomcat), which some send with status 200.
SERVER_ERROR = re.compile(
    r"(?:HTTP (?:Status|Error) )?(50[0-4])\s{0,3}[-–:.]?\s{0,3}"
    r"(?:Internal Server Error|Not Implemented|Bad Gateway|Service (?:Temporarily )?Unavailable|Gateway Time-?out)",
    re.I,
)
COMPLETE_PART = re.compile(r"bytes 0-(\d+)/(\d+)")


@dataclass(frozen=True)
class Facts:
    """What the gate looks at; `text` is the visible text (at most some thousand characters)."""

    asked: str
    final: str
    http_status: int | None
    content_type: str
    title: str
    text: str
    elements: int
    images: int
    password_fields: int
    links: int
    scripts: int = 0
    authored: bool = True
    same_scope: bool = True
    with_login: bool = False
    headers: tuple[tuple[str, str], ...] = ()
    is_text: bool = True
    never_came: bool = False  # it is an application that shows nothing of what it was to fetch


def network_error(message: str) -> tuple[str, Note]:
    """(status, why) of a navigation that failed, from the browser's error text."""
    for said, status, why in NETWORK_ERRORS:
        if said.search(message):
            return status, why
    raise AssertionError("the last pattern matches everything")


def classify(facts: Facts) -> tuple[str, Note] | None:
    """None where the page may be judged; else (status, why)."""
    status = facts.http_status
    short = len(facts.text) < 600
    head = facts.title + "\n" + facts.text[:600]
    blocked = bool(BLOCK_WORDS.search(head)) and short
    if status in (401, 407):
        return "login-wall", note("page.login-needed", status=status)
    if status in (403, 429, 503) and (blocked or status != 503):
        return "blocked", note("page.refused", status=status)
    if status is not None and (status >= 300 or (status == 206 and not _is_whole(facts))):
        return "http-error", note("page.http-error", status=status)
    of_the_web = ("http:", "https:")
    if facts.asked.startswith(of_the_web) and not facts.final.startswith(of_the_web):
        return "blank", note("page.left", address=facts.final[:100])
    if not facts.is_text:
        return "not-html", note("page.not-text")
    # A drawing with an address of its own is a web page too by WCAG's definition; browsers show it as a document.
    if facts.content_type and not re.search("html|svg", facts.content_type, re.I):
        return "not-html", note("page.not-html", type=facts.content_type)
    if not facts.same_scope:
        return "off-site-redirect", note("page.off-site", host=_host(facts.final))
    if blocked and facts.links < 10:
        return "blocked", note("page.block-page")
    moved = _host_path(facts.asked) != _host_path(facts.final)
    if moved and facts.password_fields and LOGIN_PATH.search(_parts(facts.final).path):
        return "login-wall", note("page.login-redirect")
    # What asks for a password although a login was sent shows that it is over. A form to change one has several fields.
    asks = facts.with_login and facts.password_fields == 1 and bool(LOGIN_WORDS.search(head))
    if asks and (short or moved) and not LOGIN_PATH.search(_parts(facts.asked).path):
        return "login-wall", note("page.login-over")
    if short and (own := SERVER_ERROR.fullmatch(facts.title.strip())):
        return "http-error", note("page.http-error", status=int(own[1]))
    if SOFT_404.search(facts.title) or (short and SOFT_404.search(facts.text[:300])):
        return "soft-404", note("page.soft-404")
    # A static document without a title is judged all the same: that it has none is certain, so it is never clean.
    nothing = not facts.text.strip() and facts.images == 0
    if facts.never_came:
        return "blank", note("page.no-data")
    if nothing and (facts.scripts or not facts.authored or (facts.title.strip() and facts.elements == 0)):
        return "blank", note("page.blank")
    return None


def _is_whole(facts: Facts) -> bool:
    """Whether what calls itself a part is all of it."""
    found = COMPLETE_PART.fullmatch(dict(facts.headers).get("content-range", "").strip())
    return found is not None and int(found[2]) - int(found[1]) == 1


def _parts(url: str) -> SplitResult:
    """An address's parts; none where it is no address to Python, which knows fewer hosts than browsers do."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def _host(url: str) -> str:
    return _parts(url).hostname or url


def _host_path(url: str) -> tuple[str, str]:
    parts = _parts(url)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/")
