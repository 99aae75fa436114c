"""Taking the school out is for the superuser alone."""

from typing import Any

import pytest

from ejournal_app.domain.access import Permission
from ejournal_app.services import moving
from ejournal_app.services.moving.writing import export_contents, export_school
from tests.support.school import TinySchool
from tests.support.trail import trail
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in

CASES: dict[Any, Case] = {
    export_contents: Case(export_contents, {"superuser"}, Permission.SCHOOL_EXPORT),
    export_school: Case(export_school, {"superuser"}, Permission.SCHOOL_EXPORT),
}


def test_every_use_case_is_examined_here() -> None:
    assert named(CASES) == use_cases_in(moving)


def test_each_refuses_everybody_but_the_superuser(
    school: TinySchool, subtests: pytest.Subtests
) -> None:
    each_refuses_everybody_else(school, CASES, subtests)


def test_an_export_is_recorded_before_its_first_byte(school: TinySchool) -> None:
    export_school(school.actors.superuser)
    assert trail()[-1].action == Permission.SCHOOL_EXPORT
    assert export_contents(school.actors.superuser).rows > 100
