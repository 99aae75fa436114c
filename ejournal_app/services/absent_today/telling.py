"""Telling a guardian that a pupil is absent, and writing down who was told (MK 89/2011)."""

from datetime import date

from sqlalchemy.orm import Session

from ejournal_app import clock
from ejournal_app.domain.absence_states import ContactChannel
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.reminders import Channel
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import AbsenceContact, Person, Pupil
from ejournal_app.persistence.queries.facts import pupil_facts
from ejournal_app.persistence.queries.schools import school_of
from ejournal_app.policies.rules import require
from ejournal_app.services import audit, live
from ejournal_app.services.guard import use_case
from ejournal_app.services.notices.telling import announce
from ejournal_app.services.reminders.planning import keep

from .absent import absent_on
from .message import telling_of
from .people import Contact, contacts_of

_LONGEST = 300
_LOGGED_AS = {
    Channel.APP: ContactChannel.APP,
    Channel.EMAIL: ContactChannel.EMAIL,
    Channel.SMS: ContactChannel.SMS,
}


@use_case
def send_message(actor: Actor, pupil_id: int, person_id: int) -> None:
    """Tell a guardian by whatever they have chosen that the pupil is absent today, and log it.

    One message a day for a pupil and a person, whoever asks and however often: the second time is
    Refused. Refused too when there is news by now, or when no message reaches the person.
    """
    today = clock.today()
    with writing() as session:
        contact = _contact(session, actor, pupil_id, person_id, today)
        missed = absent_on(session, [pupil_id], today).get(pupil_id)
        if missed is None or not missed.without_news:
            raise Refused(
                Message(N_("The pupil is not absent without news any more. Nothing was sent."))
            )
        if not contact.channels:
            raise Refused(
                Message(N_("No message reaches {name}; please call."), {"name": contact.name})
            )
        school = school_of(session)
        telling = telling_of(
            contact,
            given_name=_given_name(session, pupil_id),
            pupil_id=pupil_id,
            missed=missed.missed,
            school="" if school is None else school.name,
        )
        if not keep(session, f"absent.{pupil_id}.{today:%Y%m%d}", [telling]):
            raise Refused(Message(N_("A message went out already today.")))
        for channel in sorted(contact.channels):
            _write(session, actor, pupil_id, today, _LOGGED_AS[channel], person_id, "")
    announce([person_id])
    live.publish([live.pupil_topic(pupil_id)])


@use_case
def log_contact(
    actor: Actor,
    pupil_id: int,
    person_id: int,
    channel: ContactChannel,
    words: str = "",
    *,
    reached: bool = True,
) -> None:
    """Write down that a guardian was told, or did not answer a call; rows stay as they are.

    Refused when the pupil is not registered as absent today.
    """
    today = clock.today()
    said = " ".join(words.split())
    with writing() as session:
        contact = _contact(session, actor, pupil_id, person_id, today)
        if len(said) > _LONGEST - 120:
            raise Refused(
                Message(N_("Write at most {n} characters."), {"n": _LONGEST - 120}), field="words"
            )
        if not reached and channel is not ContactChannel.CALL:
            raise Refused(Message(N_("Only a call can stay without an answer.")))
        if pupil_id not in absent_on(session, [pupil_id], today):
            raise Refused(Message(N_("The pupil is not registered as absent today.")))
        if not reached:
            # Nobody was told, so nobody stands in that field; whose telephone rang is said here.
            said = ". ".join(filter(None, [contact.name, said]))
        _write(session, actor, pupil_id, today, channel, person_id if reached else None, said)
    live.publish([live.pupil_topic(pupil_id)])


def _contact(session: Session, actor: Actor, pupil_id: int, person_id: int, today: date) -> Contact:
    """Return one of those who are told; Forbidden for anybody else, also a restricted parent."""
    require(actor, Permission.ABSENT_CONTACT_WRITE, pupil_facts(session, pupil_id, today))
    for contact in contacts_of(session, [pupil_id], today).get(pupil_id, ()):
        if contact.person_id == person_id:
            return contact
    raise Forbidden(
        Attempt(
            action=Permission.ABSENT_CONTACT_WRITE,
            entity="guardian",
            entity_id=person_id,
            pupil_id=pupil_id,
        )
    )


def _given_name(session: Session, pupil_id: int) -> str:
    return session.get_one(Person, session.get_one(Pupil, pupil_id).person_id).given_name


def _write(
    session: Session,
    actor: Actor,
    pupil_id: int,
    day: date,
    channel: ContactChannel,
    told_id: int | None,
    words: str,
) -> None:
    row = AbsenceContact(
        pupil_id=pupil_id,
        day=day,
        channel=channel,
        told_id=told_id,
        words=words,
        at=clock.now(),
        by_id=actor.person_id,
    )
    session.add(row)
    session.flush()
    audit.record(
        session,
        actor=actor,
        action=Permission.ABSENT_CONTACT_WRITE,
        entity="absence_contact",
        entity_id=row.id,
        pupil_id=pupil_id,
        after={"channel": channel.value, "told": told_id},
    )
