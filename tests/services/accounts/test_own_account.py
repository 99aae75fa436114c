"""What people can do with their own account."""

from typing import Any

import pytest

from ejournal_app.domain.access import Actor
from ejournal_app.domain.errors import Refused
from ejournal_app.persistence.engine import writing
from ejournal_app.services.accounts import login, own_account, sessions
from ejournal_app.settings import get_settings
from tests.support.people import PASSWORD, SmallSchool
from tests.support.trail import trail

pytestmark = pytest.mark.usefixtures("db")

NEW = "Pavasara-zvaigzne"


@pytest.fixture
def secret() -> str:
    with writing() as session:
        SmallSchool(session).staff("skolotajs")
    return opened()


def opened(password: str = PASSWORD) -> str:
    return login.log_in("skolotajs", password, address="10.0.0.1", user_agent="").secret


def actor_of(secret: str) -> Actor:
    actor = sessions.resolve(secret)
    assert actor is not None
    return actor


def test_preferences_follow_the_account(secret: str) -> None:
    own_account.set_preferences(actor_of(secret), language="en")
    own_account.set_preferences(actor_of(secret), theme="dark")
    assert (actor_of(secret).language, actor_of(secret).theme) == ("en", "dark")
    own_account.set_preferences(actor_of(secret), theme="dark")
    entries = trail("account.preferences")
    assert [entry.after for entry in entries] == [
        {"language": "en", "theme": "auto"},
        {"language": "en", "theme": "dark"},
    ]


@pytest.mark.parametrize("strange", ["ru", "", "lv ", ["lv"], {"a": 1}, True, 1])
def test_preferences_nobody_offers_are_refused(secret: str, strange: Any) -> None:
    for given in ({"language": strange}, {"theme": strange}):
        with pytest.raises(Refused):
            own_account.set_preferences(actor_of(secret), **given)
    assert (actor_of(secret).language, actor_of(secret).theme) == ("lv", "auto")


def test_a_new_password_ends_the_other_sessions(secret: str) -> None:
    elsewhere = opened()
    own_account.change_password(actor_of(secret), PASSWORD, NEW)
    assert sessions.resolve(elsewhere) is None
    assert sessions.resolve(secret) is not None
    with pytest.raises(Refused):
        opened()
    assert opened(NEW)
    assert len(trail("account.password")) == 1


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("wrong", NEW, "The present password is wrong."),
        (PASSWORD, "short", "A password has at least {count} characters."),
        (PASSWORD, "Skolotajs", "A password has at least {count} characters."),
        (PASSWORD, "aaaaaaaaaaaa", "The password repeats too few different characters."),
        (PASSWORD, "x" * 201, "A password has at most {count} characters."),
    ],
)
def test_a_password_change_is_refused_in_words(
    secret: str, old: str, new: str, sentence: str
) -> None:
    with pytest.raises(Refused) as refusal:
        own_account.change_password(actor_of(secret), old, new)
    assert refusal.value.message.msgid == sentence
    assert opened()


def test_a_stolen_session_is_no_way_to_guess_the_password(secret: str) -> None:
    for _ in range(get_settings().login_attempts_per_account):
        with pytest.raises(Refused):
            own_account.change_password(actor_of(secret), "a guess", NEW)
    with pytest.raises(Refused) as refusal:
        own_account.change_password(actor_of(secret), PASSWORD, NEW)
    assert refusal.value.message.msgid.startswith("Too many attempts")


def test_people_see_the_trail_of_their_own_account_only(secret: str) -> None:
    with writing() as session:
        school_of_another = SmallSchool(session)
        school_of_another.staff("otrs")
    login.log_in("otrs", PASSWORD, address="10.0.0.2", user_agent="")
    own_account.set_preferences(actor_of(secret), theme="dark")
    entries = own_account.own_trail(actor_of(secret))
    assert [entry.action for entry in entries] == ["account.preferences", "login"]
    assert len(own_account.own_trail(actor_of(secret), limit=1)) == 1
