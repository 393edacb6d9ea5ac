"""Two runs compared: what became of every root cause, page by page. Only what both runs looked at counts as changed."""

from __future__ import annotations

from collections.abc import Callable

from auditor.history.changes import Changes
from auditor.history.matching import Matched, Occurrence, Pair, match
from auditor.history.pages import page_key
from auditor.history.reading import PageReading, SiteReading
from auditor.history.worse import worsened
from auditor.messages import Note, note
from auditor.model import Finding

JudgeAgain = Callable[[PageReading], PageReading | None]
_ALIKE = 0.5  # share of a page's contents that another has, from which on it is the same page at another address


class SiteComparison:
    """One site of two runs."""

    def __init__(
        self, old: SiteReading | None, new: SiteReading | None, changes: Changes, again: JudgeAgain | None = None
    ) -> None:
        """`again`: an old page as the new run's rules judge it, where the runs' rules differ."""
        self._old, self._new, self._changes, self._again = old, new, changes, again
        self._known: set[str] = set()  # the new run's groups that the old run had, too
        self._added: list[tuple[PageReading, Finding]] = []
        self.pages_both = 0

    def run(self) -> None:
        """Compare; everything is told to `changes`."""
        if self._old is None or self._new is None:
            self._one_sided()
            return
        partners = self._partners(self._old, self._new)
        taken = {id(page) for page in partners.values()}
        for page in self._old.pages:
            self._old_page(page, partners.get(id(page)))
        for page in self._new.pages:
            if id(page) not in taken:
                self._new_page(page)
        for page, finding in self._added:
            kind = "wider" if finding.group in self._known else "new"
            self._changes.add(kind, page.address, finding)

    def _one_sided(self) -> None:
        """A site that one run knows only."""
        why = note("compare.site-not-before") if self._old is None else note("compare.site-not-now")
        side = self._new if self._old is None else self._old
        for page in side.pages if side is not None else ():
            self._not_judged(page, why)

    def _partners(self, old: SiteReading, new: SiteReading) -> dict[int, PageReading]:
        """Pages that are one, by the old one's id: by address, else moved ones."""
        found: dict[int, PageReading] = {}
        taken: set[int] = set()
        for page in old.pages:
            like = new.like(page)
            if like is not None and id(like) not in taken:
                found[id(page)] = like
                taken.add(id(like))
        for page in old.pages:
            like = found.get(id(page))
            if (like is None or like.is_gone) and (moved := self._moved(page, old, new)) is not None:
                found[id(page)] = moved
        return found

    def _moved(self, page: PageReading, old: SiteReading, new: SiteReading) -> PageReading | None:
        """The same page at another address: it has the title, which no other has, and most of what stood there."""
        title = page.page.title.strip()
        if not title or not page.audited:
            return None
        olds = [one for one in old.pages if one.audited and one.page.title.strip() == title]
        news = [one for one in new.pages if one.audited and one.page.title.strip() == title]
        if len(olds) != 1 or len(news) != 1 or page_key(news[0].page.url) in old.by_key:
            return None
        before, after = page.contents, news[0].contents
        if not before or not after:
            return None
        shared = len(before.keys() & after.keys()) / max(len(before), len(after))
        return news[0] if shared >= _ALIKE else None

    def _old_page(self, page: PageReading, like: PageReading | None) -> None:
        if not page.audited:
            if like is not None and like.audited:
                self._not_judged(like, note("compare.page-not-audited-before"))
        elif like is None:
            self._not_judged(page, note("compare.page-not-visited"))
        elif like.is_gone:
            for finding in page.page.findings:
                self._changes.add("gone", page.address, finding)
        elif not like.audited:
            why = like.page.error.note if like.page.error else note("compare.page-not-visited")
            self._not_judged(page, note("compare.page-not-audited", why=why))
        else:
            self.pages_both += 1
            self._both(page, like)

    def _new_page(self, page: PageReading) -> None:
        if not page.audited:
            return
        if self._may_have_been(page):
            self._not_judged(page, note("compare.page-not-visited-before"))
            return
        for finding in page.page.findings:
            if self._old is not None and not self._old.knows(finding.rule):
                self._changes.add("not_judged", page.address, finding, why=note("compare.rule-not-run-before"))
            elif finding.outcome == "failed":
                self._added.append((page, finding))

    def _may_have_been(self, page: PageReading) -> bool:
        """The page may have been there already, when the old run did not look at it."""
        assert self._old is not None
        assert self._new is not None
        key = page_key(page.page.url)
        if key in self._old.links:
            return True
        if not self._old.limited:
            return False
        # A page that both runs looked at links to it now, and did not then: it has come to the site.
        return not any(
            key in one.links and (before := self._old.by_key.get(page_key(one.page.url))) is not None and before.audited
            for one in self._new.pages
        )

    def _both(self, old: PageReading, new: PageReading) -> None:
        if old.says_the_same(new):
            for first, second in zip(_ordered(old), _ordered(new), strict=True):
                self._pair(new, first, second)
            return
        found = match(old.occurrences(), new.occurrences(), old.contents, new.contents)
        if self._again is not None and (found.added or found.gone) and (again := self._again(old)) is not None:
            self._leave_out_rules(found, old, new, again)
        self._matched(old, new, found)
        old.forget()
        new.forget()

    def _matched(self, old: PageReading, new: PageReading, found: Matched) -> None:
        for pair in found.pairs:
            self._pair(new, pair.old.finding, pair.new.finding)
        for pair in found.unsure:
            self._unsure(new, pair)
        for occurrence in found.gone:
            self._gone(new, occurrence)
        for occurrence in found.added:
            self._new_occurrence(old, new, occurrence)

    def _leave_out_rules(self, found: Matched, old: PageReading, new: PageReading, again: PageReading) -> None:
        """What today's rules say of the old page already is no change of the site, nor is what they say no more."""
        judged = [item for item in again.occurrences() if item.finding.outcome == "failed"]
        there = match(judged, found.added, again.contents, new.contents)
        still = match(found.gone, judged, old.contents, again.contents)
        again.forget()
        for pair in there.pairs:
            if pair.new.finding.outcome == "failed":
                self._known.add(pair.new.finding.group)
                self._changes.add("not_judged", new.address, pair.new.finding, why=note("compare.rules-now"))
        taken = {id(pair.new) for pair in there.pairs}
        found.added = [item for item in found.added if id(item) not in taken]
        by_site = {item.finding.rule for item in found.gone} - again.rules_run
        for item in still.gone:
            if item.finding.rule not in by_site:
                self._changes.add("not_judged", new.address, item.finding, why=note("compare.rules-no-more"))
        lost = {id(item) for item in still.gone if item.finding.rule not in by_site}
        found.gone = [item for item in found.gone if id(item) not in lost]

    def _pair(self, page: PageReading, old: Finding, new: Finding) -> None:
        if new.outcome == "failed":
            self._known.add(new.group)
        if old.outcome == new.outcome == "cantTell":
            return
        if new.outcome == "cantTell":
            self._changes.add("unsure", page.address, new, old=old, why=note("compare.now-asked"))
        elif was := worsened(old, new):
            self._changes.add("worse", page.address, new, old=old, was=was)
        else:
            self._changes.add("persisting", page.address, new, old=old)

    def _unsure(self, page: PageReading, pair: Pair) -> None:
        old, new = pair.old.finding, pair.new.finding
        if new.outcome == "failed":
            self._changes.add("unsure", page.address, new, old=old, why=note("compare.same-or-other"))
        elif old.outcome == "failed":
            self._changes.add("unsure", page.address, old, why=note("compare.same-or-other"))

    def _gone(self, new: PageReading, occurrence: Occurrence) -> None:
        finding = occurrence.finding
        if finding.outcome != "failed":
            return
        if new.wholly(finding.rule):
            self._changes.add("fixed", new.address, finding)
        elif finding.rule in new.page.truncated:
            self._changes.add("unsure", new.address, finding, why=note("compare.too-many"))
        else:
            self._changes.add("not_judged", new.address, finding, why=note("compare.rule-not-run"))

    def _new_occurrence(self, old: PageReading, new: PageReading, occurrence: Occurrence) -> None:
        finding = occurrence.finding
        if finding.outcome != "failed":
            return
        if old.wholly(finding.rule) or (old.looked_at(finding.rule) and _has_come(old, occurrence)):
            self._added.append((new, finding))
        elif finding.rule in old.page.truncated:
            self._changes.add("unsure", new.address, finding, why=note("compare.too-many"))
        else:
            self._changes.add("not_judged", new.address, finding, why=note("compare.rule-not-run-before"))

    def _not_judged(self, page: PageReading, why: Note) -> None:
        for finding in page.page.findings:
            self._changes.add("not_judged", page.address, finding, why=why)


def _has_come(old: PageReading, occurrence: Occurrence) -> bool:
    """It did not stand on the page before, so that a rule which was not run on all of that can't have missed it."""
    before, content = old.contents, occurrence.signature.content
    return before is not None and content is not None and content not in before


def _ordered(page: PageReading) -> list[Finding]:
    """Findings in an order that two pages which say the same have in common."""
    return sorted(page.page.findings, key=lambda item: (item.rule, item.outcome, item.html, item.message, item.target))
