"""Whether a passage says that one way is the only one."""

from __future__ import annotations

import pytest

from auditor.rulekit.text import says_online_only, says_only, sentences

SCAN = r"扫码|二维码"


@pytest.mark.parametrize(
    "text",
    [
        "本馆仅支持扫码入馆。",
        "预约只能通过手机扫描二维码办理。",
        "须先扫码登记后方可进入。",
        "请扫码办理，窗口不再受理。",
        "本事项仅支持线上办理，请使用手机扫描下方二维码。",
    ],
)
def test_only_way(text: str) -> None:
    assert says_only(text, SCAN)


@pytest.mark.parametrize(
    "text",
    [
        "可以扫码，也可到窗口办理。",
        "任何单位不得只支持扫码。",
        "不得将扫码作为唯一凭证。",
        "请扫码关注。",
        "不仅支持扫码，同时提供人工登记。",
        "仅限本市居民办理，可扫码查看流程。",
        "窗口不再受理，请打电话。",
    ],
)
def test_not_the_only_way(text: str) -> None:
    assert not says_only(text, SCAN)


def test_online_only() -> None:
    assert says_online_only("自本月起仅支持网上办理。")
    assert says_online_only("线下窗口不再受理该事项。")
    assert not says_online_only("支持网上办理，也可到窗口办理。")
    assert not says_online_only("窗口照常受理。")


def test_sentences() -> None:
    assert sentences("带身份证。当场办；不收费！") == ["带身份证。", "当场办；", "不收费！"]
    assert sentences("") == []
