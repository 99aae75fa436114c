"""Choosing a password with a code: once, in time, by whoever holds it, leaving no trace of it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import col, select

from ejournal_app.domain.errors import Refused
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    Account,
    Enrolment,
    LoginSession,
    OutboxMessage,
    StaffContract,
)
from ejournal_app.services.accounts import login, sessions
from ejournal_app.services.invitations import forgotten, one_person
from ejournal_app.services.invitations.accepting import INVALID, accept, look_up
from ejournal_app.settings import get_settings
from tests.services.invitations.inviting import (
    ADDRESS,
    PASSWORD,
    account_of,
    give_address,
    invitations,
    person,
)
from tests.support.school import TinySchool
from tests.support.school_days import NOW, TODAY
from tests.support.together import together
from tests.support.trail import trail


def code_for(school: TinySchool, name: str = "Bērziņš Bruno") -> str:
    return one_person.give_code(school.actors.superuser, person(name), days=30).code


def use(code: str, password: str = PASSWORD) -> object:
    return accept(code, password, address=ADDRESS, user_agent="tests")


def refused(code: str, password: str = PASSWORD) -> str:
    with pytest.raises(Refused) as refusal:
        use(code, password)
    return refusal.value.message.msgid


def test_a_code_gives_a_password_and_a_log_in(school: TinySchool) -> None:
    code = code_for(school)
    accepted = accept(code.lower().replace("-", " "), PASSWORD, address=ADDRESS, user_agent="x")
    assert accepted.login is not None
    actor = sessions.resolve(accepted.login.secret)
    assert actor is not None
    assert actor.pupil_id == school.bruno
    login.log_in("bruno.berzins", PASSWORD, address=ADDRESS, user_agent="x")
    assert [entry.actor_name for entry in trail("invitation.accept")] == ["Bruno Bērziņš"]


def test_a_code_works_once(school: TinySchool) -> None:
    code = code_for(school)
    use(code)
    assert refused(code, "Cita-parole-2026") == INVALID
    with pytest.raises(Refused):
        look_up(code, address=ADDRESS)


def test_of_two_browsers_at_once_one_succeeds(school: TinySchool) -> None:
    code = code_for(school)

    def attempt(password: str) -> Callable[[], str]:
        def run() -> str:
            try:
                use(code, password)
            except Refused:
                return ""
            return password

        return run

    tried = [f"Zilonis-{n}-uz-ledus" for n in range(4)]
    won = [password for password in together(*map(attempt, tried)) if password]
    assert len(won) == 1
    for password in tried:
        if password == won[0]:
            login.log_in("bruno.berzins", password, address=ADDRESS, user_agent="x")
        else:
            with pytest.raises(Refused):
                login.log_in("bruno.berzins", password, address=ADDRESS, user_agent="x")


def test_expired_revoked_locked_mistyped_and_empty_codes_read_the_same(
    school: TinySchool, clock_at: Callable[[date | datetime], None]
) -> None:
    superuser, bruno = school.actors.superuser, person("Bērziņš Bruno")
    sentences = {refused("ABCD-EFGH-JKLM"), refused(""), refused("x" * 5000), refused("'; --")}
    code = code_for(school)
    one_person.revoke_invitation(superuser, bruno)
    sentences.add(refused(code))
    code = code_for(school)
    one_person.lock(superuser, bruno)
    sentences.add(refused(code))
    one_person.unlock(superuser, bruno)
    sentences.add(refused(code))  # locking ended it
    code = code_for(school)
    clock_at(NOW + timedelta(days=31))
    sentences.add(refused(code))
    assert sentences == {INVALID}
    assert account_of(bruno).password_hash is None


@pytest.mark.parametrize("password", ["īsa", "aaaaaaaaaaaa", "bruno.berzins", "x" * 201])
def test_a_refused_password_leaves_the_code_good(school: TinySchool, password: str) -> None:
    code = code_for(school)
    assert refused(code, password) != INVALID
    use(code)


def test_too_many_wrong_codes_from_one_address_are_stopped(
    school: TinySchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EJOURNAL_LOGIN_ATTEMPTS_PER_ADDRESS", "3")
    get_settings.cache_clear()
    code = code_for(school)
    for _ in range(3):
        with pytest.raises(Refused):
            look_up("ABCD-EFGH-JKLM", address=ADDRESS)
    with pytest.raises(Refused) as refusal:
        look_up(code, address=ADDRESS)
    assert refusal.value.message.params["minutes"] >= 1
    assert look_up(code, address="192.0.2.8").username == "bruno.berzins"


def test_access_begins_with_the_enrolment_although_the_password_is_chosen_before(
    school: TinySchool, clock_at: Callable[[date | datetime], None]
) -> None:
    later = TODAY + timedelta(days=5)
    with writing() as session:
        for enrolment in session.exec(
            select(Enrolment).where(col(Enrolment.pupil_id) == school.bruno)
        ):
            enrolment.starts_on = later
    accepted = accept(code_for(school), PASSWORD, address=ADDRESS, user_agent="x")
    assert (accepted.login, accepted.access_from) == (None, later)
    with pytest.raises(Refused):
        login.log_in("bruno.berzins", PASSWORD, address=ADDRESS, user_agent="x")
    clock_at(later)
    login.log_in("bruno.berzins", PASSWORD, address=ADDRESS, user_agent="x")


def test_access_of_staff_begins_with_the_contract(
    school: TinySchool, clock_at: Callable[[date | datetime], None]
) -> None:
    later = TODAY + timedelta(days=5)
    with writing() as session:
        for contract in session.exec(
            select(StaffContract).where(StaffContract.person_id == person("Sproģe Maija"))
        ):
            contract.starts_on = later
    code = code_for(school, "Sproģe Maija")
    accepted = accept(code, PASSWORD, address=ADDRESS, user_agent="x")
    assert (accepted.login, accepted.access_from) == (None, later)
    clock_at(later)
    opened = login.log_in("maija", PASSWORD, address=ADDRESS, user_agent="x")
    actor = sessions.resolve(opened.secret)
    assert actor is not None
    assert actor.is_staff


def test_a_new_password_ends_every_session_and_the_old_one_works_until_then(
    school: TinySchool,
) -> None:
    use(code_for(school))
    first = login.log_in("bruno.berzins", PASSWORD, address=ADDRESS, user_agent="x")
    issued = one_person.give_code(school.actors.superuser, person("Bērziņš Bruno"), days=30)
    assert issued.is_reset
    assert sessions.resolve(first.secret) is not None
    row = invitations(issued.person_id)[-1]
    assert row.expires_at - row.created_at == timedelta(hours=24)
    use(issued.code, "Cita-parole-2026")
    assert sessions.resolve(first.secret) is None
    with pytest.raises(Refused):
        login.log_in("bruno.berzins", PASSWORD, address=ADDRESS, user_agent="x")


def test_no_password_and_no_code_is_logged_or_audited(
    school: TinySchool, caplog: pytest.LogCaptureFixture
) -> None:
    code = code_for(school)
    use(code)
    refused(code)
    written = caplog.text + "".join(str(vars(entry)) for entry in trail())
    assert PASSWORD not in written
    assert code not in written


@pytest.fixture
def mail(monkeypatch: pytest.MonkeyPatch, school: TinySchool) -> None:
    monkeypatch.setenv("EJOURNAL_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("EJOURNAL_SMTP_FROM", "zurnals@skola.lv")
    get_settings.cache_clear()


def letters() -> list[OutboxMessage]:
    with reading() as session:
        return list(session.exec(select(OutboxMessage)))


@pytest.mark.usefixtures("mail")
def test_a_forgotten_password_brings_a_letter_to_the_known_address(school: TinySchool) -> None:
    give_address("Bērziņš Bruno", "bruno@skola.lv")
    use(code_for(school))
    forgotten.may_ask("Bruno.Berzins", address=ADDRESS)
    forgotten.send_new_password("Bruno.Berzins ")
    (letter,) = letters()
    assert letter.address == "bruno@skola.lv"
    assert "jauna parole" in letter.subject.casefold()
    assert "Ja to nelūdzāt" in letter.body


@pytest.mark.usefixtures("mail")
def test_nobody_else_gets_a_letter_and_nobody_is_told(school: TinySchool) -> None:
    give_address("Bērziņš Bruno", "bruno@skola.lv")
    give_address("Mežs Laura", "laura@skola.lv")
    code_for(school)
    one_person.lock(school.actors.superuser, person("Bērziņš Bruno"))
    for name in ("bruno.berzins", "contract_ended_yesterday", "ilze", "nav.tada", "x" * 500, ""):
        forgotten.may_ask(name, address=ADDRESS)
        forgotten.send_new_password(name)
    assert letters() == []


@pytest.mark.usefixtures("mail")
def test_one_account_cannot_be_flooded_with_letters(school: TinySchool) -> None:
    for _ in range(get_settings().login_attempts_per_account):
        forgotten.may_ask("ilze", address=ADDRESS)
    with pytest.raises(Refused):
        forgotten.may_ask("ilze", address=ADDRESS)
    forgotten.may_ask("janis", address=ADDRESS)


def test_without_a_mail_server_nobody_can_ask(school: TinySchool) -> None:
    with pytest.raises(Refused):
        forgotten.may_ask("ilze", address=ADDRESS)


def test_a_locked_account_has_no_session_left(school: TinySchool) -> None:
    accepted = accept(code_for(school), PASSWORD, address=ADDRESS, user_agent="x")
    assert accepted.login is not None
    one_person.lock(school.actors.superuser, person("Bērziņš Bruno"))
    one_person.unlock(school.actors.superuser, person("Bērziņš Bruno"))
    assert sessions.resolve(accepted.login.secret) is None
    with reading() as session:
        ended = session.exec(
            select(LoginSession)
            .join(Account, col(Account.id) == col(LoginSession.account_id))
            .where(Account.username == "bruno.berzins")
        ).one()
    assert ended.revoked_at is not None
