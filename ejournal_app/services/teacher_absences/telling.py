"""Who hears that an absence has changed: the teacher, and the journals it is about."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.spans import Span
from ejournal_app.persistence.models import JournalTeacher
from ejournal_app.services import live


def topics_of(session: Session, person_id: int, *spans: Span) -> set[str]:
    """Return the topics to announce once the change is committed."""
    first = min(span[0] for span in spans)
    ends = [span[1] for span in spans if span[1] is not None]
    taught = select(col(JournalTeacher.journal_id)).where(
        col(JournalTeacher.person_id) == person_id,
        or_(col(JournalTeacher.ends_on).is_(None), col(JournalTeacher.ends_on) >= first),
    )
    if len(ends) == len(spans):
        taught = taught.where(col(JournalTeacher.starts_on) <= max(ends))
    return {
        live.person_topic(person_id),
        *(live.journal_topic(journal_id) for journal_id in session.scalars(taught)),
    }
