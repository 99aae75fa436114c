"""The class teacher, or the management, decides about an application (Regulation 11)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from ejournal_app import clock
from ejournal_app.domain.absence_states import ApplicationState
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.journal_cells import Justification
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import AbsenceApplication, Person
from ejournal_app.persistence.queries.facts import pupil_facts
from ejournal_app.persistence.queries.pupils import PupilRow
from ejournal_app.policies.rules import require
from ejournal_app.services import audit, live
from ejournal_app.services.absences.checking import ISSUER_LIMIT, NoteData
from ejournal_app.services.absences.telling import topics_of
from ejournal_app.services.absences.writing import add_note
from ejournal_app.services.guard import use_case
from ejournal_app.services.setup.texts import required

from .checking import WORDS_LIMIT, days_message, not_there
from .telling import pupil_of, tell_filer

_WRITE = Permission.NOTE_WRITE

_DECIDED = {
    ApplicationState.ACCEPTED: N_("{name} has accepted this application already."),
    ApplicationState.DECLINED: N_("{name} has declined this application already."),
    ApplicationState.ASKED: N_("{name} has asked the family about this application meanwhile."),
    ApplicationState.WITHDRAWN: N_("The family has withdrawn this application."),
    ApplicationState.PENDING: N_("The family has changed this application. Look at it again."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """What of an application is justified: fewer days, or for another reason."""

    starts_on: date
    ends_on: date
    reason: Justification


@use_case
def accept_application(
    actor: Actor, application_id: int, version: int, granted: Granted | None = None
) -> int:
    """Justify what was applied for, or a part of it; return the id of the absence note.

    `version` is that of the application the actor saw: of two who decide, the second is told what
    the first did. The note covers what is registered already and what will be.
    """
    with writing() as session:
        row, pupil = _seen(session, actor, application_id, version)
        terms = granted or Granted(
            starts_on=row.starts_on, ends_on=row.ends_on, reason=Justification(row.reason)
        )
        _check(row, terms)
        filer = session.get_one(Person, row.filed_by_id)
        note = NoteData(
            starts_on=terms.starts_on,
            ends_on=terms.ends_on,
            first_lesson=row.first_lesson,
            last_lesson=row.last_lesson,
            reason=terms.reason,
            issued_by=f"{filer.given_name} {filer.family_name}"[:ISSUER_LIMIT],
            document_id=row.document_id,
        )
        made = add_note(session, actor, row.pupil_id, note, application_id=row.id)
        topics = _decide(session, actor, row, pupil, ApplicationState.ACCEPTED, made)
    live.publish(topics)
    return made


@use_case
def decline_application(actor: Actor, application_id: int, version: int, answer: str) -> None:
    """Decline an application with a reason the family reads."""
    _answer(actor, application_id, version, answer, ApplicationState.DECLINED)


@use_case
def ask_back(actor: Actor, application_id: int, version: int, question: str) -> None:
    """Ask the family something before deciding; the application waits for the answer."""
    _answer(actor, application_id, version, question, ApplicationState.ASKED)


def _answer(
    actor: Actor, application_id: int, version: int, words: str, state: ApplicationState
) -> None:
    with writing() as session:
        row, pupil = _seen(session, actor, application_id, version)
        row.answer = required(words, "answer", WORDS_LIMIT)
        topics = _decide(session, actor, row, pupil, state)
    live.publish(topics)


def _seen(
    session: Session, actor: Actor, application_id: int, version: int
) -> tuple[AbsenceApplication, PupilRow]:
    """Return an open application as the actor saw it; Refused with what became of it meanwhile."""
    row = session.get(AbsenceApplication, application_id, with_for_update=True)
    if row is None:
        raise not_there(_WRITE, application_id)
    require(actor, _WRITE, pupil_facts(session, row.pupil_id, clock.today()))
    state = ApplicationState(row.state)
    if not state.is_open or row.version != version:
        by = session.get(Person, row.decided_by_id) if row.decided_by_id is not None else None
        name = f"{by.given_name} {by.family_name}" if by is not None else ""
        raise Refused(Message(_DECIDED[state], {"name": name}))
    pupil = pupil_of(session, row)
    if pupil is None:
        raise not_there(_WRITE, application_id)
    return row, pupil


def _check(row: AbsenceApplication, terms: Granted) -> None:
    if terms.ends_on < terms.starts_on:
        raise Refused(Message(N_("The last day is before the first.")), field="ends_on")
    if terms.starts_on < row.starts_on or terms.ends_on > row.ends_on:
        raise Refused(
            Message(
                N_("What was applied for: {days}"),
                {"days": days_message(row.starts_on, row.ends_on)},
            ),
            field="starts_on",
        )
    if terms.reason is Justification.NONE:
        raise Refused(
            Message(N_("What is not justified is declined, with a reason.")), field="reason"
        )


def _decide(
    session: Session,
    actor: Actor,
    row: AbsenceApplication,
    pupil: PupilRow,
    state: ApplicationState,
    note_id: int | None = None,
) -> set[str]:
    before = {"state": str(row.state)}
    row.state = state
    row.decided_at, row.decided_by_id = clock.now(), actor.person_id
    after: dict[str, Any] = {"state": str(state)}
    if note_id is not None:
        after["note"] = note_id
    audit.record(
        session,
        actor=actor,
        action=_WRITE,
        entity="absence_application",
        entity_id=row.id,
        pupil_id=row.pupil_id,
        before=before,
        after=after,
    )
    topics = tell_filer(session, pupil, row)
    days = (row.starts_on, row.ends_on)
    return topics | {live.class_topic(pupil.class_id)} | topics_of(session, [row.pupil_id], days)
