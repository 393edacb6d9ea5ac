"""Lists of targets, addresses, configurations, journeys, stored logins, baselines: what a person hands in."""

from __future__ import annotations

import json
import os
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from hypothesis import strategies as st

from auditor import api
from auditor.crawl.credentials import Credentials, origin, own_storage, without_userinfo
from auditor.crawl.frontier import Frontier
from auditor.crawl.hosts import canonical_host
from auditor.crawl.robots import Robots
from auditor.crawl.scope import Scope
from auditor.crawl.targets import Target, address
from auditor.crawl.urls import Traps, document_kind, fetchable, identity, shape
from auditor.errors import AuditError
from auditor.history.baseline import read_baseline
from auditor.journeys.script import read
from auditor.lexicon.acting_links import acting_address, ends_session
from auditor.run.plan import plan_sites
from tests.fuzz import drawn
from tests.fuzz.fuzzing import fuzz

AUDIT = {
    "group_scheme": 1,
    "fingerprint_scheme": 1,
    "sites": [{"url": "http://a.example/", "groups": [{"id": "g-1", "outcome": "failed"}]}],
}
STATE = {
    "cookies": [
        {
            "name": "s",
            "value": "v",
            "domain": "a.example",
            "path": "/",
            "expires": -1,
            "httpOnly": True,
            "secure": False,
            "sameSite": "Lax",
        },
        {"name": "t", "value": "w", "domain": ".a.example", "path": "/x", "expires": 1e10, "sameSite": "None"},
    ],
    "origins": [{"origin": "http://a.example", "localStorage": [{"name": "n", "value": "v"}]}],
}
JOURNEYS = [
    {
        "name": "查询", "name_en": "query", "start": "/form", "goal": "结果", "elder": "/e",
        "step": [{"fill": "口令", "value": "$PATH"}, {"choose": "区", "option": "甲"}, {"click": "查询", "role": "button", "nth": 2}, {"wait": "a"}, {"audit": "填好"}],
    }
]  # fmt: skip
SETTINGS = {
    "targets": ["http://a.example/", {"url": "http://b.example/", "name": "乙", "agency": "丙"}],
    "options": {
        "max-pages": 5, "max_depth": 2, "profile": "quick", "timeout": 3.5, "format": "json,html", "header": {"X": "y"},
        "include": ["http://*"], "lang": "en", "fail-on": "serious", "user-agent": "a", "storage-state": "s.json",
        "baseline": "b.json", "rules": ["r"], "axe": "axe.js", "budget": 5, "store": "sqlite:///a.db", "sample": "all",
    },
    "journey": JOURNEYS,
}  # fmt: skip


@contextmanager
def _refused() -> Iterator[None]:
    """Only AuditError may come out, and its sentence can be said."""
    said = "nothing"
    try:
        yield
    except AuditError as error:
        said = f"{error} {error.said('en')}"
    assert said


def _in_file(name: str, content: bytes, work: Callable[[Path], object]) -> None:
    """Do something with a file of this content."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, name)
        file.write_bytes(content)
        with _refused():
            work(file)


def _used(targets: tuple[Target, ...]) -> None:
    """What a run does with targets before it opens anything."""
    for plan in plan_sites(list(targets)):
        Frontier(Scope(plan.starts), list(plan.starts), 5, 2)
        Credentials.of(plan.starts, {"Authorization": "x"}, STATE, plan.passwords).secrets()


# fmt: off
_codecs = st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16", "latin-1"])
_lines = st.lists(drawn.address | drawn.text | drawn.address.map("# {}".format), max_size=8)
_cells = st.lists(st.lists(st.one_of(drawn.address, drawn.text, st.sampled_from(['"', '""', '"a\nb"', "a\rb", "甲"])), max_size=7), max_size=6)
_headers = st.lists(st.sampled_from(["url", "网址", "URL ", "name", "agency", "district", "street", "contact", "", '"', "x"]), max_size=7)


def _encoded(value: str, codec: str) -> bytes:
    return value.encode(codec, "replace")


@fuzz(st.builds(lambda lines, end, codec: _encoded(end.join(lines), codec), _lines, st.sampled_from(["\n", "\r\n", "\r", "\u2028"]), _codecs) | drawn.raw)
def test_text_lists(content: bytes) -> None:
    """A .txt list."""
    _in_file("list.txt", content, lambda file: _used(api.request(str(file), output=file.parent / "out").targets))


@fuzz(st.builds(lambda header, rows, comma, codec: _encoded("\n".join(comma.join(row) for row in [header, *rows]), codec), _headers, _cells, st.sampled_from([",", ";", "\t"]), _codecs) | drawn.raw)
def test_tables(content: bytes) -> None:
    """A .csv list."""
    _in_file("list.csv", content, lambda file: _used(api.request(str(file), output=file.parent / "out").targets))


@fuzz(drawn.address, drawn.address)
def test_addresses(one: str, other: str) -> None:
    """An address of a person, or of a link on a page: it can be used, or is none."""
    with suppress(ValueError):
        canonical_host(one)
    given, linked = address(one), fetchable(one, fetchable(other))
    for url in {given, linked} - {None}:
        assert url is not None
        assert urlsplit(url).hostname
        without_userinfo(url)
        opened = fetchable(url)
        origin(url)
        if opened is None:
            continue
        identity(opened)
        assert identity(opened) == identity(fetchable(opened) or "")
        document_kind(opened), shape(opened), Traps().reason(opened), acting_address(opened), ends_session(opened)
        frontier = Frontier(Scope([opened], include=[one], exclude=[other]), [opened], 3, 2)
        frontier.offer(0, [linked or one, "!" + opened, one])
        frontier.offer_sitemap([one, other])
        frontier.advance()
        Robots.from_response(200, f"User-agent: *\nDisallow: {one[:200]}".encode("utf-8", "replace"), "x").allowed(opened)


@fuzz(drawn.changed([JOURNEYS], most=5) | drawn.json_values)
def test_journeys(tables: Any) -> None:
    """Journeys as TOML gives them."""
    with suppress(AuditError):
        for journey in read(tables, "auditor.toml"):
            for step in journey.step:
                assert step.action
                step.filled()


def _toml(value: Any) -> str:
    """A value as TOML writes it; what it has no word for as a string."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value).replace("e+", "e")
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(str(key))} = {_toml(held)}" for key, held in value.items()) + "}"
    return json.dumps(str(value))


_settings = drawn.changed([SETTINGS], most=5).map(
    lambda value: "\n".join(f"{json.dumps(key)} = {_toml(held)}" for key, held in value.items()) if isinstance(value, dict) else _toml(value)
)


@fuzz(_settings.map(lambda value: value.encode("utf-8", "replace")) | drawn.raw)
def test_settings(content: bytes) -> None:
    """An auditor.toml, for an audit and for a check."""
    _in_file("auditor.toml", content, lambda file: _used(api.request(str(file)).targets))
    _in_file("auditor.toml", content, lambda file: _used(api.check_request(file).targets))


def test_settings_are_mostly_read() -> None:
    """The fuzzer's own writing of TOML is TOML."""
    assert tomllib.loads("\n".join(f"{key} = {_toml(held)}" for key, held in SETTINGS.items())) == SETTINGS


def _logged_in(file: Path) -> None:
    settings = api.request("http://a.example/", storage_state=file, output=file.parent / "out").settings
    state = settings.site.credentials.storage_state
    login = Credentials.of(["http://a.example/"], {"Cookie": "a=b; c"}, state, {})
    login.secrets()
    login.keeps_from("http://b.example/")
    for cookie in own_storage(state or {}, frozenset({origin("http://a.example/")})).get("cookies", ()):
        # What a browser refuses it refuses for the whole page.
        assert isinstance(cookie["name"], str)
        assert isinstance(cookie["value"], str)
        assert isinstance(cookie["path"], str)
        assert cookie["path"].startswith("/")
        assert isinstance(cookie.get("expires", -1), int | float)
        assert isinstance(cookie.get("secure", False), bool)
        assert isinstance(cookie.get("httpOnly", False), bool)
        assert cookie.get("sameSite", "Lax") in ("Strict", "Lax", "None")
    for store in login.storage.get("origins", ()):
        for item in store.get("localStorage", ()):
            assert isinstance(item["name"], str)
            assert isinstance(item["value"], str)


@fuzz((drawn.changed([STATE]) | drawn.json_values).map(lambda value: json.dumps(value).encode()) | drawn.raw)
def test_stored_logins(content: bytes) -> None:
    """Playwright's storage state: what is left of it is what a browser takes."""
    _in_file("state.json", content, _logged_in)


@fuzz((drawn.changed([AUDIT]) | drawn.json_values).map(lambda value: json.dumps(value).encode()) | drawn.raw)
def test_baselines(content: bytes) -> None:
    """A baseline."""
    _in_file("audit.json", content, read_baseline)


@fuzz(st.lists(drawn.text, max_size=4), st.dictionaries(st.sampled_from(["max_pages", "timeout", "profile", "header", "format", "lang", "output", "user_agent", "contact", "store", "include", "budget", "journeys", "rules", "nonsense"]), drawn.replacements, max_size=4))
def test_arguments(targets: list[str], options: dict[str, Any]) -> None:
    """Arguments of the library."""
    os.environ.setdefault("AUDITOR_LANG", "zh")
    with suppress(AuditError):
        api.request(targets, **options)
