"""Marks of a pupil that belong to no lesson: of semesters, exams, another school (7.8, 17-19)."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor
from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.marks import describe, display
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Journal, Mark, SchoolClass, Subject, Work, WorkKind
from ejournal_app.services.guard import use_case

from .lessons import superuser_reasons
from .pupils import child
from .views import DiaryMark, OtherMark
from .visits import newer, seen_until


@use_case
def other_marks(actor: Actor, pupil_id: int) -> tuple[OtherMark, ...]:
    """Return them for the year of the pupil's class, by subject and day."""
    today = clock.today()
    with reading() as session:
        whose = child(session, actor, pupil_id, today)
        seen = seen_until(session, actor, pupil_id)
        year_id = session.get_one(SchoolClass, whose.class_id).year_id
        found = _found(session, pupil_id, year_id, today, seen)
    return tuple(sorted(found, key=lambda own: (sort_key(own.subject), own.day)))


def _found(
    session: Session, pupil_id: int, year_id: int, today: date, seen: datetime | None
) -> list[OtherMark]:
    reasons = superuser_reasons(session, pupil_id)
    rows = session.execute(
        select(Mark, Work, WorkKind, col(Subject.name))
        .join(Work, col(Work.id) == col(Mark.work_id))
        .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
        .join(Journal, col(Journal.id) == col(Work.journal_id))
        .join(Subject, col(Subject.id) == col(Journal.subject_id))
        .where(
            col(Mark.pupil_id) == pupil_id,
            col(Mark.value) != "",
            col(WorkKind.entry_kind) != "",
            col(Journal.year_id) == year_id,
            col(Work.day) <= today,
        )
        .order_by(col(Work.day), col(Mark.id))
    )
    return [
        OtherMark(
            subject=subject,
            day=work.day,
            mark=DiaryMark(
                work_id=mark.work_id,
                shown=display(mark.value, mark.improved_from),
                words=describe(mark.value),
                kind_lv=kind.name_lv,
                kind_en=kind.name_en,
                title=work.title,
                new=newer(mark.set_at, seen),
                superuser_reason=reasons.get(work.id),
            ),
        )
        for mark, work, kind, subject in rows
    ]
