"""The people of the demo school could be real."""

from collections import Counter

import pytest
from sqlmodel import Session, select

from ejournal_app.demo.content import names
from ejournal_app.demo.names import feminine, username
from ejournal_app.demo.person_rows import NEW_CODES_FROM
from ejournal_app.domain import personal_code
from ejournal_app.persistence.models import (
    FormerPersonalCode,
    Guardianship,
    Person,
    Pupil,
)

from .conftest import Plan, plan_of

only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.mark.parametrize(
    ("masculine", "expected"),
    [
        ("Bērziņš", "Bērziņa"),
        ("Lācis", "Lāce"),
        ("Jansons", "Jansone"),
        ("Petrovskis", "Petrovska"),
        ("Ratnieks", "Ratniece"),
        ("Ivanovs", "Ivanova"),
        ("Kovaļenko", "Kovaļenko"),
        ("Liepa", "Liepa"),
    ],
)
def test_women_bear_the_feminine_form(masculine: str, expected: str) -> None:
    assert feminine(masculine) == expected


def test_a_user_name_has_no_diacritics() -> None:
    assert username("Žanete", "Ķēniņa") == "zanete.kenina"


def test_the_full_school_has_the_promised_size() -> None:
    plan = plan_of("full")
    assert len(plan.pupils) == 1_200
    assert len({pupil.stays[0].class_key for pupil in plan.pupils}) == 45
    assert 590 <= len(plan.journals) <= 620
    assert sum(1 for one in plan.staff.everybody if one.role == "teacher") == 90


def test_no_two_pupils_have_the_same_name(plan: Plan) -> None:
    full_names = Counter((pupil.given_name, pupil.family_name) for pupil in plan.pupils)
    assert max(full_names.values()) == 1


def test_siblings_share_their_family_name(plan: Plan) -> None:
    families = {*names.FAMILIES.split(), "Krūmiņš"}
    for pupil in plan.pupils:
        surname = pupil.family.surname
        assert surname in families
        assert pupil.family_name == (feminine(surname) if pupil.is_girl else surname)


def test_pupils_have_the_age_of_their_grade(plan: Plan) -> None:
    for pupil in plan.pupils:
        turns = 2026 - pupil.birth_date.year
        assert turns - pupil.grade in (6, 7)


def test_no_teacher_is_overworked(plan: Plan) -> None:
    assert max(one.load for one in plan.staff.everybody) <= 24


@only_sqlite
def test_personal_codes_are_valid_and_tell_the_birth_date(session: Session) -> None:
    people = session.exec(select(Person)).all()
    codes = [person.personal_code for person in people if person.personal_code]
    assert len(codes) > len(people) / 2
    for person in people:
        if person.personal_code is None:
            continue
        parsed = personal_code.parse(person.personal_code)
        assert parsed.warning is None
        assert parsed.code == person.personal_code
        born = personal_code.birth_date(person.personal_code)
        assert born in (None, person.birth_date)
        if person.birth_date and person.birth_date >= NEW_CODES_FROM:
            assert born is None
    for former in session.exec(select(FormerPersonalCode)):
        assert personal_code.parse(former.code).code == former.code


@only_sqlite
def test_every_kind_of_guardian_is_there_and_most_pupils_have_one_who_sees(
    session: Session,
) -> None:
    rows = session.exec(select(Guardianship)).all()
    assert {row.kind for row in rows} == {"parent", "guardian", "institution", "foster_family"}
    restricted = [row for row in rows if row.court_restricted]
    assert restricted
    assert not any(row.sees_data or row.is_notified for row in restricted)
    assert any(row.ends_on for row in rows)
    seen = {row.pupil_id for row in rows if row.sees_data and row.ends_on is None}
    assert seen == set(session.exec(select(Pupil.id)).all())
