"""Giving and taking access."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from ejournal_app import clock
from ejournal_app.domain.access import Actor, GrantedRole
from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Account, RoleGrant, StaffContract
from ejournal_app.services.accounts import login, provisioning, sessions
from tests.support.people import DAY, PASSWORD, SmallSchool
from tests.support.trail import trail

pytestmark = pytest.mark.usefixtures("db")


def actor(account_id: int, *roles: GrantedRole) -> Actor:
    return Actor(
        account_id=account_id,
        person_id=0,
        session_id=0,
        name="Anna Ozola",
        roles=frozenset(roles),
    )


def grant_of(account_id: int) -> RoleGrant | None:
    with reading() as session:
        return session.exec(
            select(RoleGrant).where(RoleGrant.account_id == account_id)
        ).one_or_none()


def grant_id_of(account_id: int) -> int:
    grant = grant_of(account_id)
    assert grant is not None
    assert grant.id is not None
    return grant.id


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


def test_a_role_taken_away_ends_at_once() -> None:
    with writing() as session:
        school = SmallSchool(session)
        superuser = school.staff("virslietotajs", GrantedRole.SUPERUSER)
        teacher = school.staff("skolotajs")
    secret = login.log_in("skolotajs", PASSWORD, address="", user_agent="").secret
    provisioning.revoke_role(actor(superuser, GrantedRole.SUPERUSER), grant_id_of(teacher))
    assert sessions.resolve(secret) is None
    grant = grant_of(teacher)
    assert grant is not None
    assert grant.ends_on == clock.today() - DAY
    (entry,) = trail("role.revoke")
    assert (entry.outcome, entry.account_id) == ("done", superuser)


def test_a_role_given_today_can_be_taken_away_today() -> None:
    with writing() as session:
        school = SmallSchool(session)
        superuser = school.staff("virslietotajs", GrantedRole.SUPERUSER)
        person = school.person()
        teacher = school.account(person)
        school.grant(teacher, starts_on=clock.today())
    provisioning.revoke_role(actor(superuser, GrantedRole.SUPERUSER), grant_id_of(teacher))
    assert grant_of(teacher) is None


@pytest.mark.parametrize("who", ["teacher", "unknown grant"])
def test_only_a_superuser_takes_roles_away(who: str) -> None:
    with writing() as session:
        school = SmallSchool(session)
        teacher = school.staff("skolotajs")
    acting = actor(teacher, GrantedRole.TEACHER if who == "teacher" else GrantedRole.SUPERUSER)
    grant_id = grant_id_of(teacher) if who == "teacher" else 987_654
    with pytest.raises(Forbidden):
        provisioning.revoke_role(acting, grant_id)
    assert [(entry.outcome, entry.entity_id) for entry in trail("role.revoke")] == [
        ("refused", grant_id)
    ]


@pytest.mark.parametrize(
    ("other", "allowed"),
    [
        ("none", False),
        ("working", True),
        ("locked", False),
        ("contract ended", False),
        ("cannot log in", False),
    ],
)
def test_the_last_superuser_cannot_be_removed(other: str, allowed: bool) -> None:
    with writing() as session:
        school = SmallSchool(session)
        last = school.staff("virslietotajs", GrantedRole.SUPERUSER)
        if other != "none":
            second = session.get_one(Account, school.staff("otrs", GrantedRole.SUPERUSER))
            second.is_locked = other == "locked"
            if other == "cannot log in":
                second.password_hash = None
            if other == "contract ended":
                contract = session.exec(
                    select(StaffContract).where(StaffContract.person_id == second.person_id)
                ).one()
                contract.ends_on = clock.today() - DAY
    acting = actor(last, GrantedRole.SUPERUSER)
    if allowed:
        provisioning.revoke_role(acting, grant_id_of(last))
        return
    with pytest.raises(Refused) as refusal:
        provisioning.revoke_role(acting, grant_id_of(last))
    assert refusal.value.message.msgid == "The last superuser cannot be removed."
    grant = grant_of(last)
    assert grant is not None
    assert grant.ends_on is None


def test_two_superusers_cannot_remove_each_other_at_the_same_moment() -> None:
    with writing() as session:
        school = SmallSchool(session)
        first = school.staff("pirmais", GrantedRole.SUPERUSER)
        second = school.staff("otrais", GrantedRole.SUPERUSER)
    both_ready = threading.Barrier(2)

    def remove(mine: int, other_grant: int) -> str:
        both_ready.wait()
        try:
            provisioning.revoke_role(actor(mine, GrantedRole.SUPERUSER), other_grant)
        except Refused:
            return "refused"
        return "done"

    with ThreadPoolExecutor(2) as pool:
        answers = [
            pool.submit(remove, first, grant_id_of(second)),
            pool.submit(remove, second, grant_id_of(first)),
        ]
    assert sorted(answer.result() for answer in answers) == ["done", "refused"]
