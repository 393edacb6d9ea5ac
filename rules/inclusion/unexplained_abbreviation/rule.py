"""Service guides and elder pages explain the Latin abbreviations they use.

Assumptions: abbreviations that everybody meets every day (list of ours) are left out, and so are numbers of standards
and file types. Brackets with Chinese words after it, or brackets round it after Chinese words, explain it.
Source: WCAG 2.2, 3.1.4 Abbreviations (AAA); as a hint only.
"""

import re
from collections.abc import Iterator

from auditor.rulekit.page import Node, View, is_elder_page, is_guide, main_area
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed

RULE = Rule(
    id="unexplained-abbreviation",
    requirements=("wcag22:3.1.4",),
    impact="minor",
    decides=("cantTell",),
    people=("4.2.10",),
    absence=True,
)
ABBREVIATION = re.compile(r"(?<![A-Za-z0-9./@_\-])[A-Z]{2,6}(?![A-Za-z0-9@_/\-]|[\s]?\d)")
KNOWN = frozenset(
    [
        "APP",
        "PDF",
        "WORD",
        "EXCEL",
        "DOC",
        "DOCX",
        "XLS",
        "XLSX",
        "JPG",
        "JPEG",
        "PNG",
        "ZIP",
        "RAR",
        "QQ",
        "ID",
        "WIFI",
        "SIM",
        "SMS",
        "VIP",
        "TV",
        "PC",
        "GPS",
        "ATM",
        "CT",
        "DNA",
        "GDP",
        "AM",
        "PM",
        "OK",
        "NO",
        "II",
        "III",
        "IV",
        "VI",
        "VII",
        "KB",
        "MB",
        "GB",
        "TB",
        "ETC",
        "POS",
        "NFC",
        "USB",
    ]
)
SOME = 2  # different ones on a page (ours): a single one is seldom what stops a reader
READ = 4_000_000  # characters that are read


def applicability(view: View) -> Iterator[Node]:
    """The page, where it is a guide or an elder page."""
    if is_guide(view) or is_elder_page(view):
        yield view.root


def _explained(text: str, word: str) -> bool:
    return bool(
        re.search(rf"{word}\s*[（(][^）)]{{0,20}}[\u4e00-\u9fff]", text)
        or re.search(rf"[\u4e00-\u9fff][^（(]{{0,2}}[（(][^）)]{{0,12}}{word}[^）)]{{0,12}}[）)]", text)
    )


def expectation(root: Node, view: View) -> Verdict:
    """Abbreviations of the page's own content that nothing explains."""
    text = main_area(view).text(READ)
    words = list(dict.fromkeys(w for w in ABBREVIATION.findall(text) if w not in KNOWN))
    unexplained = [word for word in words[:40] if not _explained(text, word)]
    return cant_tell("words", confidence="hint", words=unexplained[:6]) if len(unexplained) >= SOME else passed()
