"""Guardians: who stands for a pupil, with which rights, from when to when (Regulation 4)."""

from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import select

from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import FormerPersonalCode, Guardianship, Person, Pupil
from ejournal_app.services.accounts.identity import standing_of
from ejournal_app.services.guardians.entering import (
    add_guardian,
    change_guardian,
    end_guardian,
)
from ejournal_app.services.guardians.file import guardians_of
from ejournal_app.services.guardians.pupil_data import change_pupil_data, pupil_data
from ejournal_app.services.guardians.relation_form import RelationForm
from ejournal_app.services.lists.definition import ListQuery
from ejournal_app.services.lists.view import show_list
from ejournal_app.services.people.person_form import PersonForm
from ejournal_app.services.pupils import personal_file
from tests.services.guardians.relations import relation_id
from tests.support.school import TinySchool
from tests.support.school_days import DAY, SEPTEMBER, TODAY, TOMORROW, YESTERDAY
from tests.support.school_people import PERSONAL_CODE
from tests.support.trail import trail

ULDIS = PersonForm(given_name="Uldis", family_name="Āboliņš", phone="+371 20000001")
AIJA = PersonForm(given_name="Aija", family_name="Āboliņa")
FULL = RelationForm(sees_data=True, is_notified=True, may_file_absences=True, starts_on=SEPTEMBER)


def children(person_id: int) -> set[int]:
    with reading() as session:
        return set(standing_of(session, account_id=0, person_id=person_id, on=TODAY).child_ids)


def added(school: TinySchool, relation: RelationForm = FULL) -> tuple[int, int]:
    """The relation and the person of a new guardian of Anna."""
    done = add_guardian(school.actors.clerk, school.anna, ULDIS, relation)
    assert done.guardianship_id is not None
    with reading() as session:
        person = session.get_one(Guardianship, done.guardianship_id).person_id
    return done.guardianship_id, person


def test_a_new_guardian_sees_the_pupil_and_the_addition_is_on_record(school: TinySchool) -> None:
    relation, person = added(school)
    assert children(person) == {school.anna}
    (entry,) = trail("guardian.add")
    assert (entry.entity_id, entry.pupil_id) == (relation, school.anna)
    names = [
        guardian.name for guardian in personal_file(school.actors.maija, school.anna).guardians
    ]
    assert "Uldis Āboliņš" in names


@pytest.mark.parametrize(
    ("change", "sees"),
    [
        ({}, True),
        ({"sees_data": False}, False),
        ({"court_restricted": True, "note": "Spriedums C-1"}, False),
        ({"starts_on": TOMORROW}, False),
        ({"ends_on": TODAY}, True),
        ({"ends_on": YESTERDAY}, False),
    ],
)
def test_what_is_ticked_and_dated_decides_who_sees(
    school: TinySchool, change: dict[str, Any], sees: bool
) -> None:
    _, person = added(school, replace(FULL, **change))
    assert children(person) == ({school.anna} if sees else set())


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "uncle"}, "kind"),
        ({"court_restricted": True}, "note"),
        ({"note": "x" * 301}, "note"),
        ({"ends_on": SEPTEMBER - DAY}, "ends_on"),
    ],
)
def test_a_relation_that_cannot_be_is_refused_beside_its_field(
    school: TinySchool, change: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        added(school, replace(FULL, **change))
    assert refusal.value.field == field


def test_a_parent_on_record_is_taken_for_the_second_child_too(school: TinySchool) -> None:
    parent = school.actors.parent.person_id
    asked = add_guardian(school.actors.clerk, school.bruno, AIJA, FULL)
    (found,) = asked.likenesses
    assert asked.guardianship_id is None
    add_guardian(school.actors.clerk, school.bruno, AIJA, FULL, same_as=str(found.person_id))
    assert children(parent) == {school.anna, school.bruno}


def test_nobody_stands_for_a_pupil_twice_at_a_time_nor_for_themselves(
    school: TinySchool,
) -> None:
    clerk, parent = school.actors.clerk, school.actors.parent.person_id
    with pytest.raises(Refused) as refusal:
        add_guardian(clerk, school.anna, AIJA, FULL, same_as=str(parent))
    assert refusal.value.field == "family_name"
    anna = PersonForm(given_name="Anna", family_name="Āboliņa")
    with pytest.raises(Refused):
        add_guardian(clerk, school.anna, anna, FULL, same_as=str(school.actors.pupil.person_id))


def test_a_guardian_returns_after_a_break(school: TinySchool) -> None:
    relation, person = added(school)
    end_guardian(school.actors.clerk, relation)
    assert children(person) == set()
    add_guardian(
        school.actors.clerk,
        school.anna,
        ULDIS,
        replace(FULL, starts_on=TODAY),
        same_as=str(person),
    )
    assert children(person) == {school.anna}
    page = guardians_of(school.actors.clerk, school.anna)
    assert [card.is_over for card in page.guardians if card.person_id == person] == [False, True]


def test_a_guardian_attached_by_mistake_today_is_gone_at_once(school: TinySchool) -> None:
    relation, person = added(school, replace(FULL, starts_on=None))
    end_guardian(school.actors.clerk, relation)
    assert children(person) == set()
    with reading() as session:
        assert session.get(Guardianship, relation) is None
    (entry,) = trail("guardian.end")
    assert entry.pupil_id == school.anna


def test_rights_and_contacts_are_changed_and_only_changes_are_recorded(
    school: TinySchool,
) -> None:
    clerk = school.actors.clerk
    relation = relation_id(school.actors.parent.person_id, school.anna)
    form = replace(AIJA, email="aija@epasts.lv")
    change_guardian(clerk, relation, form, replace(FULL, sees_data=False))
    change_guardian(clerk, relation, form, replace(FULL, sees_data=False))
    assert children(school.actors.parent.person_id) == set()
    (entry,) = trail("guardian.change")
    assert (entry.after or {})["sees_data"] is False
    (person,) = trail("person.change")
    assert person.pupil_id == school.anna
    assert person.after == {"email": "aija@epasts.lv"}


def test_the_note_is_for_staff_only(school: TinySchool) -> None:
    added(school, replace(FULL, note="Bāriņtiesas lēmums 5"))
    assert "lēmums" not in repr(personal_file(school.actors.parent, school.anna))
    page = guardians_of(school.actors.clerk, school.anna)
    assert "Bāriņtiesas lēmums 5" in [card.relation.note for card in page.guardians]


def test_a_pupils_new_code_keeps_the_former_one(school: TinySchool) -> None:
    clerk = school.actors.clerk
    data = pupil_data(clerk, school.anna)
    assert data.personal_code == PERSONAL_CODE
    form = PersonForm(
        given_name="Anna",
        family_name="Āboliņa",
        personal_code="32345678901",
        birth_date=data.birth_date,
    )
    change_pupil_data(clerk, school.anna, form, " vācu  valoda ")
    data = pupil_data(clerk, school.anna)
    assert (data.personal_code, data.second_language) == ("323456-78901", "vācu valoda")
    assert [one.code for one in data.former_codes] == [PERSONAL_CODE]
    told = repr([(entry.before, entry.after) for entry in trail()])
    assert PERSONAL_CODE not in told
    assert "323456" not in told
    with reading() as session:
        assert session.exec(select(FormerPersonalCode)).one().changed_on == TODAY


def test_a_pupils_data_that_cannot_be_change_nothing(school: TinySchool) -> None:
    clerk = school.actors.clerk
    form = PersonForm(given_name="Anna", family_name="Mainīta")
    with pytest.raises(Refused) as refusal:
        change_pupil_data(clerk, school.anna, form, "x" * 31)
    assert refusal.value.field == "second_language"
    with reading() as session:
        pupil = session.get_one(Pupil, school.anna)
        assert session.get_one(Person, pupil.person_id).family_name == "Āboliņa"


@pytest.mark.parametrize("unknown", [-1, 0, 999_999])
def test_ids_that_lead_nowhere_are_refused(school: TinySchool, unknown: int) -> None:
    clerk = school.actors.clerk
    for act in (guardians_of, pupil_data, end_guardian):
        with pytest.raises(Forbidden):
            act(clerk, unknown)
    with pytest.raises(Forbidden):
        add_guardian(clerk, unknown, ULDIS, FULL)
    with pytest.raises(Forbidden):
        change_guardian(clerk, unknown, ULDIS, FULL)
    with pytest.raises(Forbidden):
        change_pupil_data(clerk, unknown, ULDIS, "")


def listed(school: TinySchool, reader: str) -> dict[str, str]:
    shown = show_list(school.actors.all()[reader], "vecaki", ListQuery())
    return {str(row.cells[0]): row.href for row in shown.rows}


def test_the_list_leads_the_office_to_the_guardians_and_readers_to_the_file(
    school: TinySchool,
) -> None:
    names = {"Āboliņa Aija", "Āboliņš Ainis", "Ozola Olga"}
    assert set(listed(school, "clerk")) == set(listed(school, "management")) == names
    assert set(listed(school, "maija")) == names - {"Ozola Olga"}
    assert listed(school, "clerk")["Ozola Olga"] == f"/skoleni/{school.dace}/vecaki"
    assert listed(school, "management")["Ozola Olga"] == f"/skoleni/{school.dace}"
