"""Timeliness and extensions are the management's and the superuser's."""

from typing import Any

import pytest

from ejournal_app.domain.access import Permission
from ejournal_app.services import timeliness as package
from ejournal_app.services.timeliness.exporting import export_lines, export_timeliness
from ejournal_app.services.timeliness.extending import extend_deadline
from ejournal_app.services.timeliness.extensions import (
    extensions,
    journals_to_extend,
    withdraw_extension,
)
from ejournal_app.services.timeliness.heat_map import By, timeliness
from ejournal_app.services.timeliness.lines import timeliness_lines
from ejournal_app.services.timeliness.report import monthly_report
from ejournal_app.services.timeliness.today import missing_today
from tests.support.school import TinySchool
from tests.support.school_days import TODAY
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in

from .asking import MONDAY, extension

HEADS = {"management", "superuser"}


def cases(school: TinySchool) -> dict[Any, Case]:
    ilze = school.actors.ilze.person_id
    reads, writes = (HEADS, Permission.TIMELINESS_READ), (HEADS, Permission.EXTENSION_WRITE)
    return {
        timeliness: Case(timeliness, *reads),
        timeliness_lines: Case(lambda a: timeliness_lines(a, By.TEACHER, ilze, MONDAY), *reads),
        missing_today: Case(missing_today, *reads),
        monthly_report: Case(lambda a: monthly_report(a, TODAY), *reads),
        export_timeliness: Case(lambda a: export_timeliness(a, None, By.TEACHER), *reads),
        export_lines: Case(lambda a: export_lines(a, By.TEACHER, ilze, MONDAY), *reads),
        extensions: Case(extensions, *writes),
        journals_to_extend: Case(lambda a: journals_to_extend(a, None), *writes),
        extend_deadline: Case(lambda a: extend_deadline(a, extension(ilze, None)), *writes),
        withdraw_extension: Case(lambda a: withdraw_extension(a, 1), *writes),
    }


def test_every_use_case_is_examined(school: TinySchool) -> None:
    assert named(cases(school)) == use_cases_in(package)


def test_everybody_else_is_refused_on_record(school: TinySchool, subtests: pytest.Subtests) -> None:
    each_refuses_everybody_else(school, cases(school), subtests)
