"""The report of a month: how timely teachers and classes were, and what is still open."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.duties import Duty
from ejournal_app.domain.timeliness import Outcome, Tally, by_week, total
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import StoredFile
from ejournal_app.persistence.queries.schools import school_of
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.duties.things import things_due
from ejournal_app.services.guard import use_case
from ejournal_app.services.setup.logo import PURPOSE, Logo

from .heat_map import By, names_of
from .lines import DutyLine, duty_lines
from .spans import month_span


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A teacher or class in the month."""

    name: str
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyReport:
    """What is printed."""

    school: str
    logo: Logo | None = field(repr=False)
    month: date
    """Its first day."""
    made_at: datetime
    made_by: str
    total: Tally
    """Of the whole school: a deadline several people share counts once."""
    teachers: tuple[ReportRow, ...]
    classes: tuple[ReportRow, ...]
    open: tuple[DutyLine, ...]
    """What fell due in the month and is still missing, the oldest first."""


@use_case
def monthly_report(actor: Actor, month: date) -> MonthlyReport:
    """Return the report of the month a day is in; that somebody took it is on record."""
    require(actor, Permission.TIMELINESS_READ)
    now = clock.now()
    with reading() as session:
        span = month_span(session, month)
        duties = things_due(session, span.year_id, span.first, span.last, now, words=False)
        lines = duty_lines(session, duties, now)
        school = school_of(session)
        report = MonthlyReport(
            school="" if school is None else school.name,
            logo=school_logo(session),
            month=span.first,
            made_at=now,
            made_by=actor.name,
            total=total(by_week(duties, now, lambda _duty: (0,)).get(0, {}).values()),
            teachers=_rows(session, By.TEACHER, duties, now),
            classes=_rows(session, By.CLASS, duties, now),
            open=tuple(line for line in lines if line.outcome is Outcome.OVERDUE),
        )
    with writing() as session:
        audit.record(
            session,
            actor=actor,
            action=Permission.TIMELINESS_READ,
            entity="timeliness_report",
            after={"month": f"{report.month:%Y-%m}"},
        )
    return report


def _rows(session: Session, by: By, duties: Sequence[Duty], now: datetime) -> tuple[ReportRow, ...]:
    found = by_week(duties, now, by.owners)
    names = names_of(session, by, found)
    return tuple(
        ReportRow(name=name, tally=total(found[owner].values()))
        for owner, (name, _) in sorted(names.items(), key=lambda one: one[1][1])
    )


def school_logo(session: Session) -> Logo | None:
    """Return the logo as it is printed on documents; None while there is none."""
    row = session.scalars(select(StoredFile).where(col(StoredFile.purpose) == PURPOSE)).first()
    return None if row is None else Logo(media_type=row.media_type, content=row.content)
