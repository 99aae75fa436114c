"""The risks of one pupil in one journal, from the marks of the year."""

from collections.abc import Sequence
from datetime import date

from ejournal_app.domain.movements import lasts_on
from ejournal_app.domain.risk import Risk, risks
from ejournal_app.persistence.models import Journal
from ejournal_app.persistence.queries.year_marks import YearMarks, YearWork


def held_tests(data: YearMarks, journal: Journal, today: date) -> list[YearWork]:
    """Return the tests of a journal that somebody has a mark in."""
    return [
        work
        for work in data.works.get(journal.id or 0, ())
        if work.is_test and work.is_marked and not work.closes_period and work.day <= today
    ]


def pupil_risks(
    data: YearMarks,
    journal: Journal,
    tests: Sequence[YearWork],
    pupil_id: int,
    *,
    in_levels: bool,
) -> tuple[Risk, ...]:
    """Return why a pupil is named in a journal; nothing for most."""
    marks = data.of(pupil_id, journal)
    marked = {mark.work.work_id for mark in marks}
    unmarked = 0
    missing = [work for work in tests if work.work_id not in marked]
    if missing:
        stays = data.spans.of(pupil_id, journal)
        unmarked = sum(any(lasts_on(stay, work.day) for stay in stays) for work in missing)
    if not marks and not unmarked:
        return ()
    return risks([mark.weighed for mark in marks], unmarked, in_levels=in_levels)
