"""Giving access."""

import pytest

from ejournal_app.domain.errors import Refused
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import Account
from ejournal_app.services.accounts import login, provisioning, sessions
from tests.support.people import PASSWORD, SmallSchool
from tests.support.trail import trail

pytestmark = pytest.mark.usefixtures("db")


def test_a_new_account_logs_in_once_there_is_a_reason_for_access() -> None:
    with writing() as session:
        school = SmallSchool(session)
        person = school.person()
        account = provisioning.create_account(
            session, person_id=person, username=" Anna.Ozola ", password=PASSWORD
        )
        assert (account.username, account.username_key) == ("Anna.Ozola", "anna.ozola")
    with pytest.raises(Refused):
        login.log_in("anna.ozola", PASSWORD, address="", user_agent="")
    with writing() as session:
        school.session = session
        school.contract(person)
        assert account.id is not None
        school.grant(account.id)
    assert login.log_in("ANNA.OZOLA", PASSWORD, address="", user_agent="").account_id == account.id
    assert [entry.entity_id for entry in trail("account.create")] == [account.id]


@pytest.mark.parametrize("username", ["anna.ozola", "ANNA.OZOLA", "ａnna.ozola"])
def test_two_accounts_never_share_a_user_name(username: str) -> None:
    with writing() as session:
        school = SmallSchool(session)
        school.account(school.person(), "Anna.Ozola")
        other = school.person()
        with pytest.raises(Refused) as refusal:
            provisioning.create_account(session, person_id=other, username=username, password=None)
    assert refusal.value.message.msgid == "This user name is taken."


def test_a_person_has_one_account() -> None:
    with writing() as session:
        school = SmallSchool(session)
        person = school.person()
        school.account(person, "anna")
        with pytest.raises(Refused):
            provisioning.create_account(session, person_id=person, username="anna2", password=None)


def test_a_password_given_anew_ends_the_sessions_of_the_account() -> None:
    with writing() as session:
        account_id = SmallSchool(session).staff("skolotajs")
    secret = login.log_in("skolotajs", PASSWORD, address="", user_agent="").secret
    with writing() as session:
        account = session.get_one(Account, account_id)
        with pytest.raises(Refused):
            provisioning.set_password(session, account, "short")
        provisioning.set_password(session, account, "Pavasara-zvaigzne")
    assert sessions.resolve(secret) is None
    assert login.log_in("skolotajs", "Pavasara-zvaigzne", address="", user_agent="").secret
