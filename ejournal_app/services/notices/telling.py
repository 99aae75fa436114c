"""Tells persons something, in the transaction of what they are told about."""

from collections.abc import Collection, Iterable
from enum import StrEnum

from sqlalchemy.orm import Session

from ejournal_app import clock
from ejournal_app.domain.messages import Message
from ejournal_app.persistence.models import Notice
from ejournal_app.services import live
from ejournal_app.services.stored_messages import plain_params


class NoticeKind(StrEnum):
    """What notices are about."""

    MARK_AFTER_LOCK = "mark_after_lock"
    """A locked mark was changed."""
    ENTRIES_HELD = "entries_held"
    """Entries of an account wait for its password."""
    ENTRIES_DROPPED = "entries_dropped"
    """Entries that waited were dropped by somebody else."""
    ENTRIES_REVERTED = "entries_reverted"
    """What an account wrote was put back."""
    PERIOD_REOPENED = "period_reopened"
    """A closed period was opened again for the person."""
    DEADLINE_EXTENDED = "deadline_extended"
    """A deadline was put off, or is the usual one again."""
    LESSON_DAY_ALLOWED = "lesson_day_allowed"
    """Lessons of a day were allowed to be registered, or not any more."""
    EVENT_DECIDED = "event_decided"
    """An event was approved, declined or called off."""
    ABSENCE_REQUEST_DECIDED = "absence_request_decided"
    """A request to be away was granted or declined."""
    ABSENCE_APPLICATION = "absence_application"
    """An absence of a pupil was applied for, or what was applied for is decided."""
    SUBSTITUTION = "substitution"
    """The person substitutes somebody, or not any more."""


def tell(
    session: Session, person_ids: Iterable[int], kind: NoticeKind, message: Message, href: str = ""
) -> None:
    """Keep a notice for each of the persons; call `announce` once it is committed."""
    now = clock.now()
    params = plain_params(message.params)
    session.add_all(
        Notice(
            person_id=person_id,
            at=now,
            kind=kind,
            msgid=message.msgid,
            params=params,
            href=href,
        )
        for person_id in sorted(set(person_ids))
    )


def announce(person_ids: Collection[int]) -> None:
    """Let the open pages of the persons know that there is something to read."""
    live.publish(live.person_topic(person_id) for person_id in person_ids)
