"""Which news of whom is due at a planned moment, and since when it has not been told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.clock import local
from ejournal_app.domain.reminders import FAMILY_TOPICS, Channel, Choice, Rhythm, Topic
from ejournal_app.domain.telling_times import digest_is_due, moment_of, news_until
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import NewsTold, NotificationChoice

from .planning import batches
from .recipients import Recipient, families, pupils_themselves, recipients

_ROWS_AT_ONCE = 500
_FORGET_AFTER = timedelta(hours=12)
"""Where there was no news for so long, the span that is looked through begins later."""


class _Row(NamedTuple):
    """Up to where one person was told a topic: there are thousands of them."""

    id: int
    told_until: datetime
    sent_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A topic of one person with the spans not told yet; a span that is not due is None."""

    to: Recipient
    topic: Topic
    choice: Choice
    pupils: frozenset[int]
    row_id: int
    told_until: datetime
    sent_until: datetime
    app_since: datetime | None
    sent_since: datetime | None

    def since(self, channel: Channel) -> datetime | None:
        """Return since when news is to be told by a channel; None when it is not due there."""
        if channel not in self.to.channels(self.choice):
            return None
        return self.app_since if channel is Channel.APP else self.sent_since


def asks_at(planned: datetime) -> list[Ask]:
    """Return what is due for everybody who is told news, at a planned moment."""
    today = local(planned).date()
    with reading() as session:
        guardians, themselves = families(session, today), pupils_themselves(session, today)
        staff = _who_wants_notices(session)
        known = recipients(session, {*guardians, *themselves, *staff}, today)
    wanted: list[tuple[Recipient, Topic, Choice, frozenset[int]]] = []
    for person_id, to in known.items():
        children = guardians.get(person_id, frozenset())
        own = themselves.get(person_id)
        pupils = children if own is None else children | {own}
        for topic in FAMILY_TOPICS if pupils else ():
            choice = to.choice(topic, stands_for_pupils=bool(children))
            if choice.channels:
                wanted.append((to, topic, choice, pupils))
        if person_id in staff and to.goes_outside(to.choice(Topic.NOTICES)):
            wanted.append((to, Topic.NOTICES, to.choice(Topic.NOTICES), frozenset()))
    rows = _rows(((to.person_id, topic) for to, topic, _, _ in wanted), planned)
    return [
        _ask(to, topic, choice, pupils, rows[to.person_id, topic], planned)
        for to, topic, choice, pupils in wanted
    ]


def advance(inside: Iterable[Ask], outside: Iterable[Ask], planned: datetime) -> None:
    """Note that there was no news up to now, inside the application and outside.

    A digest without news is over as well: what comes later waits for the next one.
    """
    until = news_until(planned)
    for told_until, ids in (
        (
            col(NewsTold.told_until),
            [ask.row_id for ask in inside if _is_over(ask, Channel.APP, until)],
        ),
        (col(NewsTold.sent_until), [ask.row_id for ask in outside if _is_over(ask, None, until)]),
    ):
        for batch in batches(ids, _ROWS_AT_ONCE):
            with writing() as session:
                session.connection().execute(
                    update(NewsTold)
                    .where(col(NewsTold.id).in_(batch), told_until < until)
                    .values({told_until: until, col(NewsTold.version): NewsTold.version + 1})
                )


def _ask(
    to: Recipient,
    topic: Topic,
    choice: Choice,
    pupils: frozenset[int],
    row: _Row,
    planned: datetime,
) -> Ask:
    def due(told_until: datetime) -> bool:
        return digest_is_due(
            choice.rhythm,
            planned=planned,
            told_until=told_until,
            digest_at=to.times.digest_at,
            weekday=to.times.weekday,
        )

    loud = to.times.loud_from(planned) <= planned
    return Ask(
        to=to,
        topic=topic,
        choice=choice,
        pupils=pupils,
        row_id=row.id,
        told_until=row.told_until,
        sent_until=row.sent_until,
        app_since=row.told_until if due(row.told_until) else None,
        sent_since=row.sent_until if loud and due(row.sent_until) else None,
    )


def _is_over(ask: Ask, channel: Channel | None, until: datetime) -> bool:
    since, told = (
        (ask.app_since, ask.told_until)
        if channel is Channel.APP
        else (ask.sent_since, ask.sent_until)
    )
    if ask.choice.rhythm is Rhythm.AT_ONCE:
        return told + _FORGET_AFTER < until
    return since is not None


def _rows(
    wanted: Iterable[tuple[int, Topic]], planned: datetime
) -> Mapping[tuple[int, Topic], _Row]:
    """Return up to where each was told; who is told for the first time begins with today."""
    asked = set(wanted)
    with reading() as session:
        known = _known(session)
    missing = sorted(asked - known.keys())
    if not missing:
        return known
    begins = min(moment_of(local(planned).date(), time.min), news_until(planned))
    for batch in batches(missing, _ROWS_AT_ONCE):
        with writing() as session:
            there = _known(session)
            session.add_all(
                NewsTold(person_id=person_id, topic=topic, told_until=begins, sent_until=begins)
                for person_id, topic in batch
                if (person_id, topic) not in there
            )
    with reading() as session:
        return _known(session)


def _known(session: Session) -> dict[tuple[int, Topic], _Row]:
    return {
        (person_id, Topic(topic)): _Row(row_id, told_until, sent_until)
        for row_id, person_id, topic, told_until, sent_until in session.execute(
            select(
                col(NewsTold.id),
                col(NewsTold.person_id),
                col(NewsTold.topic),
                col(NewsTold.told_until),
                col(NewsTold.sent_until),
            )
        )
        if row_id is not None
    }


def _who_wants_notices(session: Session) -> set[int]:
    """Those who want to be told outside what the application tells its staff."""
    return set(
        session.scalars(
            select(col(NotificationChoice.person_id)).where(
                col(NotificationChoice.topic) == Topic.NOTICES,
                col(NotificationChoice.rhythm) != Rhythm.NEVER,
                col(NotificationChoice.by_email) | col(NotificationChoice.by_sms),
            )
        )
    )
