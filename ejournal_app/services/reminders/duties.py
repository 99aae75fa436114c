"""Reminders to staff: what is missing today, what falls due, what a class is owed.

Nobody who owes nothing is written to, and nobody on a day off or while away.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.duties import Duty, DutyKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.reminders import Channel, Topic
from ejournal_app.i18n.catalogue import gettext, ngettext, translate
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Account, RoleGrant, StaffContract, TeacherAbsence
from ejournal_app.persistence.queries.schools import school_of, year_on
from ejournal_app.services.calendars import load_calendar
from ejournal_app.services.duties.owed import owed_by_person
from ejournal_app.services.notices.telling import announce

from .letters import Line, Section, absolute, letter_body
from .planning import InApp, Letter, Telling, batches, keep, run_key
from .recipients import Recipient, recipients

_CLASS_KINDS = frozenset(
    {
        DutyKind.CLASS_NOTICE,
        DutyKind.PERSONAL_FILES,
        DutyKind.STATEMENTS,
        DutyKind.REPORT_CARDS,
    }
)
_LAST_WEEK = timedelta(days=7)
_MONDAY = 1


def _class_duty_belongs(duty: Duty, now: datetime) -> bool:
    """From the 1st of the month for statements, in the last week for the others.

    What is overdue is told again on Mondays only.
    """
    due, today = _day(duty.due_at), clock.local(now).date()
    if due is None:
        return False
    if due < today:
        return today.isoweekday() == _MONDAY
    if duty.kind is DutyKind.STATEMENTS:
        return (due.year, due.month) == (today.year, today.month)
    return due - _LAST_WEEK <= today


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else clock.local(moment).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reminder:
    """One of the reminders: which duties, in which words, leading where."""

    topic: Topic
    kinds: Collection[DutyKind]
    belongs: Callable[[Duty, datetime], bool]
    subject: Callable[[str, int], str]
    """The subject of the e-mail, by language and number."""
    in_app: str
    page: str


_MISSING = _Reminder(
    topic=Topic.DUE_TODAY,
    kinds=tuple(DutyKind),
    belongs=lambda duty, now: _day(duty.due_at) == clock.local(now).date(),
    subject=lambda language, n: ngettext(
        language, "{n} thing is still missing today", "{n} things are still missing today", n
    ),
    in_app=N_("Still missing today: {n}. First: {first}."),
    page="/diena",
)
_AHEAD = _Reminder(
    topic=Topic.DUE_AHEAD,
    kinds=tuple(kind for kind in DutyKind if kind not in _CLASS_KINDS),
    belongs=lambda duty, now: (_day(duty.due_at) or date.max) <= clock.local(now).date(),
    subject=lambda language, n: ngettext(language, "{n} thing falls due", "{n} things fall due", n),
    in_app=N_("Due today or overdue: {n}. First: {first}."),
    page="/diena",
)
_OF_THE_CLASS = _Reminder(
    topic=Topic.CLASS_DUTIES,
    kinds=tuple(_CLASS_KINDS),
    belongs=_class_duty_belongs,
    subject=lambda language, n: ngettext(
        language, "{n} thing to be done for the class", "{n} things to be done for the class", n
    ),
    in_app=N_("To be done for the class: {n}. First: {first}."),
    page="/mana-klase",
)


def remind_due_today(planned: datetime) -> int:
    """Tell teachers in the afternoon what is still missing today; return how many were told."""
    return _remind(_MISSING, planned)


def remind_morning(planned: datetime) -> int:
    """Tell teachers in the morning what falls due today or is overdue."""
    return _remind(_AHEAD, planned)


def remind_class_duties(planned: datetime) -> int:
    """Tell class teachers what their class is owed: from the 1st for the 3rd, in a last week."""
    return _remind(_OF_THE_CLASS, planned)


def _remind(reminder: _Reminder, planned: datetime) -> int:
    """Keep a reminder for everybody it concerns; run again for the same moment it adds nothing.

    A run that comes on a later day than planned is of no use any more.
    """
    now = clock.now()
    today = clock.local(now).date()
    if clock.local(planned).date() != today:
        return 0
    with reading() as session:
        year = year_on(session, today)
        school = school_of(session)
        if year is None or year.id is None or school is None:
            return 0
        if not load_calendar(session, year.id).is_working_day(today):
            return 0
        owed = {
            person_id: mine
            for person_id, duties in owed_by_person(session, now, reminder.kinds).items()
            if (mine := [duty for duty in duties if reminder.belongs(duty, now)])
        }
        here = _at_work(session, owed, today)
        known = recipients(session, here, today)
        tellings = [
            telling
            for person_id in sorted(known)
            if (telling := _telling(reminder, known[person_id], owed[person_id], now, school.name))
        ]
    told = 0
    for batch in batches(tellings):
        with writing() as session:
            persons = keep(session, run_key(reminder.topic, planned), batch)
        announce(persons)
        told += len(persons)
    return told


def _telling(
    reminder: _Reminder, to: Recipient, duties: list[Duty], now: datetime, school_name: str
) -> Telling | None:
    channels = to.channels(to.choice(reminder.topic))
    if not channels:
        return None
    language, count = to.language, len(duties)
    subject = reminder.subject(language, count)
    notice = InApp(
        message=Message(reminder.in_app, {"n": count, "first": duties[0].title}),
        href=duties[0].href if count == 1 else reminder.page,
    )
    lines = tuple(Line(text=_words(duty, now), href=duty.href) for duty in duties)
    body = letter_body(
        language,
        school_name,
        [Section(heading=f"{subject}:", lines=lines)],
        (gettext(language, N_("Everything you owe:")), reminder.page),
    )
    return Telling(
        recipient=to,
        topic=reminder.topic,
        notices=(notice,) if Channel.APP in channels else (),
        letter=Letter(subject=subject, body=body) if Channel.EMAIL in channels else None,
        sms=(
            f"{subject}: {translate(language, duties[0].title)}",
            absolute(duties[0].href if count == 1 else reminder.page),
        )
        if Channel.SMS in channels
        else None,
    )


def _words(duty: Duty, now: datetime) -> Message:
    params = {"title": duty.title, "at": duty.due_at}
    if duty.is_overdue(now):
        return Message(N_("{title}: overdue, was due {at}"), params)
    return Message(N_("{title}: due {at}"), params)


def _at_work(session: Session, person_ids: Collection[int], on: date) -> set[int]:
    """Return those of the persons who work here on a day and are not away, whatever the reason."""
    away = select(col(TeacherAbsence.person_id)).where(
        col(TeacherAbsence.starts_on) <= on,
        or_(col(TeacherAbsence.ends_on).is_(None), col(TeacherAbsence.ends_on) >= on),
    )
    return set(
        session.scalars(
            select(col(Account.person_id))
            .join(RoleGrant, col(RoleGrant.account_id) == col(Account.id))
            .join(StaffContract, col(StaffContract.person_id) == col(Account.person_id))
            .where(
                col(Account.person_id).in_(list(person_ids)),
                col(Account.person_id).not_in(away),
                col(StaffContract.activated_at).is_not(None),
                *(
                    condition
                    for table in (RoleGrant, StaffContract)
                    for condition in (
                        col(table.starts_on) <= on,
                        or_(col(table.ends_on).is_(None), col(table.ends_on) >= on),
                    )
                ),
            )
        )
    )
