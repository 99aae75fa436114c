"""How long the register of absence notes takes, and what follows from a note of a week.

The full demo school as it stands at the end of May, with at least 5,000 notes and 200,000 absences.
"What follows" is the note itself, durably, and then what an open page reads again: the grid of a
journal of the pupil's class, with a year of lessons.
"""

import os
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, col, func, select

from bench.demo_school import afternoon_in_may, demo_school
from bench.numbers import percentile
from ejournal_app import clock
from ejournal_app.domain.access import Actor
from ejournal_app.domain.journal_cells import Justification
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    AbsenceNote,
    Account,
    Attendance,
    Enrolment,
    Journal,
    Lesson,
    Person,
)
from ejournal_app.services.absences.checking import NoteData
from ejournal_app.services.absences.conflicts import recent_conflicts
from ejournal_app.services.absences.writing import record_notes
from ejournal_app.services.accounts.identity import standing_of
from ejournal_app.services.journal_page import open_journal
from ejournal_app.services.lists.definition import ListQuery
from ejournal_app.services.lists.view import show_list
from ejournal_app.serving.memory import settle
from tests.support.databases import empty_postgres_database, empty_sqlite_database

ROUNDS = 25
WARM = 6
"""Rounds not counted: the driver prepares a statement when it has seen it five times."""
NOTES, ABSENCES = 5_000, 200_000
REGISTER_MS, AFTER_MS = 300, 100
LIST = "kavejumu-zimes"
DATABASES = {"SQLite": empty_sqlite_database, "PostgreSQL": empty_postgres_database}

# Absences of pupils who were there, from the beginning of the year on, where there is no row yet.
_MORE_ABSENCES = text(
    "INSERT INTO attendance (version, lesson_id, pupil_id, status, recorded_at, recorded_by_id)"
    " SELECT 1, l.id, e.pupil_id, 'absent', l.ends_at, :by FROM lesson l"
    " JOIN journal j ON j.id = l.journal_id JOIN enrolment e ON e.class_id = j.class_id"
    " WHERE l.day < :day AND e.starts_on <= l.day AND (e.ends_on IS NULL OR e.ends_on >= l.day)"
    " AND (l.id * 31 + e.pupil_id) % 4 = 0"
    " AND NOT EXISTS (SELECT 1 FROM attendance a WHERE a.lesson_id = l.id"
    " AND a.pupil_id = e.pupil_id) LIMIT :wanted"
)


def main() -> None:
    """Measure on both databases and print the table."""
    print(
        "| Absence notes, ms | Database | median | best | CPU | must |\n|---|---|---|---|---|---|"
    )
    now = afternoon_in_may()
    for name, database in DATABASES.items():
        with database() as url, demo_school(url, now, partial(_fill, now.date())):
            _measure(name)
    print(f"(on {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f})", flush=True)


def _fill(today: date) -> None:
    """Add what the demo school lacks in notes and absences."""
    random = Random("notes")
    with writing() as session:
        by = _actor(session, "vadiba").person_id
        pupils = session.exec(
            select(Enrolment.pupil_id).where(col(Enrolment.ends_on).is_(None))
        ).all()
        begins = date(today.year - 1, 9, 1)
        for _ in range(NOTES - _count(session, AbsenceNote)):
            first = begins + timedelta(days=random.randrange((today - begins).days))
            session.add(
                AbsenceNote(
                    pupil_id=random.choice(pupils),
                    starts_on=first,
                    ends_on=first + timedelta(days=random.randrange(5)),
                    reason=random.choice(list(Justification)),
                    issued_by="Vecāki",
                    recorded_at=clock.now(),
                    recorded_by_id=by,
                )
            )
        session.connection().execute(
            _MORE_ABSENCES,
            {
                "by": by,
                "day": today - timedelta(days=60),
                "wanted": max(0, ABSENCES - _absences(session)),
            },
        )


def _measure(name: str) -> None:
    with reading() as session:
        print(
            f"<!-- {name}: {_count(session, AbsenceNote)} notes, {_absences(session)} absences,"
            f" {_count(session, Lesson)} lessons -->"
        )
        head, teacher = _actor(session, "vadiba"), _actor(session, "audzinatajs")
        pupils = session.exec(
            select(Enrolment.pupil_id).where(
                col(Enrolment.class_id).in_(teacher.class_ids), col(Enrolment.ends_on).is_(None)
            )
        ).all()
        journal = session.exec(
            select(Journal.id)
            .join(Lesson, col(Lesson.journal_id) == col(Journal.id))
            .where(col(Journal.class_id).in_(teacher.class_ids))
            .group_by(col(Journal.id))
            .order_by(func.count().desc())
        ).first()
    assert journal is not None
    settle()
    monday = clock.today() - timedelta(days=clock.today().weekday())

    def register(actor: Actor, search: str = "") -> None:
        show_list(actor, LIST, ListQuery(search=search))
        recent_conflicts(actor)

    def after_a_note(number: int) -> None:
        record_notes(
            teacher,
            [pupils[number % len(pupils)]],
            NoteData(
                starts_on=monday,
                ends_on=monday + timedelta(days=4),
                reason=Justification.ILLNESS,
            ),
        )
        open_journal(teacher, journal)

    _row("register, management", name, lambda _: register(head), REGISTER_MS)
    _row("register, searched", name, lambda _: register(head, "anna"), REGISTER_MS)
    _row("register, class teacher", name, lambda _: register(teacher), REGISTER_MS)
    _row("a note of a week and the class's grid", name, after_a_note, AFTER_MS)
    _row("the grid alone", name, lambda _: open_journal(teacher, journal), AFTER_MS)


def _row(what: str, name: str, act: Callable[[int], Any], must: int) -> None:
    taken: list[float] = []
    worked: list[float] = []
    for number in range(WARM + ROUNDS):
        begun, cpu = time.perf_counter(), time.process_time()
        act(number)
        if number >= WARM:
            taken.append((time.perf_counter() - begun) * 1000)
            worked.append((time.process_time() - cpu) * 1000)
    print(
        f"| {what} | {name} | {percentile(taken, 0.5):.0f} | {min(taken):.0f} | {min(worked):.0f}"
        f" | ≤ {must} |",
        flush=True,
    )


def _actor(session: Session, username: str) -> Actor:
    account = session.exec(select(Account).where(Account.username == username)).one()
    person = session.get_one(Person, account.person_id)
    assert account.id is not None
    standing = standing_of(
        session, account_id=account.id, person_id=account.person_id, on=clock.today()
    )
    return Actor(
        account_id=account.id,
        person_id=account.person_id,
        session_id=0,
        name=f"{person.given_name} {person.family_name}",
        roles=standing.roles,
        class_ids=standing.class_ids,
        pupil_id=standing.pupil_id,
        child_ids=standing.child_ids,
        address="192.0.2.1",
    )


def _count(session: Session, model: type[Any]) -> int:
    return session.exec(select(func.count()).select_from(model)).one()


def _absences(session: Session) -> int:
    return session.exec(
        select(func.count()).select_from(Attendance).where(Attendance.status == "absent")
    ).one()


if __name__ == "__main__":
    main()
