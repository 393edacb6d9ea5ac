"""A run's manifest: made when it starts, compared when it goes on."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from auditor import __version__
from auditor.crawl.targets import Problem, Target
from auditor.errors import AuditError
from auditor.masking import Mask
from auditor.messages import sentence
from auditor.model import Manifest, Pack
from auditor.run.packs import bundled_packs, extra_packs
from auditor.run.worker import Engines
from auditor.settings.identity import identity, secret_digests
from auditor.settings.parts import Settings

MASK = Mask()
OWNER = ("url", "name", "agency", "district", "street")  # of a target: what makes two lists different


class OtherRun(AuditError):
    """The folder's interrupted run had another list or other settings."""


def write_manifest(
    settings: Settings, targets: Sequence[Target], problems: Sequence[Problem], engines: Engines, browser: str
) -> Manifest:
    """The manifest of a run that starts now."""
    salt = secrets.token_hex(16)
    return Manifest(
        program=__version__,
        settings=settings.printed,
        identity=identity(settings),
        salt=salt,
        secrets=secret_digests(settings.site, salt, _passwords(targets)),
        targets=[{**_owner(target), "contact": target.contact, "source": target.source} for target in targets],
        problems=[_told(problem, settings.site.judge.lang) for problem in problems],
        packs=bundled_packs(),
        extra_rules=extra_packs(settings.worker.rules),
        axe_core=engines.axe.version,
        axe_sha256=engines.axe.sha256,
        browser=browser,
    )


def differences(held: Manifest, settings: Settings, targets: Sequence[Target], engines: Engines) -> list[str]:
    """Names of options (and `targets`) in which this command differs from the run's, in alphabetical order."""
    wanted = identity(settings)
    if not held.salt:  # a run of the first release, which noted less: what it noted is compared
        noted = {name.replace("_", "-"): value for name, value in held.identity.items() if name != "journeys"}
        return sorted(name for name, value in noted.items() if wanted.get(name) != value)
    names = {name for name in wanted.keys() | held.identity.keys() if wanted.get(name) != held.identity.get(name)}
    for name, value in secret_digests(settings.site, held.salt, _passwords(targets)).items():
        if not hmac.compare_digest(value, held.secrets.get(name, "")):
            names.add(name)
    if _digests(extra_packs(settings.worker.rules)) != _digests(held.extra_rules):
        names.add("rules")
    if engines.axe.sha256 != held.axe_sha256:
        names.add("axe")
    wanted_targets = [_owner(target) for target in targets]
    if [{name: MASK.text(row.get(name, "")) for name in OWNER} for row in held.targets] != wanted_targets:
        names.add("targets")
    return sorted(names)


def _owner(target: Target) -> dict[str, str]:
    """What makes a target this one; a personal number in it is told by its substitute."""
    return {name: MASK.text(getattr(target, name)) for name in OWNER}


def _passwords(targets: Sequence[Target]) -> list[list[str]]:
    return [
        [target.url, target.userinfo[0], target.userinfo[1].get_secret_value()] for target in targets if target.userinfo
    ]


def _told(problem: Problem, lang: str) -> dict[str, Any]:
    return {
        **problem.model_dump(exclude={"note"}),
        "message": sentence(problem.note, lang),
        **problem.note.model_dump(),
    }


def _digests(packs: Sequence[Pack]) -> list[str]:
    return [pack.digest for pack in packs]


def refuse(folder: Path, names: Sequence[str]) -> OtherRun:
    """The refusal, naming what differs."""
    options = [f"--{name}" for name in names if name != "targets"]
    settings, both, list_only = "run.differs-settings", "run.differs-both", "run.differs-list"
    code = list_only if not options else both if "targets" in names else settings
    return OtherRun(code, folder=folder, settings=options)
