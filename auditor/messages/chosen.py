"""The language that the program speaks where nobody says which: of a terminal, or of an error printed by a script."""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping

from auditor.messages.catalogues import DEFAULT, languages

VARIABLE = "AUDITOR_LANG"
_chosen: str | None = None


def set_default_language(lang: str | None) -> None:
    """Choose for this process; None: by the environment again."""
    global _chosen  # of the process, as the locale is
    _chosen = lang


def default_language(environ: Mapping[str, str] = os.environ) -> str:
    """What was chosen, else AUDITOR_LANG, else the locale's language where there is a catalogue of it, else Chinese."""
    if _chosen is not None:
        return _chosen
    if (asked := asked_by_variable(environ)) is not None:
        return asked
    # As the C library looks: the first that is set counts.
    name = next((environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(key)), None)
    return _known(name or locale.getlocale()[0] or "") or DEFAULT


def asked_by_variable(environ: Mapping[str, str] = os.environ) -> str | None:
    """What AUDITOR_LANG says, None where it says nothing known: it counts for reports, too, as the locale doesn't."""
    return _known(environ.get(VARIABLE, ""))


def _known(name: str) -> str | None:
    """The language of `zh_CN.UTF-8`, `en-US` or, on Windows, `Chinese (Simplified)_China`."""
    first = name.replace("-", "_").split("_")[0].split(".")[0].split(" ")[0].lower()
    first = {"chinese": "zh", "english": "en"}.get(first, first)
    return first if first in languages() else None
