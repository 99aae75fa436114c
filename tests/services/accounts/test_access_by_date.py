"""Access begins and ends with the facts, on their dates (Regulation 4, 5, 8)."""

from collections.abc import Callable
from datetime import date

import pytest

from ejournal_app.domain.access import GrantedRole
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.services.accounts.identity import Standing, born_by, standing_of
from tests.support.people import DAY, SmallSchool

TODAY = date(2026, 11, 23)
YESTERDAY, TOMORROW = TODAY - DAY, TODAY + DAY

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture(autouse=True)
def monday(db: str, clock_at: Callable[[date], None]) -> None:
    clock_at(TODAY)


def standing(person_id: int, account_id: int = 0, on: date = TODAY) -> Standing:
    with reading() as session:
        return standing_of(session, account_id=account_id, person_id=person_id, on=on)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "activated", "works"),
    [
        (None, None, True, True),
        (None, TODAY, True, True),
        (TODAY, None, True, True),
        (None, YESTERDAY, True, False),
        (TOMORROW, None, True, False),
        (None, None, False, False),
    ],
    ids=["open", "last-day", "first-day", "ended-yesterday", "starts-tomorrow", "not-activated"],
)
def test_a_granted_role_holds_only_with_a_contract_in_force(
    starts_on: date | None, ends_on: date | None, activated: bool, works: bool
) -> None:
    with writing() as session:
        school = SmallSchool(session)
        person = school.person()
        account = school.account(person)
        school.grant(account)
        school.contract(person, starts_on, ends_on, activated=activated)
    assert standing(person, account).has_access is works
    assert standing(person, account).roles == ({GrantedRole.TEACHER} if works else set())


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "works"),
    [(None, None, True), (None, TODAY, True), (None, YESTERDAY, False), (TOMORROW, None, False)],
)
def test_a_granted_role_has_dates_of_its_own(
    starts_on: date | None, ends_on: date | None, works: bool
) -> None:
    with writing() as session:
        school = SmallSchool(session)
        person = school.person()
        account = school.account(person)
        school.contract(person)
        school.grant(account, GrantedRole.MANAGEMENT, starts_on, ends_on)
    assert (GrantedRole.MANAGEMENT in standing(person, account).roles) is works


def test_a_contract_without_a_role_gives_nothing() -> None:
    with writing() as session:
        school = SmallSchool(session)
        person = school.person()
        account = school.account(person)
        school.contract(person)
    assert not standing(person, account).has_access


def test_a_class_teacher_has_the_class_only_while_working_here() -> None:
    with writing() as session:
        school = SmallSchool(session)
        person = school.person()
        account = school.account(person)
        school.grant(account)
        school.class_teacher(person)
        school.contract(person, ends_on=TODAY)
    assert standing(person, account).class_ids == {school.class_id}
    assert standing(person, account, TOMORROW) == Standing()


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "enrolled"),
    [
        (None, None, True),
        (TODAY, None, True),
        (None, TODAY, True),
        (TOMORROW, None, False),
        (None, YESTERDAY, False),
    ],
)
def test_pupil_and_parent_have_access_while_the_pupil_is_enrolled(
    starts_on: date | None, ends_on: date | None, enrolled: bool
) -> None:
    with writing() as session:
        school = SmallSchool(session)
        child, parent = school.person("Jānis", date(2015, 5, 4)), school.person("Ilze")
        pupil = school.pupil(child)
        school.enrolment(pupil, starts_on, ends_on)
        school.guardian(parent, pupil)
    assert standing(child).pupil_id == (pupil if enrolled else None)
    assert standing(parent).child_ids == ({pupil} if enrolled else set())
    assert standing(parent).has_access is enrolled


@pytest.mark.parametrize(
    ("ends_on", "sees_data", "court_restricted", "sees"),
    [
        (None, True, False, True),
        (TODAY, True, False, True),
        (YESTERDAY, True, False, False),
        (None, False, False, False),
        (None, True, True, False),
    ],
    ids=["parent", "last-day", "ended-yesterday", "no-right", "court"],
)
def test_a_guardian_sees_the_pupil_only_by_a_right_in_force(
    ends_on: date | None, sees_data: bool, court_restricted: bool, sees: bool
) -> None:
    with writing() as session:
        school = SmallSchool(session)
        parent = school.person("Ilze")
        pupil = school.pupil(school.person("Jānis", date(2015, 5, 4)))
        school.enrolment(pupil)
        school.guardian(
            parent, pupil, ends_on, sees_data=sees_data, court_restricted=court_restricted
        )
    assert standing(parent).child_ids == ({pupil} if sees else set())


@pytest.mark.parametrize(
    ("born", "parents_see_data", "sees"),
    [
        (TODAY.replace(year=2008), False, False),
        (TODAY.replace(year=2008), True, True),
        (TOMORROW.replace(year=2008), False, True),
        (None, False, False),
        (None, True, True),
    ],
    ids=["18-today-off", "18-today-on", "18-tomorrow-off", "age-unknown-off", "age-unknown-on"],
)
def test_only_a_pupil_of_age_can_switch_the_parents_off(
    born: date | None, parents_see_data: bool, sees: bool
) -> None:
    with writing() as session:
        school = SmallSchool(session)
        parent = school.person("Ilze")
        pupil = school.pupil(school.person("Jānis", born), parents_see_data=parents_see_data)
        school.enrolment(pupil)
        school.guardian(parent, pupil)
    assert standing(parent).child_ids == ({pupil} if sees else set())


def test_somebody_born_on_a_leap_day_comes_of_age_on_the_first_of_march() -> None:
    leap_day = date(2008, 2, 29)
    assert leap_day > born_by(date(2026, 2, 28), 18)
    assert leap_day <= born_by(date(2026, 3, 1), 18)
    assert born_by(date(2028, 2, 29), 18) == date(2010, 2, 28)


def test_one_person_can_be_teacher_and_parent_at_once() -> None:
    with writing() as session:
        school = SmallSchool(session)
        person = school.person()
        account = school.account(person)
        school.contract(person)
        school.grant(account)
        school.grant(account, GrantedRole.MANAGEMENT)
        pupil = school.pupil(school.person("Jānis", date(2015, 5, 4)))
        school.enrolment(pupil)
        school.guardian(person, pupil)
    found = standing(person, account)
    assert found.roles == {GrantedRole.TEACHER, GrantedRole.MANAGEMENT}
    assert found.child_ids == {pupil}
