"""Looking the school through is for those who read everything."""

from typing import Any

import pytest

from ejournal_app.domain.access import Permission
from ejournal_app.services import validation
from ejournal_app.services.validation.checking import count_findings
from tests.support.school import TinySchool
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in


def cases() -> dict[Any, Case]:
    return {
        count_findings: Case(count_findings, {"management", "superuser"}, Permission.OVERVIEW_READ)
    }


def test_every_use_case_is_examined_here() -> None:
    assert named(cases()) == use_cases_in(validation)


def test_each_refuses_everybody_else(school: TinySchool, subtests: pytest.Subtests) -> None:
    each_refuses_everybody_else(school, cases(), subtests)
