"""The validity gate: is this the page that was asked for? Comes before anything is judged.

`classify` is pure: facts in, (status, sentence) or None out. A page that fails here is never counted as clean.
The word lists and sizes are the tool's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

NETWORK_ERRORS = (
    (
        re.compile(r"ERR_NAME_NOT_RESOLVED|ERR_NAME_RESOLUTION_FAILED|dns-error"),
        "dns-error",
        "域名无法解析",
        "the host name could not be resolved",
    ),
    (
        re.compile(r"ERR_CERT|ERR_SSL|ERR_BAD_SSL"),
        "tls-error",
        "安全证书或加密连接有误",
        "the certificate or the encrypted connection is faulty",
    ),
    (
        re.compile(r"private-address"),
        "private-address",
        "地址指向内网或本机，未加 --allow-private 时不访问",
        "the address is private or loopback, refused without --allow-private",
    ),
    (
        re.compile(r"Timeout|ERR_TIMED_OUT|ERR_CONNECTION_TIMED_OUT"),
        "timeout",
        "在限定时间内没有打开",
        "it did not open within the time allowed",
    ),
    (re.compile(r"crash", re.I), "crashed", "打开时浏览器页面崩溃", "the browser's page crashed"),
    (
        re.compile(r"ERR_INVALID_RESPONSE|ERR_RESPONSE_HEADERS_TOO_BIG|too-large"),
        "too-large",
        "响应过大或无效",
        "the response was too large or invalid",
    ),
    (re.compile(r"."), "connection-error", "连接失败", "the connection failed"),
)
BLOCK_WORDS = re.compile(
    r"访问(被拒绝|受限|过于频繁|异常)|请求被(拦截|阻断)|安全(验证|检查)中|正在(进行)?(安全|人机)(验证|检查)|"
    r"您的(请求|访问).{0,12}(拦截|攻击|可疑)|人机(身份)?验证|创宇盾|云锁|安全狗|知道创宇|网站防火墙|\bWAF\b|"
    r"Access Denied|Attention Required|Just a moment|Checking your browser|Request unsuccessful|are you a (human|robot)|"
    r"unusual traffic|has been blocked",
    re.I,
)
SOFT_404 = re.compile(
    r"(您(要)?访问的)?(页面|网页|文章|内容|信息)(不存在|已(被)?删除|找不到|未找到|没有找到|走丢)|404\s*(错误|not found|page)|"
    r"(找不到|未找到)(该)?(页面|网页|文件)|page (cannot|can't|could not) be found|page not found",
    re.I,
)
LOGIN_PATH = re.compile(r"(^|[/_.-])(login|signin|sign-in|passport|sso|cas|oauth2?|authorize|auth)([/_.?-]|$)", re.I)

LOGIN_WORDS = re.compile(r"登录|登陆|登入|\b(log|sign) ?in\b", re.I)


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


def network_error(message: str) -> tuple[str, str]:
    """(status, sentence) of a navigation that failed, from the browser's error text."""
    for pattern, status, zh, en in NETWORK_ERRORS:
        if pattern.search(message):
            return status, f"{zh} / {en}"
    raise AssertionError("the last pattern matches everything")


def classify(facts: Facts) -> tuple[str, str] | None:
    """None where the page may be judged; else (status, sentence)."""
    status = facts.http_status
    short = len(facts.text) < 600
    head = facts.title + "\n" + facts.text[:600]
    blocked = bool(BLOCK_WORDS.search(head)) and short
    if status in (401, 407):
        return "login-wall", f"需要登录（HTTP {status}） / a login is needed (HTTP {status})"
    if status in (403, 429, 503) and (blocked or status != 503):
        return "blocked", f"被拒绝访问（HTTP {status}） / access was refused (HTTP {status})"
    if status is not None and status >= 400:
        return "http-error", f"服务器返回 HTTP {status} / the server answered HTTP {status}"
    # A drawing with an address of its own is a web page too by WCAG's definition; browsers show it as a document.
    if facts.content_type and not re.search("html|svg", facts.content_type, re.I):
        return "not-html", f"不是网页（{facts.content_type}） / not a web page ({facts.content_type})"
    if not facts.same_scope:
        return (
            "off-site-redirect",
            f"跳转到了其他网站 {_host(facts.final)} / redirected to another site, {_host(facts.final)}",
        )
    if blocked and facts.links < 10:
        return "blocked", "拦截页或人机验证页 / a block page or a captcha interstitial"
    moved = _host_path(facts.asked) != _host_path(facts.final)
    if moved and facts.password_fields and LOGIN_PATH.search(urlsplit(facts.final).path):
        return "login-wall", "跳转到了登录页 / redirected to a login page"
    # What asks for a password although a login was sent shows that it is over. A form to change one has several fields.
    asks = facts.with_login and facts.password_fields == 1 and bool(LOGIN_WORDS.search(head))
    if asks and (short or moved) and not LOGIN_PATH.search(urlsplit(facts.asked).path):
        return "login-wall", "登录已失效，页面要求重新登录 / the login is over, the page asks to log in again"
    if SOFT_404.search(facts.title) or (short and SOFT_404.search(facts.text[:300])):
        return "soft-404", "页面内容是“不存在”，但状态码是成功 / the page says “not found” with a success status"
    # A static document without a title is judged all the same: that it has none is certain, so it is never clean.
    nothing = not facts.text.strip() and facts.images == 0
    if nothing and (facts.scripts or not facts.authored or (facts.title.strip() and facts.elements == 0)):
        return "blank", "空白页 / a blank page"
    return None


def _host(url: str) -> str:
    return urlsplit(url).hostname or url


def _host_path(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/")
