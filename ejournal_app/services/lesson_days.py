"""Whether anything of a lesson may be written on a day: one rule for every door (13, 14).

The calendar of the grade closes days for everybody, with the holiday named. A teacher's incapacity
for work (darba nespēja) closes them for that teacher. What is dated on other days may be written at
any time, and taking something away may be done on every day.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import Journal, Person
from ejournal_app.persistence.queries.incapacity import Incapacity, incapacities
from ejournal_app.policies.rules import allows

from .calendars import load_calendar


def require_lesson_day(
    session: Session,
    actor: Actor,
    journal: Journal,
    day: date,
    *,
    field: str = "",
    known: dict[int, list[Incapacity]] | None = None,
) -> None:
    """Raise Refused when the actor may write nothing dated `day` in a journal.

    `known` keeps what was already looked up of incapacities in one unit of work.
    """
    refusal = lesson_day_refusal(session, actor, journal, day, field=field, known=known)
    if refusal is not None:
        raise refusal


def lesson_day_refusal(
    session: Session,
    actor: Actor,
    journal: Journal,
    day: date,
    *,
    field: str = "",
    known: dict[int, list[Incapacity]] | None = None,
) -> Refused | None:
    """Return the refusal of a day in a journal for the actor; None when it is open."""
    verdict = load_calendar(session, journal.year_id).lesson_day(
        day, journal.grade, in_breaks=journal.runs_in_breaks
    )
    if verdict.reason is not None:
        overrides = allows(actor, Permission.SETUP_WRITE)
        leads_to = f"/iestatijumi/gads/{journal.year_id}" if overrides else ""
        return Refused(verdict.reason, field=field, leads_to=leads_to)
    known = {} if known is None else known
    if actor.person_id not in known:
        known |= {actor.person_id: [], **incapacities(session, [actor.person_id])}
    unfit = incapacity_on(known[actor.person_id], day)
    if unfit is None:
        return None
    overrides = allows(actor, Permission.TEACHER_ABSENCE_OVERRIDE)
    return Refused(
        incapacity_words(session, actor, actor.person_id, unfit, day),
        field=field,
        leads_to=f"/prombutnes/{unfit.absence_id}" if overrides else "",
    )


def incapacity_on(spans: Iterable[Incapacity], day: date) -> Incapacity | None:
    """Return the incapacity in which lessons of a day are refused."""
    return next((span for span in spans if span.covers(day)), None)


def incapacity_words(
    session: Session, reader: Actor, person_id: int, unfit: Incapacity, day: date
) -> Message:
    """Return why lessons of a day are refused, as much of it as the reader may know.

    The reason is for the teacher concerned and for those who may read reasons; the others read
    that nothing is registered, and no more.
    """
    params: dict[str, Any] = {"day": day, "first": unfit.starts_on, "last": unfit.ends_on}
    if reader.person_id == person_id:
        if unfit.ends_on is None:
            return Message(
                N_("You are unfit for work since {first}: no lesson of {day} is registered."),
                params,
            )
        return Message(
            N_("You are unfit for work from {first} to {last}: no lesson of {day} is registered."),
            params,
        )
    person = session.get_one(Person, person_id)
    params["name"] = f"{person.given_name} {person.family_name}"
    if not allows(reader, Permission.TEACHER_ABSENCE_READ):
        return Message(N_("{name} registers no lessons on {day}."), params)
    if unfit.ends_on is None:
        return Message(
            N_("{name} is unfit for work since {first}: no lesson of {day} is registered."), params
        )
    return Message(
        N_("{name} is unfit for work from {first} to {last}: no lesson of {day} is registered."),
        params,
    )
