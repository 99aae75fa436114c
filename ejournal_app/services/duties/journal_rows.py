"""The journals duties are counted in, as plain rows: they are asked many thousand times."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.persistence.models import Journal, JournalTeacher, Lesson, Substitution

from .scope import Scope


class JournalRow(NamedTuple):
    """A journal, as far as what is owed in it needs it."""

    id: int
    kind: str
    subject_id: int
    class_id: int | None
    group_id: int | None
    name: str
    grade: int
    ends_on: date | None
    course_ends_on: date | None
    attendance_only: bool
    runs_in_breaks: bool

    @property
    def place(self) -> tuple[int | None, int | None]:
        """Return the class or group its pupils come from."""
        return self.class_id, self.group_id


def read_journals(session: Session, scope: Scope) -> dict[int, JournalRow]:
    """Return the journals of the year; of some persons, those they ever led lessons in."""
    statement = select(
        col(Journal.id),
        col(Journal.kind),
        col(Journal.subject_id),
        col(Journal.class_id),
        col(Journal.group_id),
        col(Journal.name),
        col(Journal.grade),
        col(Journal.ends_on),
        col(Journal.course_ends_on),
        col(Journal.attendance_only),
        col(Journal.runs_in_breaks),
    ).where(col(Journal.year_id) == scope.year_id)
    if scope.person_ids is not None:
        statement = statement.where(
            or_(
                col(Journal.id).in_(
                    select(col(JournalTeacher.journal_id)).where(
                        col(JournalTeacher.person_id).in_(scope.person_ids)
                    )
                ),
                col(Journal.id).in_(
                    select(col(Lesson.journal_id))
                    .join(Substitution, col(Substitution.lesson_id) == col(Lesson.id))
                    .where(col(Substitution.substitute_id).in_(scope.person_ids))
                ),
            )
        )
    rows = (JournalRow._make(row) for row in session.execute(statement))
    return {row.id: row for row in rows}
