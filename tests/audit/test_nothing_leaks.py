"""What a page prints of persons, and what a journey fills in, stands in no file; what was found of it does."""

from __future__ import annotations

import base64
import html
import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from PIL import Image

from auditor import api
from auditor.cli.shared import audit_and_report
from auditor.journeys.script import read
from auditor.masking import has_substitute
from auditor.store.files import read_capture
from tests.audit.server import HTML, Answer, page, serving
from tests.audit.test_credentials import (
    BASIC,
    COOKIE,
    FORMATS,
    LOCAL,
    PASSWORD,
    TOKEN,
    everything_written,
    recording,
)
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


TOML = """
targets = ["http://inspector:{password}@127.0.0.1:{port}/?id={id}"]

[[journey]]
name = "查询"
start = "/form"
goal = "结果"
step = [{{ fill = "口令", value = "$AUDITOR_TEST_VALUE" }}, {{ click = "查询" }}, {{ audit = "填好" }}]
"""
ECHO = """<script>
const all = %s;
for (const one of all) {
  console.error(one); setTimeout(() => { throw new Error(one) }); fetch("/gone/" + one); new Image().src = "http://127.0.0.1:9/" + one;
  history.replaceState(0, "", "?said=" + one); document.cookie = "c=" + one; localStorage.said = one; alert(one);
  document.body.insertAdjacentHTML("beforeend", `<p style="color:#aaa" title="${one}" id="${one}" class="${one}">${one}</p>
    <img src="/i?${one}" width="20" height="20"><a href="/page/${one}.html">${one}</a><a href="/file/${one}.pdf">${one}</a>
    <iframe src="/frame?${one}" title="${one}"></iframe><input name="${one}" value="${one}"><style>p::after { content: "${one}" }</style>`);
}
</script>"""


def forms_of(secret: str) -> set[str]:
    """A secret as it may be written."""
    plain = {secret, quote(secret), html.escape(secret), secret.encode("unicode_escape").decode(), secret[::-1]}
    return plain | {base64.b64encode(secret.encode()).decode(), secret.encode().hex()}


@pytest.mark.browser
def test_planted_secrets_stand_in_no_file_and_no_output(browser_available: None, tmp_path: Path) -> None:
    """Header, stored login, password of the address, a journey's value and a personal number, repeated by the site
    wherever a site can: in what the commands write and say, whether the audit succeeds or fails."""
    planted = [TOKEN, COOKIE, LOCAL, PASSWORD, BASIC.split()[1], ID]
    secrets = {*planted, VALUE}

    def answer(path: str, sent: dict[str, str]) -> tuple[int, dict[str, str], str]:
        if sent.get("authorization") != BASIC:
            return 401, {"WWW-Authenticate": 'Basic realm="inner"'}, "no"
        if path.startswith(("/robots", "/sitemap", "/gone")):
            return 404, {}, PASSWORD
        if path == "/form":
            return 200, {}, answers(path, 0)[2].decode()
        if path not in ("/", "/next") and not path.startswith("/page"):
            return 200, {}, f"<p>{TOKEN}"
        head = f'<!DOCTYPE html><html lang="zh-CN"><head><title>{" ".join(planted)}</title></head>'
        return 200, {"X-Said": TOKEN}, f"{head}<body><h1>{TOKEN}</h1>{TEXT}{ECHO % json.dumps(planted)}"

    said = b""
    folder = tmp_path / "audit"
    state = tmp_path / "state.json"
    with recording(answer) as (port, heard):
        cookie = {"name": "session", "value": COOKIE, "domain": "127.0.0.1", "path": "/"}
        store = {"origin": f"http://127.0.0.1:{port}", "localStorage": [{"name": "k", "value": LOCAL}]}
        state.write_text(json.dumps({"cookies": [cookie], "origins": [store]}), "utf-8")
        config = tmp_path / "auditor.toml"
        config.write_text(TOML.format(password=PASSWORD, port=port, id=ID), "utf-8")
        login = ["--header", f"X-Token: {TOKEN}", "--storage-state", str(state), "--debug"]
        crawl = ["--allow-private", "--profile", "quick", "--max-pages", "3", "--timeout", "20"]
        formats = ["--format", ",".join(FORMATS)]
        commands = {
            "audit": ["audit", str(config), "-o", str(folder), *login, *crawl, *formats],
            "evaluate": ["evaluate", str(folder)],
            "report": ["report", str(folder), *formats],
        }
        for command in commands.values():
            said += _said(command)
    said += _said(["audit", str(config), "-o", str(tmp_path / "down"), *login, *crawl])
    assert any(sent.get("x-token") == TOKEN for _, sent in heard), "the site was not asked with the login"
    pages = [json.loads(line) for line in (folder / "pages.jsonl").read_text("utf-8").splitlines()]
    assert {page["status"] for page in pages} == {"audited"}
    assert any("#" in page["url"] for page in pages), "the journey's state was not audited"
    written = (said + everything_written(folder) + everything_written(tmp_path / "down")).decode("utf-8", "replace")
    found = {secret for secret in secrets if any(form in written for form in forms_of(secret))}
    assert not found, [written[max(0, written.find(secret) - 200) :][:400] for secret in found]


def _said(command: list[str]) -> bytes:
    """What a command says on both channels."""
    done = subprocess.run(
        [sys.executable, "-m", "auditor", *command],
        capture_output=True,
        timeout=200,
        check=False,
        env={**os.environ, "AUDITOR_TEST_VALUE": VALUE},
    )
    assert done.returncode in (0, 3), done.stderr
    return done.stdout + done.stderr
