"""Addresses: what to open, what counts as the same page, what is a trap."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

_TRACKING = re.compile(
    r"^(utm_\w+|spm|scm|gclid|fbclid|msclkid|yclid|mc_[ce]id|_ga|_gl|igshid|wxshare|from_?source|share_\w+|isappinstalled|"
    r"_t|_ts|timestamp|nocache|cachebuster|rnd|random|r_?and)$",
    re.I,
)
_SESSION = re.compile(
    r"^(jsessionid|phpsessid|aspsessionid\w*|asp\.net_sessionid|sessionid|session_id|sid|cfid|cftoken|zenid)$", re.I
)
_SESSION_PATH = re.compile(r";(jsessionid|sid|phpsessid)=[^/?#;]*|/\(S\([0-9a-z]+\)\)", re.I)
_HALF = re.compile("[\ud800-\udfff]")  # half a character: browsers replace it
_INDEX = re.compile(r"/(index|default|home)\.(html?|shtml|jsp|aspx?|php)$", re.I)
_KINDS = {
    "pdf": "pdf",
    "doc": "office",
    "docx": "office",
    "xls": "office",
    "xlsx": "office",
    "ppt": "office",
    "pptx": "office",
    "wps": "office",
    "et": "office",
    "dps": "office",
    "rtf": "office",
    "csv": "office",
    "odt": "office",
    "ods": "office",
    "ofd": "ofd",
    "zip": "archive",
    "rar": "archive",
    "7z": "archive",
    "gz": "archive",
    "tar": "archive",
    "exe": "archive",
    "apk": "archive",
    "dmg": "archive",
    "jpg": "image",
    "jpeg": "image",
    "png": "image",
    "gif": "image",
    "webp": "image",
    "svg": "image",
    "bmp": "image",
    "ico": "image",
    "mp3": "media",
    "mp4": "media",
    "wav": "media",
    "avi": "media",
    "flv": "media",
    "m3u8": "media",
    "mov": "media",
    "webm": "media",
    "css": "asset",
    "js": "asset",
    "json": "asset",
    "xml": "asset",
    "rss": "asset",
    "txt": "asset",
    "woff2": "asset",
}
MAX_LENGTH = 2000
MAX_SEGMENTS = 12
MAX_CALENDAR = 24
MAX_VARIANTS = 60
_DATE = re.compile(r"(19|20)\d{2}[-/]?\d{1,2}([-/]?\d{1,2})?")
_CALENDAR_PATH = re.compile(r"(^|[-_])(calendar|schedule|rili|richeng|events?|day|month)s?([-_]|$)", re.I)
_CALENDAR_KEYS = re.compile(r"^(date|day|month|year|ym|riqi|y|m|d|week|start|end)$", re.I)


def fetchable(url: str, base: str | None = None) -> str | None:
    """The absolute http(s) address to open, or None. Only a route of a single-page application keeps its fragment."""
    url = _HALF.sub("\ufffd", url.strip())
    try:
        joined = urljoin(base, url) if base else url
        parts = urlsplit(joined)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if not url or parts.scheme.lower() not in ("http", "https") or not host:
        return None
    name = host.lower()
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    if ":" in name:
        name = f"[{name}]"
    default = {"http": 80, "https": 443}[parts.scheme.lower()]
    where = name if port in (None, default) else f"{name}:{port}"
    fragment = parts.fragment if parts.fragment.startswith(("/", "!")) and len(parts.fragment) > 1 else ""
    return urlunsplit((parts.scheme.lower(), where, parts.path or "/", parts.query, fragment))


def _ascii(text: str) -> str:
    return re.sub(r"[^\x00-\x7f]+", lambda found: quote(found.group(), errors="replace"), text)


def identity(url: str) -> str:
    """The key under which an address counts as one page: no scheme, tracking, session, index file or final slash."""
    parts = urlsplit(url)
    path = _INDEX.sub("/", _SESSION_PATH.sub("", re.sub(r"/{2,}", "/", parts.path)))
    query = [
        (key, value)
        # Byte for byte: two names in GBK must not both become question marks.
        for key, value in parse_qsl(_ascii(parts.query), keep_blank_values=True, encoding="latin-1")
        if not _TRACKING.match(key) and not _SESSION.match(key)
    ]
    fragment = parts.fragment if parts.fragment.startswith(("/", "!")) else ""
    plain = urlunsplit(
        ("http", parts.netloc.removeprefix("www."), path or "/", urlencode(query, encoding="latin-1"), fragment)
    )
    canonical: str = canonicalize_url(plain, keep_fragments=bool(fragment))
    return canonical.split("://", 1)[1].rstrip("/")


def document_kind(url: str) -> str | None:
    """pdf, office, ofd, archive, image, media or asset by the path's ending; None for a page."""
    ending = urlsplit(url).path.rsplit("/", 1)[-1].rsplit(".", 1)
    return _KINDS.get(ending[1].lower()) if len(ending) == 2 else None


def shape(url: str) -> str:
    """An address with numbers, dates and long ids replaced: pages of one shape mostly share a template."""
    parts = urlsplit(url)
    path = re.sub(r"[0-9a-f]{8,}|\d+", "#", parts.path, flags=re.I)
    keys = sorted({key for key, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return f"{parts.netloc}{path}?{'&'.join(keys)}"


class Traps:
    """Remembers shapes to tell addresses that never end."""

    def __init__(self) -> None:
        self._dates: Counter[str] = Counter()
        self._variants: dict[str, set[str]] = defaultdict(set)

    def reason(self, url: str) -> str | None:
        """Why an address is taken for a trap, or None. The figures are the tool's own."""
        parts = urlsplit(url)
        segments = [segment for segment in parts.path.split("/") if segment]
        if len(url) > MAX_LENGTH:
            return "too-long"
        if len(segments) > MAX_SEGMENTS:
            return "too-deep"
        if any(count >= 3 for count in Counter(segments).values()):
            return "repeating-path"
        pairs = parse_qsl(parts.query, keep_blank_values=True)
        dated = bool(segments) and bool(re.search(r"(^|/)(19|20)\d{2}[-/]?\d{1,2}([-/]?\d{1,2})?/?$", parts.path))
        if dated and any(map(_CALENDAR_PATH.search, segments)):
            self._dates[shape(url)] += 1
            if self._dates[shape(url)] > MAX_CALENDAR:
                return "calendar"
        if any(_CALENDAR_KEYS.match(key) or _DATE.fullmatch(value) for key, value in pairs):
            self._dates[shape(url)] += 1
            if self._dates[shape(url)] > MAX_CALENDAR:
                return "calendar"
        if pairs:
            variants = self._variants[parts.netloc + parts.path]
            variants.add(parts.query)
            # An address such as show.jsp?id=7 is how many sites number their articles: one key alone is no trap.
            if len(pairs) > 1 and len(variants) > MAX_VARIANTS:
                return "query-variants"
        return None
