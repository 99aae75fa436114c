"""Only the superuser sets the school up."""

from datetime import date
from typing import Any

import pytest

from ejournal_app.domain.access import Permission
from ejournal_app.services import setup
from ejournal_app.services.setup import (
    bell_schedules,
    breaks,
    checklist,
    days,
    logo,
    rules,
    school_data,
    semesters,
    work_kinds,
    year_page,
    year_removal,
    years,
)
from tests.support.school import TinySchool
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in

DAY = date(2027, 2, 1)
SPAN = semesters.SemesterDates(first_starts=DAY, first_ends=DAY, second_starts=DAY, second_ends=DAY)
KIND = work_kinds.KindValues(name_lv="x", name_en="x", scale="", weight=1, deadline_days=1)


def cases(school: TinySchool) -> dict[Any, Case]:
    year = school.year_id

    def own(call: Any) -> Case:
        return Case(call, {"superuser"}, Permission.SETUP_WRITE)

    return {
        checklist.checklist: own(checklist.checklist),
        year_removal.remove_year: Case(
            lambda actor: year_removal.remove_year(actor, year),
            {"superuser"},
            Permission.SETUP_WRITE,
        ),
        checklist.has_blocking_steps: own(checklist.has_blocking_steps),
        school_data.school_page: own(school_data.school_page),
        school_data.save_school: own(
            lambda actor: school_data.save_school(actor, school_data.SchoolData(name="x"))
        ),
        logo.logo: Case(logo.logo, {*school.actors.all()}, Permission.ACCOUNT_OWN),
        logo.require_logo_change: own(logo.require_logo_change),
        logo.save_logo: own(lambda actor: logo.save_logo(actor, b"")),
        logo.remove_logo: own(logo.remove_logo),
        years.years_page: own(years.years_page),
        years.create_year: own(lambda actor: years.create_year(actor, 2027)),
        years.copy_year: own(lambda actor: years.copy_year(actor, 2027)),
        year_page.year_page: own(lambda actor: year_page.year_page(actor, year)),
        semesters.save_semesters: own(
            lambda actor: semesters.save_semesters(actor, year, [5], SPAN)
        ),
        breaks.save_break: own(
            lambda actor: breaks.save_break(
                actor, year, None, name="x", grade=None, starts_on=DAY, ends_on=DAY
            )
        ),
        breaks.remove_break: own(lambda actor: breaks.remove_break(actor, year, 1)),
        days.add_day: own(
            lambda actor: days.add_day(actor, year, day=DAY, kind="closed", name="x", grade=None)
        ),
        days.remove_day: own(lambda actor: days.remove_day(actor, year, 1)),
        bell_schedules.bell_schedules: own(bell_schedules.bell_schedules),
        bell_schedules.save_schedule: own(
            lambda actor: bell_schedules.save_schedule(
                actor, None, name="x", valid_from=DAY, is_ordinary=False, periods=[]
            )
        ),
        bell_schedules.remove_schedule: own(
            lambda actor: bell_schedules.remove_schedule(actor, 1, typed="")
        ),
        bell_schedules.add_bell_day: own(
            lambda actor: bell_schedules.add_bell_day(actor, 1, weekday=1, day=None)
        ),
        bell_schedules.remove_bell_day: own(lambda actor: bell_schedules.remove_bell_day(actor, 1)),
        rules.rules_page: own(rules.rules_page),
        rules.save_rule: own(
            lambda actor: rules.save_rule(actor, "lesson_entry_due", "17:00", DAY)
        ),
        rules.withdraw_rule: own(lambda actor: rules.withdraw_rule(actor, 1)),
        work_kinds.kinds_page: own(work_kinds.kinds_page),
        work_kinds.save_kind: own(lambda actor: work_kinds.save_kind(actor, "", KIND, DAY)),
        work_kinds.add_usual_kinds: own(work_kinds.add_usual_kinds),
        work_kinds.retire_kind: own(lambda actor: work_kinds.retire_kind(actor, "test", DAY)),
        work_kinds.withdraw_kind: own(lambda actor: work_kinds.withdraw_kind(actor, 1)),
    }


def test_every_use_case_is_examined_here(school: TinySchool) -> None:
    assert named(cases(school)) == use_cases_in(setup)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_each_refuses_everybody_else_and_records_it_once(
    school: TinySchool, subtests: pytest.Subtests
) -> None:
    each_refuses_everybody_else(school, cases(school), subtests)
