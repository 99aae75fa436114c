"""The small demo school on a real server, and what in it is whose, asked of the database itself.

Who may see what is worked out here a second time, by plain SQL and lists of names, so that the
tests do not ask the product whether the product is right.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ejournal_app.demo.logins import DEMO_PASSWORD
from tests.support.events import EventSocket, log_in, page
from tests.support.product import Product

READS_EVERYTHING = frozenset({"vadiba", "virslietotajs"})
TEACHERS = frozenset({"skolotajs", "audzinatajs"})
EVERYBODY = frozenset({*READS_EVERYTHING, *TEACHERS, "lietvede", "vecaks", "skolens"})
NOBODY = ""
"""The one who is not logged in."""

SECRET_TOPIC = "Slepenā tēma"
SECRET_TITLE = "Slepenais darbs"

# What may change although nothing was done to the school: traces and the time of a look.
_TRACES = frozenset({"audit_entry", "login_session", "client_operation", "diary_visit"})

_IN_FORCE = "starts_on <= date('now') AND coalesce(ends_on, '9999') >= date('now')"


@dataclass(frozen=True)
class Objects:
    """A journal with a lesson, a work of it, and a pupil marked in it."""

    journal: int
    lesson: int
    work: int
    pupil: int
    day: str


@dataclass(frozen=True)
class Refusal:
    """A refused attempt in the audit trail."""

    account: int
    action: str
    entity: str
    entity_id: int | None
    pupil: int | None


class School:
    """The running product and a view into its database past it."""

    def __init__(self, product: Product) -> None:
        self.product = product
        self._database = sqlite3.connect(
            product.data_dir / "ejournal.db", timeout=20, isolation_level=None
        )
        self._cookies: dict[str, str] = {NOBODY: ""}

    @contextmanager
    def page_of(self, username: str, **how: Any) -> Iterator[EventSocket]:
        """An open page of somebody."""
        with page(self.product.url, self.cookie_of(username), **how) as opened:
            yield opened

    def cookie_of(self, username: str) -> str:
        """The Cookie header of somebody's session, logged in once."""
        if username not in self._cookies:
            self._cookies[username] = self.fresh_cookie(username)
        return self._cookies[username]

    def fresh_cookie(self, username: str) -> str:
        """The Cookie header of one more session of somebody."""
        return log_in(self.product.url, username, DEMO_PASSWORD)

    def account(self, username: str) -> int:
        return self.one("SELECT id FROM account WHERE username = ?", username)

    def person(self, username: str) -> int:
        return self.one("SELECT person_id FROM account WHERE username = ?", username)

    def session_of(self, username: str) -> int:
        """The id of somebody's open session."""
        self.cookie_of(username)
        return self.one(
            "SELECT max(id) FROM login_session WHERE account_id = ? AND revoked_at IS NULL",
            self.account(username),
        )

    @cached_property
    def foreign(self) -> Objects:
        """What none of the demo's teachers, families and pupils has to do with."""
        journal = self.one(
            f"""SELECT j.id FROM journal j JOIN journal_teacher t ON t.journal_id = j.id
            WHERE j.class_id NOT IN (
                SELECT e.class_id FROM enrolment e WHERE e.pupil_id IN ({self._marks(2)}))
            AND j.class_id NOT IN (SELECT class_id FROM class_teacher WHERE person_id IN (?, ?))
            AND t.person_id NOT IN (?, ?)
            AND EXISTS (SELECT 1 FROM work w JOIN mark m ON m.work_id = w.id
                        WHERE w.journal_id = j.id)
            ORDER BY j.id LIMIT 1""",
            *self.children,
            *[self.person(teacher) for teacher in sorted(TEACHERS)] * 2,
        )
        found = self._objects(journal)
        self.change("UPDATE lesson SET topic = ? WHERE journal_id = ?", SECRET_TOPIC, journal)
        self.change("UPDATE work SET title = ? WHERE journal_id = ?", SECRET_TITLE, journal)
        return found

    @cached_property
    def own(self) -> Objects:
        """What both demo teachers teach, with the demo parent's child in it."""
        journal = self.one(
            f"""SELECT t.journal_id FROM journal_teacher t
            WHERE t.person_id IN (?, ?) AND {_IN_FORCE}
            GROUP BY t.journal_id HAVING count(DISTINCT t.person_id) = 2""",
            *[self.person(teacher) for teacher in sorted(TEACHERS)],
        )
        return self._objects(journal, pupil=self.pupil)

    @property
    def pupil(self) -> int:
        """The demo pupil, who is the demo parent's child as well."""
        return self.one("SELECT id FROM pupil WHERE person_id = ?", self.person("skolens"))

    @property
    def children(self) -> list[int]:
        """The demo parent's two children."""
        return [
            pupil
            for (pupil,) in self.rows(
                "SELECT pupil_id FROM guardianship WHERE person_id = ?", self.person("vecaks")
            )
        ]

    @cached_property
    def secret_code(self) -> str:
        """The personal code of the foreign pupil."""
        return self.one(
            "SELECT n.personal_code FROM person n JOIN pupil p ON p.person_id = n.id"
            " WHERE p.id = ?",
            self.foreign.pupil,
        )

    @property
    def last_entry(self) -> int:
        """The id of the audit trail's last entry."""
        return self.one("SELECT coalesce(max(id), 0) FROM audit_entry")

    def refusals_after(self, entry: int) -> list[Refusal]:
        """What was refused after an entry of the audit trail."""
        return [
            Refusal(*row)
            for row in self.rows(
                "SELECT account_id, action, entity, entity_id, pupil_id FROM audit_entry"
                " WHERE id > ? AND outcome = 'refused' ORDER BY id",
                entry,
            )
        ]

    def contents(self) -> dict[str, str]:
        """A fingerprint of every table whose change would be a change of the school."""
        tables = [
            name for (name,) in self.rows("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        return {
            table: hashlib.sha256(repr(self.rows(f'SELECT * FROM "{table}"')).encode()).hexdigest()
            for table in tables
            if table not in _TRACES
        }

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._database.execute(statement, values).fetchall()

    def one(self, statement: str, *values: Any) -> Any:
        """The one value a query finds."""
        row = self._database.execute(statement, values).fetchone()
        assert row is not None, statement
        return row[0]

    def change(self, statement: str, *values: Any) -> None:
        """Change the database past the product."""
        self._database.execute(statement, values)

    def _objects(self, journal: int, pupil: int | None = None) -> Objects:
        """The journal's last work with its lesson, and a pupil marked in it who stayed put."""
        work, lesson, day, marked = self.rows(
            """SELECT w.id, w.lesson_id, w.day, m.pupil_id FROM work w
            JOIN mark m ON m.work_id = w.id
            JOIN pupil p ON p.id = m.pupil_id JOIN person n ON n.id = p.person_id
            WHERE w.journal_id = ? AND w.lesson_id IS NOT NULL AND n.personal_code IS NOT NULL
            AND (SELECT group_concat(coalesce(e.ends_on, 'open')) FROM enrolment e
                 WHERE e.pupil_id = p.id) = 'open'
            ORDER BY w.day DESC, w.id DESC LIMIT 1""",
            journal,
        )[0]
        return Objects(journal=journal, lesson=lesson, work=work, pupil=pupil or marked, day=day)

    @staticmethod
    def _marks(count: int) -> str:
        return ", ".join("?" * count)


@contextmanager
def running_school(data_dir: Path) -> Iterator[School]:
    """The small demo school on a server of its own."""
    served = Product(data_dir, {"DEMO": "small", "JOBS": "off"})
    served.start()
    try:
        yield School(served)
    finally:
        served.kill()
