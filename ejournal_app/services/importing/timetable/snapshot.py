"""What the school knows of its teaching, loaded once for planning a timetable."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Select, or_, select
from sqlmodel import Session, col

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.timetable import Slot, Version
from ejournal_app.persistence.models import (
    GroupMembership,
    Journal,
    JournalTeacher,
    Person,
    Room,
    SchoolClass,
    SchoolYear,
    StaffContract,
    StudyGroup,
    Subject,
    TimetableVersion,
)
from ejournal_app.services.bells import load_bells
from ejournal_app.services.importing.columns import fold
from ejournal_app.services.importing.fields import ClassName
from ejournal_app.services.lesson_planning import load_versions
from ejournal_app.services.school_rules import lesson_limits


class JournalRecord(NamedTuple):
    """A journal as on record."""

    journal_id: int
    kind: str
    subject_id: int
    class_id: int | None
    group_id: int | None
    name: str
    grade: int


class TeacherRecord(NamedTuple):
    """A teacher's time with a journal as on record."""

    journal_teacher_id: int
    journal_id: int
    person_id: int
    starts_on: date
    ends_on: date | None


@dataclass(kw_only=True)
class Snapshot:
    """The records a timetable is compared with."""

    school_id: int
    year_id: int
    valid_from: date
    classes: dict[ClassName, int]
    subjects: dict[int, str]
    subject_ids: dict[str, int] = field(repr=False)
    """Folded name or short name to subject."""
    rooms: dict[int, str]
    limits: dict[int, int]
    """Grade to the lessons it may have on a day."""
    staff: dict[int, str]
    staff_ids: dict[str, set[int]] = field(repr=False)
    """Every folded way of writing a name to the people who go by it."""
    journals: dict[int, JournalRecord]
    groups: dict[int, str]
    group_members: dict[int, set[int]]
    """Group to the pupils in it on the day; a group without pupils is not here."""
    teachers: dict[int, list[TeacherRecord]]
    """Journal to its teachers on the day or later."""
    in_force: Version | None
    same_day_id: int | None
    """The timetable that begins on this very day."""
    later: date | None
    """When the next timetable after this one begins."""
    numbers: frozenset[int]
    """Lesson numbers that have a ringing time."""

    def __post_init__(self) -> None:
        self.room_ids = {fold(name): room_id for room_id, name in self.rooms.items()}
        self.class_names = {class_id: name for name, class_id in self.classes.items()}

    def slots_in_force(self) -> tuple[Slot, ...]:
        """Return the weekly lessons that would go on without the import."""
        return self.in_force.slots if self.in_force is not None else ()


def default_valid_from(session: Session, today: date) -> date:
    """Return from when an import is valid if nobody says: next Monday; today for the first one."""
    first = session.connection().scalar(select(col(TimetableVersion.id)).limit(1))
    return today if first is None else today + timedelta(days=7 - today.weekday())


def load(session: Session, valid_from: date) -> Snapshot:
    """Load what a timetable could touch; Refused when no school year is set up for the day."""
    year = (
        session.connection()
        .execute(
            select(col(SchoolYear.id), col(SchoolYear.school_id)).where(
                col(SchoolYear.starts_on) <= valid_from, col(SchoolYear.ends_on) >= valid_from
            )
        )
        .first()
    )
    if year is None:
        raise Refused(Message(N_("No school year is set up for {day}."), {"day": valid_from}))
    year_id, school_id = year[0], year[1]
    assert year_id is not None
    subjects = _all(
        session,
        select(col(Subject.id), col(Subject.name), col(Subject.short_name)).where(
            col(Subject.school_id) == school_id
        ),
    )
    # Full names go before short ones: "Sports" may be short for one subject and another's name.
    subject_ids = {fold(short): subject_id for subject_id, _, short in subjects}
    subject_ids |= {fold(name): subject_id for subject_id, name, _ in subjects}
    versions = load_versions(session, year_id)
    begun = [version for version in versions if version.valid_from <= valid_from]
    staff = _staff(session, school_id, valid_from)
    return Snapshot(
        school_id=school_id,
        year_id=year_id,
        valid_from=valid_from,
        classes={
            (grade, letter.casefold()): class_id
            for class_id, grade, letter in _all(
                session,
                select(col(SchoolClass.id), col(SchoolClass.grade), col(SchoolClass.letter)).where(
                    col(SchoolClass.year_id) == year_id
                ),
            )
        },
        subjects={subject_id: name for subject_id, name, _ in subjects},
        subject_ids=subject_ids,
        limits=lesson_limits(session, valid_from),
        rooms=dict(
            _all(
                session,
                select(col(Room.id), col(Room.name)).where(col(Room.school_id) == school_id),
            )
        ),
        staff={person_id: f"{given} {family}" for person_id, given, family in staff},
        staff_ids=_writings(staff),
        journals={row[0]: JournalRecord(*row) for row in _all(session, _journals(year_id))},
        groups=dict(
            _all(
                session,
                select(col(StudyGroup.id), col(StudyGroup.name)).where(
                    col(StudyGroup.year_id) == year_id
                ),
            )
        ),
        group_members=_members(session, year_id, valid_from),
        teachers=_teachers(session, year_id, valid_from),
        in_force=begun[-1] if begun else None,
        same_day_id=session.connection().scalar(
            select(col(TimetableVersion.id)).where(
                col(TimetableVersion.year_id) == year_id,
                col(TimetableVersion.valid_from) == valid_from,
            )
        ),
        later=next((v.valid_from for v in versions if v.valid_from > valid_from), None),
        numbers=load_bells(session, school_id).numbers_on(valid_from),
    )


def _all(session: Session, statement: Select[*tuple[Any, ...]]) -> Sequence[Any]:
    return session.connection().execute(statement).all()


def _staff(session: Session, school_id: int, on: date) -> Sequence[Any]:
    """Return everybody with a contract in force on the day."""
    return _all(
        session,
        select(col(Person.id), col(Person.given_name), col(Person.family_name))
        .join(StaffContract, col(StaffContract.person_id) == col(Person.id))
        .where(
            col(StaffContract.school_id) == school_id,
            col(StaffContract.starts_on) <= on,
            or_(col(StaffContract.ends_on).is_(None), col(StaffContract.ends_on) >= on),
        )
        .distinct(),
    )


def _writings(staff: Sequence[Any]) -> dict[str, set[int]]:
    """Return the ways a teacher is written: both orders of the names, and with an initial."""
    found: dict[str, set[int]] = defaultdict(set)
    for person_id, given, family in staff:
        initial = given[:1]
        for writing in (
            f"{given} {family}",
            f"{family} {given}",
            f"{initial} {family}",
            f"{family} {initial}",
        ):
            found[fold(writing)].add(person_id)
    return found


def _journals(year_id: int) -> Select[*tuple[Any, ...]]:
    return select(
        col(Journal.id),
        col(Journal.kind),
        col(Journal.subject_id),
        col(Journal.class_id),
        col(Journal.group_id),
        col(Journal.name),
        col(Journal.grade),
    ).where(col(Journal.year_id) == year_id)


def _members(session: Session, year_id: int, on: date) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for group_id, pupil_id in _all(
        session,
        select(col(GroupMembership.group_id), col(GroupMembership.pupil_id))
        .join(StudyGroup, col(StudyGroup.id) == col(GroupMembership.group_id))
        .where(
            col(StudyGroup.year_id) == year_id,
            col(GroupMembership.starts_on) <= on,
            or_(col(GroupMembership.ends_on).is_(None), col(GroupMembership.ends_on) >= on),
        ),
    ):
        found[group_id].add(pupil_id)
    return found


def _teachers(session: Session, year_id: int, on: date) -> dict[int, list[TeacherRecord]]:
    found: dict[int, list[TeacherRecord]] = defaultdict(list)
    for row in _all(
        session,
        select(
            col(JournalTeacher.id),
            col(JournalTeacher.journal_id),
            col(JournalTeacher.person_id),
            col(JournalTeacher.starts_on),
            col(JournalTeacher.ends_on),
        )
        .join(Journal, col(Journal.id) == col(JournalTeacher.journal_id))
        .where(
            col(Journal.year_id) == year_id,
            or_(col(JournalTeacher.ends_on).is_(None), col(JournalTeacher.ends_on) >= on),
        )
        .order_by(col(JournalTeacher.id)),
    ):
        found[row[1]].append(TeacherRecord(*row))
    return found
