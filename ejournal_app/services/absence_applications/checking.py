"""What an application may say: its days, its reason, the school's limits (Regulation 11)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.absence_filing import (
    days_with_lessons,
    require_in_time,
    require_within_limits,
)
from ejournal_app.domain.absence_states import ApplicationState
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.journal_cells import Justification
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import AbsenceApplication, Person, Pupil
from ejournal_app.persistence.queries.pupils import PupilRow, pupils_enrolled
from ejournal_app.persistence.queries.schools import year_on
from ejournal_app.policies.rules import require
from ejournal_app.services.absences.filing import filing_facts
from ejournal_app.services.calendars import load_calendar
from ejournal_app.services.school_rules import filing_limits
from ejournal_app.services.setup.texts import fitting, required

from .counted import counted_days

WORDS_LIMIT = 500
FILING_PAGE = "/pieteikt-kavejumu"
OPEN_STATES = tuple(state for state in ApplicationState if state.is_open)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationData:
    """What somebody applies for."""

    starts_on: date
    ends_on: date
    first_lesson: int | None = None
    """A part of one day: from this lesson to the last one; None for whole days."""
    last_lesson: int | None = None
    reason: Justification = Justification.ILLNESS
    words: str = ""
    document_id: int | None = None


def days_message(first: date, last: date) -> Message:
    """Return the days of an absence, to be put into a sentence."""
    if first == last:
        return Message(N_("the day {first}"), {"first": first})
    return Message(N_("the days {first} to {last}"), {"first": first, "last": last})


def not_there(permission: Permission, application_id: int) -> Forbidden:
    """Return the refusal of an application that does not exist."""
    return Forbidden(
        Attempt(action=permission, entity="absence_application", entity_id=application_id)
    )


def pupil_locked(session: Session, actor: Actor, pupil_id: int) -> PupilRow:
    """Return the pupil the actor may apply for; of two who apply at once the second waits."""
    today = clock.today()
    require(actor, Permission.ABSENCE_FILE, filing_facts(session, pupil_id, today))
    session.scalar(select(Pupil).where(col(Pupil.id) == pupil_id).with_for_update(key_share=True))
    rows = pupils_enrolled(session, today, col(Pupil.id) == pupil_id)
    if not rows:
        raise Refused(Message(N_("This pupil is not at the school today.")))
    return rows[0]


def checked(
    session: Session,
    actor: Actor,
    pupil: PupilRow,
    data: ApplicationData,
    *,
    but: int | None = None,
) -> ApplicationData:
    """Return what may be kept; Refused, at its field and with what to do, for what may not.

    `but` is the application that is being changed.
    """
    words = _words(data)
    if data.ends_on < data.starts_on:
        raise Refused(Message(N_("The last day is before the first.")), field="ends_on")
    _check_lessons(data)
    _check_days(session, actor, pupil, data, but)
    return ApplicationData(
        starts_on=data.starts_on,
        ends_on=data.ends_on,
        first_lesson=data.first_lesson,
        last_lesson=data.last_lesson,
        reason=data.reason,
        words=words,
        document_id=data.document_id,
    )


def _words(data: ApplicationData) -> str:
    if data.reason is Justification.NONE:
        raise Refused(Message(N_("Choose why the pupil is absent.")), field="reason")
    if data.reason is Justification.OTHER:
        return required(data.words, "words", WORDS_LIMIT)
    return fitting(data.words, "words", WORDS_LIMIT)


def _check_lessons(data: ApplicationData) -> None:
    first, last = data.first_lesson, data.last_lesson
    if first is None and last is None:
        return
    if first is None or last is None or data.starts_on != data.ends_on:
        raise Refused(
            Message(N_("A part of a day is one day, from one lesson to another.")),
            field="first_lesson",
        )
    if last < first:
        raise Refused(Message(N_("The last lesson is before the first.")), field="last_lesson")


def _check_days(
    session: Session, actor: Actor, pupil: PupilRow, data: ApplicationData, but: int | None
) -> None:
    year = year_on(session, data.starts_on)
    if year is None or year.id is None or not year.starts_on <= data.ends_on <= year.ends_on:
        raise Refused(Message(N_("These days are not in one school year.")), field="starts_on")
    limits = filing_limits(session, data.starts_on)
    require_in_time(data.ends_on, clock.today(), limits)
    calendar = load_calendar(session, year.id)
    asked = days_with_lessons(calendar, pupil.grade, data.starts_on, data.ends_on)
    if not asked:
        reason = calendar.lesson_day(data.starts_on, pupil.grade).reason
        if data.starts_on != data.ends_on or reason is None:
            reason = Message(N_("There are no lessons on these days: nothing to apply for."))
        raise Refused(reason, field="starts_on")
    _refuse_overlap(session, actor, pupil.pupil_id, data, but)
    if data.document_id is None:
        counted = counted_days(session, calendar, {pupil.pupil_id: pupil.grade}, year, but=but)
        require_within_limits(asked, counted[pupil.pupil_id].values(), limits)


def _refuse_overlap(
    session: Session, actor: Actor, pupil_id: int, data: ApplicationData, but: int | None
) -> None:
    found = session.execute(
        select(AbsenceApplication, Person)
        .join(Person, col(Person.id) == col(AbsenceApplication.filed_by_id))
        .where(
            col(AbsenceApplication.pupil_id) == pupil_id,
            col(AbsenceApplication.id) != (but or 0),
            col(AbsenceApplication.state).in_(OPEN_STATES),
            col(AbsenceApplication.starts_on) <= data.ends_on,
            col(AbsenceApplication.ends_on) >= data.starts_on,
        )
        .order_by(col(AbsenceApplication.starts_on), col(AbsenceApplication.id))
    )
    for other, by in found:
        if _apart(other, data):
            continue
        params = {
            "days": days_message(other.starts_on, other.ends_on),
            "name": f"{by.given_name} {by.family_name}",
        }
        if other.filed_by_id == actor.person_id:
            raise Refused(
                Message(
                    N_(
                        "You have applied for {days} already, and it is not decided."
                        " Change that application instead."
                    ),
                    params,
                ),
                field="starts_on",
                leads_to=f"{FILING_PAGE}?labot={other.id}",
            )
        raise Refused(
            Message(
                N_("{name} has applied for {days} already, and it is not decided."),
                params,
            ),
            field="starts_on",
        )


def _apart(other: AbsenceApplication, data: ApplicationData) -> bool:
    """Tell whether two parts of one day do not touch."""
    if None in (other.first_lesson, other.last_lesson, data.first_lesson, data.last_lesson):
        return False
    assert other.first_lesson is not None
    assert other.last_lesson is not None
    assert data.first_lesson is not None
    assert data.last_lesson is not None
    return other.last_lesson < data.first_lesson or data.last_lesson < other.first_lesson
