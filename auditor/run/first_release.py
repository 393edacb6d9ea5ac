"""Runs of release 0.1, whose results were worked out for each report and never stored: here they are, once."""

from __future__ import annotations

from auditor.store.run_store import RunStore


def adopt(run: RunStore) -> None:
    """Conclude the sites of a run that no judging is known of, with today's rules over sites; pages stay as judged.

    Does nothing to any other run."""
    if run.judgings() or run.count() == 0:
        return
    from auditor.evaluate.catalogue import load
    from auditor.model import Manifest
    from auditor.run.keep_rules import judge_with
    from auditor.run.packs import bundled_packs
    from auditor.run.rejudge import judge_settings, judge_sites

    catalogue = load()
    judge_with(run, bundled_packs(), catalogue)
    judge_sites(run, catalogue, judge_settings(Manifest.model_validate(run.manifest)))
