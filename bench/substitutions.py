"""How long it takes to propose substitutes for six teachers who are ill on one morning.

The full demo school: 90 teachers, 45 classes. Measured is the whole use case, with reading the day
and writing the plans; every round begins with no plan. Beside the time it prints what this process
worked for it (CPU), and how the load is spread.
"""

import os
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, select
from sqlmodel import col

from bench.demo_school import demo_school, starting_year
from bench.numbers import percentile
from bench.owed_lists import DATABASES
from ejournal_app import clock
from ejournal_app.domain.access import Actor, GrantedRole
from ejournal_app.domain.teacher_absences import TeacherAbsenceKind
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    Account,
    JournalTeacher,
    Lesson,
    Person,
    RoleGrant,
    SchoolYear,
    SubstitutionPlan,
    TeacherAbsence,
)
from ejournal_app.services.substitutions.board import open_board
from ejournal_app.services.substitutions.candidates import candidates_for
from ejournal_app.services.substitutions.confirming import confirm_covers
from ejournal_app.services.substitutions.planning import propose_all

ROUNDS = 9
ILL = 6
PROPOSE_MS, CONFIRM_MS = 1_000, 3_000


def main() -> None:
    """Measure on both databases and print the table."""
    print("| Six teachers ill, ms | Database | median | best | CPU | must |")
    print("|---|---|---|---|---|---|")
    now = _morning()
    for name, database in DATABASES.items():
        with database() as url, demo_school(url, now):
            _measure(name, now.date(), _manager(now.date()))
    print(f"(on {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f})", flush=True)


def _morning() -> datetime:
    """Seven in the morning of a Wednesday in November."""
    now = datetime(starting_year(), 11, 25, 7, tzinfo=clock.RIGA)
    return now - timedelta(days=now.weekday() - 2)


def _manager(day: date) -> Actor:
    """Let the six teachers with most lessons be ill; return somebody of the management."""
    with writing() as session:
        busiest = session.execute(
            select(col(JournalTeacher.person_id), func.count())
            .join(Lesson, col(Lesson.journal_id) == col(JournalTeacher.journal_id))
            .where(col(Lesson.day) == day)
            .group_by(col(JournalTeacher.person_id))
            .order_by(func.count().desc(), col(JournalTeacher.person_id))
            .limit(ILL)
        ).all()
        account, person = session.execute(
            select(Account, Person)
            .join(Person, col(Person.id) == col(Account.person_id))
            .join(RoleGrant, col(RoleGrant.account_id) == col(Account.id))
            .where(col(RoleGrant.role) == GrantedRole.MANAGEMENT)
            .order_by(col(Account.id))
            .limit(1)
        ).one()
        session.execute(
            delete(TeacherAbsence).where(
                col(TeacherAbsence.person_id).in_([person_id for person_id, _ in busiest])
            )
        )
        school = session.scalars(select(SchoolYear)).first()
        assert school is not None
        for person_id, _ in busiest:
            session.add(
                TeacherAbsence(
                    school_id=school.school_id,
                    person_id=person_id,
                    kind=TeacherAbsenceKind.INCAPACITY,
                    starts_on=day,
                    ends_on=day,
                    recorded_at=clock.now(),
                    recorded_by_id=account.person_id,
                )
            )
        return Actor(
            account_id=account.id or 0,
            person_id=account.person_id,
            session_id=0,
            name=f"{person.given_name} {person.family_name}",
            roles=frozenset({GrantedRole.MANAGEMENT}),
        )


def _measure(name: str, day: date, actor: Actor) -> None:
    taken: list[float] = []
    worked: list[float] = []
    for _ in range(ROUNDS):
        with writing() as session:
            session.execute(delete(SubstitutionPlan))
        begun, cpu = time.perf_counter(), time.process_time()
        proposal = propose_all(actor, day, day)
        taken.append((time.perf_counter() - begun) * 1000)
        worked.append((time.process_time() - cpu) * 1000)
    board = open_board(actor, day, day)
    with reading() as session:
        loads = Counter(session.scalars(select(col(SubstitutionPlan.substitute_id))))
        teachers = len(set(session.scalars(select(col(JournalTeacher.person_id)))))
    print(
        f"<!-- {name}: {len(board.lessons)} lessons, {teachers} teachers;"
        f" {proposal.planned} planned, {len(proposal.uncovered)} left;"
        f" covers a teacher: {max(loads.values(), default=0)} at most,"
        f" squares {sum(count * count for count in loads.values())} -->"
    )
    _row("propose for all", name, taken, worked, PROPOSE_MS)
    lesson = board.lessons[0].lesson_id
    _row(*_timed("open the board", name, lambda: open_board(actor, day, day)), 300)
    _row(*_timed("candidates for one", name, lambda: candidates_for(actor, lesson)), 300)
    begun, cpu = time.perf_counter(), time.process_time()
    confirm_covers(actor, [one.lesson_id for one in board.lessons])
    spent = [(time.perf_counter() - begun) * 1000]
    _row("confirm all", name, spent, [(time.process_time() - cpu) * 1000], CONFIRM_MS)


def _timed(
    what: str, name: str, act: Callable[[], object]
) -> tuple[str, str, list[float], list[float]]:
    taken: list[float] = []
    worked: list[float] = []
    for _ in range(ROUNDS):
        begun, cpu = time.perf_counter(), time.process_time()
        act()
        taken.append((time.perf_counter() - begun) * 1000)
        worked.append((time.process_time() - cpu) * 1000)
    return what, name, taken, worked


def _row(what: str, name: str, taken: list[float], worked: list[float], must: int) -> None:
    print(
        f"| {what} | {name} | {percentile(taken, 0.5):.0f} | {min(taken):.0f} | {min(worked):.0f}"
        f" | ≤ {must} |",
        flush=True,
    )


if __name__ == "__main__":
    main()
