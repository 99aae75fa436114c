"""First run and set-up: school, years, bells, kinds of work, rules.

Every form below has two values that cannot be: whatever garbage takes the place of one part of
it, the other still refuses it.
"""

from typing import Any

from tests.states.rows import Row
from tests.states.school import Objects

SUPERUSER = frozenset({"virslietotajs"})
NOWHERE = 10**9
YEAR = {"year_id": NOWHERE}


def _form(path: str, form: dict[str, Any], **more: Any) -> Row:
    return Row(
        open_to=SUPERUSER,
        path=lambda _own: path,
        arguments=lambda _school: {**more, "form": form},
    )


def _about(path: str, **arguments: Any) -> Row:
    return Row(open_to=SUPERUSER, path=lambda _own: path, arguments=lambda _school: arguments)


def _opens(path: str) -> Row:
    return Row(open_to=SUPERUSER, path=lambda _own: path)


def _year_page(_own: Objects) -> str:
    return "/iestatijumi/gads/1"


_YEAR, _YEARS = "/iestatijumi/gads/1", "/iestatijumi/gadi"
_BELLS, _WORKS = "/iestatijumi/zvani", "/iestatijumi/darbi"
_RULES, _SCHOOL = "/iestatijumi/noteikumi", "/iestatijumi/skola"
_DATES = ("first_starts", "first_ends", "second_starts", "second_ends")
_NO_DATES = dict.fromkeys(_DATES, "nav diena")

ROWS: dict[str, Row] = {
    "first_run.FirstRun.enter": Row(path=lambda _own: "/sakums"),
    "first_run.FirstRun.create": Row(
        path=lambda _own: "/sakums",
        arguments=lambda _school: {
            "form": {
                "code": "nav",
                "school_name": "",
                "given_name": "",
                "family_name": "",
                "username": "",
                "password": "",
                "password_again": "",
            }
        },
    ),
    "setup_school.SetupSchool.enter": _opens(_SCHOOL),
    "setup_school.SetupSchool.save": _form(
        _SCHOOL,
        {
            "name": "Skola",
            "registration_number": "nav",
            "address": "",
            "phone": "",
            "email": "nav",
            "website": "",
            "director_name": "",
        },
    ),
    # Takes no arguments: there is nothing to spoil, and who may is told by the others' refusals.
    "setup_school.SetupSchool.remove_logo": _opens(_SCHOOL),
    "setup_years.SetupYears.enter": _opens(_YEARS),
    "setup_years.SetupYears.add": _form(_YEARS, {"starting": "1999"}),
    "setup_years.SetupYears.remove": _about(_YEARS, year_id=NOWHERE),
    "setup_years.SetupYears.copy": _form(_YEARS, {"copy_starting": "1999"}),
    "setup_years.SetupYears.undo_copy": _about(_YEARS, run_id=NOWHERE),
    "setup_year.SetupYear.enter": Row(open_to=SUPERUSER, path=_year_page),
    "setup_year.SetupYear.edit_group": _about(_YEAR, **YEAR, place=0),
    "setup_year.SetupYear.save_semesters": _form(_YEAR, {**_NO_DATES, "grade_5": "on"}, **YEAR),
    "setup_year.SetupYear.edit_break": _about(_YEAR, **YEAR, break_id=NOWHERE),
    "setup_year.SetupYear.save_break": _form(
        _YEAR,
        {
            "break_id": "",
            "break_name": "Brīvdienas",
            "break_grade": "",
            "break_starts": "nav diena",
            "break_ends": "nav diena",
        },
        **YEAR,
    ),
    "setup_year.SetupYear.remove_break": _about(_YEAR, **YEAR, break_id=NOWHERE),
    "setup_year.SetupYear.override": _about(_YEAR, **YEAR, day="2026-11-18"),
    "setup_year.SetupYear.add_day": _form(
        _YEAR,
        {
            "day": "nav diena",
            "day_kind": "nekas",
            "day_name": "Svētki",
            "day_grade": "",
            "day_replaces": "",
        },
        **YEAR,
    ),
    "setup_year.SetupYear.remove_day": _about(_YEAR, **YEAR, day_id=NOWHERE),
    "setup_bells.SetupBells.enter": _opens(_BELLS),
    "setup_bells.SetupBells.edit": _about(_BELLS, schedule_id=NOWHERE),
    "setup_bells.SetupBells.copy": _about(_BELLS, schedule_id=NOWHERE),
    "setup_bells.SetupBells.save": _form(
        _BELLS,
        {"schedule": "", "name": "Zvani", "valid_from": "nav diena", "start_1": "nav laiks"},
    ),
    "setup_bells.SetupBells.remove": _about(_BELLS, schedule_id=NOWHERE, form={"typed": "x"}),
    "setup_bells.SetupBells.add_day": _form(
        _BELLS,
        {
            "day_schedule": str(NOWHERE),
            "weekday": "9",
            "ring_day": "",
            "ring_from": "",
            "ring_until": "",
        },
    ),
    "setup_bells.SetupBells.remove_day": _about(_BELLS, bell_day_id=NOWHERE),
    "setup_works.SetupWorks.enter": _opens(_WORKS),
    # The demo school has the usual kinds: nothing is added.
    "setup_works.SetupWorks.add_usual": _opens(_WORKS),
    "setup_works.SetupWorks.edit": _about(_WORKS, code="nav"),
    "setup_works.SetupWorks.save": _form(
        _WORKS,
        {
            "code": "nav",
            "name_lv": "Darbs",
            "name_en": "",
            "scale": "",
            "weight": "daudz",
            "deadline_days": "1",
            "effective_from": "nav diena",
        },
    ),
    "setup_works.SetupWorks.retire": _form(
        _WORKS, {"retire_code": "nav", "retire_from": "nav diena"}
    ),
    "setup_works.SetupWorks.withdraw": _about(_WORKS, version_id=NOWHERE),
    "setup_rules.SetupRules.enter": _opens(_RULES),
    "setup_rules.SetupRules.save": _form(
        _RULES,
        {"lesson_entry_due_value": "nav laiks", "lesson_entry_due_effective_from": "nav diena"},
        rule="lesson_entry_due",
    ),
    "setup_rules.SetupRules.withdraw": _about(_RULES, setting_id=NOWHERE),
}
