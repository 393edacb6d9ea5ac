"""Hands each agency its own part of a run: reports and issue list below `agencies/<slug>/`, and a ZIP of them.

A hand-over holds the agency's sites and nothing of another's: the bad lines of the list, other sites, and totals of the
whole run stay with the inspector.
"""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from auditor.evaluate.groups import digest
from auditor.model import Result
from auditor.render import write_reports
from auditor.render.output import write_file

ALWAYS = ("html", "xlsx")
ALSO = ("csv", "json", "jsonl")  # where the run writes them
TIMESTAMP = (1980, 1, 1, 0, 0, 0)  # the same content gives the same ZIP
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.I)


def agency_slugs(result: Result) -> dict[str, str]:
    """Folder names of the agencies: their own words, without anything a path or a file system could take amiss."""
    slugs: dict[str, str] = {}
    for site in result.run.sites:
        name = site.agency.strip()
        if not name or name in slugs:
            continue
        slug = re.sub(r"[^\w]+", "-", name).strip("-_")[:40] or "agency"
        if RESERVED.fullmatch(slug) or slug.lower() in {taken.lower() for taken in slugs.values()}:
            slug = f"{slug}-{digest(name, length=6)}"
        slugs[name] = slug
    return slugs


def agency_result(result: Result, agency: str) -> Result:
    """The result with this agency's sites only."""
    sites = [site for site in result.run.sites if site.agency.strip() == agency]
    run = result.run.model_copy(
        update={"sites": sites, "problems": [], "complete": all(site.status == "complete" for site in sites)}
    )
    return replace(result, run=run, pages={site.slug: result.pages[site.slug] for site in sites})


def hand_over(result: Result, directory: Path, formats: Sequence[str], lang: str) -> list[Path]:
    """Write every agency's folder and ZIP; what was written. Without agencies nothing is."""
    wanted = [*ALWAYS, *(name for name in ALSO if name in formats)]
    written: list[Path] = []
    for agency, slug in agency_slugs(result).items():
        folder = directory / "agencies" / slug
        files = write_reports(agency_result(result, agency), folder, wanted, lang, images=result.folder or directory)
        archive = write_file(directory, f"agencies/{slug}.zip", _zipped(folder, slug, files))
        written += [*files, archive]
    return written


def _zipped(folder: Path, slug: str, files: Sequence[Path]) -> bytes:
    content, root = io.BytesIO(), folder.resolve()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(files):
            entry = zipfile.ZipInfo(f"{slug}/{file.relative_to(root).as_posix()}", TIMESTAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w") as target, file.open("rb") as source:
                shutil.copyfileobj(source, target)
    return content.getvalue()
