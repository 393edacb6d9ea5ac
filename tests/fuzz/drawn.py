"""What is drawn: text as pages and files hold it, addresses, bytes, JSON, and whole values with something changed."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

# Half characters too: a page's script writes them.
any_text = st.text(st.characters(codec=None, categories=None), max_size=40)
odd = st.sampled_from([
    "", " ", "\0", "\n", "\r\n", "\t", "\x1b[31m", "\x85", "\u2028", "\u202e", "\ufeff", "\ud83d", "\udc00", "\U0010ffff",
    "²", "٣", "１", "𝟙", "İ", "ß", "ﬃ", "．", "。", "：", "／", "＠", "=cmd", "'", '"', '""', ",", ";", "#", "%", "%%", "%zz",
    "%00", "%E4%BD", "{", "}", "{0}", "{x}", "${A}", "$A", "$", "\\", "/", "//", "..", "/../", "@", ":", "[", "]", "[::1]",
    "1e999", "-1", "nan", "NaN", "Infinity", "9" * 25, "9" * 5000, "0x7f", "true", "null", "a" * 3000, "<", "<!--", "]]>",
])  # fmt: skip
text = st.lists(odd | any_text, max_size=6).map("".join)

_hosts = st.sampled_from([
    "example.com", "www.example.gov.cn", "127.0.0.1", "localhost", "[::1]", "[::g]", "政务.中国", "例え.テスト", "a..b", "-",
    "xn--", "xn--a", "xn--\ud83d", "0x7f.1", "017700000001", "1.2.3.4.5", "a" * 300, "a.b:99999", "a.b:-1", "a.b:²", "a.b:",
    "user@a.b", "u:p@a.b", "u:p@@a.b", "a b", "a%00b", "%31%32", "a\tb", "example.com.", "[", "]", "[a", "[v1.x]", "",
])  # fmt: skip
_schemes = st.sampled_from(
    [
        "http://",
        "https://",
        "HTTP://",
        "//",
        "",
        "ftp://",
        "javascript:",
        "data:",
        "file://",
        "http:",
        "http:/",
        "blob:http://",
    ]
)
address = (
    st.tuples(
        _schemes,
        _hosts | text,
        st.lists(st.sampled_from(["/", "?", "#", "&", "=", ";", "#/", "#!"]) | text, max_size=6),
    ).map(lambda parts: parts[0] + parts[1] + "".join(parts[2]))
    | text
)

raw = st.binary(max_size=200) | st.lists(
    st.binary(max_size=12) | odd.map(lambda value: value.encode("utf-8", "replace")), max_size=20
).map(b"".join)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
    max_leaves=12,
)
replacements = json_values | st.sampled_from(
    [-1, 0, 1, 2**31, 2**63, 2**64, -(2**63), 1e308, -0.0, [], {}, [[]], "", None, True]
)


@st.composite
def changed(draw: Any, values: Any, most: int = 4, kept: tuple[str, ...] = ()) -> Any:
    """One of some JSON values with a few places changed, taken out, doubled or put elsewhere; `kept` names stay."""
    value = copy.deepcopy(draw(st.sampled_from(values)))
    for _ in range(draw(st.integers(1, most))):
        holder, key = _place(draw, value)
        if holder is None or key in kept:
            continue
        how = draw(st.integers(0, 5))
        if how == 0:
            del holder[key]
        elif how == 1 and isinstance(holder, list):
            holder.insert(draw(st.integers(0, len(holder))), copy.deepcopy(holder[key]))
        elif how == 2 and isinstance(holder[key], int | float) and not isinstance(holder[key], bool):
            holder[key] = draw(st.sampled_from([-1, 0, 1, 10**6, 2**40, holder[key] + 1, -holder[key], 0.5]))
        elif how == 3 and isinstance(holder[key], str):
            holder[key] = draw(text) + holder[key][: draw(st.integers(0, 20))] + draw(text)
        elif how == 4 and isinstance(holder, dict):
            holder[draw(text)] = copy.deepcopy(draw(replacements))
        else:
            holder[key] = copy.deepcopy(draw(replacements))
    return value


def _place(draw: Any, value: Any) -> tuple[Any, Any]:
    """A place somewhere in a value: what holds it, and its key or number."""
    holder, key = None, None
    for _ in range(draw(st.integers(1, 9))):
        if isinstance(value, dict) and value:
            holder, key = value, draw(st.sampled_from(sorted(value, key=str)))
        elif isinstance(value, list) and value:
            holder, key = value, draw(st.integers(0, len(value) - 1))
        else:
            break
        value = holder[key]
    return holder, key


@st.composite
def damaged(draw: Any, contents: list[bytes]) -> bytes:
    """Bytes of a file with some of them changed, cut off, doubled or put elsewhere."""
    data = bytearray(draw(st.sampled_from(contents)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        how = draw(st.integers(0, 4))
        if how == 0:
            data[at : at + 1] = draw(st.binary(min_size=1, max_size=4))
        elif how == 1:
            del data[at : at + draw(st.integers(1, 60))]
        elif how == 2:
            data[at:at] = data[at : at + draw(st.integers(1, 60))]
        elif how == 3:
            data[at:at] = draw(raw)
        else:
            del data[max(1, at) :]
    return bytes(data)
