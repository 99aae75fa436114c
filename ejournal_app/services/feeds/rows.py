"""Lessons and tests as entries of a calendar, the same for teachers and families."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.feeds import FeedEvent, Window
from ejournal_app.persistence.models import (
    Journal,
    Lesson,
    SchoolClass,
    StudyGroup,
    Subject,
    Work,
    WorkKind,
)
from ejournal_app.persistence.queries.teaching import LessonRow, work_stands


@dataclass(frozen=True, slots=True, kw_only=True)
class TestRow:
    """A test with the names a calendar shows."""

    work: Work
    kind: WorkKind
    subject: str
    place: str
    """The class or group."""

    def kind_name(self, language: str) -> str:
        """Return the kind of work in a language."""
        return self.kind.name_lv if language == "lv" else self.kind.name_en or self.kind.name_lv


def in_window(window: Window) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return the conditions that a lesson is on a day shown."""
    return col(Lesson.day) >= window.first, col(Lesson.day) <= window.last


def test_rows(session: Session, window: Window, *conditions: ColumnElement[bool]) -> list[TestRow]:
    """Return the tests on the days shown."""
    found = session.execute(
        select(Work, WorkKind, col(Subject.name), SchoolClass, col(StudyGroup.name))
        .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
        .join(Journal, col(Journal.id) == col(Work.journal_id))
        .join(Subject, col(Subject.id) == col(Journal.subject_id))
        .outerjoin(SchoolClass, col(SchoolClass.id) == col(Journal.class_id))
        .outerjoin(StudyGroup, col(StudyGroup.id) == col(Journal.group_id))
        .where(
            col(WorkKind.is_test),
            col(WorkKind.entry_kind) == "",
            col(Work.day) >= window.first,
            col(Work.day) <= window.last,
            work_stands(),
            *conditions,
        )
        .order_by(col(Work.day), col(Work.id))
    )
    return [
        TestRow(work=work, kind=kind, subject=subject, place=group or school_class.name)
        for work, kind, subject, school_class, group in found
    ]


def lesson_event(
    row: LessonRow, *, uid: str, summary: str, description: str, path: str
) -> FeedEvent:
    """Return a lesson as an entry."""
    return FeedEvent(
        uid=uid,
        starts=row.lesson.starts_at,
        ends=row.lesson.ends_at,
        summary=summary,
        description=description,
        location=row.room,
        path=path,
        revision=row.lesson.version - 1,
        changed_at=row.lesson.changed_at,
        takes_time=True,
    )


def test_event(row: TestRow, language: str, *, uid: str, of: str, path: str) -> FeedEvent:
    """Return a test as an entry; `of` says whose it is: the class or the child."""
    return FeedEvent(
        uid=uid,
        starts=row.work.day,
        summary=joined(": ", of, joined(", ", row.kind_name(language), row.subject)),
        description=row.work.title,
        path=path,
        revision=row.work.version - 1,
    )


def joined(between: str, *parts: str) -> str:
    """Return the parts that are not empty, joined."""
    return between.join(part for part in parts if part)


def place_beside(subject: str, place: str) -> str:
    """Return the class or group to name beside the subject; a group may bear the subject's name."""
    return "" if place == subject else place
