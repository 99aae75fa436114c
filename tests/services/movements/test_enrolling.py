"""Enrolling by an order: new, known and former people (Regulation 4, 7.7, 8)."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from ejournal_app.domain.errors import Refused
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import FormerPersonalCode, Pupil
from ejournal_app.services.accounts.identity import standing_of
from ejournal_app.services.changes.undoing import UndoBlocked
from ejournal_app.services.journal_page import open_journal
from ejournal_app.services.lists.definition import ListQuery
from ejournal_app.services.lists.view import show_list
from ejournal_app.services.movements.enrolling import NewPerson, enrol, preview_enrolling
from ejournal_app.services.movements.finding import find_people
from ejournal_app.services.movements.history import undo_movement
from ejournal_app.services.movements.orders import Order
from ejournal_app.services.pupils import personal_file
from tests.support.entering import attendance, saved
from tests.support.school import TinySchool
from tests.support.school_days import DAY, TODAY, TOMORROW, YESTERDAY
from tests.support.school_people import PERSONAL_CODE

from .asking import enrolling, everything

CODE = "050515-20017"


def listed(school: TinySchool, reader: str, **filters: str) -> list[str]:
    shown = show_list(school.actors.all()[reader], "skoleni", ListQuery(filters=filters))
    return [str(row.cells[0]) for row in shown.rows]


def test_a_new_pupil_is_in_the_class_from_the_day_of_the_order(school: TinySchool) -> None:
    superuser = school.actors.superuser
    before = everything()
    done = enrol(superuser, enrolling(school, second_language="vācu"))
    file = personal_file(superuser, done.pupil_id)
    assert (file.name, file.birth_date, file.second_language) == (
        "Kārlis Ozols",
        date(2015, 5, 5),
        "vācu",
    )
    assert [(line.class_name, line.starts_on, line.order_number) for line in file.enrolments] == [
        ("5.a", TODAY, "1-9/77")
    ]
    assert "Ozols Kārlis" in [own.name for own in open_journal(superuser, school.maths_a).pupils]
    undo_movement(superuser, done.run_id, typed="kārlis ozols")
    assert everything() == before


def test_a_coming_pupil_is_listed_as_coming_and_has_access_from_the_first_day(
    school: TinySchool, clock_at: Callable[[date | datetime], None]
) -> None:
    superuser, zane = school.actors.superuser, school.actors.former_pupil
    enrol(superuser, enrolling(school, person_id=zane.person_id, starts_on=TOMORROW))
    assert "Zariņa Zane" not in listed(school, "clerk")
    assert listed(school, "clerk", standing="coming") == ["Zariņa Zane"]
    with reading() as session:
        for day, pupil in ((TODAY, None), (TOMORROW, school.zane)):
            standing = standing_of(
                session, account_id=zane.account_id, person_id=zane.person_id, on=day
            )
            assert standing.pupil_id == pupil
    clock_at(TOMORROW)
    assert "Zariņa Zane" in listed(school, "clerk")


def test_former_pupils_are_found_by_the_office_only(school: TinySchool) -> None:
    for reader in ("clerk", "management", "superuser"):
        assert listed(school, reader, standing="former") == ["Zariņa Zane"]
        assert "Zariņa Zane" in listed(school, reader, standing="all")
    assert "Zariņa Zane" not in listed(school, "maija", standing="all")
    assert "Zariņa Zane" not in listed(school, "maija", standing="former")


def test_a_known_person_becomes_a_pupil_and_no_second_person(school: TinySchool) -> None:
    superuser, parent = school.actors.superuser, school.actors.parent
    (found,) = find_people(superuser, "āboliņa aij")
    assert (found.person_id, found.pupil_id) == (parent.person_id, None)
    people = len(everything()["person"])
    done = enrol(superuser, enrolling(school, person_id=parent.person_id))
    assert len(everything()["person"]) == people
    with reading() as session:
        assert session.get_one(Pupil, done.pupil_id).person_id == parent.person_id


def test_a_person_is_found_by_code_now_or_before(school: TinySchool) -> None:
    superuser = school.actors.superuser
    with writing() as session:
        person = personal_file(superuser, school.bruno).person_id
        session.add(FormerPersonalCode(person_id=person, code=CODE, changed_on=TODAY))
    assert [own.name for own in find_people(superuser, PERSONAL_CODE)] == ["Āboliņa Anna"]
    assert [own.name for own in find_people(superuser, CODE.replace("-", ""))] == ["Bērziņš Bruno"]
    assert find_people(superuser, "140315-20025") == ()
    assert find_people(superuser, "a") == ()
    for code in (PERSONAL_CODE, CODE):
        with pytest.raises(Refused) as refusal:
            enrol(
                superuser,
                enrolling(
                    school,
                    person=NewPerson(given_name="Cits", family_name="Cits", personal_code=code),
                ),
            )
        assert refusal.value.field == "personal_code"
        assert code not in str(refusal.value)


def test_a_namesake_and_a_foreign_programme_are_pointed_out(school: TinySchool) -> None:
    same = NewPerson(given_name="Anna", family_name="Āboliņa", birth_date=date(2015, 3, 14))
    shown = preview_enrolling(school.actors.superuser, enrolling(school, person=same))
    assert any("on record already" in warning.msgid for warning in shown.warnings)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"person": NewPerson(given_name="", family_name="Ozols")}, "given_name"),
        ({"person": NewPerson(given_name="Kārlis", family_name="=1+1")}, "family_name"),
        (
            {"person": NewPerson(given_name="K", family_name="O", personal_code="310215-20011")},
            "personal_code",
        ),
        (
            {
                "person": NewPerson(
                    given_name="K",
                    family_name="O",
                    personal_code="140315-20025",
                    birth_date=date(2015, 3, 15),
                )
            },
            "birth_date",
        ),
        (
            {"person": NewPerson(given_name="K", family_name="O", birth_date=date(2026, 1, 1))},
            "birth_date",
        ),
        ({"class_id": 0}, "class"),
        ({"programme": ""}, "programme"),
        ({"programme": "12"}, "programme"),
        ({"starts_on": None}, "starts_on"),
        ({"starts_on": date(2026, 8, 31)}, "starts_on"),
        ({"order": Order(number="", day=TODAY)}, "order_number"),
        ({"second_language": "x" * 31}, "second_language"),
        ({"known": "anna"}, "starts_on"),
        ({"known": "zane", "starts_on": YESTERDAY}, "starts_on"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    school: TinySchool, more: dict[str, Any], field: str
) -> None:
    asked = dict(more)
    if known := asked.pop("known", ""):
        pupil = getattr(school, known)
        asked["person_id"] = personal_file(school.actors.superuser, pupil).person_id
    before = everything()
    for use in (enrol, preview_enrolling):
        with pytest.raises(Refused) as refusal:
            use(school.actors.superuser, enrolling(school, **asked))
        assert refusal.value.field == field
    assert everything() == before


def test_entries_about_a_new_pupil_stand_in_the_way_of_undoing(school: TinySchool) -> None:
    superuser = school.actors.superuser
    done = enrol(superuser, enrolling(school, starts_on=TODAY - DAY))
    lesson = school.lesson(school.maths_a)
    saved(school.actors.ilze, attendance(lesson, done.pupil_id, "absent"))
    with pytest.raises(UndoBlocked) as blocked:
        undo_movement(superuser, done.run_id, typed="Kārlis Ozols")
    (obstacle,) = blocked.value.obstacles
    assert obstacle.params["name"] == "Ozols Kārlis"
