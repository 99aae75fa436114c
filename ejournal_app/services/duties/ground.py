"""What all duties of a year are counted from, read once: calendar, journals, people."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from ejournal_app.clock import local
from ejournal_app.domain.deadlines import END_OF_DAY, Deadline, deadline
from ejournal_app.domain.derivation import derivation
from ejournal_app.domain.duties import DutyKind
from ejournal_app.domain.extensions import Extension
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.messages import Message
from ejournal_app.domain.school_calendar import SchoolCalendar
from ejournal_app.domain.working_days import Pauses, is_paused
from ejournal_app.persistence.models import SchoolYear, WorkKind
from ejournal_app.services.calendars import load_calendar
from ejournal_app.services.periods.calendar import PeriodCalendar, period_calendar
from ejournal_app.services.school_rules import lesson_entry_days, lesson_entry_due_time

from .exceptions import Reopening, read_exceptions, reopened_until
from .journal_rows import JournalRow, read_journals
from .people import (
    Owners,
    read_attached,
    read_class_teachers,
    read_employed,
    read_pauses,
)
from .rosters import Rosters, read_rosters
from .scope import Scope
from .work_kinds import Kinds

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

    @cached_property
    def work_kinds(self) -> Kinds:
        """The kinds of work of all years, with their versions (15)."""
        return Kinds(list(self.session.scalars(select(WorkKind))))

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
    exceptions = read_exceptions(session)
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
        extensions=exceptions.extensions,
        reopenings=exceptions.reopened(scope.year_id),
    )
