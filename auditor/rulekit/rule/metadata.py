"""What a rule is: metadata, and the verdict on one target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from auditor.model import Impact

Profile = Literal["quick", "standard", "full"]


@dataclass(frozen=True)
class Rule:
    """Metadata of an own rule. The id is the folder's name with hyphens, a noun for the thing at fault.

    `requirements`: `<standard file>:<clause id>`, the main one first. `views`: the views it is run on, each for
    itself. `needs`: probes whose observations it reads, and without which it isn't run; `uses`: probes that let it
    decide more where they were run (`view.perhaps_observed`), from profile `standard` on. `parts`: of the probes
    that it needs, those parts that it hangs on (all, where it names none of a probe's), and parts of the view
    beyond those that every rule hangs on; `spared`: of these, the limits that hide nothing from it
    (capture.schema.extent). `absence`: its findings say that something is not there, so it makes none of a view
    that was not seen wholly. `decides`: what it may assert. `scope`: `page` rules see one view; `site` rules see
    all of a site's pages (rulekit.site). `profile` is the least one that runs it: with views beyond desktop and
    phone, or probes, `standard` (one or two pages of each template) or `full`. `people`: groups it hinders first
    beyond those that its criteria name (EN 301 549 clauses of user-groups.toml, or names of score.toml); our own
    reading.
    """

    id: str
    requirements: tuple[str, ...]
    impact: Impact
    act: tuple[str, ...] = ()
    views: tuple[str, ...] = ("desktop",)
    needs: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()
    absence: bool = False
    scope: Literal["page", "site"] = "page"
    decides: tuple[str, ...] = ("failed", "cantTell")
    profile: Profile = "quick"
    stability: Literal["stable", "preview"] = "stable"
    best_practice: bool = False
    people: tuple[str, ...] = ()
