"""What is different in the lessons of a day, read from the substitutions: never why (12)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.substitution_kinds import SubstitutionKind
from ejournal_app.persistence.models import (
    Enrolment,
    GroupMembership,
    Lesson,
    Person,
    Subject,
    Substitution,
)
from ejournal_app.persistence.queries.facts import enrolled_on
from ejournal_app.persistence.queries.teaching import LessonRow, lesson_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a class has: the subject, who leads it, where."""

    subject: str
    teacher: str
    room: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One lesson of a class or group that is not as the timetable says."""

    lesson_id: int
    """The lesson of the timetable."""
    number: int
    starts_at: datetime
    ends_at: datetime
    place: str
    class_ids: frozenset[int]
    teacher_ids: frozenset[int]
    kind: SubstitutionKind
    was: Held
    now: Held | None
    """None: no lesson at this time."""
    moved_to: int | None = None
    """The number of the lesson at which it is held instead."""


def change_rows(session: Session, day: date) -> list[Change]:
    """Return the changes of a day by class and lesson; a constant number of queries."""
    found = _substitutions(session, day)
    if not found:
        return []
    names = _Names(session, found, day)
    changes: list[Change] = []
    for row in found:
        changes += names.changes(row)
    return sorted(changes, key=lambda one: (sort_key(one.place), one.number, one.lesson_id))


def _substitutions(session: Session, day: date) -> list[Substitution]:
    replaced = aliased(Lesson)
    return list(
        session.scalars(
            select(Substitution)
            .join(Lesson, col(Lesson.id) == col(Substitution.lesson_id))
            .outerjoin(replaced, col(replaced.id) == col(Substitution.replaced_id))
            .where(or_(col(Lesson.day) == day, col(replaced.day) == day))
        ).all()
    )


class _Names:
    """The lessons, people and classes the changes of a day are about."""

    def __init__(self, session: Session, rows: Iterable[Substitution], day: date) -> None:
        rows = list(rows)
        lessons = {row.lesson_id for row in rows}
        for row in rows:
            lessons |= {one for one in (row.replaced_id, row.moved_from_id) if one is not None}
        self._lessons: dict[int, LessonRow] = {
            one.lesson.id: one
            for one in lesson_rows(session, col(Lesson.id).in_(lessons))
            if one.lesson.id is not None
        }
        people = {one for row in rows for one in (row.absent_id, row.substitute_id) if one}
        self._people = {
            person.id: f"{person.given_name} {person.family_name}"
            for person in session.scalars(select(Person).where(col(Person.id).in_(people)))
        }
        subjects = {row.subject_id for row in rows if row.subject_id is not None}
        self._subjects: dict[int | None, str] = {
            subject.id: subject.name
            for subject in session.scalars(select(Subject).where(col(Subject.id).in_(subjects)))
        }
        self._groups = _classes_of_groups(
            session,
            {
                one.journal.group_id
                for one in self._lessons.values()
                if one.journal.group_id is not None
            },
            day,
        )

    def changes(self, row: Substitution) -> list[Change]:
        """Return what one substitution changes: a moved lesson is missing at its own time too."""
        kind = SubstitutionKind(row.kind)
        held = self._lessons[row.lesson_id]
        original = self._lessons.get(row.replaced_id or row.lesson_id, held)
        now = None
        if kind.needs_teacher:
            now = Held(
                subject=self._subjects.get(row.subject_id, held.subject),
                teacher=self._people.get(row.substitute_id, ""),
                room=held.room,
            )
        was = Held(
            subject=original.subject,
            teacher=self._people.get(row.absent_id, ""),
            room=original.room,
        )
        changes = [self._change(row, kind, original, was, now)]
        moved = self._lessons.get(row.moved_from_id or 0)
        if moved is not None:
            own = Held(
                subject=moved.subject,
                teacher=self._people.get(row.substitute_id, ""),
                room=moved.room,
            )
            changes.append(
                self._change(row, kind, moved, own, None, moved_to=original.lesson.number)
            )
        return changes

    def _change(
        self,
        row: Substitution,
        kind: SubstitutionKind,
        of: LessonRow,
        was: Held,
        now: Held | None,
        *,
        moved_to: int | None = None,
    ) -> Change:
        lesson, journal = of.lesson, of.journal
        classes = (
            frozenset({journal.class_id})
            if journal.class_id is not None
            else frozenset(self._groups.get(journal.group_id or 0, ()))
        )
        assert lesson.id is not None
        return Change(
            lesson_id=lesson.id,
            number=lesson.number,
            starts_at=lesson.starts_at,
            ends_at=lesson.ends_at,
            place=of.place,
            class_ids=classes,
            teacher_ids=frozenset(
                one for one in (row.absent_id, row.substitute_id) if one is not None
            ),
            kind=kind,
            was=was,
            now=now,
            moved_to=moved_to,
        )


def _classes_of_groups(session: Session, group_ids: set[int], day: date) -> dict[int, set[int]]:
    """Return the classes the members of groups are in on a day."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for group_id, class_id in session.execute(
        select(col(GroupMembership.group_id), col(Enrolment.class_id))
        .distinct()
        .join(Enrolment, col(Enrolment.pupil_id) == col(GroupMembership.pupil_id))
        .where(
            col(GroupMembership.group_id).in_(group_ids),
            col(GroupMembership.starts_on) <= day,
            or_(col(GroupMembership.ends_on).is_(None), col(GroupMembership.ends_on) >= day),
            *enrolled_on(day),
        )
    ):
        found[group_id].add(class_id)
    return found
