"""The standards as data: requirements with their certainty, thresholds, groups of users.

A rule names a clause as `<file>:<clause id>` and takes its figures by `threshold`: neither the number that may be
printed nor a figure stands in code (rules/standards/README.md).
"""

from __future__ import annotations

from functools import cache
from typing import Any

from auditor.content import folder, read_toml
from auditor.model import Requirement

CITABLE = frozenset({"verbatim", "excerpt", "two-sources"})
NO_REQUIREMENTS = frozenset({"user-groups", "remainder", "uncovered", "score"})  # files about requirements
_LAW_VERBS = {"依据": "依据", "参照": "参照", "参考": "参考"}


class UnknownRequirement(Exception):
    """A rule names a clause that the data doesn't have."""


@cache
def _files() -> dict[str, dict[str, Any]]:
    return {path.stem: read_toml(path) for path in sorted((folder("rules") / "standards").glob("*.toml"))}


@cache
def requirements() -> dict[str, Requirement]:
    """All requirements by id."""
    by_id: dict[str, Requirement] = {}
    for name, data in _files().items():
        standard = data.get("standard", {})
        if name in NO_REQUIREMENTS:
            continue
        if name == "wcag22":
            for row in data["sc"]:
                by_id[f"wcag22:{row['number']}"] = _criterion(row, standard)
            continue
        for row in data.get("clause", ()):
            by_id[f"{name}:{row['id']}"] = _clause(name, row, standard, data)
    return by_id


def _criterion(row: dict[str, Any], standard: dict[str, Any]) -> Requirement:
    return Requirement(
        id=f"wcag22:{row['number']}",
        standard="wcag22",
        standard_title={"zh": "WCAG 2.2", "en": "WCAG 2.2"},
        number={"zh": row["number"], "en": row["number"]},
        title={"zh": row["name_zh"], "en": row["name_en"]},
        text={"zh": row["name_zh"], "en": row["name_en"]},
        level=row["level"],
        certainty="verbatim",
        citable=True,
        printable=True,
        verb="依据",
        check="",
        url=f"https://www.w3.org/WAI/WCAG22/Understanding/{row['slug']}.html",
        groups=criterion_groups().get(row["number"], []),
        wcag=[row["number"]],
    )


def _clause(name: str, row: dict[str, Any], standard: dict[str, Any], data: dict[str, Any]) -> Requirement:
    source = next((i for i in data.get("instrument", ()) if i["id"] == row.get("instrument")), standard)
    certainty = row.get("certainty", standard.get("certainty", "own-criterion"))
    number = row.get("number") if row.get("number_certain") else None
    title = f"《{source['title_zh']}》" if source.get("title_zh") else source.get("number", name)
    wcag = list(row.get("wcag", ()))
    own = {lang: row[f"own_criterion_{lang}"] for lang in ("zh", "en") if row.get(f"own_criterion_{lang}")}
    return Requirement(
        id=f"{name}:{row['id']}",
        standard=name,
        standard_title={"zh": title, "en": source.get("title_en", title)},
        number=_printed(number, standard) if number else {},
        title={"zh": row["title_zh"], "en": row.get("title_en", row.get("requirement_en", row["title_zh"]))},
        text={"zh": row.get("requirement_zh", ""), "en": row.get("requirement_en", "")},
        certainty=certainty,
        citable=certainty in CITABLE,
        printable=certainty != "memory",
        own_criterion=own,
        verb=_LAW_VERBS.get(standard.get("citation_verb_zh", ""), ""),
        wcag=wcag,
        check=row.get("check", ""),
        url=source.get("source_url", ""),
        groups=sorted({group for number in wcag for group in criterion_groups().get(number, [])}),
    )


def _printed(number: str, standard: dict[str, Any]) -> dict[str, str]:
    """A clause's number as each language prints it: 第5条, Article 5."""
    return {lang: standard.get(f"number_format_{lang}", "{number}").format(number=number) for lang in ("zh", "en")}


@cache
def criterion_groups() -> dict[str, list[str]]:
    """Success criterion → clauses of EN 301 549's user groups it serves first."""
    return {row["sc"]: list(row.get("primary", ())) for row in _files()["user-groups"].get("sc", ())}


@cache
def user_groups() -> dict[str, dict[str, str]]:
    """Clause of a user group → its label in both languages."""
    return {
        row["clause"]: {"zh": row.get("label_zh", row["name_zh"]), "en": row["name_en"]}
        for row in _files()["user-groups"].get("group", ())
    }


@cache
def scoring() -> dict[str, Any]:
    """The figures of the tool's own score, and its groups of people beyond EN 301 549's (score.toml)."""
    return _files()["score"]


@cache
def people_labels() -> dict[str, dict[str, str]]:
    """Every group of people that a report can be read by, in its order: EN 301 549's, then ours."""
    ours = {name: {"zh": entry["zh"], "en": entry["en"]} for name, entry in scoring()["people"].items()}
    return {**user_groups(), **ours}


@cache
def remainder() -> dict[str, dict[str, str]]:
    """Success criterion → what of it no rule decides, in both languages."""
    return {row["number"]: {"zh": row["zh"], "en": row["en"]} for row in _files()["remainder"]["criterion"]}


@cache
def _thresholds() -> dict[str, dict[str, Any]]:
    return {
        f"{name}:{row.get('id') or row['number']}": row.get("threshold", {})
        for name, data in _files().items()
        for row in (data.get("sc", ()) if name == "wcag22" else data.get("clause", ()))
        if name not in NO_REQUIREMENTS
    }


def threshold(requirement: str, key: str) -> Any:
    """A figure of a clause. Raises UnknownRequirement when the data has no such figure."""
    try:
        return _thresholds()[requirement][key]
    except KeyError:
        raise UnknownRequirement(f"{requirement} has no threshold {key}") from None
