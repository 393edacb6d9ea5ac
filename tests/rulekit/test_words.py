"""Folding, lists and shared words."""

from auditor.rulekit.text import compact, coverage, covered, is_listed, mentions, topic_words


def test_folding() -> None:
    assert compact(" 更 多 >>") == "更多"
    assert compact("Ｒead  More…") == "read more"
    assert compact("★") == ""


def test_lists() -> None:
    assert is_listed("【更多】", "link.generic")
    assert is_listed("标题 2", "placeholder.heading_numbered", numbered=True)
    assert not is_listed("Page 2", "link.generic")
    assert not is_listed("更多通知", "link.generic")
    assert mentions("The fee is free, call us", "topic.fee_sign") == ["fee", "free"]
    assert mentions("freely", "topic.fee_sign") == []


def test_shared_words() -> None:
    assert coverage(topic_words("Clementine harvesting"), topic_words("Clementines are ready to harvest")) == 1
    assert coverage(topic_words("优待证办理"), topic_words("老年人优待证网上办理")) >= 0.5
    assert coverage(topic_words("不动产登记"), topic_words("老年人优待证")) == 0
    assert coverage(set(), {"x"}) == 1


def test_cover_of_a_long_text() -> None:
    text = "老年人优待证，网上 办 理 Clementines\u2019 harvest 2024"
    asked = [topic_words(words) for words in ("优待证办理", "harvesting 2024", "人证", "办 理", "优", "")]
    assert list(covered(asked, text)) == [coverage(words, topic_words(text)) for words in asked]
    assert list(covered([topic_words("优待证")], "老年人优待证")) == [1]
