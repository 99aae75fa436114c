"""The school, its year, calendar, bells and rules, as rows (Regulation 7.1, 13, 15)."""

from dataclasses import dataclass
from datetime import date

from ejournal_app.domain.deadlines import ENTRY_DUE_TIME
from ejournal_app.domain.school_calendar import SchoolCalendar
from ejournal_app.domain.school_year_defaults import default_year, school_year_of
from ejournal_app.domain.work_defaults import USUAL_BELLS, USUAL_KINDS, bell_end
from ejournal_app.persistence.models import (
    BellPeriod,
    BellSchedule,
    RuleSetting,
    School,
    SchoolBreak,
    SchoolYear,
    Semester,
    WorkKind,
)
from ejournal_app.services.school_rules import Rule

from .logins import DEMO_SETTING
from .tables import Tables

SCHOOL_NAME = "Rīgas Paraugskola"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPlan:
    """The school year that is filled."""

    school_id: int
    year_id: int
    starting: int
    calendar: SchoolCalendar
    today: date
    kinds: dict[str, int]
    """Ids of the kinds of work by code."""

    @property
    def starts_on(self) -> date:
        """Return the year's first day."""
        return date(self.starting, 9, 1)

    @property
    def ends_on(self) -> date:
        """Return the year's last day."""
        return date(self.starting + 1, 8, 31)


def school_of(tables: Tables, today: date) -> YearPlan:
    """Add the school, the year of today and everything it is set up with.

    In the summer that is the year just ended, so that there is something to see.
    """
    starting = school_year_of(today)
    calendar = default_year(starting)
    first = date(starting, 9, 1)
    school = tables.add(
        School,
        name=SCHOOL_NAME,
        registration_number="0000000000",
        address="Skolas iela 1, Rīga",
    )
    year = tables.add(
        SchoolYear,
        school_id=school,
        starting=starting,
        starts_on=first,
        ends_on=date(starting + 1, 8, 31),
    )
    for span in calendar.semesters:
        tables.add(
            Semester,
            year_id=year,
            grade=span.grade,
            number=span.number,
            starts_on=span.starts_on,
            ends_on=span.ends_on,
        )
    for pause in calendar.breaks:
        tables.add(
            SchoolBreak,
            year_id=year,
            grade=pause.grade,
            name=pause.name,
            starts_on=pause.starts_on,
            ends_on=pause.ends_on,
        )
    _bells(tables, school, first)
    for key, value in ((DEMO_SETTING, "1"), (Rule.LESSON_ENTRY_DUE, f"{ENTRY_DUE_TIME:%H:%M}")):
        tables.add(RuleSetting, school_id=school, key=str(key), effective_from=first, value=value)
    return YearPlan(
        school_id=school,
        year_id=year,
        starting=starting,
        calendar=calendar,
        today=today,
        kinds={
            code: tables.add(
                WorkKind,
                school_id=school,
                code=code,
                name_lv=kind.name_lv,
                name_en=kind.name_en,
                scale=str(kind.scale or ""),
                weight=kind.weight,
                deadline_days=kind.deadline_days,
                is_test=kind.is_test,
                effective_from=first,
            )
            for code, kind in USUAL_KINDS.items()
        },
    )


def _bells(tables: Tables, school_id: int, first: date) -> None:
    schedule = tables.add(
        BellSchedule, school_id=school_id, name="Parastais zvanu saraksts", valid_from=first
    )
    for number, starts_at in enumerate(USUAL_BELLS):
        tables.add(
            BellPeriod,
            schedule_id=schedule,
            number=number,
            starts_at=starts_at,
            ends_at=bell_end(starts_at),
        )
