"""What is recorded in a journal, and what hangs on it: whether it can be changed or deleted."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlmodel import Session, col

from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import (
    GroupMembership,
    Journal,
    JournalTeacher,
    Lesson,
    TimetableSlot,
    Work,
)
from ejournal_app.services.lesson_planning import is_touched


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalUses:
    """What there is of a journal."""

    entries: int
    """Lessons in which anything is recorded, and works."""
    works: int
    first_entry: date | None
    last_entry: date | None
    planned: int
    """Lessons nobody has touched."""
    slots: int
    teachers: int
    members: int
    """Memberships of its group, earlier ones too."""
    shares_group: bool
    """Another journal has the same group, which therefore stays."""

    @property
    def what_goes(self) -> tuple[Message, ...]:
        """Return what deleting it takes away besides the journal itself."""
        counted = (
            (N_("planned lessons without entries: {n}"), self.planned),
            (N_("lessons of the timetable: {n}"), self.slots),
            (N_("attached teachers: {n}"), self.teachers),
        )
        return tuple(Message(msgid, {"n": n}) for msgid, n in counted if n)


def uses_of_journal(session: Session, journal: Journal) -> JournalUses:
    """Return what there is of a journal."""
    assert journal.id is not None
    lessons = _days(
        session,
        select(col(Lesson.day)).where(col(Lesson.journal_id) == journal.id, is_touched()),
    )
    works = _days(session, select(col(Work.day)).where(col(Work.journal_id) == journal.id))
    days = [*lessons, *works]
    return JournalUses(
        entries=len(days),
        works=len(works),
        first_entry=min(days, default=None),
        last_entry=max(days, default=None),
        planned=_count(session, Lesson, journal.id) - len(lessons),
        slots=_count(session, TimetableSlot, journal.id),
        teachers=_count(session, JournalTeacher, journal.id),
        members=_of_group(session, journal.group_id),
        shares_group=_shares_group(session, journal),
    )


def _days(session: Session, statement: Select[date]) -> list[date]:
    return list(session.connection().scalars(statement))


def _count(
    session: Session,
    model: type[Lesson] | type[TimetableSlot] | type[JournalTeacher],
    journal_id: int,
) -> int:
    statement = select(func.count()).where(col(model.journal_id) == journal_id)
    return session.connection().scalar(statement) or 0


def _of_group(session: Session, group_id: int | None) -> int:
    statement = select(func.count()).where(col(GroupMembership.group_id) == group_id)
    return session.connection().scalar(statement) or 0


def _shares_group(session: Session, journal: Journal) -> bool:
    if journal.group_id is None:
        return False
    other = select(col(Journal.id)).where(
        col(Journal.group_id) == journal.group_id, col(Journal.id) != journal.id
    )
    return session.connection().scalar(other.limit(1)) is not None
