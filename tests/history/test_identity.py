"""The benchmark of identity: what a finding is from run to run, over changes of three sites that are known to the
letter. Precision: of what is said, how much is so; recall: of what is so, how much is said; what is unsure is not
said."""

from __future__ import annotations

from collections import Counter

import pytest

from auditor.history.matching import match
from tests.history.dom import occurrences
from tests.history.page_changes import CHANGES, changed
from tests.history.sites import SITES

SEEDS = range(4)
Said = set[tuple[str, str, str]]


def said_and_true(site: str, change: str, seed: int) -> tuple[Said, Said]:
    """(rule, one element, the other or "") as the matching says and as it is."""
    before = SITES[site]
    after = changed(before, CHANGES[change], seed)
    (old, contents), (new, later) = occurrences(before), occurrences(after)
    of_old = {id(occurrence): truth for truth, occurrence in old}
    of_new = {id(occurrence): truth for truth, occurrence in new}
    found = match([item for _, item in old], [item for _, item in new], contents, later)
    said = {(pair.old.finding.rule, of_old[id(pair.old)], of_new[id(pair.new)]) for pair in found.pairs}
    said |= {(item.finding.rule, of_old[id(item)], "") for item in found.gone}
    said |= {(item.finding.rule, "", of_new[id(item)]) for item in found.added}
    olds = {(item.finding.rule, truth) for truth, item in old}
    news = {(item.finding.rule, truth) for truth, item in new}
    true = {(rule, truth, truth if (rule, truth) in news else "") for rule, truth in olds}
    true |= {(rule, "", truth) for rule, truth in news - olds}
    return said, true


def test_precision_and_recall() -> None:
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    faults = []
    for change in CHANGES:
        for site in SITES:
            for seed in SEEDS:
                said, true = said_and_true(site, change, seed)
                right[change] += len(said & true)
                wrong[change] += len(said - true)
                missed[change] += len(true - said)
                if said != true:
                    faults.append((change, site, seed, sorted(said - true), sorted(true - said)))
    for change in CHANGES:
        print(f"{change:20} right {right[change]:4} wrong {wrong[change]:3} missed {missed[change]:3}")
    precision = right.total() / (right.total() + wrong.total())
    recall = right.total() / (right.total() + missed.total())
    print(f"{len(CHANGES) * len(SITES) * len(SEEDS)} changes: precision {precision:.4f}, recall {recall:.4f}")
    assert precision >= 0.97, faults
    assert recall >= 0.97, faults


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("change", ["classes", "ids", "wrapped", "hashes", "attributes", "notice", "worse", "rebuilt"])
def test_what_only_looks_different_is_never_new(site: str, change: str) -> None:
    for seed in SEEDS:
        said, true = said_and_true(site, change, seed)
        assert said == true
