"""The newest date on a government site's home page is not older than two weeks.

Assumptions: dates in any usual form count; one without a year is taken as the latest such day before the capture. Dates
after the capture don't count. A single visit can't establish the indicators' veto, and a date may be none of
publishing, so a person looks. A home page without at least three dates isn't judged.
Source: inspection indicators for government websites (2019), home page not updated.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from auditor.rulekit.page import Node, View, is_government, is_home
from auditor.rulekit.rule import Rule, Verdict, cant_tell, passed, threshold

CLAUSE = "gov-site-rules:x-2019-veto-home-stale"
RULE = Rule(id="stale-home", requirements=(CLAUSE,), impact="moderate", decides=("cantTell",), absence=True)
DAYS: int = threshold(CLAUSE, "max_stale_days")
FULL = re.compile(r"(?<!\d)(20\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
SHORT = re.compile(r"(?<![\d\-/.:])(\d{1,2})\s*[-/月]\s*(\d{1,2})(?![\d\-/.:])")
ENOUGH = 3  # dates on the page (ours): fewer are no list


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _dates(view: View, today: date) -> list[date]:
    dates: list[date | None] = []
    for text in view.texts(top_only=True):
        own = text.own_text
        full = FULL.findall(own)
        dates += [_day(int(y), int(m), int(d)) for y, m, d in full]
        if not full:
            for month, day in SHORT.findall(own):
                this = _day(today.year, int(month), int(day))
                dates.append(_day(today.year - 1, int(month), int(day)) if this and this > today else this)
    return [day for day in dates if day is not None and day <= today + timedelta(days=1)]


def _today(view: View) -> date | None:
    try:
        return date.fromisoformat(view.page.captured_at[:10])
    except ValueError:
        return None


def applicability(view: View) -> Iterator[tuple[Node, tuple[date, date]]]:
    """A government site's home page with dates, captured on a known day: that day, and the newest date."""
    today = _today(view) if is_government(view) and is_home(view) else None
    dates = _dates(view, today) if today is not None else []
    if today is not None and len(dates) >= ENOUGH:
        yield view.root, (today, max(dates))


def expectation(root: Node, view: View, days: tuple[date, date]) -> Verdict:
    """The newest date against the day of the capture."""
    today, newest = days
    age = (today - newest).days
    return cant_tell("stale", newest=newest.isoformat(), age=age, days=DAYS) if age > DAYS else passed()
