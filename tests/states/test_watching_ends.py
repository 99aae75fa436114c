"""An open page is told what changes, until its reader may no longer read it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.states.handlers import operation
from tests.states.school import School
from tests.support.events import EventSocket, handler_name, page, values

PATIENCE = 10.0
"""Seconds to wait for what does come; how soon it comes is measured in the browser."""
LONG_ENOUGH = 1.0
"""Seconds after which nothing more is expected."""


@pytest.fixture
def writer(school: School) -> Iterator[EventSocket]:
    """The page of the other teacher of the journal, who writes."""
    with school.page_of("audzinatajs") as opened:
        yield opened


def test_a_change_appears_while_the_page_may_be_read(school: School, writer: EventSocket) -> None:
    with watching(school, "vecaks", diary_of(school)) as (reader, _):
        write_topic(school, writer, "Skatāmā tēma")
        reader.wait_for(shows("diary.Diary", "Skatāmā tēma"), PATIENCE)
    with watching(school, "skolotajs", f"/zurnals/{school.own.journal}") as (reader, _):
        write_topic(school, writer, "Žurnāla tēma")
        reader.wait_for(shows("journal.Journal", "Žurnāla tēma"), PATIENCE)


@pytest.mark.parametrize("name", ["vecaks", "skolens", "skolotajs"])
def test_an_ended_session_hears_nothing_more(
    school: School, writer: EventSocket, name: str
) -> None:
    address = f"/zurnals/{school.own.journal}" if name == "skolotajs" else diary_of(school)
    with watching(school, name, address) as (reader, session):
        school.change("UPDATE login_session SET revoked_at = created_at WHERE id = ?", session)
        write_topic(school, writer, f"Pēc iziešanas, {name}")
        assert reader.listen(LONG_ENOUGH) == []


@pytest.mark.parametrize(
    "ending",
    [
        "ends_on = date('now', '-1 day')",
        "sees_data = 0",
        "court_restricted = 1",
    ],
)
def test_a_guardian_who_lost_the_right_hears_nothing_more(
    school: School, writer: EventSocket, ending: str
) -> None:
    # The other child stays: the session goes on, only this diary is closed.
    with (
        watching(school, "vecaks", diary_of(school)) as (reader, _),
        changed(
            school, "guardianship", ending, person_id=school.person("vecaks"), pupil_id=school.pupil
        ),
    ):
        write_topic(school, writer, f"Slēgts vecākiem: {ending}")
        updates = reader.listen(LONG_ENOUGH)
        assert values(updates, "diary.Diary") == {}
        assert "Slēgts vecākiem" not in "".join(reader.texts)
        assert values(updates, "feedback.Feedback")["text"]
        write_topic(school, writer, f"Vēlreiz: {ending}")
        assert reader.listen(LONG_ENOUGH) == []


def test_a_teacher_whose_journal_was_given_away_hears_nothing_more(
    school: School, writer: EventSocket
) -> None:
    with (
        watching(school, "skolotajs", f"/zurnals/{school.own.journal}") as (reader, _),
        changed(
            school,
            "journal_teacher",
            "ends_on = date('now', '-1 day')",
            person_id=school.person("skolotajs"),
            journal_id=school.own.journal,
        ),
    ):
        write_topic(school, writer, "Nodots žurnāls")
        updates = reader.listen(LONG_ENOUGH)
        assert values(updates, "journal.Journal") == {}
        assert "Nodots žurnāls" not in "".join(reader.texts)


@contextmanager
def watching(school: School, username: str, address: str) -> Iterator[tuple[EventSocket, int]]:
    """A page of a session of its own, open and listening; with the session's id."""
    cookie = school.fresh_cookie(username)
    session = school.one("SELECT max(id) FROM login_session")
    with page(school.product.url, cookie) as opened:
        opened.open(address)
        # The page is filled twice: when it is opened, and once it listens.
        while len(fillings(opened)) < 2:
            opened.wait_for(lambda _update: True, PATIENCE)
        yield opened, session


@contextmanager
def changed(school: School, table: str, change: str, **which: int) -> Iterator[None]:
    """Change rows past the product, and put them back afterwards."""
    where = " AND ".join(f"{name} = ?" for name in which)
    column = change.split(" ", maxsplit=1)[0]
    ((row, before),) = school.rows(
        f"SELECT id, {column} FROM {table} WHERE {where}", *which.values()
    )
    school.change(f"UPDATE {table} SET {change} WHERE id = ?", row)
    try:
        yield
    finally:
        school.change(f"UPDATE {table} SET {column} = ? WHERE id = ?", before, row)


def diary_of(school: School) -> str:
    """The diary at the week of the lesson that is written in."""
    return f"/dienasgramata/{school.own.pupil}?datums={school.own.day}"


def write_topic(school: School, writer: EventSocket, topic: str) -> None:
    lesson = school.own.lesson
    standing = school.one("SELECT topic FROM lesson WHERE id = ?", lesson)
    entry = operation("topic", topic, {"lesson_id": lesson}, base=standing)
    updates = writer.call(handler_name("entry.Entry", "send"), {"operations": [entry]})
    (answer,) = values(updates, "entry.Entry")["answers"]["items"]
    assert answer["status"] == "saved"


def shows(state: str, text: str) -> Any:
    return lambda update: text in repr(values([update], state))


def fillings(opened: EventSocket) -> list[str]:
    """The names the page was filled with, one each time."""
    states = ("diary.Diary", "journal.Journal")
    told = [values([update], state).get("name") for update in opened.updates for state in states]
    return [name for name in told if name]
