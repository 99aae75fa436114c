"""Who can be told, by what and how they want it: persons with an open account."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.phone import e164
from ejournal_app.domain.reminders import OUTSIDE, Channel, Choice, Rhythm, Topic, default_choice
from ejournal_app.domain.telling_times import QUIET, WEEKLY_ON, Quiet
from ejournal_app.persistence.models import (
    Account,
    Enrolment,
    Guardianship,
    NotificationChoice,
    NotificationTimes,
    Person,
    Pupil,
)
from ejournal_app.persistence.queries.facts import enrolled_on
from ejournal_app.services.accounts.identity import ADULT_AGE, born_by
from ejournal_app.services.outbox.queue import is_address
from ejournal_app.services.school_rules import digest_time
from ejournal_app.settings import get_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """When a person wants to be told."""

    digest_at: time
    weekday: int
    quiet: Quiet | None

    def loud_from(self, moment: datetime) -> datetime:
        """Return from when something may leave the application."""
        return moment if self.quiet is None else self.quiet.over_at(moment)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Somebody who can be told."""

    person_id: int
    language: str
    email: str | None
    """None: there is no address that can be one."""
    phone: str | None
    chosen: dict[Topic, Choice]
    times: Times

    def choice(self, topic: Topic, *, stands_for_pupils: bool = True) -> Choice:
        """Return what holds for a topic."""
        return self.chosen.get(topic) or default_choice(topic, stands_for_pupils=stands_for_pupils)

    def channels(self, choice: Choice) -> frozenset[Channel]:
        """Return by what a message of the choice reaches the person at all."""
        settings = get_settings()
        there = {Channel.APP}
        if self.email is not None and settings.sends_mail:
            there.add(Channel.EMAIL)
        if self.phone is not None and settings.sends_sms:
            there.add(Channel.SMS)
        return choice.channels & there

    def goes_outside(self, choice: Choice) -> bool:
        """Return whether anything of the choice leaves the application."""
        return not self.channels(choice).isdisjoint(OUTSIDE)


def recipients(session: Session, person_ids: Collection[int], on: date) -> dict[int, Recipient]:
    """Return those of the persons who have an open account, by person."""
    chosen = chosen_by(session, person_ids)
    times = _times(session, person_ids)
    usual = usual_times(session, on)
    return {
        person_id: Recipient(
            person_id=person_id,
            language=language,
            email=email if email and is_address(email) else None,
            phone=e164(phone),
            chosen=chosen.get(person_id, {}),
            times=times.get(person_id, usual),
        )
        for person_id, email, phone, language in session.execute(
            select(col(Person.id), col(Person.email), col(Person.phone), col(Account.language))
            .join(Account, col(Account.person_id) == col(Person.id))
            .where(col(Person.id).in_(person_ids), col(Account.is_locked).is_(False))
        )
        if person_id is not None
    }


def usual_times(session: Session, on: date) -> Times:
    """Return when somebody is told who has chosen nothing."""
    return Times(
        digest_at=digest_time(session, on),
        weekday=WEEKLY_ON,
        quiet=Quiet(begins=QUIET[0], ends=QUIET[1]),
    )


def times_of(session: Session, person_id: int, on: date) -> Times:
    """Return when one person is told."""
    return _times(session, [person_id]).get(person_id) or usual_times(session, on)


def families(session: Session, on: date) -> dict[int, frozenset[int]]:
    """Return the pupils each guardian is told about on a day (as who may see what).

    Only those who see the pupil's data and want to be told; never one whom a court restricts.
    """
    found: defaultdict[int, set[int]] = defaultdict(set)
    for person_id, pupil_id in session.execute(
        select(col(Guardianship.person_id), col(Guardianship.pupil_id))
        .join(Pupil, col(Pupil.id) == col(Guardianship.pupil_id))
        .join(Person, col(Person.id) == col(Pupil.person_id))
        .join(Enrolment, col(Enrolment.pupil_id) == col(Pupil.id))
        .where(
            *enrolled_on(on),
            col(Guardianship.starts_on) <= on,
            or_(col(Guardianship.ends_on).is_(None), col(Guardianship.ends_on) >= on),
            col(Guardianship.sees_data).is_(True),
            col(Guardianship.is_notified).is_(True),
            col(Guardianship.court_restricted).is_(False),
            or_(
                col(Pupil.parents_see_data).is_(True),
                col(Person.birth_date) > born_by(on, ADULT_AGE),
            ),
        )
    ):
        found[person_id].add(pupil_id)
    return {person_id: frozenset(pupils) for person_id, pupils in found.items()}


def pupils_themselves(session: Session, on: date) -> dict[int, int]:
    """Return the pupil each person is on a day."""
    rows = session.execute(
        select(col(Pupil.person_id), col(Pupil.id))
        .join(Enrolment, col(Enrolment.pupil_id) == col(Pupil.id))
        .where(*enrolled_on(on))
    )
    return {person_id: pupil_id for person_id, pupil_id in rows if pupil_id is not None}


def chosen_by(session: Session, person_ids: Collection[int]) -> dict[int, dict[Topic, Choice]]:
    """Return what the persons chose, by person and topic."""
    found: defaultdict[int, dict[Topic, Choice]] = defaultdict(dict)
    for row in session.scalars(
        select(NotificationChoice).where(col(NotificationChoice.person_id).in_(person_ids))
    ):
        found[row.person_id][Topic(row.topic)] = Choice(
            rhythm=Rhythm(row.rhythm),
            in_app=row.in_app,
            by_email=row.by_email,
            by_sms=row.by_sms,
        )
    return found


def _times(session: Session, person_ids: Collection[int]) -> dict[int, Times]:
    return {
        row.person_id: Times(
            digest_at=row.digest_at,
            weekday=row.weekday,
            quiet=None
            if row.quiet_from is None or row.quiet_to is None
            else Quiet(begins=row.quiet_from, ends=row.quiet_to),
        )
        for row in session.scalars(
            select(NotificationTimes).where(col(NotificationTimes.person_id).in_(person_ids))
        )
    }
