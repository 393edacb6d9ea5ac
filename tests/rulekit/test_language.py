"""Which language a text is in: scripts, short texts, close languages, and when nothing is said."""

import pytest

from auditor.rulekit.text import difference, primary_tag
from auditor.rulekit.text.language import same_language


@pytest.mark.parametrize(
    ("text", "declared", "found"),
    [
        ("各社区居民可以在街道便民服务中心办理老年人优待证", "en", "zh"),
        ("Residents can apply for the senior card at the service centre", "zh", "en"),
        ("Die Bürger können den Ausweis im Rathaus der Stadt beantragen", "en", "de"),
        ("Les habitants peuvent demander la carte à la mairie de la ville", "en", "fr"),
        ("お年寄りの方は窓口でカードを申し込むことができます", "zh", "ja"),
        ("བོད་རང་སྐྱོང་ལྗོངས་མི་དམངས་སྲིད་གཞུང་གི་དྲ་ཚིགས", "zh", "bo"),
    ],
)
def test_certain(text: str, declared: str, found: str) -> None:
    result = difference(text, declared)
    assert result is not None
    assert (result.language, result.sure) == (found, "certain")


@pytest.mark.parametrize(
    ("text", "declared"),
    [
        ("各社区居民可以在街道便民服务中心办理老年人优待证", "zh"),
        ("粵語配音及字幕說明，請到窗口領取申請表格並填寫", "yue"),
        ("Residents can apply for the senior card at the service centre", "en"),
        ("Huawei Cloud China Mobile Alibaba PDF", "zh"),
        ("WPS Office", "de"),
        ("", "en"),
        ("2026-11-20 10:00", "en"),
        ("經濟部 產業局 公告", "ja"),
        ("https://service.example.cn/apply/elder?id=1", "zh"),
    ],
)
def test_nothing_said(text: str, declared: str) -> None:
    assert difference(text, declared) is None


def test_few_words_are_never_certain() -> None:
    result = difference("Come and see us", "nl")
    assert result is not None
    assert result.sure == "likely"


def test_tags() -> None:
    assert primary_tag(" ZH-cn ") == "zh"
    assert primary_tag("en_US") == ""
    assert primary_tag("chinese") == ""
    assert same_language("cmn", "zh")
    assert same_language("nb", "no")
    assert not same_language("zh", "ja")


@pytest.mark.parametrize(
    ("text", "declared", "proven"),
    [
        ("Stroopwafel They say “stroopwafel” and there would be no other name.", "nl", True),
        ("Huizen The word “huizen” was een oud word; they use it when can.", "nl", False),
        ("Musik Startseite Programm Karten Anfahrt The Sound of Music is here for you Programm", "de", False),
        ("Paris Match The Voice of the people and Le Monde", "fr", False),
    ],
)
def test_small_words(text: str, declared: str, proven: bool) -> None:
    result = difference(text, declared)
    assert (result is not None and result.proven) == proven
