"""What a page prints of persons, and what a journey fills in, stands in no file; what was found of it does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from auditor import api
from auditor.cli.shared import audit_and_report
from auditor.journeys.script import read
from auditor.masking import has_substitute
from auditor.store.files import read_capture
from tests.audit.server import HTML, Answer, page, serving
from tests.audit.test_credentials import everything_written
from tests.test_masking import CARD, ID

VALUE = "王小明的暗号-7731"
MOBILE, MAIL = "13912345678", "wang.xiaoming@qq.com"
PERSON = f"<p>王小明 身份证 {ID} 银行卡 {CARD} 手机 {MOBILE} 邮箱 {MAIL}</p>"
TEXT = "<p>" + "申请材料与办理流程。" * 60 + "</p>"
JOURNEY = [
    {
        "name": "查询",
        "start": "/form",
        "goal": "结果",
        "step": [{"fill": "口令", "value": "$AUDITOR_TEST_VALUE"}, {"click": "查询"}, {"audit": "填好"}],
    }
]


def answers(path: str, _: int) -> Answer:
    """A list of persons, addresses with their numbers, a form that echoes what is filled in."""
    if path.startswith(("/robots", "/sitemap")):
        return 404, HTML, b""
    if path == "/form":
        script = """<script>document.querySelector("button").onclick = () => { const v = document.querySelector("input").value;
        document.title = v; document.getElementById("r").innerHTML = "<h2>结果</h2><p title='" + v + "' style='color:#999'>" + v
        + "</p><a href='/q?v=" + encodeURIComponent(v) + "'>" + v + "</a><img src='/i?" + v + "' width=20 height=20>"; };</script>"""
        return page("查询", TEXT + "<label>口令<input></label><button>查询</button><div id=r></div>" + script)
    links = (
        f'<a href="/person?id={ID}">甲</a> <a href="/p?m={MOBILE}&mail={MAIL}">乙</a> <a href="mailto:{MAIL}">丙</a>'
    )
    low = f'<p style="color:#aaa" title="{MAIL}">{ID} {CARD} {MOBILE}</p><img src="/x?{ID}" width="20" height="20">'
    return page(f"名单 {ID}", TEXT + PERSON + low + links)


@pytest.mark.browser
def test_persons_and_values_stand_nowhere(
    browser_available: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AUDITOR_TEST_VALUE", VALUE)
    options = (
        {"output": tmp_path, "allow_private": True, "profile": "quick", "timeout": 20, "max_pages": 5,
         "format": ["html", "json", "jsonl", "csv", "xlsx", "junit"], "journeys": read(JOURNEY, "auditor.toml")}
    )  # fmt: skip
    with serving(answers) as site:
        audit_and_report(api.request(site.base + "/", **options), quiet=True)
        assert f"/person?id={ID}" in site.asked, "the page itself is opened under its own address"
    written = everything_written(tmp_path) + "".join(capsys.readouterr()).encode()
    text = written.decode("utf-8", "replace")
    for secret in (ID, CARD, MOBILE, MAIL.split("@")[0], VALUE, VALUE.encode("unicode_escape").decode()):
        assert secret not in text, secret
    pages = [json.loads(line) for line in (tmp_path / "pages.jsonl").read_text("utf-8").splitlines()]
    first = next(entry for entry in pages if entry["url"] == site.base + "/")
    (exposed,) = [finding for finding in first["findings"] if finding["rule"] == "exposed-id-number"]
    assert exposed["evidence"]["count"] == 1
    assert any("•••" in finding["html"] for entry in pages if "#" in entry["url"] for finding in entry["findings"])
    # The picture shows none of it.
    shown = next(file for file in (tmp_path / "captures").rglob("*.desktop.jpg") if "/00000-" in file.as_posix())
    with Image.open(shown) as opened:
        image = opened.convert("L")
    held = read_capture(
        tmp_path,
        next(file for file in (tmp_path / "captures").rglob("00000-*.json.gz")).relative_to(tmp_path).as_posix(),
    )
    document = held.views["desktop"].documents[0]
    boxes = [
        document.box[4 * node : 4 * node + 4]
        for node, text in enumerate(document.text)
        if has_substitute(document.strings[text]) and document.box[4 * node + 2] > 0
    ]
    assert len(boxes) >= 3
    for x, y, width, height in boxes:
        dark, bright = image.crop((int(x) + 2, int(y) + 2, int(x + width) - 2, int(y + height) - 2)).getextrema()
        assert bright - dark < 40
    # Judging the stored captures again finds the same.
    api.evaluate(tmp_path)
    again = {p.url: sorted(f.fingerprint for f in p.findings) for ps in api.load(tmp_path).pages.values() for p in ps}
    assert again == {entry["url"]: sorted(f["fingerprint"] for f in entry["findings"]) for entry in pages}
