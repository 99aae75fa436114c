"""A school year as the checks see it: read at once, with a number of queries that never grows."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.collation import SortKey, person_key
from ejournal_app.domain.timetable import Slot
from ejournal_app.persistence.models import (
    ClassTeacher,
    CurriculumLine,
    GroupMembership,
    Guardianship,
    Journal,
    JournalTeacher,
    Person,
    Pupil,
    Room,
    SchoolClass,
    SchoolYear,
    StaffContract,
    StudyGroup,
    Subject,
    TimetableSlot,
    TimetableVersion,
)
from ejournal_app.persistence.queries.pupils import pupils_enrolled
from ejournal_app.services.school_rules import lesson_limits


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPupil:
    """A pupil enrolled in a class of the year."""

    pupil_id: int
    name: str
    order: tuple[SortKey, SortKey]
    class_id: int
    is_adult: bool


@dataclass(frozen=True, kw_only=True)  # no slots: it remembers what it has worked out
class Snapshot:
    """Everything the checks ask about, as of one day of the year."""

    year_id: int
    on: date
    classes: Mapping[int, SchoolClass]
    pupils: Mapping[int, CheckedPupil]
    groups: Mapping[int, StudyGroup]
    members: Mapping[int, frozenset[int]]
    """Group to its pupils."""
    journals: Mapping[int, Journal]
    """Those open on the day."""
    subjects: Mapping[int, str]
    teachers: Mapping[int, frozenset[int]]
    """Journal to the persons who teach it."""
    ever_taught: frozenset[int]
    """Journals somebody taught at any time."""
    class_teachers: Mapping[int, frozenset[int]]
    people: Mapping[int, str]
    """Teachers' names."""
    contracted: frozenset[int]
    """Persons with an opened contract in force."""
    guarded: frozenset[int]
    """Pupils with a guardian."""
    slots: tuple[Slot, ...]
    """The timetable in force, or the first to come."""
    rooms: Mapping[int, str]
    plan: tuple[CurriculumLine, ...]
    limits: Mapping[int, int]
    """Grade to the lessons it may have on a day."""

    @cached_property
    def by_class(self) -> Mapping[int, frozenset[int]]:
        """Return class to its pupils."""
        found: dict[int, set[int]] = defaultdict(set)
        for pupil in self.pupils.values():
            found[pupil.class_id].add(pupil.pupil_id)
        return {class_id: frozenset(pupils) for class_id, pupils in found.items()}

    def pupils_of(self, journal: Journal) -> frozenset[int]:
        """Return who is in a journal."""
        if journal.class_id is not None:
            return self.by_class.get(journal.class_id, frozenset())
        return self.members.get(journal.group_id or 0, frozenset())

    def class_names(self, pupils: frozenset[int]) -> tuple[str, ...]:
        """Return the classes some pupils are in."""
        ids = {self.pupils[pupil].class_id for pupil in pupils if pupil in self.pupils}
        return tuple(self.classes[class_id].name for class_id in sorted(ids))


def take(session: Session, year: SchoolYear, on: date) -> Snapshot:
    """Read a year as of a day."""
    assert year.id is not None
    classes = {
        row.id: row
        for row in session.scalars(select(SchoolClass).where(col(SchoolClass.year_id) == year.id))
        if row.id is not None
    }
    pupils = _pupils(session, year.id, on)
    journals = {
        row.id: row
        for row in session.scalars(select(Journal).where(col(Journal.year_id) == year.id))
        if row.id is not None and row.starts_on <= on and (row.ends_on is None or row.ends_on >= on)
    }
    teachers, ever = _teachers(session, year.id, on)
    class_teachers = _class_teachers(session, year.id, on)
    groups = {
        row.id: row
        for row in session.scalars(select(StudyGroup).where(col(StudyGroup.year_id) == year.id))
        if row.id is not None
    }
    return Snapshot(
        year_id=year.id,
        on=on,
        classes=classes,
        pupils=pupils,
        groups=groups,
        members=_members(session, year.id, on, pupils),
        journals=journals,
        subjects={
            row_id: name
            for row_id, name in session.execute(select(col(Subject.id), col(Subject.name)))
            if row_id is not None
        },
        teachers=teachers,
        ever_taught=ever,
        class_teachers=class_teachers,
        people=_people(session, year.id),
        contracted=frozenset(
            person_id
            for person_id, starts_on, ends_on in session.execute(
                select(
                    col(StaffContract.person_id),
                    col(StaffContract.starts_on),
                    col(StaffContract.ends_on),
                ).where(col(StaffContract.activated_at).is_not(None))
            )
            if starts_on <= on and (ends_on is None or ends_on >= on)
        ),
        guarded=frozenset(
            pupil_id
            for pupil_id, starts_on, ends_on in session.execute(
                select(
                    col(Guardianship.pupil_id),
                    col(Guardianship.starts_on),
                    col(Guardianship.ends_on),
                )
            )
            if starts_on <= on and (ends_on is None or ends_on >= on)
        ),
        slots=_slots(session, year.id, on, journals),
        rooms={
            row_id: name
            for row_id, name in session.execute(select(col(Room.id), col(Room.name)))
            if row_id is not None
        },
        plan=tuple(
            session.scalars(select(CurriculumLine).where(col(CurriculumLine.year_id) == year.id))
        ),
        limits=lesson_limits(session, on),
    )


def _pupils(session: Session, year_id: int, on: date) -> dict[int, CheckedPupil]:
    born = {
        pupil_id: birth_date
        for pupil_id, birth_date in session.execute(
            select(col(Pupil.id), col(Person.birth_date)).join(
                Person, col(Person.id) == col(Pupil.person_id)
            )
        )
        if birth_date is not None
    }
    rows = pupils_enrolled(session, on, col(SchoolClass.year_id) == year_id)
    return {
        row.pupil_id: CheckedPupil(
            pupil_id=row.pupil_id,
            name=f"{row.family_name} {row.given_name}",
            order=person_key(row.family_name, row.given_name),
            class_id=row.class_id,
            is_adult=row.pupil_id in born and _is_adult(born[row.pupil_id], on),
        )
        for row in rows
    }


def _is_adult(born: date, on: date) -> bool:
    return (on.year - born.year, on.month, on.day) >= (18, born.month, born.day)


def _members(
    session: Session, year_id: int, on: date, pupils: Mapping[int, CheckedPupil]
) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for group_id, pupil_id, starts_on, ends_on in session.execute(
        select(
            col(GroupMembership.group_id),
            col(GroupMembership.pupil_id),
            col(GroupMembership.starts_on),
            col(GroupMembership.ends_on),
        )
        .join(StudyGroup, col(StudyGroup.id) == col(GroupMembership.group_id))
        .where(col(StudyGroup.year_id) == year_id)
    ):
        if starts_on <= on and (ends_on is None or ends_on >= on) and pupil_id in pupils:
            found[group_id].add(pupil_id)
    return {group_id: frozenset(members) for group_id, members in found.items()}


def _teachers(
    session: Session, year_id: int, on: date
) -> tuple[dict[int, frozenset[int]], frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    ever: set[int] = set()
    for journal_id, person_id, starts_on, ends_on in session.execute(
        select(
            col(JournalTeacher.journal_id),
            col(JournalTeacher.person_id),
            col(JournalTeacher.starts_on),
            col(JournalTeacher.ends_on),
        )
        .join(Journal, col(Journal.id) == col(JournalTeacher.journal_id))
        .where(col(Journal.year_id) == year_id)
    ):
        ever.add(journal_id)
        if starts_on <= on and (ends_on is None or ends_on >= on):
            found[journal_id].add(person_id)
    return {journal: frozenset(persons) for journal, persons in found.items()}, frozenset(ever)


def _class_teachers(session: Session, year_id: int, on: date) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for class_id, person_id, starts_on, ends_on in session.execute(
        select(
            col(ClassTeacher.class_id),
            col(ClassTeacher.person_id),
            col(ClassTeacher.starts_on),
            col(ClassTeacher.ends_on),
        )
        .join(SchoolClass, col(SchoolClass.id) == col(ClassTeacher.class_id))
        .where(col(SchoolClass.year_id) == year_id)
    ):
        if starts_on <= on and (ends_on is None or ends_on >= on):
            found[class_id].add(person_id)
    return {class_id: frozenset(persons) for class_id, persons in found.items()}


def _people(session: Session, year_id: int) -> dict[int, str]:
    of_journals = (
        select(col(JournalTeacher.person_id))
        .join(Journal, col(Journal.id) == col(JournalTeacher.journal_id))
        .where(col(Journal.year_id) == year_id)
    )
    of_classes = (
        select(col(ClassTeacher.person_id))
        .join(SchoolClass, col(SchoolClass.id) == col(ClassTeacher.class_id))
        .where(col(SchoolClass.year_id) == year_id)
    )
    return {
        person_id: f"{family} {given}"
        for person_id, family, given in session.execute(
            select(col(Person.id), col(Person.family_name), col(Person.given_name)).where(
                col(Person.id).in_(of_journals.union(of_classes))
            )
        )
        if person_id is not None
    }


def _slots(
    session: Session, year_id: int, on: date, journals: Mapping[int, Journal]
) -> tuple[Slot, ...]:
    versions = session.execute(
        select(col(TimetableVersion.id), col(TimetableVersion.valid_from))
        .where(col(TimetableVersion.year_id) == year_id)
        .order_by(col(TimetableVersion.valid_from))
    ).all()
    begun = [row_id for row_id, valid_from in versions if valid_from <= on]
    chosen = begun[-1] if begun else next((row_id for row_id, _ in versions), None)
    return tuple(
        Slot(journal_id=journal_id, weekday=weekday, number=number, room_id=room_id)
        for journal_id, weekday, number, room_id in session.execute(
            select(
                col(TimetableSlot.journal_id),
                col(TimetableSlot.weekday),
                col(TimetableSlot.number),
                col(TimetableSlot.room_id),
            ).where(col(TimetableSlot.version_id) == chosen)
        )
        if journal_id in journals
    )
