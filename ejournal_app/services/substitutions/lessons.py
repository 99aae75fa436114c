"""The lessons of some days as substitution sees them: when, where, who teaches, who covers."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.spans import Span, in_force
from ejournal_app.persistence.models import (
    Attendance,
    Enrolment,
    GroupMembership,
    Journal,
    JournalTeacher,
    Lesson,
    Room,
    SchoolClass,
    StudyGroup,
    Subject,
    Substitution,
    SubstitutionPlan,
    Work,
)
from ejournal_app.persistence.queries.facts import enrolled_on
from ejournal_app.services.calendars import load_calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolLesson:
    """A lesson of a day."""

    lesson_id: int
    journal_id: int
    day: date
    number: int
    starts_at: datetime
    ends_at: datetime
    subject_id: int
    subject: str
    grade: int
    place: str
    class_id: int | None
    group_id: int | None
    room_id: int | None
    room: str
    called_off: bool
    is_lesson_day: bool
    has_entries: bool
    """Topic, outcome, homework, attendance or a work is recorded."""
    was_held: bool
    """Attendance is recorded."""
    teacher_ids: tuple[int, ...]
    """Who teaches the journal on the day."""
    class_ids: frozenset[int]

    @property
    def pupils(self) -> tuple[str, int]:
        """Return whose lesson it is, equal for the same pupils."""
        if self.class_id is not None:
            return "class", self.class_id
        return "group", self.group_id or 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolDays:
    """The lessons of some days with what covers them, read in a constant number of queries."""

    lessons: Mapping[int, SchoolLesson]
    substitutions: Mapping[int, Substitution]
    """By the lesson whose teacher is away."""
    held_for: Mapping[int, Substitution]
    """By the lesson that is held in the place of another."""
    plans: Mapping[int, SubstitutionPlan]
    """By the lesson whose teacher is away."""
    attached: Mapping[int, tuple[tuple[int, Span], ...]]
    """Who teaches a journal and when."""


def has_entries() -> ColumnElement[bool]:
    """Return the condition that somebody has recorded something in a lesson's page."""
    return or_(
        col(Lesson.topic) != "",
        col(Lesson.outcome) != "",
        col(Lesson.homework) != "",
        col(Lesson.no_homework),
        col(Lesson.homework_due).is_not(None),
        col(Lesson.attendance_checked_at).is_not(None),
        exists().where(col(Attendance.lesson_id) == col(Lesson.id)),
        exists().where(col(Work.lesson_id) == col(Lesson.id)),
    )


def was_held() -> ColumnElement[bool]:
    """Return the condition that attendance of a lesson is recorded."""
    return or_(
        col(Lesson.attendance_checked_at).is_not(None),
        exists().where(col(Attendance.lesson_id) == col(Lesson.id)),
    )


def read_days(session: Session, first: date, last: date) -> SchoolDays:
    """Return the lessons of the days first to last."""
    attached = _attached(session, first, last)
    groups = _classes_of_groups(session, first)
    lessons: dict[int, SchoolLesson] = {}
    open_days: dict[tuple[int, date, int, bool], bool] = {}
    for row, journal, subject, school_class, group, room, entries, attended in session.execute(
        select(
            Lesson,
            Journal,
            col(Subject.name),
            SchoolClass,
            col(StudyGroup.name),
            col(Room.name),
            has_entries(),
            was_held(),
        )
        .join(Journal, col(Journal.id) == col(Lesson.journal_id))
        .join(Subject, col(Subject.id) == col(Journal.subject_id))
        .outerjoin(SchoolClass, col(SchoolClass.id) == col(Journal.class_id))
        .outerjoin(StudyGroup, col(StudyGroup.id) == col(Journal.group_id))
        .outerjoin(Room, col(Room.id) == col(Lesson.room_id))
        .where(col(Lesson.day) >= first, col(Lesson.day) <= last)
        .order_by(col(Lesson.day), col(Lesson.number), col(Lesson.id))
    ):
        assert row.id is not None
        key = (journal.year_id, row.day, journal.grade, journal.runs_in_breaks)
        if key not in open_days:
            verdict = load_calendar(session, journal.year_id).lesson_day(
                row.day, journal.grade, in_breaks=journal.runs_in_breaks
            )
            open_days[key] = verdict.allowed
        teachers = attached.get(row.journal_id, ())
        lessons[row.id] = SchoolLesson(
            lesson_id=row.id,
            journal_id=row.journal_id,
            day=row.day,
            number=row.number,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            subject_id=journal.subject_id,
            subject=subject,
            grade=journal.grade,
            place=group or (school_class.name if school_class else ""),
            class_id=journal.class_id,
            group_id=journal.group_id,
            room_id=row.room_id,
            room=room or "",
            called_off=row.called_off_at is not None,
            is_lesson_day=open_days[key],
            has_entries=bool(entries),
            was_held=bool(attended),
            teacher_ids=tuple(person for person, span in teachers if in_force(span, row.day)),
            class_ids=frozenset({journal.class_id})
            if journal.class_id is not None
            else groups.get(journal.group_id or 0, frozenset()),
        )
    covered, held = _substitutions(session, first, last)
    plans = session.scalars(
        select(SubstitutionPlan)
        .join(Lesson, col(Lesson.id) == col(SubstitutionPlan.lesson_id))
        .where(col(Lesson.day) >= first, col(Lesson.day) <= last)
    )
    return SchoolDays(
        lessons=lessons,
        substitutions=covered,
        held_for=held,
        plans={plan.lesson_id: plan for plan in plans},
        attached=attached,
    )


def _substitutions(
    session: Session, first: date, last: date
) -> tuple[dict[int, Substitution], dict[int, Substitution]]:
    covered: dict[int, Substitution] = {}
    held: dict[int, Substitution] = {}
    for row in session.scalars(
        select(Substitution)
        .join(Lesson, col(Lesson.id) == col(Substitution.lesson_id))
        .where(col(Lesson.day) >= first, col(Lesson.day) <= last)
    ):
        covered[row.replaced_id or row.lesson_id] = row
        if row.replaced_id is not None:
            held[row.lesson_id] = row
    return covered, held


def _attached(session: Session, first: date, last: date) -> dict[int, tuple[tuple[int, Span], ...]]:
    found: defaultdict[int, list[tuple[int, Span]]] = defaultdict(list)
    for journal_id, person_id, starts_on, ends_on in session.execute(
        select(
            col(JournalTeacher.journal_id),
            col(JournalTeacher.person_id),
            col(JournalTeacher.starts_on),
            col(JournalTeacher.ends_on),
        )
        .where(
            col(JournalTeacher.starts_on) <= last,
            or_(col(JournalTeacher.ends_on).is_(None), col(JournalTeacher.ends_on) >= first),
        )
        .order_by(col(JournalTeacher.person_id))
    ):
        found[journal_id].append((person_id, (starts_on, ends_on)))
    return {journal_id: tuple(own) for journal_id, own in found.items()}


def _classes_of_groups(session: Session, on: date) -> dict[int, frozenset[int]]:
    """Return the classes the pupils of each group come from on a day."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for group_id, class_id in session.execute(
        select(col(GroupMembership.group_id), col(Enrolment.class_id))
        .distinct()
        .join(Enrolment, col(Enrolment.pupil_id) == col(GroupMembership.pupil_id))
        .where(
            *enrolled_on(on),
            and_(
                col(GroupMembership.starts_on) <= on,
                or_(col(GroupMembership.ends_on).is_(None), col(GroupMembership.ends_on) >= on),
            ),
        )
    ):
        found[group_id].add(class_id)
    return {group_id: frozenset(classes) for group_id, classes in found.items()}
