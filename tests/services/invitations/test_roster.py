"""Who should have access, and how far each has come."""

from datetime import timedelta

from sqlmodel import select

from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import Account, StaffContract
from ejournal_app.services.accounts.provisioning import set_password
from ejournal_app.services.invitations import one_person
from ejournal_app.services.invitations.roster import Kind, Standing
from tests.services.invitations.inviting import PASSWORD, found, give_address, members, person
from tests.support.school import TinySchool
from tests.support.school_days import TODAY

PUPILS = {"Āboliņa Anna", "Bērziņš Bruno", "Eglītis Emīls", "Krūmiņa Marta", "Ozola Dace"}
GUARDIANS = {"Āboliņa Aija", "Ozola Olga"}


def test_staff_pupils_and_guardians_of_today_are_there_and_nobody_else(school: TinySchool) -> None:
    everybody = members()
    assert {name for name, one in everybody.items() if Kind.PUPIL in one.kinds} == PUPILS
    assert {name for name, one in everybody.items() if Kind.GUARDIAN in one.kinds} == GUARDIANS
    assert "Zariņa Zane" not in everybody  # left yesterday
    assert "Mežs Laura" not in everybody  # the contract ended yesterday
    assert "Āboliņš Ainis" not in everybody  # by court decision
    assert everybody["Āboliņa Aija"].class_names == ["5.a"]


def test_a_contract_the_superuser_has_not_activated_gives_nothing(school: TinySchool) -> None:
    with writing() as session:
        contract = session.exec(
            select(StaffContract).where(StaffContract.person_id == person("Kalniņa Ilze"))
        ).one()
        contract.activated_at = None
    assert "Kalniņa Ilze" not in members()


def test_access_still_to_come_counts_with_its_first_day(school: TinySchool) -> None:
    later = TODAY + timedelta(days=20)
    with writing() as session:
        for contract in session.exec(
            select(StaffContract).where(StaffContract.person_id == person("Kalniņa Ilze"))
        ):
            contract.starts_on = later
    assert members()["Kalniņa Ilze"].access_from == later


def test_everybody_stands_in_latvian_order_staff_first_then_by_class(school: TinySchool) -> None:
    names = found(school)
    assert names[0] == "Direktore Guna"
    assert names.index("Vītola Nora") < names.index("Āboliņa Anna") < names.index("Āboliņa Aija")
    assert names[-1] == "Ozola Olga"


def test_the_state_follows_what_the_person_has_done(school: TinySchool) -> None:
    superuser, bruno = school.actors.superuser, person("Bērziņš Bruno")
    assert members()["Bērziņš Bruno"].standing is Standing.NO_ACCOUNT
    one_person.give_code(superuser, bruno, days=30)
    assert members()["Bērziņš Bruno"].standing is Standing.INVITED
    one_person.revoke_invitation(superuser, bruno)
    assert members()["Bērziņš Bruno"].standing is Standing.NOT_INVITED
    with writing() as session:
        account = session.exec(select(Account).where(Account.person_id == bruno)).one()
        set_password(session, account, PASSWORD)
    assert members()["Bērziņš Bruno"].standing is Standing.UNUSED
    one_person.lock(superuser, bruno)
    assert members()["Bērziņš Bruno"].standing is Standing.LOCKED
    assert found(school, state="locked") == ["Bērziņš Bruno"]
    assert "Bērziņš Bruno" in found(school, state="never")


def test_the_list_narrows_by_kind_class_and_address(school: TinySchool) -> None:
    assert set(found(school, kind="guardian")) == GUARDIANS
    assert found(school, **{"class": "5.b"}) == ["Krūmiņa Marta", "Ozola Dace", "Ozola Olga"]
    bruno = give_address("Bērziņš Bruno", "bruno@skola.lv")
    assert members()["Bērziņš Bruno"].person_id == bruno
    known, unknown = set(found(school, email="yes")), set(found(school, email="no"))
    assert "Bērziņš Bruno" in known - unknown
    assert known | unknown == set(found(school))
