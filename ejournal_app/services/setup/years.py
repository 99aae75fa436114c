"""School years: the list, a new one by the published dates, and a copy of the last one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.school_calendar import BreakSpan, SemesterSpan
from ejournal_app.domain.school_year_defaults import (
    default_year,
    school_year_of,
    school_year_to_prepare,
)
from ejournal_app.domain.year_shift import shifted_breaks, shifted_semesters
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    ImportRun,
    SchoolBreak,
    SchoolClass,
    SchoolYear,
    Semester,
)
from ejournal_app.persistence.queries.schools import school_id_of, years_of
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.changes.kinds import RunKind
from ejournal_app.services.changes.log import ChangeLog
from ejournal_app.services.changes.runs import open_run
from ejournal_app.services.guard import use_case

from .year_carry import carry_teaching

_YEARS_AHEAD = 2
_YEARS_BACK = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRow:
    """A year in the list; `run_id` is the copy it came from while that can be taken back."""

    year_id: int
    starting: int
    starts_on: date
    ends_on: date
    is_current: bool
    classes: int
    run_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsPage:
    """The years, the latest first, and which may be added, the likeliest first.

    Those that may be copied are among them; they have a year before them.
    """

    years: tuple[YearRow, ...]
    may_add: tuple[int, ...]
    may_copy: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedYear:
    """What a copy carried over, in rows."""

    year_id: int
    run_id: int
    semesters: int
    breaks: int
    classes: int
    curriculum_lines: int
    class_teachers: int
    groups: int
    left: tuple[Message, ...]
    """What of the year before was not carried over, and why."""


@use_case
def years_page(actor: Actor) -> YearsPage:
    """Return the school years (Regulation 7.1)."""
    require(actor, Permission.SETUP_WRITE)
    today = clock.today()
    with reading() as session:
        counted = session.connection().execute(
            select(col(SchoolClass.year_id), func.count()).group_by(col(SchoolClass.year_id))
        )
        classes = {row[0]: row[1] for row in counted}
        years = years_of(session)
        runs = _copies(session)
        known = {year.starting for year in years}
        free = [starting for starting in _choices(today) if starting not in known]
        wanted = school_year_to_prepare(today)
        return YearsPage(
            years=tuple(
                YearRow(
                    year_id=year.id,
                    starting=year.starting,
                    starts_on=year.starts_on,
                    ends_on=year.ends_on,
                    is_current=year.starts_on <= today <= year.ends_on,
                    classes=classes.get(year.id, 0),
                    run_id=runs.get(year.id),
                )
                for year in years
                if year.id is not None
            ),
            may_add=tuple(
                sorted(free, key=lambda starting: (starting < wanted, abs(starting - wanted)))
            ),
            may_copy=tuple(starting for starting in free if starting - 1 in known),
        )


@use_case
def create_year(actor: Actor, starting: int) -> int:
    """Add a year with the dates the Cabinet published, or by the usual pattern; return its id."""
    require(actor, Permission.SETUP_WRITE)
    calendar = default_year(_possible(starting))
    with writing() as session:
        year = _new_year(session, starting)
        session.add(year)
        _flush(session, starting)
        assert year.id is not None
        session.add_all(_rows(year.id, calendar.semesters, calendar.breaks))
        audit.record(
            session,
            actor=actor,
            action=Permission.SETUP_WRITE,
            entity="school_year",
            entity_id=year.id,
            after={"starting": starting},
        )
        return year.id


@use_case
def copy_year(actor: Actor, starting: int) -> CopiedYear:
    """Add a year with all that repeats from the year before, as a run that can be taken back.

    Semesters and breaks move to the new year's dates; classes come empty, with the curriculum,
    class teachers go on with their classes, groups of subjects with theirs (`year_carry`). Bells,
    kinds of work, rules, subjects and the items of personal files belong to the school and simply
    go on. Single days do not repeat. Refused when the year is there already or the one before is
    not.
    """
    require(actor, Permission.SETUP_WRITE)
    old, new = default_year(_possible(starting) - 1), default_year(starting)
    with writing() as session:
        last = session.scalars(
            select(SchoolYear).where(col(SchoolYear.starting) == starting - 1)
        ).first()
        if last is None or last.id is None:
            raise Refused(
                Message(N_("There is no year before this one to copy from.")), field="starting"
            )
        changes = ChangeLog(session)
        year = _new_year(session, starting)
        changes.add(year)
        _flush(session, starting)
        assert year.id is not None
        semesters = shifted_semesters(_semesters(session, last.id), old, new)
        breaks = shifted_breaks(_breaks(session, last.id), old, new)
        for row in _rows(year.id, semesters, breaks):
            changes.add(row)
        carried = carry_teaching(session, changes, last, year)
        counts = {
            "semesters": len(semesters),
            "breaks": len(breaks),
            "classes": carried.classes,
            "curriculum_lines": carried.curriculum_lines,
            "class_teachers": carried.class_teachers,
            "groups": carried.groups,
        }
        run_id = open_run(
            session,
            actor=actor,
            school_id=year.school_id,
            kind=RunKind.YEAR_COPY,
            valid_from=year.starts_on,
            summary={"starting": starting, "year_id": year.id, **counts},
        )
        changes.write(run_id)
        return CopiedYear(year_id=year.id, run_id=run_id, **counts, left=carried.left)


def _possible(starting: int) -> int:
    if starting not in _choices(clock.today()):
        raise Refused(Message(N_("Choose a school year from the list.")), field="starting")
    return starting


def _choices(today: date) -> range:
    current = school_year_of(today)
    return range(current - _YEARS_BACK, current + _YEARS_AHEAD + 1)


def _new_year(session: Session, starting: int) -> SchoolYear:
    return SchoolYear(
        school_id=school_id_of(session),
        starting=starting,
        starts_on=date(starting, 9, 1),
        ends_on=date(starting + 1, 8, 31),
    )


def _flush(session: Session, starting: int) -> None:
    try:
        session.flush()
    except IntegrityError:
        raise Refused(
            Message(
                N_("The school year {first}/{last} is there already."),
                {"first": starting, "last": starting + 1},
            ),
            field="starting",
        ) from None


def _rows(
    year_id: int, semesters: Iterable[SemesterSpan], breaks: Iterable[BreakSpan]
) -> list[Semester | SchoolBreak]:
    return [
        *(
            Semester(
                year_id=year_id,
                grade=span.grade,
                number=span.number,
                starts_on=span.starts_on,
                ends_on=span.ends_on,
            )
            for span in semesters
        ),
        *(
            SchoolBreak(
                year_id=year_id,
                grade=span.grade,
                name=span.name,
                starts_on=span.starts_on,
                ends_on=span.ends_on,
            )
            for span in breaks
        ),
    ]


def _semesters(session: Session, year_id: int) -> tuple[SemesterSpan, ...]:
    return tuple(
        SemesterSpan(
            grade=row.grade, number=row.number, starts_on=row.starts_on, ends_on=row.ends_on
        )
        for row in session.scalars(select(Semester).where(col(Semester.year_id) == year_id))
    )


def _breaks(session: Session, year_id: int) -> tuple[BreakSpan, ...]:
    return tuple(
        BreakSpan(name=row.name, starts_on=row.starts_on, ends_on=row.ends_on, grade=row.grade)
        for row in session.scalars(select(SchoolBreak).where(col(SchoolBreak.year_id) == year_id))
    )


def _copies(session: Session) -> dict[int, int]:
    """Return, by year, the copy it came from, unless that was taken back."""
    runs = session.scalars(
        select(ImportRun).where(
            col(ImportRun.kind) == RunKind.YEAR_COPY, col(ImportRun.undone_at).is_(None)
        )
    )
    return {int(run.summary["year_id"]): run.id for run in runs if run.id is not None}
