"""Some of the hostile behaviours, all in one audit beside the honest neighbour; `make hostile` audits each of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.verdict import judged, read_pages, told
from tests.hostile.watch import audit, watched
from tests.sites.hostile import ALL
from tests.sites.hostile.server import NEIGHBOUR, serving

LIMITS = (16.0, 10.0)  # s of a page, and of its deeper look, which `quick` has not
CHOSEN = [behaviour for behaviour in ALL if behaviour.ci]


@pytest.mark.browser
def test_hostile_pages_beside_an_honest_neighbour(browser_available: None, tmp_path: Path) -> None:
    """Each status is right, nothing passes that was not seen, the neighbour is what it is alone, nothing is left."""
    with serving(CHOSEN) as running:
        quick = ("quick", *LIMITS, "--max-pages", "1")
        alone = watched(audit(running.neighbours(), tmp_path / "alone", *quick), tmp_path / "alone", 120)
        assert alone.status == 0, alone.errors
        honest = told(read_pages(tmp_path / "alone"), NEIGHBOUR)
        assert [page[1] for page in honest] == ["audited"] * 3
        urls = {behaviour.name: running.address(behaviour) for behaviour in CHOSEN}
        targets = [*urls.values(), *running.neighbours()]
        seen = watched(audit(targets, tmp_path / "all", *quick, "--concurrency", "4"), tmp_path / "all", 200)
    wrong = {}
    for behaviour in CHOSEN:
        asked = urls[behaviour.name], running.first.get(behaviour.name)
        row = judged(behaviour, "quick", seen, tmp_path / "all", honest, asked, LIMITS, len(CHOSEN))
        if row.wrong:
            wrong[behaviour.name] = row.wrong
    assert not wrong, seen.errors
