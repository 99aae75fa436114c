"""What the school has of a year, loaded once for comparing a workbook with it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.marks import display
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import (
    Attendance,
    Enrolment,
    FormerPersonalCode,
    GroupMembership,
    Journal,
    JournalTeacher,
    Lesson,
    Mark,
    Person,
    Pupil,
    SchoolClass,
    SchoolYear,
    StaffContract,
    StudyGroup,
    Subject,
    Work,
    WorkKind,
)
from ejournal_app.services.bells import Bells, load_bells
from ejournal_app.services.importing.columns import fold
from ejournal_app.services.lesson_planning import is_touched

Span = tuple[date, date | None]


class JournalRecord(NamedTuple):
    """A journal as on record."""

    journal_id: int
    name: str
    subject_id: int
    class_id: int | None
    group_id: int | None
    grade: int
    runs_in_breaks: bool


class LessonRecord(NamedTuple):
    """A lesson as on record."""

    lesson_id: int
    number: int
    version: int
    touched: bool
    topic: str
    homework: str


@dataclass(kw_only=True)
class Snapshot:
    """The records a workbook is compared with."""

    school_id: int
    year_id: int
    starts_on: date
    ends_on: date
    classes: dict[str, tuple[int, int]]
    """Folded name (5.a) to class and grade."""
    groups: dict[str, int]
    """Folded name to group."""
    subjects: dict[str, int]
    """Folded name or short name to subject."""
    subject_names: dict[int, str]
    journals: list[JournalRecord]
    teachers: dict[int, int]
    """Journal to one of its teachers."""
    staff: dict[str, set[int]] = field(repr=False)
    """Folded name, either order, to the people who work or worked here by it."""
    codes: dict[str, int] = field(repr=False)
    """Canonical personal code, present or former, to pupil."""
    names: dict[str, set[int]] = field(repr=False)
    """Folded name to pupils."""
    enrolments: dict[int, list[tuple[int, int, Span]]]
    """Pupil to class, grade and days."""
    memberships: dict[int, dict[int, list[Span]]]
    """Group to pupil to days."""
    lessons: dict[tuple[int, date], list[LessonRecord]]
    bells: Bells


def load(session: Session, year_id: int) -> Snapshot:
    """Load a year; Refused when there is no such year."""
    year = session.get(SchoolYear, year_id)
    if year is None:
        raise Refused(Message(N_("Choose a school year from the list.")))
    classes, groups = _places(session, year_id)
    subject_keys, subject_names = _subjects(session, year.school_id)
    journals = _journals(session, year_id)
    codes, names, enrolments = _pupils(session, year)
    return Snapshot(
        school_id=year.school_id,
        year_id=year_id,
        starts_on=year.starts_on,
        ends_on=year.ends_on,
        classes=classes,
        groups=groups,
        subjects=subject_keys,
        subject_names=subject_names,
        journals=journals,
        teachers=_teachers(session, [journal.journal_id for journal in journals]),
        staff=_staff(session, year.school_id),
        codes=codes,
        names=names,
        enrolments=enrolments,
        memberships=_memberships(session, year_id),
        lessons=_lessons(session, year_id),
        bells=load_bells(session, year.school_id),
    )


def recorded_of(session: Session, lesson_ids: Collection[int]) -> dict[int, set[tuple[int, str]]]:
    """Return what is recorded of pupils in lessons: pupil with a mark as shown, or a status."""
    found: dict[int, set[tuple[int, str]]] = defaultdict(set)
    for chunk in _chunks(lesson_ids):
        for lesson_id, pupil_id, value, improved in session.execute(
            select(
                col(Work.lesson_id), col(Mark.pupil_id), col(Mark.value), col(Mark.improved_from)
            )
            .join(Mark, col(Mark.work_id) == col(Work.id))
            .where(col(Work.lesson_id).in_(chunk))
        ):
            assert lesson_id is not None
            found[lesson_id].add((pupil_id, display(value, improved)))
        for lesson_id, pupil_id, status in session.execute(
            select(
                col(Attendance.lesson_id), col(Attendance.pupil_id), col(Attendance.status)
            ).where(col(Attendance.lesson_id).in_(chunk))
        ):
            found[lesson_id].add((pupil_id, status))
    return found


def closing_marks(session: Session, year_id: int) -> dict[tuple[int, str], dict[int, str]]:
    """Return by journal and entry kind the marks that close a part of the year, as shown."""
    found: dict[tuple[int, str], dict[int, str]] = defaultdict(dict)
    for journal_id, kind, pupil_id, value, improved in session.execute(
        select(
            col(Work.journal_id),
            col(WorkKind.entry_kind),
            col(Mark.pupil_id),
            col(Mark.value),
            col(Mark.improved_from),
        )
        .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
        .join(Journal, col(Journal.id) == col(Work.journal_id))
        .join(Mark, col(Mark.work_id) == col(Work.id))
        .where(col(Journal.year_id) == year_id, col(WorkKind.entry_kind) != "")
    ):
        found[journal_id, kind][pupil_id] = display(value, improved)
    return found


def _places(session: Session, year_id: int) -> tuple[dict[str, tuple[int, int]], dict[str, int]]:
    classes = {
        fold(row.name): (row.id or 0, row.grade)
        for row in session.scalars(select(SchoolClass).where(col(SchoolClass.year_id) == year_id))
    }
    groups = {
        fold(row.name): row.id or 0
        for row in session.scalars(select(StudyGroup).where(col(StudyGroup.year_id) == year_id))
    }
    return classes, groups


def _subjects(session: Session, school_id: int) -> tuple[dict[str, int], dict[int, str]]:
    rows = list(session.scalars(select(Subject).where(col(Subject.school_id) == school_id)))
    keys = {fold(row.short_name): row.id or 0 for row in rows}
    keys |= {fold(row.name): row.id or 0 for row in rows}
    return keys, {row.id or 0: row.name for row in rows}


def _journals(session: Session, year_id: int) -> list[JournalRecord]:
    return [
        JournalRecord(journal_id or 0, name, subject_id, class_id, group_id, grade, in_breaks)
        for journal_id, name, subject_id, class_id, group_id, grade, in_breaks in session.execute(
            select(
                col(Journal.id),
                col(Journal.name),
                col(Journal.subject_id),
                col(Journal.class_id),
                col(Journal.group_id),
                col(Journal.grade),
                col(Journal.runs_in_breaks),
            )
            .where(col(Journal.year_id) == year_id)
            .order_by(col(Journal.id))
        )
    ]


def _teachers(session: Session, journal_ids: list[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for chunk in _chunks(journal_ids):
        rows = session.execute(
            select(col(JournalTeacher.journal_id), col(JournalTeacher.person_id))
            .where(col(JournalTeacher.journal_id).in_(chunk))
            .order_by(col(JournalTeacher.starts_on).desc(), col(JournalTeacher.id))
        )
        found.update((journal_id, person_id) for journal_id, person_id in rows)
    return found


def _staff(session: Session, school_id: int) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    rows = session.execute(
        select(col(Person.id), col(Person.given_name), col(Person.family_name))
        .join(StaffContract, col(StaffContract.person_id) == col(Person.id))
        .where(col(StaffContract.school_id) == school_id)
    )
    for person_id, given, family in rows:
        assert person_id is not None
        found[fold(f"{given}{family}")].add(person_id)
        found[fold(f"{family}{given}")].add(person_id)
    return found


def _pupils(
    session: Session, year: SchoolYear
) -> tuple[dict[str, int], dict[str, set[int]], dict[int, list[tuple[int, int, Span]]]]:
    codes: dict[str, int] = {}
    names: dict[str, set[int]] = defaultdict(set)
    enrolments: dict[int, list[tuple[int, int, Span]]] = defaultdict(list)
    people: dict[int, int] = {}
    for pupil, person in session.execute(
        select(Pupil, Person).join(Person, col(Person.id) == col(Pupil.person_id))
    ):
        pupil_id = pupil.id or 0
        people[pupil.person_id] = pupil_id
        names[fold(f"{person.family_name}{person.given_name}")].add(pupil_id)
        if person.personal_code:
            codes[person.personal_code] = pupil_id
    for person_id, code in session.execute(
        select(col(FormerPersonalCode.person_id), col(FormerPersonalCode.code))
    ):
        if person_id in people:
            codes.setdefault(code, people[person_id])
    for pupil_id, class_id, grade, first, last in session.execute(
        select(
            col(Enrolment.pupil_id),
            col(Enrolment.class_id),
            col(SchoolClass.grade),
            col(Enrolment.starts_on),
            col(Enrolment.ends_on),
        )
        .join(SchoolClass, col(SchoolClass.id) == col(Enrolment.class_id))
        .where(col(SchoolClass.year_id) == year.id)
    ):
        enrolments[pupil_id].append((class_id, grade, (first, last)))
    return codes, names, enrolments


def _memberships(session: Session, year_id: int) -> dict[int, dict[int, list[Span]]]:
    found: dict[int, dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for group_id, pupil_id, first, last in session.execute(
        select(
            col(GroupMembership.group_id),
            col(GroupMembership.pupil_id),
            col(GroupMembership.starts_on),
            col(GroupMembership.ends_on),
        )
        .join(StudyGroup, col(StudyGroup.id) == col(GroupMembership.group_id))
        .where(col(StudyGroup.year_id) == year_id)
    ):
        found[group_id][pupil_id].append((first, last))
    return found


def _lessons(session: Session, year_id: int) -> dict[tuple[int, date], list[LessonRecord]]:
    found: dict[tuple[int, date], list[LessonRecord]] = defaultdict(list)
    for journal_id, day, lesson_id, number, version, touched, topic, homework in session.execute(
        select(
            col(Lesson.journal_id),
            col(Lesson.day),
            col(Lesson.id),
            col(Lesson.number),
            col(Lesson.version),
            is_touched(),
            col(Lesson.topic),
            col(Lesson.homework),
        )
        .join(Journal, col(Journal.id) == col(Lesson.journal_id))
        .where(col(Journal.year_id) == year_id)
        .order_by(col(Lesson.number))
    ):
        found[journal_id, day].append(
            LessonRecord(lesson_id or 0, number, version, touched, topic, homework)
        )
    return found


_CHUNK = 500


def _chunks(ids: Collection[int]) -> list[list[int]]:
    ordered = sorted(ids)
    return [ordered[start : start + _CHUNK] for start in range(0, len(ordered), _CHUNK)]
