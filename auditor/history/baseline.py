"""The baseline of a check: root causes that an earlier `audit.json` already names don't fail a build again."""

from __future__ import annotations

import json
from pathlib import Path

from auditor.model import FINGERPRINT_SCHEME, GROUP_SCHEME
from auditor.settings.options import ConfigError
from auditor.text_files import read_text


def known_causes(path: Path) -> set[tuple[str, str]]:
    """(site, root cause) of failed groups of an earlier run. Raises ConfigError; a change of scheme is no “fixed”."""
    try:
        data = json.loads(read_text(path))
        schemes = (data["group_scheme"], data["fingerprint_scheme"])
        causes = {
            (site["url"], group["id"])
            for site in data["sites"]
            for group in site["groups"]
            if group["outcome"] == "failed"
        }
    except OSError as error:
        raise ConfigError("baseline.unreadable", path=path, what=error.strerror) from None
    except (ValueError, KeyError, TypeError):
        raise ConfigError("baseline.not-an-audit", path=path) from None
    if schemes != (GROUP_SCHEME, FINGERPRINT_SCHEME):
        raise ConfigError("baseline.other-scheme", path=path)
    return causes
