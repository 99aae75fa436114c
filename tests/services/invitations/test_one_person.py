"""What the superuser sees of and does with one account."""

import pytest

from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.domain.row_ids import ROW_ID_LIMIT
from ejournal_app.services.accounts import login
from ejournal_app.services.invitations import one_person
from ejournal_app.services.invitations.accepting import accept
from ejournal_app.services.invitations.account_page import CodeState, account_page
from tests.services.invitations.inviting import ADDRESS, PASSWORD, person
from tests.support.school import TinySchool
from tests.support.trail import trail


def test_the_page_tells_codes_and_log_ins_and_no_secret(school: TinySchool) -> None:
    superuser, bruno = school.actors.superuser, person("Bērziņš Bruno")
    empty = account_page(superuser, bruno)
    assert (empty.username, empty.codes, empty.logins) == ("", (), ())
    first = one_person.give_code(superuser, bruno, days=30)
    second = one_person.give_code(superuser, bruno, days=30)
    accept(second.code, PASSWORD, address=ADDRESS, user_agent="x")
    with pytest.raises(Refused):
        login.log_in("bruno.berzins", "nav-pareiza-1", address=ADDRESS, user_agent="x")
    third = one_person.give_code(superuser, bruno, days=30)
    page = account_page(superuser, bruno)
    assert [line.state for line in page.codes] == [
        CodeState.OPEN,
        CodeState.USED,
        CodeState.REVOKED,
    ]
    assert [line.is_reset for line in page.codes] == [True, False, False]
    assert page.codes[0].created_by == "Sandis Sargs"
    assert (page.open_sessions, page.has_open_code, page.username) == (1, True, "bruno.berzins")
    assert {line.refused for line in page.logins} == {True, False}
    for secret in (first.code, second.code, third.code, PASSWORD, "argon2"):
        assert secret not in repr(page)


def test_ending_all_sessions_logs_out(school: TinySchool) -> None:
    superuser, bruno = school.actors.superuser, person("Bērziņš Bruno")
    code = one_person.give_code(superuser, bruno, days=30).code
    accept(code, PASSWORD, address=ADDRESS, user_agent="x")
    one_person.end_all_sessions(superuser, bruno)
    assert account_page(superuser, bruno).open_sessions == 0
    assert len(trail("account.sessions.end")) == 1


def test_the_own_account_cannot_be_locked(school: TinySchool) -> None:
    superuser = school.actors.superuser
    with pytest.raises(Refused):
        one_person.lock(superuser, superuser.person_id)
    assert not account_page(superuser, superuser.person_id).is_locked


def test_a_locked_account_gets_no_code(school: TinySchool) -> None:
    superuser, ilze = school.actors.superuser, school.actors.ilze.person_id
    one_person.lock(superuser, ilze)
    for act in (
        lambda: one_person.give_code(superuser, ilze, days=30),
        lambda: one_person.slip_of(superuser, ilze),
    ):
        with pytest.raises(Refused):
            act()


def test_somebody_who_left_keeps_a_history_but_gets_no_code(school: TinySchool) -> None:
    superuser, zane = school.actors.superuser, person("Zariņa Zane")
    assert account_page(superuser, zane).is_due is False
    with pytest.raises(Refused):
        one_person.give_code(superuser, zane, days=30)
    one_person.lock(superuser, zane)


def test_there_must_be_a_code_to_revoke(school: TinySchool) -> None:
    with pytest.raises(Refused):
        one_person.revoke_invitation(school.actors.superuser, school.actors.ilze.person_id)


@pytest.mark.parametrize("unknown", [-1, 0, 999_999, ROW_ID_LIMIT - 1])
def test_an_id_that_leads_nowhere_is_refused_like_a_foreign_one(
    school: TinySchool, unknown: int
) -> None:
    superuser = school.actors.superuser
    for call in (
        lambda: account_page(superuser, unknown),
        lambda: one_person.give_code(superuser, unknown, days=30),
        lambda: one_person.slip_of(superuser, unknown),
        lambda: one_person.lock(superuser, unknown),
        lambda: one_person.unlock(superuser, unknown),
        lambda: one_person.end_all_sessions(superuser, unknown),
        lambda: one_person.revoke_invitation(superuser, unknown),
    ):
        with pytest.raises(Forbidden):
            call()
        assert trail()[-1].entity_id == unknown
