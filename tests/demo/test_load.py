"""Loading the demo school: once, the same each time, with accounts that open it."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlmodel import Session, SQLModel, col

from ejournal_app.demo.load import DemoReport, load_if_empty
from ejournal_app.demo.logins import DEMO_PASSWORD, demo_logins
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.persistence import engine
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Account, Journal, Lesson, School
from ejournal_app.services.accounts import passwords
from ejournal_app.services.demonstration import is_demonstration
from ejournal_app.settings import get_settings
from tests.support import databases

from .conftest import TUESDAY

only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def everything(session: Session) -> dict[str, list[Any]]:
    """Every row of every table but the salted password hashes."""
    return {
        table.name: sorted(
            session.execute(select(*(c for c in table.columns if c.name != "password_hash"))).all(),
            key=repr,
        )
        for table in SQLModel.metadata.sorted_tables
    }


def test_it_is_loaded_once(loaded: DemoReport) -> None:
    assert load_if_empty("small") is None
    with reading() as session:
        assert session.scalar(select(func.count()).select_from(School)) == 1
        assert session.scalar(select(func.count()).select_from(Journal)) == loaded.counts["journal"]


def test_the_database_goes_on_counting_after_it(loaded: DemoReport) -> None:
    with engine.writing() as session:
        school = School(name="Otra skola")
        session.add(school)
        session.flush()
        assert school.id == 2


def test_small_is_small_and_has_every_feature(loaded: DemoReport) -> None:
    counts = loaded.counts
    assert counts["pupil"] == 60
    assert counts["school_class"] == 4
    assert 25 <= counts["journal"] <= 45
    assert counts["attendance"] > 2_000
    assert counts["mark"] > 400
    assert counts["mark_event"] > counts["mark"]
    with reading() as session:
        kinds = set(session.scalars(select(col(Journal.kind)).distinct()))
        assert kinds == {
            "subject",
            "extended_day",
            "interest",
            "elective",
            "individual",
            "group_lessons",
        }
        lessons = session.scalar(select(func.count()).select_from(Lesson)) or 0
        assert lessons > 3_000


@only_sqlite
def test_only_demo_accounts_can_be_logged_in_to(session: Session) -> None:
    accounts = session.scalars(select(Account)).all()
    usable = {
        account.username: account.password_hash for account in accounts if account.password_hash
    }
    assert set(usable) == {login.username for login in demo_logins()}
    assert all(passwords.verify(stored, DEMO_PASSWORD) for stored in set(usable.values()))


@only_sqlite
def test_it_is_marked_as_a_demonstration(loaded: DemoReport) -> None:
    assert is_demonstration()
    assert loaded.password == DEMO_PASSWORD
    assert [login.username for login in loaded.logins] == [
        login.username for login in demo_logins()
    ]


def test_what_the_logins_are_good_for_is_translated() -> None:
    for login in demo_logins():
        assert gettext("lv", login.role_msgid) != login.role_msgid
        assert gettext("lv", login.note) != login.note


def test_the_same_moment_gives_the_same_school(
    monkeypatch: pytest.MonkeyPatch, clock_at: Callable[[date | datetime], None]
) -> None:
    clock_at(TUESDAY)
    found: list[dict[str, list[Any]]] = []
    for _ in range(2):
        with databases.sqlite_database() as url:
            monkeypatch.setenv("EJOURNAL_DATABASE_URL", url)
            get_settings.cache_clear()
            engine.dispose()
            load_if_empty("small")
            with reading() as session:
                found.append(everything(session))
            engine.dispose()
    get_settings.cache_clear()
    for name, rows in found[0].items():
        assert rows == found[1][name], name
