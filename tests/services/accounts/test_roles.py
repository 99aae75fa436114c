"""Granting roles, ending them, taking them away; the last superuser stays (Regulation 7.2)."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlmodel import select

from ejournal_app import clock
from ejournal_app.domain.access import Actor, GrantedRole, Permission
from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Account, RoleGrant, StaffContract
from ejournal_app.services.accounts import login, roles, sessions
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


def test_a_role_taken_away_ends_at_once() -> None:
    with writing() as session:
        school = SmallSchool(session)
        superuser = school.staff("virslietotajs", GrantedRole.SUPERUSER)
        teacher = school.staff("skolotajs")
    secret = login.log_in("skolotajs", PASSWORD, address="", user_agent="").secret
    roles.revoke_role(actor(superuser, GrantedRole.SUPERUSER), grant_id_of(teacher))
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
    roles.revoke_role(actor(superuser, GrantedRole.SUPERUSER), grant_id_of(teacher))
    assert grant_of(teacher) is None


@pytest.mark.parametrize("who", ["teacher", "unknown grant"])
def test_only_a_superuser_takes_roles_away(who: str) -> None:
    with writing() as session:
        school = SmallSchool(session)
        teacher = school.staff("skolotajs")
    acting = actor(teacher, GrantedRole.TEACHER if who == "teacher" else GrantedRole.SUPERUSER)
    grant_id = grant_id_of(teacher) if who == "teacher" else 987_654
    with pytest.raises(Forbidden):
        roles.revoke_role(acting, grant_id)
    (entry,) = trail(Permission.ROLE_GRANT)
    assert entry.outcome == "refused"
    if who == "unknown grant":
        assert entry.entity_id == grant_id


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
        roles.revoke_role(acting, grant_id_of(last))
        return
    with pytest.raises(Refused) as refusal:
        roles.revoke_role(acting, grant_id_of(last))
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
            roles.revoke_role(actor(mine, GrantedRole.SUPERUSER), other_grant)
        except Refused:
            return "refused"
        return "done"

    with ThreadPoolExecutor(2) as pool:
        answers = [
            pool.submit(remove, first, grant_id_of(second)),
            pool.submit(remove, second, grant_id_of(first)),
        ]
    assert sorted(answer.result() for answer in answers) == ["done", "refused"]


def superuser_and_teacher() -> tuple[Actor, int, int]:
    """The superuser acting, the teacher's person and the teacher's account."""
    with writing() as session:
        school = SmallSchool(session)
        superuser = school.staff("virslietotajs", GrantedRole.SUPERUSER)
        account = session.get_one(Account, school.staff("skolotajs"))
        return actor(superuser, GrantedRole.SUPERUSER), account.person_id, account.id or 0


def test_a_role_is_granted_with_its_dates_and_by_whom() -> None:
    acting, person, account = superuser_and_teacher()
    today = clock.today()
    grant = roles.grant_role(acting, person, "management", today, today + 30 * DAY)
    with reading() as session:
        row = session.get_one(RoleGrant, grant)
    assert (row.account_id, row.role, row.starts_on, row.ends_on) == (
        account,
        "management",
        today,
        today + 30 * DAY,
    )
    (entry,) = trail("role.grant")
    assert (entry.entity_id, (entry.after or {})["role"]) == (grant, "management")


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [(0, None, "role"), (0, 5, "role"), (-100, -60, "role"), (3, 2, "role_until")],
    ids=["open", "within", "touching", "backwards"],
)
def test_a_role_is_not_granted_twice_nor_backwards(
    first: int, last: int | None, field: str
) -> None:
    acting, person, _ = superuser_and_teacher()
    today = clock.today()
    with pytest.raises(Refused) as refusal:
        roles.grant_role(
            acting,
            person,
            "teacher",
            today + first * DAY,
            None if last is None else today + last * DAY,
        )
    assert refusal.value.field == field


@pytest.mark.parametrize("role", ["", "parent", "class_teacher", "SUPERUSER"])
def test_only_roles_that_are_granted_can_be(role: str) -> None:
    acting, person, _ = superuser_and_teacher()
    with pytest.raises(Refused):
        roles.grant_role(acting, person, role, clock.today(), None)


def test_a_role_cannot_be_granted_to_somebody_without_an_account() -> None:
    acting, _, _ = superuser_and_teacher()
    with pytest.raises(Forbidden):
        roles.grant_role(acting, 987_654, "teacher", clock.today(), None)


def test_a_role_with_a_last_day_holds_to_its_end() -> None:
    acting, _, account = superuser_and_teacher()
    last_day = clock.today() + 2 * DAY
    roles.end_role(acting, grant_id_of(account), last_day)
    grant = grant_of(account)
    assert grant is not None
    assert grant.ends_on == last_day
    with pytest.raises(Refused) as refusal:
        roles.end_role(acting, grant_id_of(account), date(2001, 1, 1))
    assert refusal.value.field == "role_last_day"


def test_the_end_of_the_last_superuser_cannot_be_dated() -> None:
    acting, _, _ = superuser_and_teacher()
    own = grant_id_of(acting.account_id)
    with pytest.raises(Refused) as refusal:
        roles.end_role(acting, own, clock.today() + 100 * DAY)
    assert refusal.value.message.msgid == "The last superuser cannot be removed."


def test_a_superuser_may_end_once_another_follows_without_a_gap() -> None:
    acting, person, account = superuser_and_teacher()
    today, own = clock.today(), grant_id_of(acting.account_id)
    roles.grant_role(acting, person, "superuser", today + 10 * DAY, None)
    with pytest.raises(Refused):
        roles.end_role(acting, own, today + 8 * DAY)
    roles.end_role(acting, own, today + 9 * DAY)
    assert account != acting.account_id


def test_an_end_that_is_coming_anyway_may_not_come_earlier() -> None:
    acting, _, _ = superuser_and_teacher()
    own, last_day = grant_id_of(acting.account_id), clock.today() + 50 * DAY
    with writing() as session:
        session.get_one(RoleGrant, own).ends_on = last_day
    roles.end_role(acting, own, last_day)
    with pytest.raises(Refused):
        roles.end_role(acting, own, last_day - DAY)
