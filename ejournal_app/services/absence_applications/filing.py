"""Applying for an absence, and changing, answering and withdrawing it until it is decided (11)."""

from typing import Any

from sqlalchemy.orm import Session

from ejournal_app import clock
from ejournal_app.domain.absence_states import ApplicationState
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import AbsenceApplication
from ejournal_app.persistence.queries.pupils import PupilRow
from ejournal_app.services import audit, live
from ejournal_app.services.attachments.kinds import Purpose
from ejournal_app.services.attachments.storing import taken
from ejournal_app.services.guard import use_case
from ejournal_app.services.setup.texts import required

from .checking import WORDS_LIMIT, ApplicationData, checked, not_there, pupil_locked
from .telling import tell_class_teachers

_FILE = Permission.ABSENCE_FILE


@use_case
def file_application(actor: Actor, pupil_id: int, data: ApplicationData) -> int:
    """Apply for an absence of a pupil; return the application's id.

    Refused, in the parent's words and with what to do, outside a school year, on days without
    lessons, too long afterwards, over the school's limits, and over another open application.
    """
    with writing() as session:
        pupil = pupil_locked(session, actor, pupil_id)
        kept = checked(session, actor, pupil, data)
        document_id = taken(session, actor, kept.document_id, Purpose.APPLICATION, permission=_FILE)
        row = AbsenceApplication(
            pupil_id=pupil_id,
            starts_on=kept.starts_on,
            ends_on=kept.ends_on,
            first_lesson=kept.first_lesson,
            last_lesson=kept.last_lesson,
            reason=kept.reason,
            words=kept.words,
            document_id=document_id,
            filed_at=clock.now(),
            filed_by_id=actor.person_id,
        )
        session.add(row)
        session.flush()
        assert row.id is not None
        made = row.id
        _record(session, actor, row, before=None)
        topics = tell_class_teachers(session, actor, pupil, row, "filed")
    live.publish(topics)
    return made


@use_case
def change_application(
    actor: Actor, application_id: int, version: int, data: ApplicationData
) -> None:
    """Change an own application that is not decided; whoever was asked back has answered so.

    `version` is that of the application the actor saw.
    """
    with writing() as session:
        row, pupil = _own_locked(session, actor, application_id, version)
        kept = checked(session, actor, pupil, data, but=application_id)
        before = _told(row)
        row.starts_on, row.ends_on = kept.starts_on, kept.ends_on
        row.first_lesson, row.last_lesson = kept.first_lesson, kept.last_lesson
        row.reason, row.words = kept.reason, kept.words
        row.document_id = taken(
            session,
            actor,
            kept.document_id,
            Purpose.APPLICATION,
            permission=_FILE,
            standing=row.document_id,
        )
        row.state = ApplicationState.PENDING
        _record(session, actor, row, before=before)
        topics = tell_class_teachers(session, actor, pupil, row, "changed")
    live.publish(topics)


@use_case
def answer_question(actor: Actor, application_id: int, version: int, reply: str) -> None:
    """Answer what the class teacher asked; the application waits for the decision again."""
    with writing() as session:
        row, pupil = _own_locked(session, actor, application_id, version)
        if row.state != ApplicationState.ASKED:
            raise Refused(Message(N_("The class teacher has not asked anything.")))
        before = _told(row)
        row.reply = required(reply, "reply", WORDS_LIMIT)
        row.state = ApplicationState.PENDING
        _record(session, actor, row, before=before)
        topics = tell_class_teachers(session, actor, pupil, row, "replied")
    live.publish(topics)


@use_case
def withdraw_application(actor: Actor, application_id: int, version: int) -> None:
    """Take back an own application that is not decided; it stays in the list as withdrawn."""
    with writing() as session:
        row, pupil = _own_locked(session, actor, application_id, version)
        before = _told(row)
        row.state = ApplicationState.WITHDRAWN
        _record(session, actor, row, before=before)
        topics = tell_class_teachers(session, actor, pupil, row, "withdrawn")
    live.publish(topics)


def _own_locked(
    session: Session, actor: Actor, application_id: int, version: int
) -> tuple[AbsenceApplication, PupilRow]:
    """Return an open application of the actor's own, as the actor saw it, and its pupil."""
    row = session.get(AbsenceApplication, application_id)
    if row is None or row.filed_by_id != actor.person_id:
        raise not_there(_FILE, application_id)
    pupil = pupil_locked(session, actor, row.pupil_id)
    session.refresh(row, with_for_update=True)
    if not ApplicationState(row.state).is_open:
        raise Refused(Message(N_("This application is decided already and stays as it is.")))
    if row.version != version:
        raise Refused(
            Message(N_("This application has changed meanwhile. Look at it again, then save."))
        )
    return row, pupil


def _told(row: AbsenceApplication) -> dict[str, Any]:
    """Return what the audit trail says of an application: not why, for others read the trail."""
    return {
        "first": row.starts_on.isoformat(),
        "last": row.ends_on.isoformat(),
        "lessons": [row.first_lesson, row.last_lesson],
        "state": str(row.state),
        "document": row.document_id is not None,
    }


def _record(
    session: Session, actor: Actor, row: AbsenceApplication, *, before: dict[str, Any] | None
) -> None:
    audit.record(
        session,
        actor=actor,
        action=_FILE,
        entity="absence_application",
        entity_id=row.id,
        pupil_id=row.pupil_id,
        before=before,
        after=_told(row),
    )
