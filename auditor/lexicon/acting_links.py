"""Links that end a session or change something by GET: one list, for the crawl with a login and for probes."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from itertools import pairwise
from urllib.parse import parse_qsl, unquote, urlsplit

# What may stand around a word without making it another thing: 安全退出, 退出登录, 取消收藏, 删除该条.
_BEFORE = r"(?:安全|立即|马上|点击|点此|一键|我要|请|全部|批量|please |yes,? )?"
_AFTER = (
    r"(?:登录|登陆|登入|系统|平台|账号|账户|帐号|帐户|用户|会话|当前用户|全部|所有|该条|此条|本条|记录|数据|信息|选中|订单|预约|申请|"
    r"收藏|关注|订阅|点赞|绑定|授权|删除|提交|支付|付款|收货|报名|参加|操作|吧|"
    r"(?: (?:now|all|this|it|item|order|account|subscription|session|payment|follow|me))+)?"
)
_TOKEN = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


@cache
def _list() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("auditor.lexicon").joinpath("acting_links.toml").read_text("utf-8"))


@cache
def _words() -> frozenset[str]:
    return frozenset(_list()["ends_session"]["words"] + _list()["changes"]["words"])


@cache
def _verbs() -> frozenset[str]:
    return frozenset(_list()["changes"]["verbs"])


@cache
def _alone() -> frozenset[str]:
    return frozenset(_list()["ends_session"]["alone"] + _list()["changes"]["alone"])


@cache
def said_pattern() -> str:
    """A regular expression of the whole text of a link that acts, for Python and JavaScript, case aside."""
    said = sorted({*_list()["ends_session"]["said"], *_list()["changes"]["said"]}, key=len, reverse=True)
    return f"^{_BEFORE}(?:{'|'.join(map(re.escape, said))}){_AFTER}$".replace("\\ ", " ")


@cache
def probe_pattern() -> str:
    """A regular expression of what a probe leaves alone, anywhere in an address or in what its link says."""
    data = _list()

    def every(name: str) -> list[str]:
        return [word for part in data.values() for word in part.get(name, ())]

    anywhere = ["log-out", "log-off", "sign-out", "sign-off", *every("parts"), *every("probe_parts")]
    said = [text for text in every("said") if not text.isascii()]
    whole = [*every("verbs"), *every("words"), *every("alone"), "cart", "print", "switch"]
    return (
        "|".join([*anywhere, *said])
        + f"|(^|[^a-z])(({'|'.join(whole)})([^a-z]|$)|({'|'.join(data['changes']['keys'])})=)"
    )


def acting_text(said: str) -> bool:
    """Whether a link's text, by itself, is an act."""
    plain = _EDGES.sub("", " ".join(unicodedata.normalize("NFKC", said).split()))
    return len(plain) <= 40 and re.match(said_pattern(), plain, re.I) is not None


def acting_address(url: str) -> bool:
    """Whether an address, by its path or query, ends a session or changes something."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    path = unquote(parts.path)
    last_part = re.sub(r"\.\w+$", "", path.rstrip("/").rsplit("/", 1)[-1])
    if (
        _acts(_tokens(path))
        or last_part.lower() in _alone()
        or any(acting_text(part) for part in path.split("/") if part and not part.isascii())
    ):
        return True
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    last = _tokens(last_part)
    if pairs and last and last[-1] in _verbs():
        return True
    keys = _list()["changes"]["keys"]
    for key, value in pairs:
        words = _tokens(value)
        if _acts(_tokens(key)) and value.lower() not in ("0", "false", "no"):
            return True
        if key.lower() in keys and (_acts(words) or (words and words[0] in _verbs()) or acting_text(value)):
            return True
    route = parts.fragment.lstrip("!")
    return route.startswith("/") and acting_address("http://route" + route)


def _tokens(text: str) -> list[str]:
    """The words of a path or name: delete-item, deleteItem and delete_item are two each."""
    return [token.lower() for token in _TOKEN.findall(text)]


def _acts(tokens: list[str]) -> bool:
    return not _words().isdisjoint(tokens) or _has_parts(tokens)


def _has_parts(tokens: list[str]) -> bool:
    """logout, userlogout, log-out, logOut."""
    parts = _list()["ends_session"]["parts"]
    if any(part in token for token in tokens for part in parts):
        return True
    return any(first + second in parts for first, second in pairwise(tokens))


def ends_session(url: str) -> bool:
    """Whether an address logs out, whoever asks for it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    tokens = _tokens(unquote(parts.path)) + _tokens(unquote(parts.query))
    return _has_parts(tokens)
