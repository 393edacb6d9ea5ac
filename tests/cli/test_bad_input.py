"""Bad input is one sentence with what is wrong, in the terminal's language, and exit status 2; nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from auditor.cli import main

FILES = {
    "empty.txt": "",
    "comment.txt": "# nothing\n",
    "nourl.csv": "name,agency\nx,y\n",
    "bad.toml": "targets = [\n",
    "value.toml": 'targets = ["https://x.gov.cn"]\nmax_pages = "many"\n',
    "key.toml": 'targets = ["https://x.gov.cn"]\nmax_page = 3\n',
    "text.toml": 'targets = "https://x.gov.cn"\n',
    "number.toml": "targets = [3]\n",
    "options.toml": 'options = 3\ntargets = ["https://x.gov.cn"]\n',
    "none.toml": "max_pages = 3\n",
    "file": "",
    "other/audit.db": "not a database",
}
ASKED = "http://127.0.0.1:1/"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["audit", "missing.txt"], "missing.txt"),
        (["audit", "missing.toml"], "missing.toml"),
        (["audit", "sites.xlsx"], "sites.xlsx"),
        (["audit", "ftp://x.gov.cn/"], "ftp://x.gov.cn/"),
        (["audit", "empty.txt"], "没有可检测的网址"),
        (["audit", "comment.txt"], "没有可检测的网址"),
        (["audit", "nourl.csv"], "url"),
        (["audit", "bad.toml"], "bad.toml"),
        (["audit", "value.toml"], "max-pages"),
        (["audit", "key.toml"], "max-page"),
        (["audit", "text.toml"], "targets"),
        (["audit", "number.toml"], "targets"),
        (["audit", "options.toml"], "options"),
        (["compare", "nowhere", "other"], "nowhere"),
        (["compare", "nowhere"], "nowhere"),
        (["compare", "other", "--run", "1"], "OLD NEW"),
        (["compare", "other", "--run", "one,2"], "OLD NEW"),
        (["compare", "other", "1", "2", "3"], "OLD NEW"),
        (["compare", "other", "file", "--same-site", "staging"], "staging"),
        (["check", "-c", "none.toml"], "targets"),
        (["check"], "auditor.toml"),
        (["audit", ASKED, "--format", "html,pdfx"], "pdfx"),
        (["audit", ASKED, "--max-pages", "0"], "max-pages"),
        (["audit", ASKED, "--browser", "/no/such/place"], "/no/such/place"),
        (["audit", ASKED, "--axe", "/no/such/place"], "/no/such/place"),
        (["audit", ASKED, "--rules", "/no/such/place"], "/no/such/place"),
        (["audit", ASKED, "--storage-state", "/no/such/place"], "/no/such/place"),
        (["audit", ASKED, "--baseline", "/no/such/place"], "/no/such/place"),
        (["audit", ASKED, "-o", "file"], "file"),
        (["audit", ASKED, "-o", "other"], "audit.db"),
        (["report", "."], "audit.db"),
        (["evaluate", "nowhere"], "audit.db"),
        (["rules", "no-such-rule"], "no-such-rule"),
    ],
    ids=lambda value: "-".join(value)[-40:] if isinstance(value, list) else "",
)
def test_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str) -> None:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 2
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1
    assert said in lines[0]
    assert lines[0].startswith("错误：")
    assert " / " not in lines[0]
    assert "Traceback" not in done.output
    assert "internal error" not in done.output
    assert not (tmp_path / "audit" / "index.html").exists()
