"""Held entries are their account's own; the heads see that there are some."""

from typing import Any

import pytest

from ejournal_app.domain.access import Permission
from ejournal_app.services import held
from ejournal_app.services.held.overview import drop_held, held_overview
from ejournal_app.services.held.own import confirm_held, count_held, drop_own_held, own_held
from tests.support.school import TinySchool
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in

NOBODYS = 999_999


def cases(school: TinySchool) -> dict[Any, Case]:
    everyone = {*school.actors.all()}
    heads = {"management", "superuser"}
    nobodys = (set[str](), Permission.ACCOUNT_OWN, "held_entries", NOBODYS)
    return {
        own_held: Case(own_held, everyone, Permission.ACCOUNT_OWN),
        count_held: Case(count_held, everyone, Permission.ACCOUNT_OWN),
        confirm_held: Case(lambda actor: confirm_held(actor, NOBODYS, "parole"), *nobodys),
        drop_own_held: Case(lambda actor: drop_own_held(actor, NOBODYS), *nobodys),
        held_overview: Case(held_overview, heads, Permission.HELD_DECIDE),
        drop_held: Case(
            lambda actor: drop_held(actor, NOBODYS, "Iemesls"), heads, Permission.HELD_DECIDE
        ),
    }


def test_every_use_case_is_examined(school: TinySchool) -> None:
    assert named(cases(school)) == use_cases_in(held)


def test_everybody_else_is_refused_on_record(school: TinySchool, subtests: pytest.Subtests) -> None:
    each_refuses_everybody_else(school, cases(school), subtests)
