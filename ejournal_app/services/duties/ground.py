"""What all duties of a year are counted from, read once: calendar, journals, people."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from ejournal_app.clock import local
from ejournal_app.domain.deadlines import END_OF_DAY, Deadline, deadline
from ejournal_app.domain.derivation import derivation
from ejournal_app.domain.duties import DutyKind
from ejournal_app.domain.extensions import Extension
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.messages import Message
from ejournal_app.domain.school_calendar import SchoolCalendar
from ejournal_app.domain.working_days import Pauses, is_paused, last_working_day
from ejournal_app.persistence.models import SchoolYear
from ejournal_app.services.calendars import load_calendar
from ejournal_app.services.periods.calendar import PeriodCalendar, period_calendar
from ejournal_app.services.school_rules import lesson_entry_days, lesson_entry_due_time

from .journal_rows import JournalRow, read_journals
from .people import (
    Owners,
    Reopening,
    read_attached,
    read_class_teachers,
    read_employed,
    read_extensions,
    read_pauses,
    read_reopenings,
    reopened_until,
)
from .rosters import Rosters, read_rosters
from .scope import Scope

_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)
_FIRST_SEMESTER = (EntryKind.INTERIM_1, EntryKind.SEMESTER_1)
_SECOND_SEMESTER = (EntryKind.SEMESTER_2, EntryKind.COMBINED, EntryKind.YEAR)


@dataclass
class Ground:
    """The year, its journals and who owes in them."""

    session: Session
    scope: Scope
    year: SchoolYear
    calendar: SchoolCalendar
    periods: PeriodCalendar
    journals: dict[int, JournalRow]
    owners: Owners
    """Of journals."""
    class_owners: Owners
    """Of classes."""
    rosters: Rosters
    pauses: dict[int, Pauses]
    extensions: tuple[Extension, ...]
    reopenings: tuple[Reopening, ...]

    def __post_init__(self) -> None:
        self._plain: dict[tuple[date, int, time], Deadline] = {}
        self._counted: dict[tuple[Deadline, Pauses], tuple[Message, ...]] = {}
        self._closings: dict[tuple[int, bool], date | None] = {}
        self._entries: dict[tuple[str, date], tuple[time, int]] = {}
        self._lesson_days: dict[tuple[date, int, bool], bool] = {}
        self._extended: defaultdict[DutyKind, list[Extension]] = defaultdict(list)
        for one in self.extensions:
            self._extended[one.kind].append(one)

    def wanted(self, persons: frozenset[int]) -> frozenset[int]:
        """Return those of the persons whose duties are asked for."""
        return persons if self.scope.person_ids is None else persons & self.scope.person_ids

    def lessons_held(self, journal: JournalRow, day: date) -> bool:
        """Tell whether the calendar of the journal's grade has lessons on a day (13)."""
        key = (day, journal.grade, journal.runs_in_breaks)
        found = self._lesson_days.get(key)
        if found is None:
            found = self._lesson_days[key] = self.calendar.lesson_day(
                day, journal.grade, in_breaks=journal.runs_in_breaks
            ).allowed
        return found

    def entry_rule(self, kind: str, day: date) -> tuple[time, int]:
        """Return by when lessons of a day are entered, and in how many working days (7.3, 10)."""
        found = self._entries.get((kind, day))
        if found is None:
            found = self._entries[kind, day] = (
                lesson_entry_due_time(self.session, day),
                lesson_entry_days(self.session, kind, day),
            )
        return found

    def deadlines(
        self,
        kind: DutyKind,
        persons: frozenset[int],
        journal_id: int | None,
        day0: date,
        working_days: int,
        wall_clock: time = END_OF_DAY,
    ) -> Iterator[tuple[frozenset[int], Deadline]]:
        """Yield the deadline of persons who owe something together; most have the same one."""
        if not self._extended[kind] and self.pauses.keys().isdisjoint(persons):
            if persons:
                yield persons, self.plain_deadline(day0, working_days, wall_clock)
            return
        usual: set[int] = set()
        others: dict[Deadline, set[int]] = {}
        for person in persons:
            pauses = self.pauses.get(person, ())
            extensions = [
                one for one in self._extended[kind] if one.is_for(kind, person, journal_id)
            ]
            if not pauses and not extensions:
                usual.add(person)
                continue
            own = deadline(
                day0,
                working_days,
                self.calendar,
                wall_clock=wall_clock,
                pauses=pauses,
                extensions=extensions,
            )
            others.setdefault(own, set()).add(person)
        if usual:
            plain = self.plain_deadline(day0, working_days, wall_clock)
            usual |= others.pop(plain, set())
            yield frozenset(usual), plain
        for own, group in others.items():
            yield frozenset(group), own

    def plain_deadline(
        self, day0: date, working_days: int, wall_clock: time = END_OF_DAY
    ) -> Deadline:
        """Return the deadline of whom nothing pauses."""
        key = (day0, working_days, wall_clock)
        found = self._plain.get(key)
        if found is None:
            found = self._plain[key] = deadline(
                day0, working_days, self.calendar, wall_clock=wall_clock
            )
        return found

    def counted(self, due: Deadline, persons: Iterable[int]) -> tuple[Message, ...]:
        """Return how the deadline of some persons was counted, in words."""
        # Persons with one deadline have the same pauses, as far as these moved it.
        pauses = next((self.pauses[one] for one in persons if one in self.pauses), ())
        if (due, pauses) not in self._counted:
            self._counted[due, pauses] = derivation(due, self.calendar, pauses)
        return self._counted[due, pauses]

    def paused(self, person_id: int, day: date) -> bool:
        """Tell whether a person is unfit for work on a day."""
        return is_paused(day, self.pauses.get(person_id, ()))

    def without_paused(self, persons: frozenset[int], day: date) -> frozenset[int]:
        """Return the persons who are fit for work on a day (Regulation 14)."""
        if not self.pauses or not any(person in self.pauses for person in persons):
            return persons
        return frozenset(person for person in persons if not self.paused(person, day))

    def closes_on(self, journal: JournalRow, day: date) -> date | None:
        """Return the last day on which what is dated on a day may be entered; None: no end yet.

        It is the school's days after the end of semester I, then the window of year marks (17).
        """
        first_ends = self.periods.semesters.get((journal.grade, 1))
        if first_ends is None or (journal.grade, 2) not in self.periods.semesters:
            return None
        first = day <= first_ends
        key = (journal.grade, first)
        if key not in self._closings:
            self._closings[key] = (
                first_ends + timedelta(days=self.periods.days[first_ends][1])
                if first
                else self.periods.window(journal, EntryKind.YEAR).closes_on
            )
        return self._closings[key]

    def still_open(
        self, persons: frozenset[int], journal: JournalRow, day: date, due_at: datetime | None
    ) -> frozenset[int]:
        """Return those of the persons who may still do what is dated on a day.

        Of days gone by it is asked whether it fell due while it could be done.
        """
        ended = journal.ends_on is not None and journal.ends_on < self.scope.today
        closing = self.closes_on(journal, day)
        over = closing is not None and closing < self.scope.today
        if not (ended or over):
            return persons
        if not self.scope.to_do:
            return persons if self._fell_due(due_at, closing, journal.ends_on) else frozenset()
        if ended or not self.reopenings:
            return frozenset()
        first = day <= self.periods.semesters[journal.grade, 1]
        kinds = _FIRST_SEMESTER if first else _SECOND_SEMESTER
        return frozenset(
            person
            for person in persons
            if (until := reopened_until(self.reopenings, kinds, person, journal.id)) is not None
            and until >= self.scope.today
        )

    def _fell_due(self, due_at: datetime | None, *ends: date | None) -> bool:
        if due_at is None:
            return False
        day = local(due_at).date()
        return all(end is None or day <= end for end in ends)

    def earliest(self, working_days: int) -> date:
        """Return the first day 0 from which something asked for may be counted."""
        if self.scope.first is None:
            return self._first_open()
        first = self.scope.first
        for one in self.extensions:
            if any(
                last is None or last >= first
                for last in (one.until, *self._counted_on(one.until, 0))
            ):
                first = min(first, one.due_from)
        day = self._walk_back(first, first, working_days, ())
        # A pause that is over by the first day may still have moved a deadline past it.
        edge = day - _WEEK
        return min(
            (
                self._walk_back(day, first, working_days, pauses)
                for pauses in self.pauses.values()
                if any(one.ends_on is None or one.ends_on >= edge for one in pauses)
            ),
            default=day,
        )

    def _counted_on(self, day: date, working_days: int) -> Iterator[date | None]:
        """Yield to which days pauses move what is counted from a day."""
        for pauses in self.pauses.values():
            yield last_working_day(day, working_days, self.calendar, pauses)

    def _walk_back(self, day: date, first: date, working_days: int, pauses: Pauses) -> date:
        """Return the first day 0 of whom these pauses stop with a deadline on a day or later.

        Pauses without an end are left out: what they stop rests and is due on no day.
        """
        own = tuple(one for one in pauses if one.ends_on is not None or one.worked)
        while day > self.year.starts_on:
            last = last_working_day(day - _DAY, working_days, self.calendar, own)
            if last is not None and last < first:
                break
            day -= _DAY
        return day

    def _first_open(self) -> date:
        """Return the first day whose entries are still open for somebody."""
        if any(one.until >= self.scope.today for one in self.reopenings):
            return self.year.starts_on
        grades = {journal.grade for journal in self.journals.values()}
        days = [self.year.starts_on]
        for grade in grades:
            terms = self.periods.terms(grade)
            if terms is None:
                return self.year.starts_on
            closing = terms.first_ends + timedelta(days=self.periods.days[terms.first_ends][1])
            if closing >= self.scope.today:
                return self.year.starts_on
            days.append(terms.first_ends + timedelta(days=1))
        return min(days[1:], default=self.year.starts_on)


def lay_ground(session: Session, scope: Scope) -> Ground:
    """Read what duties are counted from; of some persons, only the journals they owe in."""
    year = session.get_one(SchoolYear, scope.year_id)
    journals = read_journals(session, scope)
    own = None if scope.person_ids is None else journals
    employed = read_employed(session)
    owners, class_owners = (
        Owners(attached, employed, looks_back=not scope.to_do)
        for attached in (
            read_attached(session, scope.year_id, own),
            read_class_teachers(session, scope.year_id, scope.person_ids),
        )
    )
    return Ground(
        session=session,
        scope=scope,
        year=year,
        calendar=load_calendar(session, scope.year_id),
        periods=period_calendar(session, scope.year_id),
        journals=journals,
        owners=owners,
        class_owners=class_owners,
        rosters=read_rosters(
            session, year, None if own is None else own.values(), class_owners.things()
        ),
        pauses=read_pauses(session),
        extensions=read_extensions(session),
        reopenings=read_reopenings(session, scope.year_id),
    )
