"""The catalogue: every rule there is, own and axe-core's, with its wording in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from auditor.content import ContentError, folder, load_module, read_toml, rule_folders
from auditor.messages import fill
from auditor.model import RuleInfo
from auditor.rulekit.page import AxeNode, Node, View
from auditor.rulekit.rule import INAPPLICABLE, Rule, Verdict
from auditor.rulekit.rule.standards import people_labels, requirements
from auditor.rulekit.site import SiteVerdict, SiteView

LANGUAGES = ("zh", "en")
_PROFILES = ("quick", "standard", "full")
EVERY_PAGE = ("desktop", "phone")


# A target of a rule: an element, or an element with what `applicability` found out about it (any one type of the
# rule's own).
Target: TypeAlias = Node | tuple[Node, Any]


@dataclass(frozen=True)
class OwnRule:
    """A rule of ours, loaded from its folder."""

    rule: Rule
    info: RuleInfo
    path: Path
    doc: str
    applicability: Callable[[View], Iterable[Target]]
    expectation: Callable[..., Verdict]
    messages: dict[str, dict[str, str]]
    facts: Callable[[View], dict[str, Any] | None] | None = None
    judge: Callable[[SiteView], Iterable[SiteVerdict]] | None = None

    def verdicts(self, view: View) -> Iterator[tuple[Node, Verdict]]:
        """The verdict on each target of a view, in order; what `applicability` found out about it is handed on."""
        for target in self.applicability(view):
            if isinstance(target, tuple):
                node, facts = target
                yield node, self.expectation(node, view, facts)
            else:
                yield target, self.expectation(target, view)

    def message(self, key: str, evidence: dict[str, Any]) -> dict[str, str]:
        """What is wrong, for whom it matters, how to mend it: one text a language."""
        info = self.info
        gap = {"zh": "", "en": " "}
        return {
            lang: gap[lang].join(
                filter(
                    None,
                    (
                        fill(self.messages[lang][key], self._in_words(evidence, lang), lang),
                        info.who[lang],
                        info.fix[lang],
                    ),
                )
            )
            for lang in LANGUAGES
        }

    def _in_words(self, evidence: dict[str, Any], lang: str) -> dict[str, Any]:
        """The evidence with the language's words for values that are ours and no quotation."""
        labels = self.info.evidence.get(lang, {})
        return {key: _worded(value, labels[key].values) if key in labels else value for key, value in evidence.items()}


def _worded(value: Any, words: dict[str, str]) -> Any:
    if isinstance(value, list | tuple):
        return [_worded(item, words) for item in value]
    return words.get(value, value) if isinstance(value, str) else value


@cache
def _shared_labels(lang: str) -> dict[str, Any]:
    """Names of evidence in `rules/evidence.*.toml`, by rule, pack and `any`."""
    return read_toml(folder("rules") / f"evidence.{lang}.toml")


@dataclass(frozen=True)
class AxeRule:
    """A rule of axe-core as our table has it."""

    info: RuleInfo
    row: dict[str, Any]
    words: dict[str, dict[str, str]]


@dataclass
class Catalogue:
    """All rules, and what to run where."""

    own: dict[str, OwnRule] = field(default_factory=dict)
    axe: dict[str, AxeRule] = field(default_factory=dict)
    axe_checks: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    second_checks: dict[tuple[str, str], Callable[[Node | None, View, AxeNode], str]] = field(default_factory=dict)

    def infos(self) -> dict[str, RuleInfo]:
        """Every rule's public face, own ones first."""
        return {
            **{key: rule.info for key, rule in self.own.items()},
            **{key: rule.info for key, rule in self.axe.items()},
        }

    def axe_rules(self) -> dict[str, list[str]]:
        """axe-core's enabled rules by view."""
        found: dict[str, list[str]] = {}
        for key, rule in self.axe.items():
            for view in rule.info.views:
                found.setdefault(view, []).append(key)
        return found

    def views(self, profile: str) -> tuple[str, ...]:
        """The views that the profile's rules look at; the two of every page first."""
        asked = {view for rule in self.runnable(profile) for view in rule.rule.views} | set(self.axe_rules())
        return (*EVERY_PAGE, *(name for name in sorted(asked) if name not in EVERY_PAGE))

    def probes(self, profile: str) -> tuple[str, ...]:
        """The probes that the profile's rules read."""
        rules = [rule.rule for rule in self.runnable(profile)]
        used = {probe for rule in rules for probe in rule.uses} if profile != "quick" else set()
        return tuple(sorted({probe for rule in rules for probe in rule.needs} | used))

    def runnable(self, profile: str) -> list[OwnRule]:
        """Own rules that the profile runs."""
        limit = _PROFILES.index(profile)
        return [rule for rule in self.own.values() if _PROFILES.index(rule.rule.profile) <= limit]


def load(extra: tuple[Path, ...] = ()) -> Catalogue:
    """Read all content. Raises ContentError with the file's name on any fault."""
    catalogue = Catalogue()
    known = requirements()
    for pack, path in rule_folders(extra):
        rule = _own(pack, path)
        if rule.rule.id in catalogue.own:
            raise ContentError("content.id-taken", path=path, id=rule.rule.id)
        for requirement in rule.rule.requirements:
            if requirement not in known:
                raise ContentError("content.unknown-requirement", path=path, requirement=requirement)
        catalogue.own[rule.rule.id] = rule
    _load_axe(catalogue)
    for info in catalogue.infos().values():
        for name in info.people:
            if name not in people_labels():
                raise ContentError("content.unknown-people", rule=info.id, people=name)
    return catalogue


def _own(pack: str, path: Path) -> OwnRule:
    module = load_module(path / "rule.py", f"rules.{pack}.{path.name}")
    rule: Rule = module.RULE
    if rule.id != path.name.replace("_", "-"):
        raise ContentError("content.id-not-folder", path=path, id=rule.id)
    words = {lang: read_toml(path / f"messages.{lang}.toml") for lang in LANGUAGES}
    try:
        info = RuleInfo(
            id=rule.id,
            pack=pack,
            engine="own",
            title={lang: words[lang]["title"] for lang in LANGUAGES},
            what={lang: words[lang]["what"] for lang in LANGUAGES},
            who={lang: words[lang]["who"] for lang in LANGUAGES},
            fix={lang: words[lang]["fix"] for lang in LANGUAGES},
            requirements=list(rule.requirements),
            act=list(rule.act),
            views=list(rule.views),
            needs=list(rule.needs),
            scope=rule.scope,
            profile=rule.profile,
            decides=list(rule.decides),
            stability=rule.stability,
            best_practice=rule.best_practice,
            people=list(rule.people),
            evidence={
                lang: {**_shared_labels(lang).get(rule.id, {}), **words[lang].get("evidence", {})} for lang in LANGUAGES
            },
        )
        messages = {lang: dict(words[lang]["messages"]) for lang in LANGUAGES}
    except KeyError as error:
        raise ContentError("content.messages-lack", path=path, what=str(error)) from error
    deeper = bool(rule.needs) or any(view not in EVERY_PAGE for view in rule.views)
    if deeper and rule.profile == "quick":
        raise ContentError("content.too-deep-for-quick", path=path)
    if rule.scope == "site":
        return OwnRule(
            rule, info, path, module.__doc__ or "", _nothing, _no_verdict, messages, module.facts, module.judge
        )
    return OwnRule(rule, info, path, module.__doc__ or "", module.applicability, module.expectation, messages)


def _nothing(_: View) -> Iterable[Node]:
    return ()


def _no_verdict(_: Node, __: View) -> Verdict:
    return INAPPLICABLE


def _load_axe(catalogue: Catalogue) -> None:
    place = folder("rules") / "axe"
    if not (place / "rules.toml").is_file():
        return
    table = read_toml(place / "rules.toml")["rules"]
    words = {lang: read_toml(place / f"messages.{lang}.toml") for lang in LANGUAGES}
    for key, row in table.items():
        if not row.get("enabled", True):
            continue
        said = {lang: words[lang]["rules"][key] for lang in LANGUAGES}
        catalogue.axe[key] = AxeRule(
            RuleInfo(
                id=key,
                pack="axe",
                engine="axe",
                title={lang: said[lang]["title"] for lang in LANGUAGES},
                what={lang: said[lang]["what"] for lang in LANGUAGES},
                who={lang: said[lang]["who"] for lang in LANGUAGES},
                fix={lang: said[lang]["fix"] for lang in LANGUAGES},
                requirements=row["requirements"],
                act=row.get("act", []),
                views=row.get("views", ["desktop"]),
                decides=row.get("decides", ["failed", "cantTell"]),
                best_practice=row.get("best_practice", False),
                people=row.get("people", []),
            ),
            row,
            said,
        )
    catalogue.axe_checks = {lang: words[lang].get("checks", {}) for lang in LANGUAGES}
    if (place / "second_checks.py").is_file():
        module = load_module(place / "second_checks.py", "rules.axe.second_checks")
        catalogue.second_checks = {("failed", key): check for key, check in module.CHECKS.items()}
        catalogue.second_checks |= {("cantTell", key): check for key, check in module.REVIEWS.items()}
