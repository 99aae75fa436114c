"""What was recorded in a substituted lesson: then the substitution cannot be taken back."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import Attendance, Lesson, Mark, Substitution, Work


def recorded_since(session: Session, row: Substitution, held: Lesson) -> Message | None:
    """Return what was recorded in a substituted lesson since then; None for nothing.

    What its own teacher had prepared before does not count.
    """
    if row.substitute_id is None:
        return None  # nothing can be recorded in what is not held
    since = row.recorded_at or row.confirmed_at
    written = held.changed_at is not None and (since is None or held.changed_at >= since)
    texts = {
        "topic": N_("The topic of this lesson is recorded: it cannot be taken back any more."),
        "outcome": N_("The outcome of this lesson is recorded: it cannot be taken back any more."),
        "homework": N_("Homework is recorded in this lesson: it cannot be taken back any more."),
        "no_homework": N_("Homework is recorded in this lesson: it cannot be taken back any more."),
    }
    for field, words in texts.items():
        if written and getattr(held, field):
            return Message(words)
    attended = session.scalar(select(exists().where(col(Attendance.lesson_id) == held.id)))
    if attended or held.attendance_checked_at is not None:
        return Message(
            N_("Attendance of this lesson is recorded: it cannot be taken back any more.")
        )
    works = select(col(Work.id)).where(col(Work.lesson_id) == held.id)
    marked = exists().where(col(Mark.work_id).in_(works))
    if since is not None:
        marked = exists().where(col(Mark.work_id).in_(works), col(Mark.set_at) >= since)
    if session.scalar(select(marked)):
        return Message(N_("Marks are recorded in this lesson: it cannot be taken back any more."))
    own = [col(Work.created_by_id) == row.substitute_id] if row.replaced_id is None else []
    if session.scalar(select(exists().where(col(Work.lesson_id) == held.id, *own))):
        return Message(N_("A work is entered in this lesson: it cannot be taken back any more."))
    return None
