"""Bell schedules: ordinary ones from a date, others for days of the week or single dates."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.typed_name import require_typed
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import BellDay, BellPeriod, BellSchedule, SchoolYear
from ejournal_app.persistence.queries.schools import school_id_of
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case
from ejournal_app.services.lesson_planning import replan

from .texts import required

NUMBERS = range(13)
"""Lesson numbers the form offers."""
WEEKDAYS = range(1, 8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The time of one lesson, Europe/Riga wall clock."""

    number: int
    starts_at: time
    ends_at: time


@dataclass(frozen=True, slots=True, kw_only=True)
class BellDayRow:
    """A day of the week (1 is Monday) over a span, or one date."""

    bell_day_id: int
    weekday: int | None
    day: date | None
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A bell schedule with its times and the days it is for."""

    schedule_id: int
    name: str
    valid_from: date
    is_ordinary: bool
    is_in_force: bool
    periods: tuple[Period, ...]
    days: tuple[BellDayRow, ...]


@use_case
def bell_schedules(actor: Actor) -> tuple[Schedule, ...]:
    """Return all bell schedules: ordinary ones first, the latest first (Regulation 7.1)."""
    require(actor, Permission.SETUP_WRITE)
    today = clock.today()
    with reading() as session:
        rows = session.scalars(select(BellSchedule)).all()
        periods: dict[int, list[Period]] = defaultdict(list)
        for row in session.scalars(select(BellPeriod).order_by(col(BellPeriod.number))):
            periods[row.schedule_id].append(
                Period(number=row.number, starts_at=row.starts_at, ends_at=row.ends_at)
            )
        days: dict[int, list[BellDayRow]] = defaultdict(list)
        for row in session.scalars(select(BellDay).order_by(col(BellDay.effective_from))):
            days[row.schedule_id].append(
                BellDayRow(
                    bell_day_id=row.id or 0,
                    weekday=row.weekday,
                    day=row.day,
                    starts_on=row.effective_from,
                    ends_on=row.ends_on,
                )
            )
    begun = [row.valid_from for row in rows if row.is_ordinary and row.valid_from <= today]
    current = max(begun, default=None)
    return tuple(
        Schedule(
            schedule_id=row.id or 0,
            name=row.name,
            valid_from=row.valid_from,
            is_ordinary=row.is_ordinary,
            is_in_force=row.is_ordinary and row.valid_from == current,
            periods=tuple(periods[row.id or 0]),
            days=tuple(days[row.id or 0]),
        )
        for row in sorted(
            rows, key=lambda row: (row.is_ordinary, row.valid_from, row.id or 0), reverse=True
        )
    )


@use_case
def save_schedule(
    actor: Actor,
    schedule_id: int | None,
    *,
    name: str,
    valid_from: date,
    is_ordinary: bool,
    periods: Sequence[Period],
) -> int:
    """Add a schedule (`schedule_id` None) or change one; return its id.

    Lessons to come that nobody has touched ring by the new times, others keep theirs. Refused when
    times overlap, or when a lesson of the timetable would have none.
    """
    require(actor, Permission.SETUP_WRITE)
    name = required(name, "name", 100)
    ordered = _in_order(periods)
    with writing() as session:
        row = (
            BellSchedule(school_id=school_id_of(session), name=name, valid_from=valid_from)
            if schedule_id is None
            else _schedule(session, schedule_id)
        )
        _require_free(session, schedule_id, name, valid_from, is_ordinary=is_ordinary)
        row.name, row.valid_from, row.is_ordinary = name, valid_from, is_ordinary
        session.add(row)
        session.flush()
        assert row.id is not None
        _forget_periods(session, row.id)
        session.add_all(
            BellPeriod(
                schedule_id=row.id,
                number=period.number,
                starts_at=period.starts_at,
                ends_at=period.ends_at,
            )
            for period in ordered
        )
        _record(
            session,
            actor,
            row,
            {
                "name": name,
                "valid_from": valid_from.isoformat(),
                "is_ordinary": is_ordinary,
                "periods": [
                    f"{period.number}: {period.starts_at:%H:%M}-{period.ends_at:%H:%M}"
                    for period in ordered
                ],
            },
        )
        _plan_again(session)
        return row.id


@use_case
def remove_schedule(actor: Actor, schedule_id: int, *, typed: str) -> None:
    """Take a schedule away with its days; Refused for the only ordinary one, and when what was
    typed is not its name.
    """
    require(actor, Permission.SETUP_WRITE)
    with writing() as session:
        row = _schedule(session, schedule_id)
        ordinary = session.scalars(
            select(col(BellSchedule.id)).where(col(BellSchedule.is_ordinary).is_(True))
        ).all()
        if row.is_ordinary and len(ordinary) == 1:
            raise Refused(Message(N_("The only ordinary bell schedule cannot be removed.")))
        require_typed(typed, row.name)
        _record(session, actor, row, None)
        _forget_periods(session, schedule_id)
        _forget_days(session, schedule_id)
        session.delete(row)
        _plan_again(session)


@use_case
def add_bell_day(
    actor: Actor,
    schedule_id: int,
    *,
    weekday: int | None,
    day: date | None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> None:
    """Let a schedule ring on a date, or on a day of the week from a date until another."""
    require(actor, Permission.SETUP_WRITE)
    if (weekday is None) == (day is None):
        raise Refused(Message(N_("Choose either a day of the week or a date.")), field="weekday")
    if weekday is not None and weekday not in WEEKDAYS:
        raise Refused(Message(N_("Choose either a day of the week or a date.")), field="weekday")
    effective = day or starts_on or clock.today()
    if ends_on is not None and ends_on < effective:
        raise Refused(Message(N_("The last day cannot be before the first.")), field="ends_on")
    with writing() as session:
        schedule = _schedule(session, schedule_id)
        session.add(
            BellDay(
                schedule_id=schedule_id,
                weekday=weekday,
                day=day,
                effective_from=effective,
                ends_on=None if day is not None else ends_on,
            )
        )
        shown = day.isoformat() if day is not None else weekday
        _record(session, actor, schedule, {"rings_on": shown, "from": effective.isoformat()})
        _plan_again(session)


@use_case
def remove_bell_day(actor: Actor, bell_day_id: int) -> None:
    """Let a day ring as it otherwise would."""
    require(actor, Permission.SETUP_WRITE)
    with writing() as session:
        row = session.get(BellDay, bell_day_id)
        if row is None:
            raise Forbidden(
                Attempt(action=Permission.SETUP_WRITE, entity="bell_day", entity_id=bell_day_id)
            )
        schedule = _schedule(session, row.schedule_id)
        shown = row.day.isoformat() if row.day is not None else row.weekday
        _record(session, actor, schedule, {"rings_no_more_on": shown})
        session.delete(row)
        _plan_again(session)


def _in_order(periods: Sequence[Period]) -> list[Period]:
    """Return the times by lesson number; Refused when they cannot be a school day."""
    if not periods:
        raise Refused(Message(N_("Enter the time of at least one lesson.")), field="periods")
    ordered = sorted(periods, key=lambda period: period.number)
    if len({period.number for period in ordered}) < len(ordered) or not {
        period.number for period in ordered
    } <= set(NUMBERS):
        raise Refused(Message(N_("Each lesson has one time.")), field="periods")
    for period in ordered:
        if period.ends_at <= period.starts_at:
            raise Refused(
                Message(N_("Lesson {number} must end after it begins."), {"number": period.number}),
                field="periods",
            )
    for earlier, later in pairwise(ordered):
        if later.starts_at < earlier.ends_at:
            raise Refused(
                Message(
                    N_("Lesson {later} begins at {start}, before lesson {earlier} ends at {end}."),
                    {
                        "later": later.number,
                        "start": f"{later.starts_at:%H:%M}",
                        "earlier": earlier.number,
                        "end": f"{earlier.ends_at:%H:%M}",
                    },
                ),
                field="periods",
            )
    return ordered


def _require_free(
    session: Session, own_id: int | None, name: str, valid_from: date, *, is_ordinary: bool
) -> None:
    for row in session.scalars(
        select(BellSchedule).where(col(BellSchedule.valid_from) == valid_from)
    ):
        if row.id != own_id and (row.name == name or (is_ordinary and row.is_ordinary)):
            raise Refused(
                Message(N_("There is such a bell schedule from this day already.")),
                field="valid_from",
            )


def _schedule(session: Session, schedule_id: int) -> BellSchedule:
    row = session.get(BellSchedule, schedule_id)
    if row is None:
        raise Forbidden(
            Attempt(action=Permission.SETUP_WRITE, entity="bell_schedule", entity_id=schedule_id)
        )
    return row


def _forget_periods(session: Session, schedule_id: int) -> None:
    session.execute(delete(BellPeriod).where(col(BellPeriod.schedule_id) == schedule_id))


def _forget_days(session: Session, schedule_id: int) -> None:
    session.execute(delete(BellDay).where(col(BellDay.schedule_id) == schedule_id))


def _plan_again(session: Session) -> None:
    """Give the lessons to come of every year their times."""
    today = clock.today()
    session.flush()
    for year in session.scalars(select(SchoolYear).where(col(SchoolYear.ends_on) >= today)).all():
        assert year.id is not None
        replan(session, year.id, max(today, year.starts_on))  # type: ignore[arg-type]


def _record(
    session: Session, actor: Actor, row: BellSchedule, after: dict[str, object] | None
) -> None:
    audit.record(
        session,
        actor=actor,
        action=Permission.SETUP_WRITE,
        entity="bell_schedule",
        entity_id=row.id,
        before={"name": row.name} if after is None else None,
        after=after,
    )
