"""Pages drawn from markup without a browser: elements as captures have them, and findings of four plain rules.

`data-truth` says which element is which; nothing that is tested reads it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import lxml.html

from auditor.history.matching import Contents, Occurrence
from auditor.history.outline import Outline
from auditor.history.reading import PageReading
from auditor.model import Finding, Page

ROLES = {"a": "link", "img": "img", "input": "textbox", "button": "button", "nav": "navigation", "main": "main", "header": "banner", "footer": "contentinfo", "aside": "complementary"}  # fmt: skip
IMPACT = {"image-alt": "critical", "label": "critical", "link-name": "serious", "text-contrast": "serious"}
RULES = tuple(IMPACT)


class Drawn:
    """An element or text node."""

    def __init__(self, number: int, tag: str, attrs: Mapping[str, str], parent: Drawn | None, text: str = "") -> None:
        self.key: Hashable = number
        self.tag, self.attrs, self.own_text, self.is_text = tag, attrs, text, tag == "#text"
        self.parent, self.children = parent, list[Drawn]()

    @property
    def role(self) -> str:
        return self.attrs.get("role") or ROLES.get(self.tag, "")

    @property
    def name(self) -> str:
        return (
            self.attrs.get("aria-label")
            or self.attrs.get("alt")
            or (self.text() if self.tag in ("a", "button") else "")
        )

    def text(self) -> str:
        return " ".join(part for part in (self.own_text.strip(), *(child.text() for child in self.children)) if part)

    def all(self) -> Sequence[Drawn]:
        return [self, *(below for child in self.children for below in child.all())]

    def path(self) -> str:
        above = self.parent.path() + " > " if self.parent else ""
        return above + self.tag


def drawn(html: str) -> Drawn:
    """The root of a page."""
    count = iter(range(1_000_000))

    def read(element: Any, parent: Drawn | None) -> Drawn:
        made = Drawn(next(count), str(element.tag), dict(element.attrib), parent)
        for text, child in [(element.text, None), *[(None, child) for child in element]]:
            if child is not None and isinstance(child.tag, str):
                made.children.append(read(child, made))
            for piece in (text, child.tail if child is not None else None):
                if piece and piece.strip():
                    made.children.append(Drawn(next(count), "#text", {}, made, piece))
        return made

    return read(lxml.html.document_fromstring(html), None)


def _fault(element: Drawn) -> tuple[str, dict[str, Any]] | None:
    attrs = element.attrs
    if element.tag == "img" and "alt" not in attrs:
        return "image-alt", {}
    if element.tag == "input" and "aria-label" not in attrs:
        return "label", {}
    if element.tag == "a" and not element.name and not any("alt" in below.attrs for below in element.all()):
        return "link-name", {}
    if ratio := attrs.get("data-ratio"):
        return "text-contrast", {"ratio": float(ratio)}
    return None


def faults(root: Drawn) -> list[tuple[Drawn, Finding]]:
    """What the four rules find."""
    found = []
    for element in root.all():
        if (fault := _fault(element)) is not None:
            rule, evidence = fault
            found.append((element, _finding(rule, element, evidence)))
    return found


def _finding(rule: str, element: Drawn, evidence: dict[str, Any]) -> Finding:
    steps = [step for step in element.path().split(" > ") if step not in ("html", "body")]
    attrs = "".join(f' {name}="{value}"' for name, value in element.attrs.items())
    return Finding.model_validate(
        {
            "rule": rule, "outcome": "failed", "impact": IMPACT[rule], "confidence": "certain",
            "requirements": ["wcag22:1.1.1"], "view": "desktop", "views": ["desktop"], "target": [element.path()],
            "html": f"<{element.tag}{attrs}>{element.text()}", "message": rule, "messages": {"zh": rule, "en": rule},
            "evidence": evidence, "group": f"g-{rule}-{'.'.join(steps)}.{element.attrs.get('class', '')}",
        }
    )  # fmt: skip


def occurrences(html: str) -> tuple[list[tuple[str, Occurrence]], Contents]:
    """(which element it truly is, occurrence) of each finding, and all that stands on the page."""
    root = drawn(html)
    outline = Outline([root])
    held = []
    for element, finding in faults(root):
        signature = outline.signature(element, finding.evidence)
        assert signature is not None
        held.append((element.attrs["data-truth"], Occurrence(finding, signature)))
    return held, outline.contents


class DrawnPage(PageReading):
    """A page of a run, drawn from markup. `html` None: it was not audited, `status` says why."""

    def __init__(self, url: str, html: str | None, title: str = "", links: Sequence[str] = (), **values: Any) -> None:
        held, self._contents = occurrences(html) if html is not None else ([], None)
        self._held = [occurrence for _, occurrence in held]
        findings = [occurrence.finding for occurrence in self._held]
        failing = {finding.rule for finding in findings}
        values.setdefault("passed", [rule for rule in RULES if html is not None and rule not in failing])
        super().__init__(
            Page(site="one", url=url, final_url=url, title=title, findings=findings, **values), links=links
        )

    @classmethod
    def of(cls, page: Page, held: list[Occurrence], contents: Contents | None) -> DrawnPage:
        """One with other findings."""
        made = cls.__new__(cls)
        PageReading.__init__(made, page)
        made._held, made._contents = held, contents
        return made

    @property
    def contents(self) -> Contents | None:
        return self._contents

    def occurrences(self) -> list[Occurrence]:
        return self._held
