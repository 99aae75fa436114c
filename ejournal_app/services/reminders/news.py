"""Telling families what happened to their children, and staff what they have as notices.

Up to where each person was told is kept with what is told, in one transaction: a run that is
killed goes on where it was, and nothing is told twice or left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.clock import local
from ejournal_app.domain.messages import Message
from ejournal_app.domain.reminders import OUTSIDE, Channel, Topic
from ejournal_app.domain.telling_times import is_gathered, news_until
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import NewsTold, Notice, Pupil
from ejournal_app.persistence.queries.pupils import PupilRow, pupils_enrolled
from ejournal_app.persistence.queries.schools import school_of
from ejournal_app.services.notices.telling import announce
from ejournal_app.services.stored_messages import rich_message

from .news_asks import Ask, advance, asks_at
from .news_letters import Fresh, telling_of
from .news_lines import News, merged
from .news_sources import ByPupil, news_of
from .planning import NOTICE_KIND, Telling, batches, keep, run_key
from .recipients import Recipient

_Notices = dict[int, list[tuple[datetime, Message]]]


def tell_news(planned: datetime) -> int:
    """Tell everybody the news that is due at a moment; return how many persons were told."""
    asks = asks_at(planned)
    until = news_until(planned)
    with reading() as session:
        school = school_of(session)
        if school is None:
            return 0
        news = {topic: _news(session, topic, asks, until) for topic in _topics(asks)}
        notices = _notices(session, asks, until)
        pupils = _pupils(session, news.values(), planned)
    mine: defaultdict[int, list[Ask]] = defaultdict(list)
    for ask in asks:
        mine[ask.to.person_id].append(ask)
    all_fresh = [_fresh(own, news, notices, until) for own in mine.values()]
    tellings = [
        (telling, one)
        for one in all_fresh
        if (telling := telling_of(one.to, one.fresh, pupils, school.name))
    ]
    persons = sum(_keep(batch, planned) for batch in batches(tellings))
    advance(
        [ask for one in all_fresh for ask in one.silent_inside],
        [ask for one in all_fresh for ask in one.silent_outside],
        planned,
    )
    return persons


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfPerson:
    """What is fresh for one person, and what becomes of each topic inside and outside."""

    to: Recipient
    fresh: Fresh
    told: tuple[Ask, ...]
    sent: tuple[Ask, ...]
    silent_inside: tuple[Ask, ...]
    silent_outside: tuple[Ask, ...]


def _fresh(
    asks: list[Ask], news: Mapping[Topic, ByPupil], notices: _Notices, until: datetime
) -> _OfPerson:
    by_channel: dict[Channel, dict[int, list[News]]] = {}
    outside: dict[Channel, list[Message]] = {}
    told: dict[bool, list[Ask]] = {False: [], True: []}
    waiting: dict[bool, list[Ask]] = {False: [], True: []}
    for ask in asks:
        for channel in Channel:
            since = ask.since(channel)
            if since is None:
                continue
            own, said = _after(ask, since, news, notices)
            moments = [one.told_from for of_one in own.values() for one in of_one]
            moments += [at for at, _ in said]
            if not moments:
                continue
            leaves = channel in OUTSIDE
            if not is_gathered(ask.choice.rhythm, min(moments), until):
                waiting[leaves].append(ask)
                continue
            told[leaves].append(ask)
            if leaves and said:
                outside.setdefault(channel, []).extend(message for _, message in said)
            for pupil_id, of_one in own.items():
                by_channel.setdefault(channel, {}).setdefault(pupil_id, []).extend(of_one)
    return _OfPerson(
        to=asks[0].to,
        fresh=Fresh(by_channel=by_channel, notices=outside),
        told=tuple(told[False]),
        sent=tuple(told[True]),
        silent_inside=tuple(a for a in asks if a not in told[False] + waiting[False]),
        silent_outside=tuple(a for a in asks if a not in told[True] + waiting[True]),
    )


def _after(
    ask: Ask, since: datetime, news: Mapping[Topic, ByPupil], notices: _Notices
) -> tuple[dict[int, list[News]], list[tuple[datetime, Message]]]:
    """News by pupil and notices that one person has not been told since a moment."""
    if ask.topic is Topic.NOTICES:
        return {}, [one for one in notices.get(ask.to.person_id, []) if one[0] > since]
    of_topic = news[ask.topic]
    found = {
        pupil_id: merged(one for one in of_topic.get(pupil_id, []) if one.told_from > since)
        for pupil_id in ask.pupils
    }
    return {pupil_id: own for pupil_id, own in found.items() if own}, []


def _keep(batch: Sequence[tuple[Telling, _OfPerson]], planned: datetime) -> int:
    until = news_until(planned)
    ids = {ask.row_id for _, one in batch for ask in (*one.told, *one.sent)}
    with writing() as session:
        rows = {
            row.id: row
            for row in session.scalars(
                select(NewsTold).where(col(NewsTold.id).in_(ids)).with_for_update()
            )
        }
        kept: list[Telling] = []
        for telling, one in batch:
            if any(
                (rows[ask.row_id].told_until, rows[ask.row_id].sent_until)
                != (ask.told_until, ask.sent_until)
                for ask in (*one.told, *one.sent)
            ):
                continue  # another run has told this person meanwhile
            for ask in one.told:
                rows[ask.row_id].told_until = until
            for ask in one.sent:
                rows[ask.row_id].sent_until = until
            kept.append(telling)
        persons = keep(session, run_key("news", planned), kept)
    announce(persons)
    return len(persons)


def _topics(asks: Iterable[Ask]) -> set[Topic]:
    return {ask.topic for ask in asks} - {Topic.NOTICES}


def _since(asks: Iterable[Ask], topic: Topic) -> datetime | None:
    spans = (
        since
        for ask in asks
        if ask.topic is topic
        for channel in Channel
        if (since := ask.since(channel)) is not None
    )
    return min(spans, default=None)


def _news(session: Session, topic: Topic, asks: list[Ask], until: datetime) -> ByPupil:
    since = _since(asks, topic)
    if since is None:
        return {}
    pupils = frozenset(pupil for ask in asks if ask.topic is topic for pupil in ask.pupils)
    return news_of(session, topic, pupils, since, until)


def _notices(session: Session, asks: list[Ask], until: datetime) -> _Notices:
    """What the application told its staff inside and they have not read."""
    since = _since(asks, Topic.NOTICES)
    found: defaultdict[int, list[tuple[datetime, Message]]] = defaultdict(list)
    if since is None:
        return found
    for row in session.scalars(
        select(Notice)
        .where(
            col(Notice.person_id).in_(
                {ask.to.person_id for ask in asks if ask.topic is Topic.NOTICES}
            ),
            col(Notice.at) > since,
            col(Notice.at) <= until,
            col(Notice.kind) != NOTICE_KIND,
            col(Notice.read_at).is_(None),
        )
        .order_by(col(Notice.id))
    ):
        found[row.person_id].append((row.at, rich_message(row.msgid, row.params)))
    return found


def _pupils(session: Session, news: Iterable[ByPupil], planned: datetime) -> dict[int, PupilRow]:
    ids = {pupil_id for found in news for pupil_id in found}
    rows = pupils_enrolled(session, local(planned).date(), col(Pupil.id).in_(ids))
    return {row.pupil_id: row for row in rows}
