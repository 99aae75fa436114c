"""The unit of work keeps its promises on both databases."""

import os
import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError, InternalError, OperationalError
from sqlmodel import Session

from ejournal_app.persistence import engine


@pytest.fixture(autouse=True)
def table(db: str) -> None:
    with engine.writing() as session:
        session.execute(text("CREATE TABLE parent (id INTEGER PRIMARY KEY)"))
        session.execute(text("CREATE TABLE child (id INTEGER REFERENCES parent (id))"))


def rows(session: Session) -> int:
    return int(session.execute(text("SELECT count(*) FROM parent")).scalar_one())


def insert(session: Session, number: int) -> None:
    session.execute(text("INSERT INTO parent VALUES (:number)"), {"number": number})


def test_a_block_that_ends_is_committed() -> None:
    with engine.writing() as session:
        insert(session, 1)
    with engine.reading() as session:
        assert rows(session) == 1


def test_a_block_that_raises_leaves_nothing() -> None:
    with pytest.raises(ZeroDivisionError), engine.writing() as session:
        insert(session, 1)
        raise ZeroDivisionError
    with engine.reading() as session:
        assert rows(session) == 0


def test_a_reading_session_cannot_write() -> None:
    with (
        engine.reading() as session,
        pytest.raises((OperationalError, InternalError), match=r"(?i)read-?\s?only"),
    ):
        insert(session, 1)
    with engine.writing() as session:  # the pooled connection is not left read-only
        insert(session, 1)


def test_a_reader_does_not_see_what_is_not_committed_and_does_not_wait() -> None:
    with engine.writing() as writer:
        insert(writer, 1)
        writer.flush()
        with engine.reading() as reader:
            assert rows(reader) == 0


def test_foreign_keys_are_enforced() -> None:
    with pytest.raises(IntegrityError), engine.writing() as session:
        session.execute(text("INSERT INTO child VALUES (99)"))


def test_transactions_that_read_then_write_do_not_refuse_each_other() -> None:
    errors: list[DBAPIError] = []

    def read_then_write(number: int) -> None:
        try:
            with engine.writing() as session:
                rows(session)
                insert(session, number)
        except DBAPIError as error:
            errors.append(error)

    threads = [threading.Thread(target=read_then_write, args=(n,)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with engine.reading() as session:
        assert rows(session) == 12


def test_a_forked_process_opens_connections_of_its_own() -> None:
    with engine.writing() as session:
        insert(session, 1)
    before = engine.engine()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            with engine.writing() as session:
                insert(session, 2)
            code = 0 if engine.engine() is not before else 2
        finally:
            os._exit(code)
    assert os.waitpid(pid, 0)[1] == 0
    assert engine.engine() is before
    with engine.reading() as session:
        assert rows(session) == 2


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_embedded_database_commits_durably_and_lets_readers_through(db: str) -> None:
    with engine.reading() as session:
        assert session.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
        assert session.execute(text("PRAGMA synchronous")).scalar_one() == 2  # FULL


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_postgresql_is_reached_by_a_plain_url(db: str) -> None:
    assert engine.engine().dialect.driver == "psycopg"
    with engine.reading() as session:
        assert session.execute(text("SHOW timezone")).scalar_one() == "UTC"
