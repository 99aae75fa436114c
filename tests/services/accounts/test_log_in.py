"""Logging in: who gets in, what the others are told, how often it may be tried."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import select

from ejournal_app import clock
from ejournal_app.domain.errors import Refused
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Account, LoginSession
from ejournal_app.services.accounts import attempts, login, passwords, sessions
from ejournal_app.settings import get_settings
from tests.support.attempts import forget_attempts
from tests.support.people import DAY, PASSWORD, SmallSchool
from tests.support.trail import trail

pytestmark = pytest.mark.usefixtures("db")

WRONG = "Wrong user name or password."


def log_in(username: str, password: str = PASSWORD, address: str = "10.0.0.1") -> login.LoginResult:
    return login.log_in(username, password, address=address, user_agent="Firefox")


def refused(username: str, password: str = PASSWORD, address: str = "10.0.0.1") -> str:
    with pytest.raises(Refused) as refusal:
        log_in(username, password, address)
    return refusal.value.message.msgid


@pytest.fixture
def skolotajs() -> int:
    with writing() as session:
        return SmallSchool(session).staff("skolotajs")


def test_the_right_password_opens_a_session_of_which_only_a_hash_is_stored(skolotajs: int) -> None:
    opened = log_in(" SkolotajS ")
    assert opened.account_id == skolotajs
    assert opened.secret not in repr(opened)
    with reading() as session:
        row = session.exec(select(LoginSession)).one()
        account = session.get_one(Account, skolotajs)
    assert opened.secret not in row.model_dump_json()
    assert row.expires_at - row.created_at == timedelta(hours=12)
    assert account.last_login_at == row.created_at
    actor = sessions.resolve(opened.secret)
    assert actor is not None
    assert (actor.account_id, actor.name, actor.address) == (skolotajs, "Anna Ozola", "10.0.0.1")


def test_each_log_in_has_a_secret_of_its_own(skolotajs: int) -> None:
    assert log_in("skolotajs").secret != log_in("skolotajs").secret


@pytest.mark.parametrize("wrong", ["unknown", "password", "locked", "ended", "no password yet"])
def test_every_wrong_log_in_reads_the_same(wrong: str) -> None:
    with writing() as session:
        school = SmallSchool(session)
        person = school.person()
        account = school.account(
            person, "skolotajs", None if wrong == "no password yet" else PASSWORD
        )
        school.grant(account)
        school.contract(person, ends_on=clock.today() - DAY if wrong == "ended" else None)
        session.get_one(Account, account).is_locked = wrong == "locked"
    assert (
        refused(
            "nav.tada" if wrong == "unknown" else "skolotajs",
            "something else" if wrong == "password" else PASSWORD,
        )
        == WRONG
    )
    with reading() as session:
        assert session.exec(select(LoginSession)).all() == []


@pytest.mark.parametrize("username", ["nav.tada", "skolotajs", "bez.paroles", "", "x" * 500])
def test_a_refusal_costs_one_password_check_whoever_it_is(
    username: str, skolotajs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing() as session:
        school = SmallSchool(session)
        school.account(school.person(), "bez.paroles", None)
    passwords.verify_or_burn(None, "warm")
    checked: list[str] = []
    real = passwords._context.verify

    def counted(secret: str, known: str) -> bool:
        checked.append(known)
        return bool(real(secret, known))

    monkeypatch.setattr(passwords._context, "verify", counted)
    assert refused(username, "wrong password") == WRONG
    assert len(checked) == 1
    assert checked[0].startswith("$argon2id$")


@pytest.mark.parametrize(
    "strange", ["\x00", "skol\x00otajs", "\ud800", "a" * 100_000, "' OR 1=1 --"]
)
def test_strange_input_is_just_wrong(strange: str, skolotajs: int) -> None:
    assert refused(strange, "x") == WRONG
    assert refused("skolotajs", strange) == WRONG


def test_too_many_failures_close_an_account_until_the_span_is_over(
    skolotajs: int, clock_at: Callable[[date | datetime], None]
) -> None:
    clock_at(datetime(2026, 11, 23, 8, 0))
    for _ in range(get_settings().login_attempts_per_account):
        assert refused("skolotajs", "wrong password") == WRONG
    clock_at(datetime(2026, 11, 23, 8, 5, 1))
    with pytest.raises(Refused) as refusal:
        log_in("Skolotajs", address="10.0.0.2")
    assert refusal.value.message.english() == "Too many attempts. Try again in 10 min."
    clock_at(datetime(2026, 11, 23, 8, 15, 1))
    assert log_in("skolotajs").account_id == skolotajs


def test_unknown_user_names_are_limited_like_known_ones(skolotajs: int) -> None:
    for _ in range(get_settings().login_attempts_per_account):
        assert refused("nav.tada", "wrong password") == WRONG
    assert refused("nav.tada", "wrong password").startswith("Too many attempts")


def test_a_log_in_that_succeeds_forgets_the_failures(skolotajs: int) -> None:
    for _ in range(3):
        for _ in range(get_settings().login_attempts_per_account - 1):
            assert refused("skolotajs", "wrong password") == WRONG
        log_in("skolotajs")


def test_an_address_is_limited_by_its_failures_only(
    skolotajs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EJOURNAL_LOGIN_ATTEMPTS_PER_ADDRESS", "3")
    get_settings.cache_clear()
    for _ in range(5):
        log_in("skolotajs")  # a whole school shares one address in the morning
    for number in range(3):
        assert refused(f"nav.tada{number}", "wrong password") == WRONG
    assert refused("skolotajs").startswith("Too many attempts")
    assert log_in("skolotajs", address="10.0.0.2").account_id == skolotajs


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_server_processes_count_together_in_valkey(
    skolotajs: int, valkey_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EJOURNAL_REDIS_URL", valkey_url)
    get_settings.cache_clear()
    for _ in range(get_settings().login_attempts_per_account):
        forget_attempts()  # as in another process: nothing is counted here
        assert refused("skolotajs", "wrong password") == WRONG
    forget_attempts()
    assert refused("skolotajs").startswith("Too many attempts")
    attempts.succeeded("skolotajs")
    assert log_in("skolotajs").account_id == skolotajs


def test_log_ins_and_refusals_are_audited_without_what_was_typed(skolotajs: int) -> None:
    refused("skolotajs", "hidden-word")
    refused("hidden-word", "hidden-word")
    log_in("skolotajs")
    entries = trail("login")
    assert [(entry.outcome, entry.account_id, entry.actor_name) for entry in entries] == [
        ("refused", skolotajs, "Anna Ozola"),
        ("refused", None, ""),
        ("done", skolotajs, "Anna Ozola"),
    ]
    assert {entry.address for entry in entries} == {"10.0.0.1"}
    assert not any("hidden-word" in entry.model_dump_json() for entry in entries)


def test_sessions_that_ended_long_ago_are_forgotten_at_log_in(
    skolotajs: int, clock_at: Callable[[date | datetime], None]
) -> None:
    clock_at(date(2026, 10, 1))
    log_in("skolotajs")
    clock_at(date(2026, 11, 23))
    log_in("skolotajs")
    with reading() as session:
        assert len(session.exec(select(LoginSession)).all()) == 1


def test_an_old_hash_is_renewed_at_log_in(skolotajs: int) -> None:
    weak = passwords._context.using(argon2__time_cost=1, argon2__memory_cost=1024).hash(PASSWORD)
    with writing() as session:
        session.get_one(Account, skolotajs).password_hash = weak
    log_in("skolotajs")
    with reading() as session:
        renewed = session.get_one(Account, skolotajs).password_hash
    assert renewed is not None
    assert renewed != weak
    assert not passwords.needs_rehash(renewed)
    assert passwords.verify(renewed, PASSWORD)
