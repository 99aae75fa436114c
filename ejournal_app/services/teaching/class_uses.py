"""What stands on a class: why it keeps its name and cannot be deleted."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import (
    ClassNotice,
    Enrolment,
    Journal,
)


def uses_of_class(session: Session, class_id: int) -> tuple[Message, ...]:
    """Return a sentence for each kind of thing that stands on the class."""
    counts = (
        (N_("{n} enrolments of pupils (earlier ones too)."), Enrolment.class_id),
        (N_("{n} journals."), Journal.class_id),
        (N_("{n} messages to the parents."), ClassNotice.class_id),
    )
    found: list[Message] = []
    for msgid, column in counts:
        count = session.scalar(select(func.count()).where(col(column) == class_id)) or 0
        if count:
            found.append(Message(msgid, {"n": count}))
    return tuple(found)
