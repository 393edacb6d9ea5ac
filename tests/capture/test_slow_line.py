"""The page over a slow line: in a tab of its own, with what came when, and nothing sent."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.captures import observed
from tests.conftest import _Quiet, capture_all, serve

PAGE = """<!doctype html><html lang="zh"><meta charset="utf-8"><title>慢网</title>
<script src="blocking.js"></script><p id="text">街道办事大厅每周一至周五上午九点到下午五点办理各项业务，请带好身份证件；不便前来的，可以打电话预约上门服务，也可以请家人代办。</p><p><a href="more.html">更多</a></p>
<script>fetch('/sent', {method: 'POST'}).catch(() => {});</script></html>"""


@pytest.mark.browser
def test_what_comes_when_and_nothing_is_sent(
    tmp_path: Path, browser_available: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted: list[str] = []
    monkeypatch.setattr(_Quiet, "do_POST", lambda self: (posted.append(self.path), self.send_error(404)), raising=False)
    (tmp_path / "index.html").write_text(PAGE, "utf-8")
    (tmp_path / "blocking.js").write_text("//" + "x" * 100_000, "utf-8")
    with serve(tmp_path) as base:
        url = base + "/index.html"
        data = capture_all([url], change=lambda o: replace(o, probes=("listeners", "slow_line")))[url]
    seen = observed(data, "slow_line")
    # 100 kB at 400 kbit/s take two seconds, besides two ways to and fro.
    assert 2_000 < seen.paint_ms < 15_000
    assert seen.paint_ms <= seen.load_ms + 500
    assert seen.bytes > 100_000
    assert seen.largest[0][0].endswith("blocking.js")
    assert posted == ["/sent"]  # by the page itself, when it was captured; not a second time
    assert data.error is None
