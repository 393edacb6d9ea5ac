"""Reasons in the result model: a sentence in the report's language beside code and facts; earlier releases' texts
stay."""

from __future__ import annotations

from auditor.capture.schema.page import Observation
from auditor.evaluate.catalogue import load
from auditor.evaluate.evaluator import evaluate
from auditor.messages import note
from auditor.messages.reasons import page_error, page_in, site_in, untested
from auditor.model import Coverage, Page, PageError, Site, Untested
from auditor.model.note import as_note
from tests.evaluate.test_captures import capture, document


def test_a_reason_is_said_in_the_language_of_the_report() -> None:
    why = note("rules.probe", probe=note("probes.keyboard"), why=note("capture.not-in-time", seconds=20))
    page = Page(site="a", url="http://a/", untested=[untested("focus-order", why, "zh")])
    assert page.untested[0].reason == "键盘操作：20 秒内没有完成"
    english = page_in(page, "en")
    assert english.untested[0].reason == "keyboard use: not done within 20 s"
    assert page_in(english, "en") is english
    assert Page.model_validate_json(page.model_dump_json()).untested[0].note == why


def test_a_refused_page_and_site() -> None:
    error = page_error("login-wall", note("page.login-needed", status=401), "zh")
    assert (error.kind, error.message) == ("login-wall", "需要登录（HTTP 401）")
    site = Site(slug="a", url="http://a/", error=error)
    assert site_in(site, "en").error == page_error("login-wall", note("page.login-needed", status=401), "en")


def test_what_earlier_releases_stored_is_kept_as_text() -> None:
    page = Page(
        site="a",
        url="http://a/",
        error=PageError(kind="timeout", message="没有打开 / late"),
        untested=[Untested(rule="x", reason="profile quick")],
    )
    said = page_in(page, "en")
    assert said.untested[0].reason == "profile quick"
    assert said.error is not None
    assert said.error.message == "late"
    held = Coverage(documents=[{"url": "u", "error": "not read"}, {"url": "v"}])
    assert site_in(Site(slug="a", url="http://a/", coverage=held), "en").coverage.documents[0]["error"] == "not read"


def test_captures_of_earlier_releases_and_of_today_give_reasons() -> None:
    stored = capture(document())
    stored.deep = True
    stored.untested = {"zoom": as_note("not done within 30 s")}
    stored.observations = {"keyboard": Observation(untested=note("capture.no-time-page"))}
    page = evaluate(stored, load(), site="a", profile="full", lang="en")
    reasons = {item.reason for item in page.untested}
    assert "zoomed to 200 %: not done within 30 s" in reasons
    assert "keyboard use: no time left for this page" in reasons
    assert "filling in forms: not run" in reasons
    assert all(item.code for item in page.untested)
