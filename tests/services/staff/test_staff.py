"""From the clerk's entry to access and back: contracts, activation, roles, locking."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlmodel import select

from ejournal_app import clock
from ejournal_app.domain.access import Actor, GrantedRole
from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Account, Person, RoleGrant, StaffContract
from ejournal_app.services.accounts.identity import standing_of
from ejournal_app.services.lists.definition import ListQuery
from ejournal_app.services.lists.view import show_list
from ejournal_app.services.people.person_form import PersonForm
from ejournal_app.services.staff.contract_form import ContractForm
from ejournal_app.services.staff.entering import (
    add_contract,
    change_contract,
    change_staff_person,
    enter_staff,
    remove_contract,
)
from ejournal_app.services.staff.file import StaffFile, staff_file
from ejournal_app.services.staff.opening import activate_contract, lock_account, unlock_account
from ejournal_app.services.staff.standing import AccessState
from tests.support.people import hash_of
from tests.support.school import TinySchool
from tests.support.school_days import DAY, SEPTEMBER, TODAY, TOMORROW, YESTERDAY
from tests.support.trail import trail

PERSON = PersonForm(given_name="Velga", family_name="Jaunzeme", email="velga@skola.lv")
CONTRACT = ContractForm(
    kind="employment", number="DL-2026/9", position="skolotāja", starts_on=SEPTEMBER
)


def entered(school: TinySchool, contract: ContractForm = CONTRACT) -> StaffFile:
    done = enter_staff(school.actors.clerk, PERSON, contract)
    assert done.person_id is not None
    return staff_file(school.actors.superuser, done.person_id)


def again(school: TinySchool, file: StaffFile) -> StaffFile:
    return staff_file(school.actors.superuser, file.person_id)


def roles_on(person_id: int, on: date) -> set[GrantedRole]:
    with reading() as session:
        account = session.exec(select(Account).where(Account.person_id == person_id)).one()
        return set(
            standing_of(session, account_id=account.id or 0, person_id=person_id, on=on).roles
        )


def test_what_the_clerk_enters_opens_nothing_until_the_superuser_activates_it(
    school: TinySchool,
) -> None:
    file = entered(school)
    assert (file.state, file.username) == (AccessState.WAITING, "")
    assert file.contracts[0].entered_by == "Lita Lietvede"
    assert file.rights.why_none is not None
    activate_contract(school.actors.superuser, file.contracts[0].contract_id, "teacher")
    file = again(school, file)
    assert (file.state, file.username) == (AccessState.NO_PASSWORD, "velga.jaunzeme")
    assert file.contracts[0].activated_by == "Sandis Sargs"
    assert [(grant.role, grant.starts_on) for grant in file.grants] == [("teacher", SEPTEMBER)]
    assert roles_on(file.person_id, TODAY) == {GrantedRole.TEACHER}
    assert not file.has_password


def test_access_ends_by_itself_with_the_contract(school: TinySchool) -> None:
    file = entered(school, replace(CONTRACT, ends_on=TODAY))
    activate_contract(school.actors.superuser, file.contracts[0].contract_id, "teacher")
    assert roles_on(file.person_id, TODAY) == {GrantedRole.TEACHER}
    assert roles_on(file.person_id, TOMORROW) == set()


def test_somebody_returns_after_a_break_with_a_second_contract(school: TinySchool) -> None:
    file = entered(school, replace(CONTRACT, ends_on=YESTERDAY))
    activate_contract(school.actors.superuser, file.contracts[0].contract_id, "teacher")
    assert again(school, file).state == AccessState.ENDED
    second = add_contract(
        school.actors.clerk,
        file.person_id,
        replace(CONTRACT, number="DL-2026/10", starts_on=TOMORROW),
    )
    activate_contract(school.actors.superuser, second, "teacher")
    assert roles_on(file.person_id, TODAY) == set()
    assert roles_on(file.person_id, TOMORROW) == {GrantedRole.TEACHER}
    assert len(again(school, file).grants) == 1
    assert again(school, file).state == AccessState.COMING


def test_a_contract_is_activated_once(school: TinySchool) -> None:
    contract = entered(school).contracts[0].contract_id
    activate_contract(school.actors.superuser, contract)
    with pytest.raises(Refused):
        activate_contract(school.actors.superuser, contract)
    assert len(trail("staff.contract.activate")) == 1


@pytest.mark.parametrize("username", ["ilze", "x", "nav labs", "140315-20017"])
def test_a_user_name_that_cannot_be_is_refused_beside_its_field(
    school: TinySchool, username: str
) -> None:
    file = entered(school)
    contract = file.contracts[0].contract_id
    with pytest.raises(Refused) as refusal:
        activate_contract(school.actors.superuser, contract, "teacher", username)
    assert refusal.value.field == "username"
    assert again(school, file).state == AccessState.WAITING


def test_what_was_closed_is_opened_again_by_the_superuser_only(school: TinySchool) -> None:
    file = entered(school, replace(CONTRACT, ends_on=YESTERDAY))
    contract = file.contracts[0].contract_id
    activate_contract(school.actors.superuser, contract, "teacher")
    change_contract(school.actors.clerk, contract, CONTRACT)
    assert roles_on(file.person_id, TODAY) == set()
    assert again(school, file).state == AccessState.WAITING
    activate_contract(school.actors.superuser, contract)
    assert roles_on(file.person_id, TODAY) == {GrantedRole.TEACHER}
    change_contract(school.actors.clerk, contract, replace(CONTRACT, ends_on=TOMORROW))
    assert roles_on(file.person_id, TODAY) == {GrantedRole.TEACHER}
    assert again(school, file).contracts[0].ends_on == TOMORROW


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "verbal"}, "kind"),
        ({"kind": ""}, "kind"),
        ({"number": "  "}, "number"),
        ({"number": "x" * 41}, "number"),
        ({"number": "DL-ilze"}, "number"),
        ({"position": ""}, "position"),
        ({"position": "x" * 101}, "position"),
        ({"starts_on": None}, "starts_on"),
        ({"ends_on": SEPTEMBER - DAY}, "ends_on"),
    ],
)
def test_a_contract_that_cannot_be_is_refused_beside_its_field(
    school: TinySchool, change: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        enter_staff(school.actors.clerk, PERSON, replace(CONTRACT, **change))
    assert refusal.value.field == field
    with reading() as session:
        assert not session.exec(select(Person).where(Person.family_name == "Jaunzeme")).all()


def removed(school: TinySchool, contract: int, name: str) -> bool:
    return remove_contract(school.actors.clerk, contract, typed=name)


def test_a_contract_entered_by_mistake_goes_with_its_person(school: TinySchool) -> None:
    file = entered(school)
    assert removed(school, file.contracts[0].contract_id, "Velga Jaunzeme") is False
    with reading() as session:
        assert session.get(Person, file.person_id) is None
    with pytest.raises(Forbidden):
        staff_file(school.actors.superuser, file.person_id)
    assert len(trail("person.remove")) == len(trail("staff.contract.remove")) == 1


def test_a_parent_entered_as_staff_by_mistake_stays_a_parent(school: TinySchool) -> None:
    parent = school.actors.parent.person_id
    done = enter_staff(
        school.actors.clerk,
        PersonForm(given_name="Aija", family_name="Āboliņa"),
        CONTRACT,
        same_as=str(parent),
    )
    assert done.person_id == parent
    contract = staff_file(school.actors.superuser, parent).contracts[0].contract_id
    removed(school, contract, "aija āboliņa")
    with reading() as session:
        assert session.get(Person, parent) is not None


def test_an_activated_contract_is_not_removed(school: TinySchool) -> None:
    contract = entered(school).contracts[0].contract_id
    activate_contract(school.actors.superuser, contract)
    with pytest.raises(Refused):
        removed(school, contract, "Velga Jaunzeme")


def let_the_superuser_log_in() -> None:
    with writing() as session:
        account = session.exec(select(Account).where(Account.username == "superuser")).one()
        account.password_hash = hash_of("Zilonis-uz-ledus")


def own_contract(actor: Actor) -> tuple[int, ContractForm]:
    card = staff_file(actor, actor.person_id).contracts[0]
    return card.contract_id, ContractForm(
        kind=card.kind, number=card.number, position="virslietotājs", starts_on=card.starts_on
    )


@pytest.mark.parametrize("last_day", [YESTERDAY, TODAY, TODAY + 100 * DAY])
def test_the_contract_of_the_last_superuser_cannot_be_ended(
    school: TinySchool, last_day: date
) -> None:
    let_the_superuser_log_in()
    contract, terms = own_contract(school.actors.superuser)
    for who in (school.actors.superuser, school.actors.clerk):
        with pytest.raises(Refused) as refusal:
            change_contract(who, contract, replace(terms, ends_on=last_day))
        assert refusal.value.message.msgid == "The last superuser cannot be removed."
    with reading() as session:
        assert session.get_one(StaffContract, contract).ends_on is None


def test_the_clerk_cannot_shut_the_last_superuser_out_by_moving_the_first_day(
    school: TinySchool,
) -> None:
    let_the_superuser_log_in()
    contract, terms = own_contract(school.actors.superuser)
    with pytest.raises(Refused):
        change_contract(school.actors.clerk, contract, replace(terms, starts_on=SEPTEMBER - DAY))


def test_the_account_of_the_last_superuser_cannot_be_locked(school: TinySchool) -> None:
    let_the_superuser_log_in()
    superuser = school.actors.superuser
    with pytest.raises(Refused):
        lock_account(superuser, superuser.person_id)
    assert not staff_file(superuser, superuser.person_id).is_locked


def test_a_locked_account_can_do_nothing_until_it_is_unlocked(school: TinySchool) -> None:
    superuser, ilze = school.actors.superuser, school.actors.ilze
    lock_account(superuser, ilze.person_id)
    lock_account(superuser, ilze.person_id)
    file = staff_file(superuser, ilze.person_id)
    assert (file.state, file.rights.sentences) == (AccessState.LOCKED, ())
    unlock_account(superuser, ilze.person_id)
    assert staff_file(superuser, ilze.person_id).rights.sentences
    assert len(trail("account.lock")) == len(trail("account.unlock")) == 1


def test_the_code_is_for_those_who_keep_the_records_and_its_reading_is_recorded(
    school: TinySchool,
) -> None:
    ilze = school.actors.ilze.person_id
    with writing() as session:
        session.get_one(Person, ilze).personal_code = "010180-10006"
    assert staff_file(school.actors.management, ilze).personal_code == ""
    assert trail("school:staff:list") == []
    assert staff_file(school.actors.clerk, ilze).personal_code == "010180-10006"
    (entry,) = trail("school:staff:list")
    assert (entry.entity, entry.entity_id) == ("person", ilze)


def test_a_changed_code_is_kept_among_the_former_and_never_in_the_trail(
    school: TinySchool,
) -> None:
    clerk, ilze = school.actors.clerk, school.actors.ilze.person_id
    form = PersonForm(given_name="Ilze", family_name="Kalniņa", personal_code="010180-10006")
    assert change_staff_person(clerk, ilze, form) is not None  # the check digit is odd
    change_staff_person(clerk, ilze, replace(form, personal_code="32345678901"))
    with pytest.raises(Refused) as refusal:
        change_staff_person(
            clerk, school.actors.janis.person_id, replace(form, personal_code="010180-10006")
        )
    assert refusal.value.field == "personal_code"
    change_staff_person(clerk, ilze, form)  # back again
    told = repr([(entry.before, entry.after) for entry in trail()])
    assert "010180" not in told
    assert "323456" not in told
    assert "changed" in told


def test_ids_that_lead_nowhere_are_refused(school: TinySchool) -> None:
    superuser, parent = school.actors.superuser, school.actors.parent.person_id
    for unknown in (-1, 0, 999_999, parent):  # a parent is no staff
        for act in (staff_file, lock_account, unlock_account):
            with pytest.raises(Forbidden):
                act(superuser, unknown)
        with pytest.raises(Forbidden):
            add_contract(superuser, unknown, CONTRACT)
        with pytest.raises(Forbidden):
            change_staff_person(superuser, unknown, PERSON)
    for unknown in (-1, 0, 999_999):
        with pytest.raises(Forbidden):
            activate_contract(superuser, unknown)
        with pytest.raises(Forbidden):
            remove_contract(superuser, unknown, typed="")
        with pytest.raises(Forbidden):
            change_contract(superuser, unknown, CONTRACT)


def test_the_list_shows_how_access_stands(school: TinySchool) -> None:
    entered(school)
    shown = show_list(school.actors.clerk, "personals", ListQuery(search="jaunz"))
    (row,) = shown.rows
    assert (row.cells[0], row.looks[4]) == ("Jaunzeme Velga", "warn")
    ended = show_list(school.actors.clerk, "personals", ListQuery(filters={"access": "ended"}))
    assert [row.cells[0] for row in ended.rows] == ["Mežs Laura"]
    heads = show_list(
        school.actors.management, "personals", ListQuery(filters={"role": "management"})
    )
    assert [row.cells[0] for row in heads.rows] == ["Direktore Guna"]


def test_roles_are_kept_when_a_contract_is_activated_again(school: TinySchool) -> None:
    file = entered(school)
    contract = file.contracts[0].contract_id
    activate_contract(school.actors.superuser, contract, "teacher")
    change_contract(school.actors.clerk, contract, replace(CONTRACT, starts_on=SEPTEMBER + DAY))
    activate_contract(school.actors.superuser, contract, "teacher")
    with reading() as session:
        account = session.exec(select(Account).where(Account.person_id == file.person_id)).one()
        grants = session.exec(select(RoleGrant).where(RoleGrant.account_id == account.id)).all()
    assert len(grants) == 1
    assert clock.today() == TODAY
