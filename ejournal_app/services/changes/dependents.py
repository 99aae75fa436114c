"""What was built on an import since: the reasons why it can no longer be taken back."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Table, select
from sqlmodel import Session, SQLModel, col

from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import (
    Attendance,
    ImportChange,
    ImportRun,
    Journal,
    Lesson,
    Mark,
    Work,
)
from ejournal_app.services.lesson_planning import is_touched

from .log import VERSION
from .pupil_dependents import (
    enrolled_later,
    joined_groups_since,
    recorded_in_new_groups,
    written_by_later_runs,
)
from .touched import CHUNK, WHAT, Found, chunks, ids_of

__all__ = ["CHUNK", "obstacles"]

_OTHER = N_("is used elsewhere")


def obstacles(
    session: Session, run: ImportRun, changes: Sequence[ImportChange]
) -> tuple[Message, ...]:
    """Return a sentence for everything that stands on what the run did, without repetition."""
    names = _Names(session)
    found: dict[tuple[str, int, str], Message] = {}
    for entity, row_id, what in (
        *_changed_since(session, changes),
        *_referred_to(session, changes),
        *_recorded_in_new_class(session, run, changes),
        *recorded_in_new_groups(session, run, changes),
        *enrolled_later(session, changes),
        *joined_groups_since(session, run, changes),
        *written_by_later_runs(session, run, changes),
    ):
        key = (entity, row_id, what)
        if key not in found:
            found[key] = Message(
                N_("{name}: {what}"), {"name": names.of(entity, row_id), "what": Message(what)}
            )
    return tuple(found.values())


def _changed_since(session: Session, changes: Sequence[ImportChange]) -> Found:
    """Yield rows that are gone or that somebody has written after the run."""
    expected: dict[str, dict[int, int]] = defaultdict(dict)
    for entity, rows in ids_of(changes, added=True).items():
        expected[entity] |= dict.fromkeys(rows, 1)
    for entity, rows in ids_of(changes, added=False).items():
        expected[entity] |= {
            row_id: before[VERSION] + 1 for row_id, before in rows.items() if VERSION in before
        }
    for entity, versions in expected.items():
        table = SQLModel.metadata.tables[entity]
        versioned = VERSION in table.c
        columns = (table.c.id, table.c.version) if versioned else (table.c.id, table.c.id)
        present: dict[int, int] = {}
        for chunk in chunks(versions):
            rows = session.connection().execute(select(*columns).where(table.c.id.in_(chunk)))
            present |= {row[0]: row[1] for row in rows}
        for row_id, version in versions.items():
            if row_id not in present:
                yield entity, row_id, N_("has been removed since")
            elif versioned and present[row_id] != version:
                yield entity, row_id, N_("has been changed since")


def _referred_to(session: Session, changes: Sequence[ImportChange]) -> Found:
    """Yield added rows that rows from outside the run point to, in whatever table."""
    added = ids_of(changes, added=True)
    changed = ids_of(changes, added=False)
    for table in SQLModel.metadata.sorted_tables:
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name):
            target = key.column.table.name
            if target not in added or table.name == "import_change":
                continue
            own = added.get(table.name, {}).keys() | {
                # The reference is of the run's own making and goes back with it.
                row_id
                for row_id, before in changed.get(table.name, {}).items()
                if key.parent.key in before
            }
            for row_id, target_id in _references(session, table, key.parent, added[target]):
                if row_id not in own:
                    yield target, target_id, WHAT.get(table.name, _OTHER)


def _references(
    session: Session, table: Table, column: Any, targets: Mapping[int, Any]
) -> Iterator[tuple[int, int]]:
    for chunk in chunks(targets):
        statement = select(table.c.id, column).where(column.in_(chunk))
        if table.name == "lesson":
            # A planned lesson that nobody has touched goes with its journal.
            statement = statement.where(is_touched())
        for row in session.connection().execute(statement):
            yield row[0], row[1]


def _recorded_in_new_class(
    session: Session, run: ImportRun, changes: Sequence[ImportChange]
) -> Found:
    """Yield pupils with entries in the journals of the class the run put them into."""
    added = ids_of(changes, added=True)
    new_pupils = added.get("pupil", {})
    table = SQLModel.metadata.tables["enrolment"]
    places: dict[int, int] = {}
    for chunk in chunks(added.get("enrolment", {})):
        rows = session.connection().execute(
            select(table.c.pupil_id, table.c.class_id).where(table.c.id.in_(chunk))
        )
        places |= {pupil: place for pupil, place in rows if pupil not in new_pupils}
    attended = (
        select(col(Attendance.pupil_id), col(Journal.class_id))
        .join(Lesson, col(Lesson.id) == col(Attendance.lesson_id))
        .join(Journal, col(Journal.id) == col(Lesson.journal_id))
        .where(col(Attendance.recorded_at) >= run.applied_at)
    )
    marked = (
        select(col(Mark.pupil_id), col(Journal.class_id))
        .join(Work, col(Work.id) == col(Mark.work_id))
        .join(Journal, col(Journal.id) == col(Work.journal_id))
        .where(col(Mark.set_at) >= run.applied_at)
    )
    for statement, pupil_column, what in (
        (attended, col(Attendance.pupil_id), WHAT["attendance"]),
        (marked, col(Mark.pupil_id), WHAT["mark"]),
    ):
        for chunk in chunks(places):
            rows = session.connection().execute(statement.where(pupil_column.in_(chunk)).distinct())
            for pupil_id, class_id in rows:
                if places[pupil_id] == class_id:
                    yield "pupil", pupil_id, what


class _Names:
    """What people call a row of the database."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, entity: str, row_id: int) -> str:
        """Return the name of a person, a journal, a room …; the table and number otherwise."""
        row = self._row(entity, row_id)
        for column, target in (
            ("pupil_id", "pupil"),
            ("person_id", "person"),
            ("journal_id", "journal"),
        ):
            if row.get(column) is not None and entity != target:
                return self.of(target, row[column])
        if "family_name" in row:
            return f"{row['family_name']} {row['given_name']}".strip()
        return row.get("name") or f"{entity} {row_id}"

    def _row(self, entity: str, row_id: int) -> dict[str, Any]:
        table = SQLModel.metadata.tables[entity]
        found = (
            self._session.connection()
            .execute(select(table).where(table.c.id == row_id))
            .mappings()
            .first()
        )
        return dict(found) if found is not None else {}
