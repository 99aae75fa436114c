"""What the class teacher and the management see of applications: what waits, what was decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.absence_filing import FilingLimits, in_semester
from ejournal_app.domain.absence_states import ApplicationState
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.journal_cells import Justification
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import (
    AbsenceApplication,
    Enrolment,
    Person,
    Pupil,
    SchoolClass,
    SchoolYear,
)
from ejournal_app.persistence.queries.facts import enrolled_on
from ejournal_app.persistence.queries.schools import year_on
from ejournal_app.policies.facts import PupilFacts
from ejournal_app.policies.predicates import is_management, is_superuser
from ejournal_app.policies.rules import allows, require
from ejournal_app.services import live
from ejournal_app.services.calendars import load_calendar
from ejournal_app.services.guard import use_case
from ejournal_app.services.school_rules import filing_limits

from .checking import OPEN_STATES
from .counted import Standing, counted_days

DECIDED_DAYS = timedelta(days=60)
"""How long what was decided stays on the page."""
_MOST_DECIDED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskApplication:
    """An application with what is needed to decide."""

    application_id: int
    version: int
    pupil_id: int
    pupil: str
    class_name: str
    starts_on: date
    ends_on: date
    first_lesson: int | None
    last_lesson: int | None
    reason: Justification
    words: str
    """Empty for whoever may not know why a pupil was absent."""
    document_id: int | None
    filed_at: datetime
    filed_by: str
    state: ApplicationState
    answer: str
    reply: str
    decided_at: datetime | None
    decided_by: str
    justified: int
    """School days parents have justified in the semester of the absence."""
    a_semester: int
    """How many they may."""
    may_decide: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationDesk:
    """The page of applications."""

    waiting: tuple[DeskApplication, ...]
    """For a decision, the earliest absence first."""
    asked: tuple[DeskApplication, ...]
    """For the family's answer."""
    decided: tuple[DeskApplication, ...]
    """The latest first."""
    today: date
    topics: tuple[str, ...]


@use_case
def application_desk(actor: Actor) -> ApplicationDesk:
    """Return the applications of the own class; management and superuser see all classes."""
    require(actor, Permission.NOTE_LIST)
    today = clock.today()
    with reading() as session:
        year = year_on(session, today)
        found = _rows(session, actor, today)
        used = _justified(session, found, year)
        limits = filing_limits(session, today)
        shown = [_shown(actor, row, used, limits) for row in found]
        topics = _topics(session, actor, year)
    waiting = [one for one in shown if one.state is ApplicationState.PENDING]
    return ApplicationDesk(
        waiting=tuple(sorted(waiting, key=lambda one: (one.starts_on, one.filed_at))),
        asked=tuple(one for one in shown if one.state is ApplicationState.ASKED),
        decided=tuple(
            sorted(
                (one for one in shown if not one.state.is_open),
                key=lambda one: one.decided_at or one.filed_at,
                reverse=True,
            )
        )[:_MOST_DECIDED],
        today=today,
        topics=topics,
    )


@use_case
def waiting_by_class(actor: Actor) -> dict[int, int]:
    """Return how many applications wait for a decision, by own class."""
    require(actor, Permission.NOTE_LIST)
    with reading() as session:
        return waiting_in(session, actor.class_ids)


def waiting_in(session: Session, class_ids: Iterable[int]) -> dict[int, int]:
    """Return how many applications wait for a decision, by class."""
    rows = session.execute(
        select(col(Enrolment.class_id), func.count())
        .join(AbsenceApplication, col(AbsenceApplication.pupil_id) == col(Enrolment.pupil_id))
        .where(
            col(AbsenceApplication.state) == ApplicationState.PENDING,
            col(Enrolment.class_id).in_(list(class_ids)),
            *enrolled_on(clock.today()),
        )
        .group_by(col(Enrolment.class_id))
    )
    return {int(class_id): int(number) for class_id, number in rows}


@dataclass(frozen=True, slots=True)
class _Row:
    application: AbsenceApplication
    pupil: Person
    school_class: SchoolClass
    filed_by: Person
    decided_by: Person | None


def _own_class(actor: Actor) -> list[ColumnElement[bool]]:
    """Return the conditions for a class teacher's own pupils; none for who sees all."""
    if is_management(actor, None) or is_superuser(actor, None):
        return []
    return [col(Enrolment.class_id).in_(list(actor.class_ids))]


def _rows(session: Session, actor: Actor, today: date) -> list[_Row]:
    filer, decider = aliased(Person), aliased(Person)
    rows = session.execute(
        select(AbsenceApplication, Person, SchoolClass, filer, decider)
        .join(Pupil, col(Pupil.id) == col(AbsenceApplication.pupil_id))
        .join(Person, col(Person.id) == col(Pupil.person_id))
        .join(Enrolment, col(Enrolment.pupil_id) == col(Pupil.id))
        .join(SchoolClass, col(SchoolClass.id) == col(Enrolment.class_id))
        .join(filer, col(filer.id) == col(AbsenceApplication.filed_by_id))
        .outerjoin(decider, col(decider.id) == col(AbsenceApplication.decided_by_id))
        .where(
            *enrolled_on(today),
            *_own_class(actor),
            or_(
                col(AbsenceApplication.state).in_(OPEN_STATES),
                col(AbsenceApplication.filed_at) >= clock.now() - DECIDED_DAYS,
            ),
        )
        .order_by(col(AbsenceApplication.filed_at).desc(), col(AbsenceApplication.id).desc())
    )
    return [_Row(*row) for row in rows]


def _justified(session: Session, rows: list[_Row], year: SchoolYear | None) -> dict[int, int]:
    """Return, by application, the days justified in its semester."""
    if year is None or year.id is None:
        return {}
    calendar = load_calendar(session, year.id)
    grades = {row.application.pupil_id: row.school_class.grade for row in rows}
    counted = counted_days(session, calendar, grades, year)
    found: dict[int, int] = {}
    for row in rows:
        own = row.application
        semester = calendar.semester_on(own.starts_on, row.school_class.grade) or 0
        days = counted[own.pupil_id][Standing.JUSTIFIED]
        found[own.id or 0] = in_semester(days, semester)
    return found


def _shown(actor: Actor, row: _Row, used: dict[int, int], limits: FilingLimits) -> DeskApplication:
    own, class_id = row.application, row.school_class.id or 0
    facts = PupilFacts(pupil_id=own.pupil_id, class_ids=frozenset({class_id}))
    reads = allows(actor, Permission.NOTE_READ, facts)
    decider = row.decided_by
    return DeskApplication(
        application_id=own.id or 0,
        version=own.version,
        pupil_id=own.pupil_id,
        pupil=f"{row.pupil.family_name} {row.pupil.given_name}",
        class_name=row.school_class.name,
        starts_on=own.starts_on,
        ends_on=own.ends_on,
        first_lesson=own.first_lesson,
        last_lesson=own.last_lesson,
        reason=Justification(own.reason),
        words=own.words if reads else "",
        document_id=own.document_id if reads else None,
        filed_at=own.filed_at,
        filed_by=f"{row.filed_by.given_name} {row.filed_by.family_name}",
        state=ApplicationState(own.state),
        answer=own.answer if reads else "",
        reply=own.reply if reads else "",
        decided_at=own.decided_at,
        decided_by=f"{decider.given_name} {decider.family_name}" if decider else "",
        justified=used.get(own.id or 0, 0),
        a_semester=limits.a_semester,
        may_decide=ApplicationState(own.state).is_open
        and allows(actor, Permission.NOTE_WRITE, facts),
    )


def _topics(session: Session, actor: Actor, year: SchoolYear | None) -> tuple[str, ...]:
    classes = set(actor.class_ids)
    if not _own_class(actor) and year is not None:
        classes |= {
            class_id
            for class_id in session.scalars(
                select(col(SchoolClass.id)).where(col(SchoolClass.year_id) == year.id)
            )
            if class_id is not None
        }
    return tuple(live.class_topic(class_id) for class_id in sorted(classes))
