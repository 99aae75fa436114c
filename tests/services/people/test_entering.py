"""Entering people once: the same code or name is found before anything is saved."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import func, select

from ejournal_app.domain.errors import Refused
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import FormerPersonalCode, Person
from ejournal_app.services.people.person_form import PersonForm, read_person
from ejournal_app.services.staff.contract_form import ContractForm
from ejournal_app.services.staff.entering import enter_staff
from tests.support.school import TinySchool
from tests.support.school_days import SEPTEMBER
from tests.support.school_people import PERSONAL_CODE

CONTRACT = ContractForm(kind="services", number="UL-1", position="treneris", starts_on=SEPTEMBER)
AIJA = PersonForm(given_name="aija", family_name="ĀBOLIŅA", phone="+371 20000000")


def people() -> int:
    with reading() as session:
        return session.exec(select(func.count()).select_from(Person)).one()


def test_somebody_of_the_same_name_is_asked_about_before_saving(school: TinySchool) -> None:
    before = people()
    asked = enter_staff(school.actors.clerk, AIJA, CONTRACT)
    (found,) = asked.likenesses
    assert (asked.person_id, found.name, found.same_code) == (None, "Aija Āboliņa", False)
    assert [words.params for words in found.what] == [{"name": "Anna Āboliņa"}]
    assert people() == before


def test_the_same_person_is_taken_as_is_and_completed(school: TinySchool) -> None:
    before, parent = people(), school.actors.parent.person_id
    done = enter_staff(school.actors.clerk, AIJA, CONTRACT, same_as=str(parent))
    assert (done.person_id, people()) == (parent, before)
    with reading() as session:
        person = session.get_one(Person, parent)
    assert (person.given_name, person.phone) == ("Aija", "+371 20000000")


def test_a_namesake_is_entered_anew_when_the_clerk_says_so(school: TinySchool) -> None:
    before = people()
    done = enter_staff(school.actors.clerk, AIJA, CONTRACT, same_as="new")
    assert done.person_id != school.actors.parent.person_id
    assert people() == before + 1


@pytest.mark.parametrize("same_as", ["", "new", "1", "999999", "x"])
def test_with_the_same_code_it_is_the_same_person_whatever_is_said(
    school: TinySchool, same_as: str
) -> None:
    form = PersonForm(given_name="Cita", family_name="Meitene", personal_code=PERSONAL_CODE)
    asked = enter_staff(school.actors.clerk, form, CONTRACT, same_as=same_as)
    if asked.person_id is None:
        assert [one.same_code for one in asked.likenesses] == [True]
    else:
        assert asked.person_id == school.actors.pupil.person_id


def test_a_former_code_still_finds_the_person(school: TinySchool) -> None:
    with writing() as session:
        session.add(
            FormerPersonalCode(
                person_id=school.actors.parent.person_id,
                code="010180-10006",
                changed_on=date(2024, 1, 1),
            )
        )
    form = PersonForm(given_name="Vija", family_name="Cita", personal_code="010180-10006")
    (found,) = enter_staff(school.actors.clerk, form, CONTRACT).likenesses
    assert found.person_id == school.actors.parent.person_id


def test_a_namesake_with_another_known_code_is_somebody_else(school: TinySchool) -> None:
    form = PersonForm(given_name="Anna", family_name="Āboliņa", personal_code="32345678901")
    assert enter_staff(school.actors.clerk, form, CONTRACT).person_id is not None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"given_name": ""}, "given_name"),
        ({"family_name": "<b>"}, "family_name"),
        ({"family_name": "x" * 101}, "family_name"),
        ({"personal_code": "123"}, "personal_code"),
        ({"personal_code": "310299-10000"}, "personal_code"),
        ({"email": "nav pasts"}, "email"),
        ({"email": "a@" + "x" * 200 + ".lv"}, "email"),
        ({"phone": "zvani man"}, "phone"),
        ({"birth_date": date(2040, 1, 1)}, "birth_date"),
        ({"birth_date": date(1890, 1, 1)}, "birth_date"),
        ({"personal_code": PERSONAL_CODE, "birth_date": date(2015, 3, 15)}, "birth_date"),
    ],
)
def test_what_cannot_be_of_a_person_is_refused_beside_its_field(
    change: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        read_person(replace(AIJA, **change))
    assert refusal.value.field == field


def test_an_old_code_tells_the_date_of_birth() -> None:
    assert read_person(replace(AIJA, personal_code=PERSONAL_CODE)).birth_date == date(2015, 3, 14)


@given(st.text(), st.text(), st.text(), st.text())
def test_whatever_is_typed_is_read_or_refused(name: str, code: str, email: str, phone: str) -> None:
    form = PersonForm(
        given_name=name, family_name=name, personal_code=code, email=email, phone=phone
    )
    try:
        data = read_person(form)
    except Refused:
        return
    assert data.given_name == " ".join(name.split())
    assert "@" in (data.email or "@")
