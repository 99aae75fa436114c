"""Everybody who works here sees what they owe; class teachers confirm for their own class only."""

from typing import Any

import pytest

from ejournal_app.domain.access import Permission
from ejournal_app.domain.duties import DutyKind
from ejournal_app.services import duties
from ejournal_app.services.duties.class_done import confirm_class_duty, withdraw_class_duty
from ejournal_app.services.duties.owed import own_duties
from tests.support.school import TinySchool
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in

STAFF = {
    "ilze",
    "janis",
    "maija",
    "nora",
    "attached_until_yesterday",
    "management",
    "clerk",
    "superuser",
}


def cases(school: TinySchool) -> dict[Any, Case]:
    own = (school.class_a, DutyKind.STATEMENTS, "2026-10")
    about = ({"maija"}, Permission.CLASS_DUTY_WRITE, "class", school.class_a)
    return {
        own_duties: Case(own_duties, STAFF, Permission.DUTY_OWN),
        confirm_class_duty: Case(lambda actor: confirm_class_duty(actor, *own), *about),
        withdraw_class_duty: Case(lambda actor: withdraw_class_duty(actor, *own), *about),
    }


def test_every_use_case_is_examined(school: TinySchool) -> None:
    assert named(cases(school)) == use_cases_in(duties)


def test_everybody_else_is_refused_on_record(school: TinySchool, subtests: pytest.Subtests) -> None:
    each_refuses_everybody_else(school, cases(school), subtests)


def test_those_it_is_for_may(school: TinySchool) -> None:
    for case in cases(school).values():
        for who in case.allowed:
            case.call(school.actors.all()[who])
