"""Who enters staff, who opens their access, who only reads."""

from datetime import date
from typing import Any

import pytest

from ejournal_app.domain.access import Permission
from ejournal_app.services import people, staff
from ejournal_app.services.people.person_form import PersonForm
from ejournal_app.services.staff import entering, file, opening
from ejournal_app.services.staff.contract_form import ContractForm
from tests.support.school import TinySchool
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in

SUPERUSER = {"superuser"}
OFFICE = SUPERUSER | {"clerk"}
READERS = OFFICE | {"management"}
PERSON = PersonForm(given_name="Anna", family_name="Jauna")
CONTRACT = ContractForm(
    kind="employment", number="DL-99", position="skolotāja", starts_on=date(2026, 9, 1)
)


def cases() -> dict[Any, Case]:
    write, role = Permission.STAFF_WRITE, Permission.ROLE_GRANT
    return {
        file.staff_file: Case(lambda a: file.staff_file(a, 1), READERS, Permission.STAFF_LIST),
        entering.enter_staff: Case(
            lambda a: entering.enter_staff(a, PERSON, CONTRACT), OFFICE, write
        ),
        entering.add_contract: Case(lambda a: entering.add_contract(a, 1, CONTRACT), OFFICE, write),
        entering.change_contract: Case(
            lambda a: entering.change_contract(a, 1, CONTRACT), OFFICE, write
        ),
        entering.remove_contract: Case(
            lambda a: entering.remove_contract(a, 1, typed=""), OFFICE, write
        ),
        entering.change_staff_person: Case(
            lambda a: entering.change_staff_person(a, 1, PERSON), OFFICE, write
        ),
        opening.activate_contract: Case(lambda a: opening.activate_contract(a, 1), SUPERUSER, role),
        opening.lock_account: Case(lambda a: opening.lock_account(a, 1), SUPERUSER, role),
        opening.unlock_account: Case(lambda a: opening.unlock_account(a, 1), SUPERUSER, role),
    }


def test_every_use_case_is_examined_here() -> None:
    assert named(cases()) == use_cases_in(staff) | use_cases_in(people)


def test_each_refuses_everybody_else(school: TinySchool, subtests: pytest.Subtests) -> None:
    each_refuses_everybody_else(school, cases(), subtests)
