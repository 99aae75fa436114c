"""Sending the canteen's report: once a day to each address, however often the job runs."""

from datetime import UTC, date, datetime
from hashlib import sha256

from sqlalchemy import exists, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.messages import N_
from ejournal_app.domain.reminders import Channel
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.i18n.formats import clock_time, short_date
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    Journal,
    Lesson,
    OutboxMessage,
    RuleSetting,
    SchoolClass,
)
from ejournal_app.persistence.queries.schools import school_of, year_on
from ejournal_app.services.outbox.queue import add_new
from ejournal_app.services.outbox.words import CANTEEN_TOPIC
from ejournal_app.services.school_rules import Rule, canteen

from .canteen import CanteenLine, canteen_lines
from .canteen_files import canteen_csv, canteen_sheet
from .kept_files import CSV, XLSX, keep_file
from .lessons import held_lessons

PURPOSE = "canteen"
_LANGUAGE = "lv"
"""The canteen is outside the school and has chosen no language."""


def canteen_moments(after: datetime, until: datetime) -> list[datetime]:
    """Return when reports are sent, later than one moment and up to another.

    On days with lessons only; never where the school has set it off. Asked once for all days: what
    is next may lie behind a whole summer.
    """
    with reading() as session:
        if not session.scalar(select(exists().where(col(RuleSetting.key) == Rule.CANTEEN))):
            return []
        days = session.scalars(
            select(col(Lesson.day))
            .distinct()
            .join(Journal, col(Journal.id) == col(Lesson.journal_id))
            .where(
                col(Lesson.day) >= clock.local(after).date(),
                col(Lesson.day) <= clock.local(until).date(),
                *held_lessons(),
            )
            .order_by(col(Lesson.day))
        ).all()
        settings = [(day, setting[0]) for day in days if (setting := canteen(session, day))]
    moments = (datetime.combine(day, at, clock.RIGA).astimezone(UTC) for day, at in settings)
    return [moment for moment in moments if after < moment <= until]


def send_canteen(planned: datetime) -> int:
    """Put the report of the planned day into the outbox; return how many addresses got it now."""
    day, now = clock.local(planned).date(), clock.now()
    with writing() as session:
        school, year = school_of(session), year_on(session, day)
        setting = canteen(session, day)
        if school is None or school.id is None or year is None or setting is None:
            return 0
        addresses = _not_sent_to(session, day, setting[1])
        classes = session.scalars(
            select(SchoolClass)
            .where(col(SchoolClass.year_id) == year.id)
            .order_by(col(SchoolClass.grade), col(SchoolClass.letter))
        )
        lines = canteen_lines(session, classes, day)
        if not addresses or not lines:
            return 0
        stem = f"1-stunda-{day.isoformat()}"
        file_ids = [
            keep_file(
                session,
                school_id=school.id,
                purpose=PURPOSE,
                name=name,
                media_type=media_type,
                content=content,
                at=now,
            )
            for name, media_type, content in (
                (f"{stem}.csv", CSV, canteen_csv(lines, _LANGUAGE)),
                (f"{stem}.xlsx", XLSX, canteen_sheet(lines, _LANGUAGE)),
            )
        ]
        rows = [
            {
                "school_id": school.id,
                "key": _key(day, address),
                "channel": Channel.EMAIL.value,
                "topic": CANTEEN_TOPIC,
                "address": address,
                "subject": _subject(day),
                "body": _body(school.name, day, now, lines),
                "file_ids": ",".join(map(str, file_ids)),
                "created_at": now,
                "next_attempt_at": now,
                "attempts": 0,
                "last_error": "",
            }
            for address in addresses
        ]
        return len(add_new(session, OutboxMessage, rows))


def _not_sent_to(session: Session, day: date, addresses: tuple[str, ...]) -> list[str]:
    keys = {_key(day, address): address for address in addresses}
    known = session.scalars(
        select(col(OutboxMessage.key)).where(col(OutboxMessage.key).in_(list(keys)))
    )
    sent = set(known)
    return [address for key, address in keys.items() if key not in sent]


def _key(day: date, address: str) -> str:
    """Return what is used once: an address may be longer than a key."""
    return f"canteen.{day:%Y%m%d}.{sha256(address.encode()).hexdigest()[:20]}"


def _subject(day: date) -> str:
    return gettext(
        _LANGUAGE, N_("Pupils in the first lesson, {day}"), day=short_date(day, _LANGUAGE)
    )


def _body(school: str, day: date, now: datetime, lines: tuple[CanteenLine, ...]) -> str:
    said = gettext(
        _LANGUAGE,
        N_(
            "On {day} at {at}: {present} pupils present, {absent} absent, {unknown} not registered"
            " yet. By class in the attached files."
        ),
        day=short_date(day, _LANGUAGE),
        at=clock_time(now, _LANGUAGE),
        present=sum(one.present for one in lines),
        absent=sum(one.absent for one in lines),
        unknown=sum(one.unknown for one in lines),
    )
    return f"{gettext(_LANGUAGE, N_('Good day!'))}\n\n{said}\n\n-- \n{school}\n"
