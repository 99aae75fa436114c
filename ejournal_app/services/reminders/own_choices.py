"""How a person wants to be told: topics, rhythm, channels, times. Each person's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.phone import e164
from ejournal_app.domain.reminders import (
    FAMILY_TOPICS,
    OUTSIDE,
    SCHOOL_TIMED,
    TEACHER_TOPICS,
    Channel,
    Choice,
    Rhythm,
    Topic,
    default_choice,
    rhythms_of,
)
from ejournal_app.domain.telling_times import Quiet
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    NewsTold,
    NotificationChoice,
    NotificationTimes,
    OutboxMessage,
    Person,
)
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case
from ejournal_app.services.outbox.outbox_list import MailState, mail_state
from ejournal_app.services.outbox.queue import is_address
from ejournal_app.settings import get_settings

from .recipients import Times, chosen_by, times_of


class Reach(StrEnum):
    """Whether somebody can be reached by a channel."""

    REACHED = "reached"
    NO_ADDRESS = "no_address"
    """The school has none of the person, or none that can be one."""
    UNDELIVERED = "undelivered"
    """What was sent there last could not be delivered."""
    NOT_OFFERED = "not_offered"
    """This school does not send by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTopic:
    """A topic the person has a use for, with what holds."""

    topic: Topic
    choice: Choice
    rhythms: tuple[Rhythm, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNotifications:
    """Everything a person can choose about being told."""

    topics: tuple[OwnTopic, ...]
    times: Times
    has_digests: bool
    """There are topics that can be told together at a time of one's own."""
    email: str
    email_reach: Reach
    phone: str
    phone_reach: Reach


@use_case
def own_notifications(actor: Actor) -> OwnNotifications:
    """Return how the actor is told, and what can be chosen."""
    require(actor, Permission.ACCOUNT_OWN)
    today = clock.today()
    settings = get_settings()
    with reading() as session:
        person = session.get_one(Person, actor.person_id)
        chosen = chosen_by(session, [actor.person_id]).get(actor.person_id, {})
        topics = tuple(
            OwnTopic(
                topic=topic,
                choice=chosen.get(topic) or _default(actor, topic),
                rhythms=rhythms_of(topic),
            )
            for topic in topics_for(actor)
        )
        phone = e164(person.phone)
        email = person.email or ""
        return OwnNotifications(
            topics=topics,
            times=times_of(session, actor.person_id, today),
            has_digests=any(own.topic not in SCHOOL_TIMED for own in topics),
            email=email,
            email_reach=_reach(
                session,
                actor.person_id,
                Channel.EMAIL,
                email if is_address(email) else None,
                offered=settings.sends_mail,
            ),
            phone=phone or person.phone or "",
            phone_reach=_reach(
                session, actor.person_id, Channel.SMS, phone, offered=settings.sends_sms
            ),
        )


@use_case
def save_notifications(
    actor: Actor, chosen: Mapping[Topic, Choice], digest_at: time, weekday: int, quiet: Quiet | None
) -> None:
    """Let the actor be told as chosen from now on; what came before is not told again."""
    require(actor, Permission.ACCOUNT_OWN)
    topics = topics_for(actor)
    _check(chosen, topics, weekday, quiet)
    with writing() as session:
        before = chosen_by(session, [actor.person_id]).get(actor.person_id, {})
        for topic in topics:
            if topic in chosen:
                old = before.get(topic) or _default(actor, topic)
                _keep_choice(session, actor.person_id, topic, chosen[topic])
                _begin_now(session, actor.person_id, topic, old, chosen[topic])
        _keep_times(session, actor.person_id, digest_at, weekday, quiet)
        audit.record(
            session,
            actor=actor,
            action="account.notifications",
            entity="account",
            entity_id=actor.account_id,
            after={topic.value: _shown(choice) for topic, choice in chosen.items()},
        )


def topics_for(actor: Actor) -> tuple[Topic, ...]:
    """Return the topics the actor has a use for."""
    found: tuple[Topic, ...] = ()
    if actor.child_ids or actor.pupil_id is not None:
        found += FAMILY_TOPICS
    if actor.is_staff:
        found += TEACHER_TOPICS
        if actor.class_ids:
            found += (Topic.CLASS_DUTIES,)
        found += (Topic.NOTICES,)
    return found


def _default(actor: Actor, topic: Topic) -> Choice:
    return default_choice(topic, stands_for_pupils=bool(actor.child_ids))


def _check(
    chosen: Mapping[Topic, Choice], topics: tuple[Topic, ...], weekday: int, quiet: Quiet | None
) -> None:
    unreadable = Refused(Message(N_("The program sent something unreadable. Reload the page.")))
    for topic, choice in chosen.items():
        if topic not in topics or choice.rhythm not in rhythms_of(topic):
            raise unreadable
        # Notices stand in the application whatever is chosen: only the other ways are a choice.
        if choice.rhythm is not Rhythm.NEVER and not choice.channels and topic is not Topic.NOTICES:
            raise Refused(
                Message(N_("Tick how you want to be told, or choose “never”.")),
                field=f"{topic}_rhythm",
            )
    if not 1 <= weekday <= 7:
        raise unreadable
    if quiet is not None and quiet.begins == quiet.ends:
        raise Refused(
            Message(N_("Quiet hours cannot end when they begin. Empty both for none.")),
            field="quiet_to",
        )


def _keep_choice(session: Session, person_id: int, topic: Topic, choice: Choice) -> None:
    row = session.scalar(
        select(NotificationChoice)
        .where(
            col(NotificationChoice.person_id) == person_id, col(NotificationChoice.topic) == topic
        )
        .with_for_update()
    )
    if row is None:
        row = NotificationChoice(person_id=person_id, topic=topic, rhythm=choice.rhythm)
        session.add(row)
    row.rhythm = choice.rhythm
    row.in_app, row.by_email, row.by_sms = choice.in_app, choice.by_email, choice.by_sms


def _begin_now(session: Session, person_id: int, topic: Topic, old: Choice, new: Choice) -> None:
    """Let somebody who was not told before be told only what comes from now on."""
    row = session.scalar(
        select(NewsTold)
        .where(col(NewsTold.person_id) == person_id, col(NewsTold.topic) == topic)
        .with_for_update()
    )
    if row is None:
        return  # whoever is told for the first time begins with the day
    now = clock.now()
    if Channel.APP in new.channels and Channel.APP not in old.channels:
        row.told_until = max(row.told_until, now)
    if new.channels.intersection(OUTSIDE) and not old.channels.intersection(OUTSIDE):
        row.sent_until = max(row.sent_until, now)


def _keep_times(
    session: Session, person_id: int, digest_at: time, weekday: int, quiet: Quiet | None
) -> None:
    row = session.scalar(
        select(NotificationTimes)
        .where(col(NotificationTimes.person_id) == person_id)
        .with_for_update()
    )
    if row is None:
        row = NotificationTimes(person_id=person_id, digest_at=digest_at)
        session.add(row)
    row.digest_at, row.weekday = digest_at, weekday
    row.quiet_from = None if quiet is None else quiet.begins
    row.quiet_to = None if quiet is None else quiet.ends


def _reach(
    session: Session, person_id: int, channel: Channel, address: str | None, *, offered: bool
) -> Reach:
    if not offered:
        return Reach.NOT_OFFERED
    if address is None:
        return Reach.NO_ADDRESS
    last = session.scalars(
        select(OutboxMessage)
        .where(
            col(OutboxMessage.person_id) == person_id,
            col(OutboxMessage.channel) == channel,
            col(OutboxMessage.address) == address,
            col(OutboxMessage.attempts) > 0,
        )
        .order_by(col(OutboxMessage.id).desc())
        .limit(1)
    ).first()
    if last is None:
        return Reach.REACHED
    state = mail_state(last.sent_at, last.next_attempt_at, last.handed_over_at)
    return Reach.UNDELIVERED if state is MailState.GIVEN_UP else Reach.REACHED


def _shown(choice: Choice) -> list[str]:
    return [choice.rhythm.value, *sorted(channel.value for channel in choice.channels)]
