"""Who owes what is open in a journal, and what holds for them alone (Regulation 7.6, 14, 15)."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.spans import Span, in_force
from ejournal_app.domain.working_days import Pause, Pauses
from ejournal_app.persistence.models import (
    ClassTeacher,
    Journal,
    JournalTeacher,
    SchoolClass,
    StaffContract,
)
from ejournal_app.persistence.queries.incapacity import incapacities

_NEVER: tuple[date, frozenset[int]] = (date.max, frozenset())


class Owners:
    """Who taught which journal, or was class teacher of which class, and when."""

    def __init__(
        self,
        attached: dict[int, list[tuple[int, Span]]],
        employed: dict[int, list[Span]],
        *,
        looks_back: bool,
    ) -> None:
        self._attached = attached
        self._employed = employed
        self._looks_back = looks_back
        self._known: dict[tuple[int, date, date], frozenset[int]] = {}
        self._steady = {thing: self._since(own) for thing, own in attached.items()}

    def things(self) -> frozenset[int]:
        """Return the journals or classes that ever had somebody."""
        return frozenset(self._attached)

    def of(self, thing_id: int, day: date, at: date) -> frozenset[int]:
        """Return who owes what is dated on a day, as of another day.

        Those who had the journal or class then and still do; when nobody of them does, whoever has
        it now: what a teacher left behind is the successor's (Regulation 7.6). Somebody whose
        contract has ended can do nothing, and owes it only while nobody else is there. Looking
        back, what nobody took over stays with those who had it.
        """
        since, persons = self._steady.get(thing_id, _NEVER)
        if since <= day and since <= at:
            return persons
        key = (thing_id, day, at)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = frozenset(self._of(thing_id, day, at))
        return found

    def _since(self, own: list[tuple[int, Span]]) -> tuple[date, frozenset[int]]:
        """Return from when on the same persons have a thing for good, as mostly they do."""
        since: list[date] = []
        for person, span in own:
            working = [first for first, last in self._employed.get(person, ()) if last is None]
            if span[1] is not None or not working:
                return _NEVER
            since += [span[0], min(working)]
        return max(since), frozenset(person for person, _ in own)

    def _of(self, thing_id: int, day: date, at: date) -> set[int]:
        own = self._attached.get(thing_id, ())
        then = {person for person, span in own if in_force(span, day)}
        now = {person for person, span in own if in_force(span, at)}
        working = {
            person
            for person in now
            if any(in_force(span, at) for span in self._employed.get(person, ()))
        }
        able = working or now
        return (then & able) or able or (then if self._looks_back else set())


def read_employed(session: Session) -> dict[int, list[Span]]:
    """Return when people work at the school: contracts whose access was opened (5)."""
    found: defaultdict[int, list[Span]] = defaultdict(list)
    for person_id, first, last in session.execute(
        select(
            col(StaffContract.person_id), col(StaffContract.starts_on), col(StaffContract.ends_on)
        ).where(col(StaffContract.activated_at).is_not(None))
    ):
        found[person_id].append((first, last))
    return found


def read_attached(
    session: Session, year_id: int, journal_ids: Collection[int] | None
) -> dict[int, list[tuple[int, Span]]]:
    """Return who teaches the journals of a year, and from when to when."""
    statement = (
        select(
            col(JournalTeacher.journal_id),
            col(JournalTeacher.person_id),
            col(JournalTeacher.starts_on),
            col(JournalTeacher.ends_on),
        )
        .join(Journal, col(Journal.id) == col(JournalTeacher.journal_id))
        .where(col(Journal.year_id) == year_id)
    )
    if journal_ids is not None:
        statement = statement.where(col(JournalTeacher.journal_id).in_(journal_ids))
    attached: defaultdict[int, list[tuple[int, Span]]] = defaultdict(list)
    for journal_id, person_id, first, last in session.execute(statement):
        attached[journal_id].append((person_id, (first, last)))
    return attached


def read_class_teachers(
    session: Session, year_id: int, person_ids: Collection[int] | None
) -> dict[int, list[tuple[int, Span]]]:
    """Return the class teachers of a year's classes; of some persons, of their classes only."""
    statement = (
        select(
            col(ClassTeacher.class_id),
            col(ClassTeacher.person_id),
            col(ClassTeacher.starts_on),
            col(ClassTeacher.ends_on),
        )
        .join(SchoolClass, col(SchoolClass.id) == col(ClassTeacher.class_id))
        .where(col(SchoolClass.year_id) == year_id)
    )
    if person_ids is not None:
        of_them = select(col(ClassTeacher.class_id)).where(
            col(ClassTeacher.person_id).in_(person_ids)
        )
        statement = statement.where(col(ClassTeacher.class_id).in_(of_them))
    attached: defaultdict[int, list[tuple[int, Span]]] = defaultdict(list)
    for class_id, person_id, first, last in session.execute(statement):
        attached[class_id].append((person_id, (first, last)))
    return attached


def read_pauses(session: Session) -> dict[int, Pauses]:
    """Return when teachers are unfit for work."""
    return {
        person_id: tuple(Pause(one.starts_on, one.ends_on, one.allowed) for one in own)
        for person_id, own in incapacities(session).items()
    }
