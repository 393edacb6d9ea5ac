"""The report's catalogues, and names that several parts of it print."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from auditor.model import Output, Requirement, Result


@dataclass(frozen=True)
class Clause:
    """A requirement as it may be cited, and the tool's own criterion for it where it has one."""

    text: str
    own: str


class Wording:
    """Catalogues in the report's language: `words` of the report, `people_words` of the people's view."""

    def __init__(self, result: Result, output: Output) -> None:
        self.result, self.output, self.lang = result, output, output.lang
        self.words: dict[str, Any] = output.words()
        self.people_words: dict[str, Any] = output.words("people")
        self.people_names = {entry.id: entry.label[self.lang] for site in result.run.sites for entry in site.people}

    def word(self, key: str, **values: object) -> str:
        """A sentence of the report, filled."""
        return str(self.words[key]).format(**values)

    def people_word(self, key: str, **values: object) -> str:
        """A sentence of the people's view, filled."""
        return str(self.people_words[key]).format(**values)

    def hindered(self, keys: Iterable[str]) -> str:
        """Whom it hinders, in the order of the table; where no group is named, everybody."""
        wanted = set(keys)
        names = [label for key, label in self.people_names.items() if key in wanted]
        return self.output.joined(names or [self.people_words["everyone"]])

    def clauses(self, keys: Iterable[str]) -> list[Clause]:
        """The requirements that may be printed."""
        known = (self.result.requirements.get(key) for key in keys)
        return [self.clause(requirement) for requirement in known if requirement is not None and requirement.printable]

    def criterion(self, requirement: Requirement) -> str:
        """Its number, where it may be printed, and title."""
        return f"{requirement.number.get(self.lang, '')} {requirement.title[self.lang]}".strip()

    def clause(self, requirement: Requirement) -> Clause:
        """How a requirement may be cited follows the certainty of its source."""
        title = requirement.title[self.lang]
        own = f"{self.words['own']}{self.words['colon']}"
        criterion = requirement.own_criterion.get(self.lang)
        if requirement.standard == "wcag22":
            text = f"WCAG 2.2 {self.criterion(requirement)}" + self.output.bracketed(requirement.level)
        elif requirement.citable:
            text = f"{requirement.standard_title[self.lang]} {self.criterion(requirement)}"
            text = requirement.verb + text if self.lang == "zh" else text
            if requirement.certainty == "two-sources":
                text += self.words["two_sources"]
        else:
            text = own + title
        return Clause(text, own + criterion if criterion else "")
