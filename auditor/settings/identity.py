"""What decides the findings of a run, so that an interrupted one goes on with the same settings only."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from auditor.settings.parts import Settings, SiteSettings

SECRETS = ("header", "storage-state", "journeys", "password")


def identity(settings: Settings) -> dict[str, Any]:
    """Option → JSON value of every setting that decides what is found and is nobody's secret.

    The engines' files (`axe`, `rules`) are compared by their digests, which the manifest holds."""
    crawl, judge, worker = settings.site.crawl, settings.site.judge, settings.worker
    held = {
        **asdict(crawl),
        **asdict(judge),
        "timeout": settings.site.capture.timeout,
        "deep_timeout": settings.site.capture.deep_timeout,
        "allow_private": worker.allow_private,
    }
    # How long a run may take decides what is missed, not what is found; a person may be more patient the second time.
    for patience in ("budget", "timeout", "deep_timeout"):
        del held[patience]
    return {key.replace("_", "-"): list(value) if isinstance(value, tuple) else value for key, value in held.items()}


def secret_digests(site: SiteSettings, salt: str, passwords: Sequence[Any] = ()) -> dict[str, str]:
    """Option → salted digest of each secret, "" where none is given: enough to tell another from the same.

    `password`: of addresses that were given with one."""
    secrets: dict[str, Any] = {
        "header": site.credentials.header,
        "storage-state": site.credentials.storage_state,
        "journeys": [journey.model_dump() for journey in site.journeys],
        "password": list(passwords),
    }
    return {name: _digest(secrets[name], salt) if secrets[name] else "" for name in SECRETS}


def _digest(value: Any, salt: str) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hmac.new(salt.encode(), text.encode(), hashlib.sha256).hexdigest()
