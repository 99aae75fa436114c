"""The first superuser of an empty installation."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlmodel import select

from ejournal_app.domain.access import GrantedRole
from ejournal_app.domain.errors import Refused
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Account, Person, RoleGrant, School
from ejournal_app.services.accounts.login import log_in
from ejournal_app.services.accounts.sessions import resolve
from ejournal_app.services.setup.first_run import (
    Founding,
    found,
    has_superuser,
    make_superuser,
    new_code,
)
from ejournal_app.settings import get_settings
from tests.support.attempts import forget_attempts
from tests.support.together import together
from tests.support.trail import trail

pytestmark = pytest.mark.usefixtures("db")

ANNA = Founding(
    school_name="Rīgas 1. vidusskola",
    given_name="Anna",
    family_name="Ozola",
    username="anna.ozola",
    password="Zilonis-uz-ledus",
    password_again="Zilonis-uz-ledus",
)
HERE = "192.0.2.1"


@pytest.fixture(autouse=True)
def no_attempts_yet() -> None:
    forget_attempts()


def rows(table: type) -> int:
    with reading() as session:
        return len(session.exec(select(table)).all())


def test_the_code_makes_a_school_and_a_superuser_who_can_log_in_at_once() -> None:
    found(new_code(), ANNA, address=HERE)
    opened = log_in("anna.ozola", ANNA.password, address=HERE, user_agent="")
    actor = resolve(opened.secret)
    assert actor is not None
    assert actor.roles == {GrantedRole.SUPERUSER}
    assert has_superuser()
    (entry,) = trail("first_run")
    assert (entry.actor_name, entry.address) == ("Anna Ozola", HERE)
    assert ANNA.password not in str(entry.after)


def test_once_there_is_a_superuser_no_code_opens_anything() -> None:
    found(new_code(), ANNA, address=HERE)
    with pytest.raises(Refused):
        found(new_code(), replace(ANNA, username="cits"), address=HERE)
    assert rows(Account) == 1


def test_a_new_start_makes_the_earlier_code_worthless() -> None:
    earlier = new_code()
    new_code()
    with pytest.raises(Refused) as refusal:
        found(earlier, ANNA, address=HERE)
    assert refusal.value.field == "code"


def test_the_code_is_kept_as_a_hash_only() -> None:
    code = new_code()
    kept = [path.read_bytes() for path in get_settings().data_dir.iterdir() if path.is_file()]
    assert kept
    assert not any(code.encode() in content for content in kept)


@pytest.mark.parametrize("code", ["", "nav", "x" * 5000, "ā\x00"])
def test_a_wrong_code_makes_nothing(code: str) -> None:
    new_code()
    with pytest.raises(Refused):
        found(code, ANNA, address=HERE)
    assert (rows(School), rows(Person)) == (0, 0)


def test_the_code_cannot_be_guessed_for_long() -> None:
    right = new_code()
    for _ in range(get_settings().login_attempts_per_account):
        with pytest.raises(Refused):
            found("nav", ANNA, address=HERE)
    with pytest.raises(Refused, match="Too many attempts"):
        found(right, ANNA, address=HERE)
    found(right, ANNA, address="192.0.2.2")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"school_name": " "}, "school_name"),
        ({"given_name": ""}, "given_name"),
        ({"family_name": "x" * 101}, "family_name"),
        ({"password_again": "Zilonis-uz-sala"}, "password_again"),
        ({"password": "īsa", "password_again": "īsa"}, ""),
        ({"username": "140315-20017"}, ""),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_left_behind(
    change: dict[str, str], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        found(new_code(), replace(ANNA, **change), address=HERE)
    assert refusal.value.field == field
    assert (rows(School), rows(Person), rows(Account), rows(RoleGrant)) == (0, 0, 0, 0)


def test_of_two_who_begin_at_the_same_time_one_becomes_superuser() -> None:
    code = new_code()

    def begin(name: str) -> Callable[[], bool]:
        def run() -> bool:
            try:
                found(code, replace(ANNA, username=name), address=HERE)
            except Refused:
                return False
            return True

        return run

    assert sorted(together(begin("anna"), begin("bruno"))) == [False, True]
    assert (rows(School), rows(RoleGrant)) == (1, 1)


def test_the_command_makes_one_more_superuser_of_the_same_school() -> None:
    make_superuser(ANNA)
    make_superuser(replace(ANNA, school_name="", username="otra"))
    assert (rows(School), rows(RoleGrant)) == (1, 2)
