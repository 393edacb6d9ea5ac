"""The gate as a pure function: facts in, status out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.capture.validity import Facts, classify, network_error

GOOD = Facts(
    asked="http://x.gov.cn/a", final="http://x.gov.cn/a", http_status=200, content_type="text/html", title="办事指南",
    text="申请材料。" * 100, elements=80, images=2, password_fields=0, links=30,
)  # fmt: skip


def test_a_page_is_let_through() -> None:
    assert classify(GOOD) is None


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"http_status": 403}, "blocked"),
        ({"http_status": 429}, "blocked"),
        ({"http_status": 401}, "login-wall"),
        ({"http_status": 404}, "http-error"),
        ({"http_status": 500}, "http-error"),
        ({"content_type": "application/pdf"}, "not-html"),
        ({"same_scope": False, "final": "http://other.cn/"}, "off-site-redirect"),
        ({"text": "页面不存在", "title": "404"}, "soft-404"),
        ({"text": "502 Bad Gateway nginx", "title": "502 Bad Gateway"}, "http-error"),
        ({"text": "The server is busy", "title": "HTTP Status 503 – Service Unavailable"}, "http-error"),
        ({"text": "", "images": 0, "scripts": 2}, "blank"),
        ({"text": "您的访问过于频繁，请完成安全验证", "links": 1, "title": "安全验证中"}, "blocked"),
        ({"final": "http://x.gov.cn/login", "password_fields": 1}, "login-wall"),
    ],
)
def test_what_does_not_count(change: dict[str, object], status: str) -> None:
    found = classify(replace(GOOD, **change))  # type: ignore[arg-type]
    assert found is not None
    assert found[0] == status
    assert found[1].code.startswith("page.")


@pytest.mark.parametrize(
    "change",
    [
        # An article on security checks, and one on a closed web page, are articles.
        {"text": "关于机场安全检查中发现问题的通知。" * 60},
        {"title": "我局网站栏目调整", "text": "部分旧网页已删除，现将有关事项公告如下。" * 40},
        # The login page itself, when it was asked for, is a page like others.
        {"asked": "http://x.gov.cn/login", "final": "http://x.gov.cn/login", "password_fields": 1},
        {"text": "", "images": 4},
        {"title": "502 Bad Gateway 错误的处理办法"},
        {"title": "500 强企业名单", "text": "一览"},
    ],
)
def test_what_counts_all_the_same(change: dict[str, object]) -> None:
    assert classify(replace(GOOD, **change)) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("message", "status"),
    [
        ("net::ERR_NAME_NOT_RESOLVED at http://x/", "dns-error"),
        ("net::ERR_CERT_DATE_INVALID", "tls-error"),
        ("net::ERR_SSL_PROTOCOL_ERROR", "tls-error"),
        ("Timeout 45000ms exceeded", "timeout"),
        ("Page crashed", "crashed"),
        ("net::ERR_CONNECTION_REFUSED", "connection-error"),
        ("private-address", "private-address"),
    ],
)
def test_network_errors(message: str, status: str) -> None:
    assert network_error(message)[0] == status
