"""With a login, links that end it or change something are told by words, path, query and method."""

from __future__ import annotations

import re

import pytest

from auditor.crawl.credentials import Credentials
from auditor.crawl.frontier import MAY_ACT, Frontier
from auditor.crawl.scope import Scope
from auditor.lexicon.acting_links import acting_address, acting_text, ends_session, probe_pattern

ACTING = (
    "/logout", "/Logout.do", "/user/logOut", "/user/log-out", "/sso/signout?to=/", "/a/sign_off", "/loginOut.action",
    "/userLogout.jsp", "/exit", "/system/quit.do", "/item/delete?id=7", "/item/7/delete", "/deleteItem?id=7", "/del/7",
    "/x?action=del&id=7", "/x?act=remove", "/x?op=deleteAll", "/x?do=logout", "/x?_method=DELETE", "/x?logout=1",
    "/x?delete=7", "/x?method=save&id=1", "/cart/add?id=7", "/news/like?id=3", "/mail/unsubscribe?u=7", "/order/cancel/7",
    "/account/confirm?token=x", "/apply/approve?id=1", "/x?cmd=删除", "/用户/退出登录", "/%E6%B3%A8%E9%94%80", "/app#/logout",
    "/app#!/item/delete/7", "/system/publish?id=1",
)  # fmt: skip
READING = (
    "/", "/entry-exit/visa.html", "/news/2026/cancelled.html", "/about", "/login", "/download/a", "/cart", "/order/list",
    "/order/list?page=2", "/setting", "/address/7", "/delivery?id=1", "/x?action=view&id=7", "/x?do=list", "/x?id=7&to=delete",
    "/publish/2026/a.html", "/guide/注销登记办理指南", "/add.html", "/x?delete=0", "/disabled-people", "/confirmation-letter",
    "/x?op=search&q=delete",
)  # fmt: skip


@pytest.mark.parametrize("path", ACTING)
def test_acting(path: str) -> None:
    assert acting_address("https://x.gov.cn" + path)


@pytest.mark.parametrize("path", READING)
def test_reading(path: str) -> None:
    assert not acting_address("https://x.gov.cn" + path)


@pytest.mark.parametrize(
    "said",
    ["退出登录", "退出", "安全退出", "【退出】", "注销", "删除", "取消收藏", "确认收货", "× 删除", "Log out", "Sign out now",
     "Delete this item", "Unsubscribe", "取消预约", "注销账号", "退订", "请确认"],
)  # fmt: skip
def test_said(said: str) -> None:
    assert acting_text(said)


@pytest.mark.parametrize(
    "said",
    ["户口注销登记办理指南", "企业注销", "取消农业税的通知", "投票结果", "关注我们的微信", "退出现役军人安置", "出入境", "提交材料清单",
     "How to delete your account", "Confirmation", "关于拒绝酒驾的倡议", "", "收藏馆"],
)  # fmt: skip
def test_not_said(said: str) -> None:
    assert not acting_text(said)


def test_only_the_session_matters_to_what_scripts_ask_for() -> None:
    assert ends_session("https://x.cn/api/user/logout")
    assert ends_session("https://x.cn/api?do=signout")
    assert not ends_session("https://x.cn/api/order/confirm")
    login = Credentials.of(["https://x.cn/logout"], {"A": "b"}, None, {})
    assert login.holds("https://x.cn/api/logout", document=False)
    assert not login.holds("https://x.cn/api/delete", document=False)
    assert login.holds("https://x.cn/api/delete", document=True)
    assert not login.holds("https://x.cn/logout", document=True), "what was asked for by name is opened"
    assert not Credentials.of(["https://x.cn/"], {}, None, {}).holds("https://x.cn/logout", document=True)


def test_the_frontier_leaves_them_out_and_counts_them() -> None:
    start = "https://x.cn/"
    with_login = Frontier(Scope([start]), [start], 20, 3, may_act=acting_address)
    with_login.offer(0, ["/a", "/logout", "/item/delete?id=7", MAY_ACT + "https://x.cn/b", "/logout"])
    assert [planned.url for planned in with_login.advance()] == ["https://x.cn/a"]
    assert with_login.left_out["may-act"] == 3
    without = Frontier(Scope([start]), [start], 20, 3)
    without.offer(0, ["/a", "/logout"])
    assert len(without.advance()) == 2


# What probes left alone before there was one list.
EARLIER = re.compile(
    "log-?(out|off|in)|sign-?(out|off|in|up)|register|delete|remove|(un)?subscribe|cancel|destroy|confirm|approve|revoke"
    "|checkout|download|export|token|callback|退出|注销|登出|登录|注册|删除|移除|清空|退订|订阅|取消|提交|确认|审批|投票|点赞|收藏|关注|购买|支付|下单|下载|导出|打印"
    "|(^|[^a-z])((add|set|edit|clear|reset|accept|agree|join|leave|follow|like|vote|buy|cart|order|pay|print|exit|quit|submit"
    "|switch|toggle)([^a-z]|$)|(action|do|cmd|op|method)=)",
    re.I,
)


@pytest.mark.parametrize(
    "text", [*ACTING, *READING, "/sign-in", "/print/7", "/a?do=x", "下载专区", "/user/set", "/Download"]
)
def test_probes_leave_alone_what_they_left_alone(text: str) -> None:
    if EARLIER.search(text):
        assert re.search(probe_pattern(), text, re.I)
