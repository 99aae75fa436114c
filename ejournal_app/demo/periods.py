"""Interim marks of semester I, as far as teachers have come with them (Regulation 17)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random

from ejournal_app.clock import RIGA
from ejournal_app.domain.averages import weighted_average
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.marks import Scale
from ejournal_app.domain.periods import INTERIM_GRADES, Terms, Window, default_window, owes_mark
from ejournal_app.domain.school_numbers import PERIOD_DAYS, suggested_mark
from ejournal_app.persistence.models import Mark, MarkEvent, Work, WorkKind
from ejournal_app.services.entry_kinds import CODE_PREFIX, NAMES

from .calendar_rows import YearPlan
from .pupils import PupilPlan
from .tables import Tables
from .teaching import JournalPlan

Given = Mapping[int, Sequence[tuple[date, str, int]]]
"""Marks of ordinary works by pupil: day, value, weight."""

_OVERRIDDEN = 0.06
"""How often a teacher decides otherwise than the average suggests."""
_KIND = EntryKind.INTERIM_1


class InterimMarks:
    """Adds them journal by journal; before their window opens there are none."""

    def __init__(self, tables: Tables, year: YearPlan, now: datetime) -> None:
        """Begin with the kind of work not made yet."""
        self._tables = tables
        self._year = year
        self._now = now
        self._kind_id = 0

    def close(self, journal: JournalPlan, given: Given, random: Random) -> None:
        """Enter the interim marks of a journal, if its teacher has done so by now."""
        done_in, terms = random.random(), self._terms(journal.grade)
        if journal.grade not in INTERIM_GRADES or not given or terms is None:
            return
        window = default_window(_KIND, terms, PERIOD_DAYS)
        at = _entered_at(window, done_in)
        if at > self._now:
            return
        day = min(terms.first_ends, at.date())
        work = self._work(journal, day)
        for member in journal.members:
            spans = [(member.starts_on, member.ends_on)]
            counted = [own for own in given.get(member.pupil.pupil_id, ()) if own[0] <= day]
            average = weighted_average((value, weight) for _, value, weight in counted)
            if average is None or not owes_mark(spans, terms.first_ends, day):
                continue
            mark = suggested_mark(average)
            if random.random() < _OVERRIDDEN:
                mark = min(10, mark + 1)
            self._give(work, member.pupil, str(mark), at, journal.teacher_on(day).person_id)

    def _terms(self, grade: int) -> Terms | None:
        ends = {
            span.number: span.ends_on
            for span in self._year.calendar.semesters
            if span.grade == grade
        }
        if len(ends) < 2:
            return None
        return Terms(first_ends=ends[1], second_ends=ends[2], year_ends=self._year.ends_on)

    def _work(self, journal: JournalPlan, day: date) -> int:
        if not self._kind_id:
            self._kind_id = self._tables.add(
                WorkKind,
                school_id=self._year.school_id,
                code=f"{CODE_PREFIX}{_KIND}",
                name_lv=NAMES[_KIND].lv,
                name_en=NAMES[_KIND].en,
                scale="",
                weight=0,
                deadline_days=7,
                effective_from=self._year.starts_on,
                entry_kind=str(_KIND),
            )
        return self._tables.add(
            Work,
            journal_id=journal.journal_id,
            kind_id=self._kind_id,
            day=day,
            scale=str(Scale.TEN_POINTS),
            weight=0,
            created_by_id=journal.teacher_on(day).person_id,
        )

    def _give(self, work: int, pupil: PupilPlan, value: str, at: datetime, by: int) -> None:
        mark = self._tables.add(
            Mark,
            work_id=work,
            pupil_id=pupil.pupil_id,
            value=value,
            set_at=at,
            set_by_id=by,
            version=1,
        )
        self._tables.add(
            MarkEvent,
            mark_id=mark,
            sequence=1,
            old_value="",
            new_value=value,
            at=at,
            by_id=by,
        )


def _entered_at(window: Window, share: float) -> datetime:
    """Return when a teacher enters them: any afternoon of the window."""
    days = (window.closes_on - window.opens_on).days
    day = window.opens_on + timedelta(days=int(share * days))
    return datetime(day.year, day.month, day.day, 15, int(share * 60), tzinfo=RIGA)
