"""Log-in sessions: how long they last, who may end them."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from sqlmodel import select

from ejournal_app.domain.access import Actor, GrantedRole
from ejournal_app.domain.errors import Forbidden
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Account, LoginSession, RoleGrant, StaffContract
from ejournal_app.services.accounts import login, sessions
from tests.support.people import PASSWORD, SmallSchool
from tests.support.trail import trail

pytestmark = pytest.mark.usefixtures("db")

SetClock = Callable[[date | datetime], None]


@pytest.fixture(autouse=True)
def school(db: str, clock_at: SetClock) -> None:
    clock_at(datetime(2026, 11, 23, 8, 0))
    with writing() as session:
        small = SmallSchool(session)
        small.staff("skolotajs")
        small.staff("otrs")


def opened(username: str = "skolotajs", browser: str = "Firefox") -> str:
    return login.log_in(username, PASSWORD, address="10.0.0.1", user_agent=browser).secret


def actor_of(secret: str) -> Actor:
    actor = sessions.resolve(secret)
    assert actor is not None
    return actor


@pytest.mark.parametrize("secret", [None, "", "unknown", "x" * 5000, "\x00", "\ud800"])
def test_nobody_is_behind_an_unknown_secret(secret: str | None) -> None:
    assert sessions.resolve(secret) is None


def test_a_session_ends_when_it_is_not_used(clock_at: SetClock) -> None:
    secret = opened()
    clock_at(datetime(2026, 11, 23, 9, 59))
    assert sessions.resolve(secret) is not None
    clock_at(datetime(2026, 11, 23, 11, 58))
    assert sessions.resolve(secret) is not None
    clock_at(datetime(2026, 11, 23, 13, 58))
    assert sessions.resolve(secret) is None


def test_a_session_ends_at_last_however_much_it_is_used(clock_at: SetClock) -> None:
    secret = opened()
    for hour in range(9, 20):
        clock_at(datetime(2026, 11, 23, hour, 0))
        assert sessions.resolve(secret) is not None
    clock_at(datetime(2026, 11, 23, 19, 59, 59))
    assert sessions.resolve(secret) is not None
    clock_at(datetime(2026, 11, 23, 20, 0))
    assert sessions.resolve(secret) is None


def test_the_time_of_use_is_written_at_most_once_a_minute(clock_at: SetClock) -> None:
    secret = opened()

    def seen_at(second: int, minute: int = 0) -> datetime:
        clock_at(datetime(2026, 11, 23, 8, minute, second))
        sessions.resolve(secret)
        with reading() as session:
            return session.exec(select(LoginSession.last_seen_at)).one()

    first = seen_at(0)
    assert seen_at(59) == first
    assert seen_at(0, 1) > first


def test_an_open_session_ends_with_the_contract_without_anyone_doing_anything(
    clock_at: SetClock,
) -> None:
    with writing() as session:
        for contract in session.exec(select(StaffContract)):
            contract.ends_on = date(2026, 11, 23)
    clock_at(datetime(2026, 11, 23, 23, 30))
    secret = opened()
    assert sessions.resolve(secret) is not None
    clock_at(datetime(2026, 11, 24, 0, 0))
    assert sessions.resolve(secret) is None


def test_a_locked_account_is_out_at_once() -> None:
    secret = opened()
    with writing() as session:
        session.get_one(Account, actor_of(secret).account_id).is_locked = True
    assert sessions.resolve(secret) is None


def test_the_roles_are_those_of_now_not_those_of_the_log_in() -> None:
    secret = opened()
    with writing() as session:
        account_id = actor_of(secret).account_id
        grant = session.exec(select(RoleGrant).where(RoleGrant.account_id == account_id)).one()
        grant.role = GrantedRole.MANAGEMENT
    assert actor_of(secret).roles == {GrantedRole.MANAGEMENT}


def test_the_trail_names_the_address_of_the_request_else_that_of_the_log_in() -> None:
    secret = opened()
    assert actor_of(secret).address == "10.0.0.1"
    moved = sessions.resolve(secret, address="10.0.0.9")
    assert moved is not None
    assert moved.address == "10.0.0.9"


def test_logging_out_ends_this_session_only() -> None:
    here, there = opened(), opened()
    sessions.log_out(actor_of(here))
    assert sessions.resolve(here) is None
    assert sessions.resolve(there) is not None
    assert [entry.outcome for entry in trail("logout")] == ["done"]


def test_logging_out_everywhere_ends_every_session_of_the_account_only() -> None:
    here, there, other = opened(), opened(), opened("otrs")
    sessions.log_out_everywhere(actor_of(here))
    assert sessions.resolve(here) is None
    assert sessions.resolve(there) is None
    assert sessions.resolve(other) is not None


def test_people_see_their_own_open_sessions(clock_at: SetClock) -> None:
    opened(browser="left open")
    clock_at(datetime(2026, 11, 23, 10, 30))
    phone = opened(browser="phone")
    here = opened(browser="here")
    opened("otrs", browser="somebody else's")
    listed = sessions.sessions_of(actor_of(here))
    assert [(row.user_agent, row.is_current) for row in listed] == [
        ("here", True),
        ("phone", False),
    ]
    assert {row.address for row in listed} == {"10.0.0.1"}
    sessions.revoke(actor_of(here), actor_of(phone).session_id)
    assert sessions.resolve(phone) is None
    assert len(sessions.sessions_of(actor_of(here))) == 1


@pytest.mark.parametrize("target", ["somebody else's", "unknown"])
def test_nobody_ends_the_session_of_somebody_else(target: str) -> None:
    mine, other = opened(), opened("otrs")
    session_id = actor_of(other).session_id if target == "somebody else's" else 987_654
    with pytest.raises(Forbidden):
        sessions.revoke(actor_of(mine), session_id)
    assert sessions.resolve(other) is not None
    entry = trail("session.revoke")[-1]
    assert (entry.outcome, entry.account_id) == ("refused", actor_of(mine).account_id)
    assert (entry.entity, entry.entity_id) == ("login_session", session_id)
