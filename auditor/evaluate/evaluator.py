"""Judges one captured page: own rules view by view, then axe-core's results read through our table."""

from __future__ import annotations

import functools
import gc
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from auditor.capture.schema import PageCapture
from auditor.capture.schema.axe import AxeCheck, AxeNode, AxeResult
from auditor.evaluate import appearance, extents
from auditor.evaluate.catalogue import LANGUAGES, AxeRule, Catalogue, OwnRule
from auditor.evaluate.groups import component, digest, template
from auditor.messages import Note, fill, named, note
from auditor.messages.reasons import untested
from auditor.model import SITE_OPEN, Confidence, Finding, Impact, Page
from auditor.model.levels import level_of
from auditor.rulekit.page import Node, PageView, View, sample_of
from auditor.rulekit.rule import Verdict
from auditor.rulekit.rule.standards import requirements as known_requirements

MAX_OCCURRENCES = 100  # of one rule on one page that are written down; all are counted
UNREAD = note("rules.axe-unread")
MAX_CHECKS = 6  # of one axe result, in its message


class Judging:
    """The judging of one page under way."""

    def __init__(self, page: PageView, catalogue: Catalogue, lang: str) -> None:
        self.page, self.catalogue, self.lang = page, catalogue, lang
        self.findings: list[Finding] = []
        self.counts: Counter[str] = Counter()
        self.kept_out: Counter[str] = Counter()  # occurrences that axe-core found and capture did not keep
        self.passed: set[str] = set()
        self.inapplicable: set[str] = set()
        self.untested: dict[str, Note] = {}
        self.rest: dict[str, Note] = {}  # why a rule was not run on all that it is about
        self._unseen: set[str] = set()
        self.facts: dict[str, Any] = {}
        self._seen: dict[tuple[str, ...], Finding | None] = {}
        self._places: set[tuple[str, int, int, str]] = set()
        self._answered: set[tuple[str, int, int]] = set()  # (ACT rule, document, node) that an own rule failed
        parts = urlsplit(page.final_url)
        self._where = parts.path + ("?" + parts.query if parts.query else "")

    def without_looks(self, lost: Sequence[str]) -> None:
        """Leave out the rules of appearance: style sheets did not come."""
        for key, info in self.catalogue.infos().items():
            if appearance.of_appearance(info):
                self._unseen.add(key)
                self.untested[key] = appearance.reason(lost)

    def without_missing_parts(self, missing: list[Note]) -> None:
        """What would have passed is untested: a part of the page was not there."""
        why = note("rules.page-incomplete", why=missing)
        opened = {key for key, held in self.untested.items() if held.code == SITE_OPEN}
        self.untested.update(dict.fromkeys(self.passed | self.inapplicable | opened, why))
        self.passed, self.inapplicable, self.facts = set(), set(), {}

    def own(self, rule: OwnRule) -> None:
        """Run one own rule on its views. A crash makes it untested, never passed."""
        if rule.rule.id in self._unseen:
            return
        views = [self.page.views[name] for name in rule.rule.views if name in self.page.views]
        missing = self._missing(rule, bool(views))
        if missing:
            self.untested[rule.rule.id] = missing
            return
        for view in views:
            view.omitted = []
        cut = extents.of_views(rule.rule, self.page, views)
        rest = extents.joined(cut, extents.of_probes(rule.rule, self.page))
        if rest is not None:
            self.rest[rule.rule.id] = rest
        if rule.facts is not None:
            self._keep_facts(rule, views[0])
            return
        found: list[tuple[View, Node, Verdict]] = []
        met = False
        try:
            for view in views:
                for node, verdict in rule.verdicts(view):
                    met = met or verdict.outcome == "passed"
                    if verdict.outcome in ("failed", "cantTell"):
                        found.append((view, node, verdict))
        except Exception as error:
            self.untested[rule.rule.id] = failure(error)
            return
        if (rest := extents.joined(rest, extents.of_items(views))) is not None:
            self.rest[rule.rule.id] = rest
        if cut is not None and rule.rule.absence:
            return  # what it misses may be where nobody looked
        for view, node, verdict in found:
            if self._counted_only(rule.rule.id, node, verdict):
                continue
            self.add(
                rule.rule.id,
                verdict.outcome,
                verdict.impact or rule.rule.impact,
                verdict.confidence,
                list(verdict.requirements or rule.rule.requirements),
                view,
                node,
                view.selector(node),
                functools.partial(rule.message, verdict.message, verdict.evidence),
                verdict.evidence,
                verdict.message,
            )
            if verdict.outcome == "failed":
                self._answered.update((act, *node.key) for act in rule.info.act)
        if not found and rest is None:
            (self.passed if met else self.inapplicable).add(rule.rule.id)

    def _missing(self, rule: OwnRule, seen: bool) -> Note | None:
        """Why the rule can't run on this page; None where it can."""
        page = self.page
        deeper = rule.rule.needs or not seen
        if deeper and not page.deep:
            return note("rules.elsewhere")
        if not seen:
            views, reasons = rule.rule.views, page.capture.untested
            why = reasons.get(views[0]) or note("rules.not-captured")
            return note("rules.view", views=[named("views", name) for name in views], why=why)
        for probe in rule.rule.needs:
            if (untested := page.why_untested(probe)) is not None:
                return note("rules.probe", probe=named("probes", probe), why=untested)
        return None

    def _keep_facts(self, rule: OwnRule, view: View) -> None:
        assert rule.facts is not None
        try:
            found = rule.facts(view)
        except Exception as error:
            self.untested[rule.rule.id] = failure(error)
            return
        if found is not None:
            self.facts[rule.rule.id] = found
        if (rest := extents.joined(self.rest.get(rule.rule.id), extents.of_items([view]))) is not None:
            self.rest[rule.rule.id] = rest
        if rule.rule.id not in self.rest:
            self.untested[rule.rule.id] = note(SITE_OPEN)  # until the site has ended

    def _counted_only(self, rule: str, node: Node, verdict: Verdict) -> bool:
        """Past the limit an occurrence is counted, its path and words aren't worked out."""
        place = (rule, *node.key, verdict.message)
        known = place in self._places
        self._places.add(place)
        if self.counts[rule] < MAX_OCCURRENCES:
            return False
        self.counts[rule] += not known
        return True

    def axe(self, view: View) -> None:
        """Read axe-core's results of one view through the table."""
        results = view.axe
        if results is None:
            return
        for found, outcome in ((results.violations, "failed"), (results.incomplete, "cantTell")):
            for result in found:
                rule = self.catalogue.axe.get(result.id)
                if rule is not None and result.id not in self._unseen:
                    self._axe_result(rule, result, outcome, view)
        judged = self.catalogue.axe.keys() - self._unseen - self._axe_rest()
        self.passed.update(key for key in results.passes if key in judged)
        self.inapplicable.update(key for key in results.inapplicable if key in judged)

    def _axe_rest(self) -> set[str]:
        """axe-core's rules that were not run on all of the page."""
        for key, rule in self.catalogue.axe.items():
            if key not in self._unseen and (rest := extents.of_axe(rule.info.views, self.page)) is not None:
                self.rest[key] = rest
        for view in self.page.views.values():
            late = view.axe.unfinished if view.axe is not None else ()
            self.rest.update({key: note("rules.axe-late") for key in late if key in self.catalogue.axe})
        return set(self.rest)

    def _axe_result(self, rule: AxeRule, result: AxeResult, outcome: str, view: View) -> None:
        check = self.catalogue.second_checks.get((outcome, rule.info.id))
        if (more := result.count - len(result.nodes)) > 0:  # of a frame tree only the first are kept
            self.kept_out[rule.info.id] = max(more, self.kept_out[rule.info.id])
            if check is not None:
                self.rest[rule.info.id] = extents.of_occurrences(len(result.nodes), result.count)
        for raw in result.nodes:
            node = _node(view, raw)
            decided = outcome
            if check is not None:
                decided = check(node, view, raw)
                if decided == "untested":
                    self.untested.setdefault(rule.info.id, UNREAD)
                if decided not in ("failed", "cantTell"):
                    continue
            if decided == "failed" and "failed" not in rule.info.decides:
                decided = "cantTell"
            if decided == "cantTell" and node is not None and self._is_answered(rule, node):
                continue
            target = [step[-1] if isinstance(step, list) else step for step in raw.target]
            evidence = {"checks": [item.id for item in raw.checks][:6], **_measured(raw.checks)}
            self.add(
                rule.info.id,
                decided,
                raw.impact or rule.row.get("impact", "moderate"),
                "certain" if decided == "failed" else "likely",
                rule.info.requirements,
                view,
                node,
                target,
                functools.partial(self._axe_message, rule, raw, decided),
                evidence,
                ",".join(sorted(item.id for item in raw.checks)),
            )

    def _is_answered(self, rule: AxeRule, node: Node) -> bool:
        """Whether an own rule for the same ACT rule has decided what axe-core asks about this element."""
        return any((act, *node.key) in self._answered for act in rule.info.act)

    def _axe_message(self, rule: AxeRule, raw: AxeNode, outcome: str) -> dict[str, str]:
        said: dict[str, str] = {}
        for lang in LANGUAGES:
            words, checks = rule.words[lang], self.catalogue.axe_checks.get(lang, {})
            # One check without data says no more than the rule's own words do.
            telling = raw.checks if len(raw.checks) > 1 or any(check.data for check in raw.checks) else []
            said_by_checks = [
                _check_words(checks.get(item.id, {}), item, outcome, lang) for item in telling[:MAX_CHECKS]
            ]
            joint, stop = ("；", "。") if lang == "zh" else ("; ", ".")
            parts = [words["what"], _sentence(joint.join(dict.fromkeys(filter(None, said_by_checks))), stop)]
            if outcome == "cantTell" and words.get("review"):
                parts.append(words["review"])
            parts += [words["who"], words["fix"]]
            said[lang] = ("" if lang == "zh" else " ").join(dict.fromkeys(part.strip() for part in parts if part))
        return said

    def add(
        self,
        rule: str,
        outcome: Any,
        impact: Impact,
        confidence: Confidence,
        requirements: list[str],
        view: View,
        node: Node | None,
        target: list[str],
        wording: Callable[[], dict[str, str]],
        evidence: dict[str, Any],
        key: str,
    ) -> None:
        """Write one occurrence down, unless another view had it already."""
        identity = (rule, *target, key)
        if identity in self._seen:
            held = self._seen[identity]
            if held is not None and view.name not in held.views:
                held.views.append(view.name)
            return
        self._seen[identity] = None
        self.counts[rule] += 1
        if self.counts[rule] > MAX_OCCURRENCES:
            return
        messages = wording()
        place = component(node) if node is not None else " ".join(target)
        self._seen[identity] = finding = Finding(
            rule=rule,
            outcome=outcome,
            level=level_of(known_requirements(), requirements),
            impact=impact,
            confidence=confidence,
            requirements=requirements,
            view=view.name,
            views=[view.name],
            target=target,
            html=node.snippet() if node is not None else "",
            message=messages[self.lang],
            messages=messages,
            evidence=evidence,
            box=list(node.box) if node is not None else None,
            group="g-" + digest(rule, outcome, key, place, length=10),
            fingerprint=digest(rule, self._where, *target, key, length=16),
        )
        self.findings.append(finding)


def failure(error: Exception) -> Note:
    """Why a rule that crashed is not tested."""
    return note("rules.failed", what=f"{type(error).__name__}: {error}")


def _node(view: View, raw: AxeNode) -> Node | None:
    documents = view.documents
    if raw.number < 0 or not 0 <= raw.document < len(documents) or raw.number >= documents[raw.document].size:
        return None
    return documents[raw.document].node(raw.number)


def _sentence(text: str, stop: str) -> str:
    return text[:1].upper() + text[1:] + stop if text else ""


def _measured(checks: list[AxeCheck]) -> dict[str, Any]:
    """What axe's checks measured: the plain values of their data."""
    found: dict[str, Any] = {}
    for item in checks:
        data = item.data
        if isinstance(data, dict):
            found.update({k: v for k, v in data.items() if isinstance(v, int | float | str) and k != "messageKey"})
        elif isinstance(data, str):
            found[item.id] = data
    return {key: value[:200] if isinstance(value, str) else value for key, value in list(found.items())[:8]}


def _check_words(words: dict[str, str], item: AxeCheck, outcome: str, lang: str) -> str:
    kind = "fail" if outcome == "failed" else "incomplete"
    data = item.data
    variant = data.get("messageKey") if isinstance(data, dict) else None
    sentence = (words.get(f"{kind}_{variant}") if variant else None) or words.get(kind) or ""
    values: dict[str, Any] = dict(data) if isinstance(data, dict) else {}
    values["data"] = data if not isinstance(data, dict) else ""
    values.setdefault("values", data if isinstance(data, list) else "")
    return fill(sentence, values, lang)


def evaluate(
    capture: PageCapture,
    catalogue: Catalogue,
    *,
    site: str,
    profile: str = "quick",
    lang: str = "zh",
    source: str = "target",
    depth: int = 0,
    clock: Callable[[], float] = time.perf_counter,
) -> Page:
    """The outcomes of one capture."""
    start = clock()
    with _uncollected():
        page = PageView(capture)
        try:
            result = _evaluate(page, catalogue, site, profile, lang, source, depth)
        finally:
            page.forget()
    result.timing_ms = {**capture.timing_ms, "evaluate": round((clock() - start) * 1000)}
    return result


@contextmanager
def _uncollected() -> Iterator[None]:
    """Garbage collection waits: a page's many nodes live until it is judged and are let go of then, none by the
    collector."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _evaluate(
    page: PageView, catalogue: Catalogue, site: str, profile: str, lang: str, source: str, depth: int
) -> Page:
    capture = page.capture
    result = Page(
        site=site,
        url=page.url,
        final_url=page.final_url,
        http_status=capture.http_status,
        title=page.title,
        sample=sample_of(page),
        source=source,
        depth=depth,
    )
    judging = Judging(page, catalogue, lang)
    if lost := capture.lost_styles:
        judging.without_looks(lost)
    runnable = catalogue.runnable(profile)
    for rule in runnable:
        judging.own(rule)
    running = {rule.rule.id for rule in runnable}
    for key in catalogue.own:
        if key not in running:
            judging.untested[key] = note("rules.profile", profile=profile)
    for view in page.views.values():
        judging.axe(view)
    if (why := capture.untested.get("axe")) is not None:
        judged = judging.passed | judging.inapplicable
        judging.untested.update({key: why for key in catalogue.axe if key not in judged})
    if capture.missing:
        judging.without_missing_parts(capture.missing)
    found = {finding.rule for finding in judging.findings}
    reasons = {**judging.rest, **judging.untested}
    reasons |= {key: note("rules.rest", why=why) for key, why in judging.rest.items() if key in found}
    result.template = template(page) if page.views else ""
    result.findings = judging.findings
    result.facts = judging.facts
    result.passed = sorted(judging.passed - found - judging.rest.keys())
    result.inapplicable = sorted(judging.inapplicable - found - judging.passed - judging.rest.keys())
    result.untested = [
        untested(key, why, lang) for key, why in sorted(reasons.items()) if key not in found or key in judging.rest
    ]
    counts = judging.counts + judging.kept_out
    result.truncated = {key: count for key, count in counts.items() if count > MAX_OCCURRENCES}
    return result
