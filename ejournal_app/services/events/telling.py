"""Who hears of an event: its people by a notice, the pages of its lessons at once."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.clock import local
from ejournal_app.domain.access import Actor
from ejournal_app.domain.messages import Message
from ejournal_app.persistence.models import EventParticipant, SchoolEvent
from ejournal_app.persistence.queries.events import affected_journals
from ejournal_app.services import live
from ejournal_app.services.notices.telling import NoticeKind, tell

PATH = "/pasakumi"


def participant_ids(session: Session, event_id: int) -> list[int]:
    """Return who takes part in an event."""
    return list(
        session.scalars(
            select(col(EventParticipant.pupil_id)).where(col(EventParticipant.event_id) == event_id)
        )
    )


def topics_of(
    session: Session, pupil_ids: Collection[int], *spans: tuple[datetime, datetime]
) -> set[str]:
    """Return the topics of the pupils and of every journal with a lesson in one of the times."""
    if not pupil_ids:
        return set()
    found = {live.pupil_topic(pupil_id) for pupil_id in pupil_ids}
    for starts_at, ends_at in spans:
        journals = affected_journals(session, pupil_ids, starts_at, ends_at)
        found |= {live.journal_topic(journal_id) for journal_id in journals}
    return found


def tell_owners(session: Session, actor: Actor, row: SchoolEvent, msgid: str) -> set[str]:
    """Tell who proposed an event and who is responsible, but for the actor; returns the topics.

    The sentence knows `{title}`, `{day}` and `{answer}`.
    """
    persons = {row.proposed_by_id, row.responsible_id} - {actor.person_id}
    params = {"title": row.title, "day": local(row.starts_at).date(), "answer": row.answer}
    used = {name: value for name, value in params.items() if f"{{{name}}}" in msgid}
    tell(session, persons, NoticeKind.EVENT_DECIDED, Message(msgid, used), f"{PATH}/{row.id}")
    return {live.person_topic(person_id) for person_id in persons}
