"""How many pupils of each class came to their first lesson: numbers for the canteen, no names."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import (
    Attendance,
    Enrolment,
    GroupMembership,
    Journal,
    Lesson,
    SchoolClass,
)
from ejournal_app.persistence.queries.facts import enrolled_on
from ejournal_app.persistence.queries.schools import year_on
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case
from ejournal_app.services.school_rules import canteen

from .classes import own_classes, sees_all
from .lessons import held_lessons


@dataclass(frozen=True, slots=True, kw_only=True)
class CanteenLine:
    """A class on a day; the three numbers together are its pupils who have a lesson."""

    class_name: str
    present: int
    """Registered as there or late in the first lesson of the pupil's day."""
    absent: int
    unknown: int
    """Nobody has registered that lesson yet."""

    @property
    def pupils(self) -> int:
        """Return the pupils who have a lesson that day."""
        return self.present + self.absent + self.unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class CanteenPage:
    """A day, and how the report of it is sent."""

    day: date
    lines: tuple[CanteenLine, ...]
    sent_at: str
    """HH:MM; empty: the school sends none."""
    sent_to: tuple[str, ...]
    """Only for those who see the whole school."""


@use_case
def canteen_page(actor: Actor, on: date | None = None) -> CanteenPage:
    """Return the numbers of a day (today's without one), of the classes the actor sees."""
    require(actor, Permission.ABSENCE_REPORT_READ)
    day = on or clock.today()
    with reading() as session:
        year = year_on(session, day)
        classes = [] if year is None or year.id is None else own_classes(session, actor, year.id)
        setting = canteen(session, day)
        return CanteenPage(
            day=day,
            lines=canteen_lines(session, classes, day),
            sent_at="" if setting is None else f"{setting[0]:%H:%M}",
            sent_to=setting[1] if setting is not None and sees_all(actor) else (),
        )


def canteen_lines(
    session: Session, classes: Iterable[SchoolClass], day: date
) -> tuple[CanteenLine, ...]:
    """Return the numbers of classes that have a lesson on a day, in their order.

    Each pupil counts by the own first lesson: one whose group has none begins later.
    """
    names = {row.id: row.name for row in classes if row.id is not None}
    enrolled = session.execute(
        select(col(Enrolment.pupil_id), col(Enrolment.class_id)).where(
            col(Enrolment.class_id).in_(names), *enrolled_on(day)
        )
    )
    class_of = {row[0]: row[1] for row in enrolled}
    first = _first_lessons(session, class_of, day)
    status = {
        (lesson_id, pupil_id): AttendanceStatus(status)
        for lesson_id, pupil_id, status in session.execute(
            select(col(Attendance.lesson_id), col(Attendance.pupil_id), col(Attendance.status))
            .join(Lesson, col(Lesson.id) == col(Attendance.lesson_id))
            .where(col(Lesson.day) == day)
        )
    }
    counted: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for pupil_id, lessons in first.items():
        known = {status.get((lesson_id, pupil_id)) for lesson_id in lessons} - {None}
        place = 2 if not known else 1 if known == {AttendanceStatus.ABSENT} else 0
        counted[class_of[pupil_id]][place] += 1
    return tuple(
        CanteenLine(
            class_name=name,
            present=counted[class_id][0],
            absent=counted[class_id][1],
            unknown=counted[class_id][2],
        )
        for class_id, name in names.items()
        if class_id in counted
    )


def _first_lessons(
    session: Session, class_of: Mapping[int, int], day: date
) -> Mapping[int, list[int]]:
    """Return the first lesson of each pupil; several when they are at the same time."""
    of_class: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    of_group: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for lesson_id, number, class_id, group_id in session.execute(
        select(col(Lesson.id), col(Lesson.number), col(Journal.class_id), col(Journal.group_id))
        .join(Journal, col(Journal.id) == col(Lesson.journal_id))
        .where(col(Lesson.day) == day, *held_lessons())
    ):
        if class_id is not None:
            of_class[class_id].append((number, lesson_id or 0))
        elif group_id is not None:
            of_group[group_id].append((number, lesson_id or 0))
    lessons = {pupil: list(of_class[class_id]) for pupil, class_id in class_of.items()}
    for pupil_id, group_id in session.execute(
        select(col(GroupMembership.pupil_id), col(GroupMembership.group_id)).where(
            col(GroupMembership.group_id).in_(list(of_group)),
            col(GroupMembership.starts_on) <= day,
            or_(col(GroupMembership.ends_on).is_(None), col(GroupMembership.ends_on) >= day),
        )
    ):
        if pupil_id in lessons:
            lessons[pupil_id] += of_group[group_id]
    return {
        pupil: [lesson for number, lesson in own if number == min(own)[0]]
        for pupil, own in lessons.items()
        if own
    }
