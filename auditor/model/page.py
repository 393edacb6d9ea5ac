"""A page and why it does not count. Times are milliseconds."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from auditor.model.base import Model
from auditor.model.finding import Finding
from auditor.model.note import Note, as_note

SITE_OPEN = "rules.site-open"  # why a rule over a site has said nothing of its pages yet
# Statuses with which a page counts as dealt with: it was judged, or it is certain that there is nothing to judge.
SETTLED = frozenset({"audited", "not-html", "robots-disallowed", "off-site-redirect"})


class PageError(Model):
    """Why a page was not audited: `kind` equals the page's status, `message` is one sentence in the report's
    language, `code` and `facts` say the same in none."""

    kind: str
    message: str
    code: str = ""
    facts: dict[str, Any] = Field(default_factory=dict)

    @property
    def note(self) -> Note:
        """Why, in no language; of an earlier release, its sentence."""
        return Note(code=self.code, facts=self.facts) if self.code else as_note(self.message)


class Untested(Model):
    """A rule that did not run on a page, and why: a sentence in the report's language, and its code with facts."""

    rule: str
    reason: str
    code: str = ""
    facts: dict[str, Any] = Field(default_factory=dict)

    @property
    def note(self) -> Note:
        """Why, in no language; of an earlier release, its sentence."""
        return Note(code=self.code, facts=self.facts) if self.code else as_note(self.reason)


class Page(Model):
    """One page of `pages.jsonl`. `status` is `audited`, or why the page does not count."""

    site: str
    url: str
    final_url: str = ""
    http_status: int | None = None
    title: str = ""
    template: str = ""
    source: str = "target"
    sample: Literal["ordinary", "elder"] = "ordinary"
    depth: int = 0
    status: str = "audited"
    error: PageError | None = None
    findings: list[Finding] = Field(default_factory=list)
    passed: list[str] = Field(default_factory=list)
    inapplicable: list[str] = Field(default_factory=list)
    untested: list[Untested] = Field(default_factory=list)
    truncated: dict[str, int] = Field(default_factory=dict)
    timing_ms: dict[str, int] = Field(default_factory=dict)
    # Which of the run's judgings judged it; None where nothing was captured.
    judging: int | None = None
    # What site rules keep of the page until all pages are there; not part of any report.
    facts: dict[str, Any] = Field(default_factory=dict)

    def without_open_site_rules(self) -> list[Untested]:
        """What was not tested, but for the rules over the site: they have spoken now."""
        return [item for item in self.untested if item.code != SITE_OPEN]
