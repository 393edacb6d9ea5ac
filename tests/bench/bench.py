"""`make bench`: what an audit costs against the page load alone and against the floor, the least that axe-core costs.

Several rounds, each running the three in turn; medians are printed and written to docs/performance.md.
"""

from __future__ import annotations

import functools
import http.server
import os
import platform
import re
import statistics
import sys
import tempfile
import threading
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench import measure, site  # noqa: E402

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
LIMIT_MB = 1000
EVALUATIONS = 50  # pages a second at least
TEXT = """# Performance

Written by `make bench` on {when}; don't edit. Machine: {machine}, {cores} cores, Python {python}, {browser}.

A generated site of {pages} text-heavy pages ({least} to {most} elements), on loopback, two pages in flight, {rounds}
rounds, medians. Processor seconds are of the whole process tree: Python, Playwright's driver and the browser.

| what | processor seconds a page | wall seconds a page | pages a minute |
|---|---|---|---|
{rows}

- Ours against the floor: {ratio:.2f} times the processor time, {slower:.2f} times the wall time. The floor is plain Playwright with
  axe-core's default rules, two tabs that are kept for all pages, results cut in the page (tests/bench/modes.py). Ours looks at each
  page in two views, desktop and phone, with screenshots; axe-core's contrast rule is off and our own measures it.
- Memory of the tree (proportional set size): highest {peak:.0f} MB; median {early:.0f} MB from page 15 to 25,
  {late:.0f} MB from page 50 on.
- Judging stored captures again: {evaluations:.0f} pages a second.
- Where the time of a page goes (medians, milliseconds, both views): {stages}.
"""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def main() -> int:
    """Run all, print and write; 1 when a limit is broken."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = folder / "site"
        pages.mkdir()
        site.write(pages)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(pages)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_port}"
        results: dict[str, list[measure.Measured]] = {"load": [], "floor": [], "quick": []}
        output = folder / "audit"
        audit = [sys.executable, "-m", "auditor", "audit", str(folder / "list.txt"), "-o", str(output), "--restart"]
        audit += [
            "--max-pages",
            str(site.PAGES),
            "--max-depth",
            "0",
            "--allow-private",
            "--ignore-robots",
            "--profile",
            "quick",
            "--format",
            "jsonl",
        ]
        (folder / "list.txt").write_text("\n".join(f"{base}/page{n:02d}.html" for n in range(site.PAGES)), "utf-8")
        for number in range(ROUNDS):
            for mode in ("load", "floor"):
                results[mode].append(measure.run([sys.executable, "-m", "tests.bench.modes", mode, base], "page"))
            results["quick"].append(measure.run(audit, "["))
            print(
                number + 1,
                {k: f"{v[-1].processor:.1f} s cpu, {v[-1].wall:.1f} s" for k, v in results.items()},
                flush=True,
            )
        server.shutdown()
        return report(results, output, pages)


def report(results: dict[str, list[measure.Measured]], output: Path, pages: Path) -> int:
    """Medians, docs/performance.md, and whether the limits hold."""
    from auditor import api
    from auditor.model import Page

    names = {"load": "page load only", "floor": "the floor: load plus axe-core's default rules", "quick": "our `quick` profile"}
    cpu = {k: statistics.median(m.processor for m in v) / site.PAGES for k, v in results.items()}
    wall = {k: statistics.median(m.wall for m in v) / site.PAGES for k, v in results.items()}
    found = [Page.model_validate_json(line) for line in (output / "pages.jsonl").read_text("utf-8").splitlines()]
    assert len([p for p in found if p.status == "audited"]) == site.PAGES, "not all pages were audited"
    stages = {k: statistics.median(p.timing_ms.get(k, 0) for p in found) for k in found[0].timing_ms}
    start = datetime.now(UTC)
    judged = api.evaluate(output).pages
    speed = judged / (datetime.now(UTC) - start).total_seconds()
    browser = api.load(output).run.versions.browser
    sizes = [len(re.findall(r"<[a-z]", f.read_text("utf-8"))) for f in pages.glob("*.html")]
    quick = results["quick"]
    peak = max(m.peak() for m in quick)
    early, late = (statistics.median(m.around(a, b) for m in quick) for a, b in ((15, 25), (50, 61)))
    rows = "\n".join(f"| {names[k]} | {cpu[k]:.2f} | {wall[k]:.2f} | {60 / wall[k]:.0f} |" for k in names)
    text = TEXT.format(
        when=datetime.now(UTC).date(), machine=platform.machine(), cores=os.cpu_count(), python=platform.python_version(),
        browser=browser, pages=site.PAGES, least=min(sizes), most=max(sizes), rounds=len(quick), rows=rows,
        ratio=cpu["quick"] / cpu["floor"], slower=wall["quick"] / wall["floor"], peak=peak, early=early, late=late, evaluations=speed,
        stages=", ".join(f"{k} {v:.0f}" for k, v in stages.items()),
    )  # fmt: skip
    (ROOT / "docs" / "performance.md").write_text(text, "utf-8")
    print(text)
    broken = [
        sentence
        for holds, sentence in (
            (cpu["quick"] <= cpu["floor"], "more processor time than the floor"),
            (peak < LIMIT_MB, f"more than {LIMIT_MB} MB"),
            (late <= early * 1.15, "memory grows from page 20 to page 60"),
            (speed > EVALUATIONS, f"fewer than {EVALUATIONS} pages judged a second"),
        )
        if not holds
    ]
    for sentence in broken:
        print("limit broken:", sentence)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
