"""What a family sees: for whom it may apply, what it applied for, how it stands (11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.absence_filing import FilingLimits, in_semester
from ejournal_app.domain.absence_states import ApplicationState
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import person_key
from ejournal_app.domain.journal_cells import Justification
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import AbsenceApplication, Person, Pupil
from ejournal_app.persistence.queries.class_teachers import class_teachers_of
from ejournal_app.persistence.queries.pupils import PupilRow, pupils_enrolled
from ejournal_app.persistence.queries.schools import year_on
from ejournal_app.policies.rules import allows, require
from ejournal_app.services import live
from ejournal_app.services.absences.filing import filing_facts
from ejournal_app.services.calendars import load_calendar
from ejournal_app.services.guard import use_case
from ejournal_app.services.school_rules import filing_limits, inform_by

from .counted import Standing, counted_days

_DAYS_OFFERED = 2
_OLDEST = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingChild:
    """A pupil of the family."""

    pupil_id: int
    name: str
    given_name: str
    class_name: str
    may_file: bool
    """Otherwise the school has not given this person the right to apply."""
    used: int
    """School days of this semester justified by parents, or applied for."""
    class_teachers: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnApplication:
    """An application for a pupil of the family."""

    application_id: int
    version: int
    pupil_id: int
    pupil: str
    starts_on: date
    ends_on: date
    first_lesson: int | None
    last_lesson: int | None
    reason: Justification
    words: str
    document_id: int | None
    filed_at: datetime
    filed_by: str
    is_mine: bool
    """Filed by the actor, who may change it until it is decided."""
    state: ApplicationState
    answer: str
    """What the class teacher asks, or why it was declined."""
    reply: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingPage:
    """The page on which a family applies."""

    today: date
    inform_by: time
    is_late: bool
    """It is past that time on a day with lessons: the school may have called already."""
    days: tuple[date, ...]
    """The next days with lessons, from today on: they are one tap."""
    limits: FilingLimits
    children: tuple[FilingChild, ...]
    applications: tuple[OwnApplication, ...]
    topics: tuple[str, ...]
    """What to listen to for changes."""


@use_case
def filing_page(actor: Actor) -> FilingPage:
    """Return for whom the actor may apply and what the family has applied for within a year."""
    require(actor, Permission.ACCOUNT_OWN)
    today, now = clock.today(), clock.now()
    with reading() as session:
        pupils = _pupils(session, actor, today)
        by_time = inform_by(session, today)
        days = _next_days(session, pupils, today)
        return FilingPage(
            today=today,
            inform_by=by_time,
            is_late=days[:1] == (today,) and clock.local(now).time() > by_time,
            days=days,
            limits=filing_limits(session, today),
            children=_children(session, actor, pupils, today),
            applications=_applications(session, actor, pupils, today),
            topics=tuple(live.pupil_topic(pupil.pupil_id) for pupil in pupils),
        )


@use_case
def may_apply(actor: Actor, pupil_id: int) -> bool:
    """Tell whether the actor may apply for a pupil's absences."""
    require(actor, Permission.ACCOUNT_OWN)
    with reading() as session:
        facts = filing_facts(session, pupil_id, clock.today())
    return allows(actor, Permission.ABSENCE_FILE, facts)


def _pupils(session: Session, actor: Actor, today: date) -> list[PupilRow]:
    ids = set(actor.child_ids)
    if actor.pupil_id is not None:
        own = filing_facts(session, actor.pupil_id, today)
        # One who is not of age has parents for this, and nothing to do here.
        ids |= {actor.pupil_id} if allows(actor, Permission.ABSENCE_FILE, own) else set()
    rows = pupils_enrolled(session, today, col(Pupil.id).in_(ids)) if ids else []
    return sorted(rows, key=lambda row: (row.grade, person_key(row.family_name, row.given_name)))


def _next_days(session: Session, pupils: Sequence[PupilRow], today: date) -> tuple[date, ...]:
    grades = {pupil.grade for pupil in pupils}
    year = year_on(session, today)
    if not grades or year is None or year.id is None:
        return ()
    calendar = load_calendar(session, year.id)
    found: list[date] = []
    day = calendar.nearest_lesson_day(today, grades, 1)
    while day is not None and len(found) < _DAYS_OFFERED:
        found.append(day)
        day = calendar.nearest_lesson_day(day + timedelta(days=1), grades, 1)
    return tuple(found)


def _children(
    session: Session, actor: Actor, pupils: Sequence[PupilRow], today: date
) -> tuple[FilingChild, ...]:
    used = _used(session, pupils, today)
    teachers = class_teachers_of(session, [pupil.pupil_id for pupil in pupils], today)
    names = {
        person.id: f"{person.given_name} {person.family_name}"
        for person in session.scalars(
            select(Person).where(col(Person.id).in_(frozenset[int]().union(*teachers.values())))
        )
    }
    return tuple(
        FilingChild(
            pupil_id=pupil.pupil_id,
            name=f"{pupil.given_name} {pupil.family_name}",
            given_name=pupil.given_name,
            class_name=pupil.class_name,
            # A question for each child: there are two or three of them.
            may_file=allows(
                actor, Permission.ABSENCE_FILE, filing_facts(session, pupil.pupil_id, today)
            ),
            used=used.get(pupil.pupil_id, 0),
            class_teachers=", ".join(
                sorted(names[one] for one in teachers.get(pupil.pupil_id, ()) if one in names)
            ),
        )
        for pupil in pupils
    )


def _used(session: Session, pupils: Sequence[PupilRow], today: date) -> dict[int, int]:
    year = year_on(session, today)
    if year is None or year.id is None:
        return {}
    calendar = load_calendar(session, year.id)
    grades = {pupil.pupil_id: pupil.grade for pupil in pupils}
    counted = counted_days(session, calendar, grades, year)
    return {
        pupil: in_semester(
            {**days[Standing.APPLIED], **days[Standing.JUSTIFIED]},
            calendar.semester_on(today, grades[pupil]) or 0,
        )
        for pupil, days in counted.items()
    }


def _applications(
    session: Session, actor: Actor, pupils: Sequence[PupilRow], today: date
) -> tuple[OwnApplication, ...]:
    names = {pupil.pupil_id: pupil.given_name for pupil in pupils}
    rows = session.execute(
        select(AbsenceApplication, Person)
        .join(Person, col(Person.id) == col(AbsenceApplication.filed_by_id))
        .where(
            col(AbsenceApplication.pupil_id).in_(names),
            col(AbsenceApplication.ends_on) >= today - _OLDEST,
        )
        .order_by(col(AbsenceApplication.starts_on).desc(), col(AbsenceApplication.id).desc())
    )
    return tuple(
        OwnApplication(
            application_id=row.id or 0,
            version=row.version,
            pupil_id=row.pupil_id,
            pupil=names[row.pupil_id],
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            first_lesson=row.first_lesson,
            last_lesson=row.last_lesson,
            reason=Justification(row.reason),
            words=row.words,
            document_id=row.document_id,
            filed_at=row.filed_at,
            filed_by=f"{by.given_name} {by.family_name}",
            is_mine=row.filed_by_id == actor.person_id,
            state=ApplicationState(row.state),
            answer=row.answer,
            reply=row.reply,
        )
        for row, by in rows
    )
