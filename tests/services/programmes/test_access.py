"""Only the superuser keeps the dictionary of programmes."""

from typing import Any

import pytest

from ejournal_app.domain.access import Permission
from ejournal_app.services import programmes
from ejournal_app.services.programmes import dictionary
from tests.support.school import TinySchool
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in

SUPERUSER = {"superuser"}


def cases() -> dict[Any, Case]:
    calls: dict[Any, Any] = {
        dictionary.open_programme: lambda actor: dictionary.open_programme(actor, 1),
        dictionary.add_programme: lambda actor: dictionary.add_programme(actor, "21011111", "x"),
        dictionary.add_usual_programmes: lambda actor: dictionary.add_usual_programmes(actor, []),
        dictionary.missing_usual_programmes: dictionary.missing_usual_programmes,
        dictionary.change_programme: lambda actor: dictionary.change_programme(
            actor, 1, "21011111", "x"
        ),
        dictionary.retire_programme: lambda actor: dictionary.retire_programme(actor, 1),
        dictionary.restore_programme: lambda actor: dictionary.restore_programme(actor, 1),
    }
    return {
        function: Case(call, SUPERUSER, Permission.SETUP_WRITE) for function, call in calls.items()
    }


def test_every_use_case_is_examined_here() -> None:
    assert named(cases()) == use_cases_in(programmes)


def test_each_refuses_everybody_else(school: TinySchool, subtests: pytest.Subtests) -> None:
    each_refuses_everybody_else(school, cases(), subtests)
