"""Tidying deletes what has served its purpose; the log of runs is read by the superuser."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import SQLModel, func, select

from ejournal_app import clock
from ejournal_app.domain.access import Permission
from ejournal_app.jobs import standing as jobs_standing
from ejournal_app.jobs.catalogue import JOBS
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    ClientOperation,
    ImportDraft,
    JobRun,
    LoginSession,
    OutboxMessage,
    RunState,
)
from ejournal_app.services.lists.definition import ListQuery
from ejournal_app.services.lists.view import show_list
from ejournal_app.services.scheduled import lease
from ejournal_app.services.scheduled.names import JobName
from tests.support.school import TinySchool
from tests.support.school_days import NOW
from tests.support.use_cases import Case, each_refuses_everybody_else

DAY = timedelta(days=1)
TIDYING = ("import_drafts", "login_sessions", "client_operations", "outbox", "job_runs")


def count(table: type[SQLModel]) -> int:
    with reading() as session:
        return session.exec(select(func.count()).select_from(table)).one()


def rows_of(school: TinySchool, name: str, at: datetime) -> list[SQLModel]:
    """Rows of each table to be tidied, made at a moment."""
    ilze, (school_id,) = school.actors.ilze, (1,)
    sent = {"sent": {"sent_at": at}, "waits": {"next_attempt_at": at}, "given up": {}}
    return [
        ImportDraft(
            school_id=school_id,
            kind="viis",
            file_name="x",
            sha256="0" * 64,
            content=b"",
            uploaded_at=at,
            uploaded_by_id=ilze.person_id,
            on=at.date(),
            choices={},
        ),
        LoginSession(
            secret_hash=name,
            account_id=ilze.account_id,
            created_at=at,
            last_seen_at=at,
            expires_at=at,
        ),
        ClientOperation(account_id=ilze.account_id, operation=name, at=at, answer={}),
        *(
            OutboxMessage(
                school_id=school_id, key=name + kind, address="a@b.lv", created_at=at, **values
            )
            for kind, values in sent.items()
        ),
        JobRun(job="gone", planned_for=at, started_at=at, state=RunState.DONE),
    ]


def test_what_is_old_goes_and_what_is_of_use_stays(school: TinySchool) -> None:
    now = clock.now()
    tables = (ImportDraft, LoginSession, ClientOperation, OutboxMessage, JobRun)
    before = [count(table) for table in tables]
    for days in (800, 366, 91, 61, 31, 8, 1):
        with writing() as session:
            session.add_all(rows_of(school, str(days), now - days * DAY))
    tidying = [job for job in JOBS if job.name in TIDYING]
    deleted = {job.name: job.work(now) for job in tidying}
    left = [count(table) - had for table, had in zip(tables, before, strict=True)]
    # Of each seven; of e-mails three each, and those that wait stay.
    assert left == [1, 2, 4, 21 - 4, 1]
    assert deleted == {
        "import_drafts": 6,
        "login_sessions": 5,
        "client_operations": 3,
        "outbox": 4,
        "job_runs": 6,
    }
    assert not any(job.work(now) for job in tidying)


def test_the_newest_run_stays_however_old(school: TinySchool) -> None:
    with writing() as session:
        session.add_all(rows_of(school, "x", clock.now() - 800 * DAY))
    (job,) = (job for job in JOBS if job.name == "job_runs")
    assert job.work(clock.now()) == 0


def test_the_superuser_reads_runs_and_what_is_next(
    school: TinySchool, clock_at: Callable[[date | datetime], None], subtests: pytest.Subtests
) -> None:
    superuser = school.actors.superuser
    assert jobs_standing.standing(superuser).lease is None
    holder = lease.new_holder()
    lease.take(holder)
    with writing() as session:
        session.add(
            JobRun(
                job="outbox",
                planned_for=clock.now(),
                started_at=clock.now(),
                state=RunState.FAILED,
                finished_at=clock.now() + timedelta(seconds=90),
                error="ValueError, 1234",
            )
        )
    found = jobs_standing.standing(superuser)
    assert found.runs
    assert found.lease is not None
    assert found.lease.holder == holder
    assert {one.name for one in found.upcoming} == {job.name for job in JOBS}
    # The canteen gets its report only once the school has given an address.
    never = [one.name for one in found.upcoming if one.at is None]
    assert never == [JobName.CANTEEN]
    assert all(one.at > clock.now() for one in found.upcoming if one.at)
    shown = show_list(superuser, "darbi", ListQuery(filters={"state": "failed", "job": "outbox"}))
    assert [cell for cell in shown.rows[0].cells if isinstance(cell, str)] == [
        "",
        "ValueError, 1234",
    ]
    clock_at(NOW + timedelta(minutes=2))
    assert not jobs_standing.standing(superuser).runs
    each_refuses_everybody_else(
        school,
        {
            jobs_standing.standing: Case(
                jobs_standing.standing, {"superuser"}, Permission.JOB_READ
            ),
            show_list: Case(
                lambda actor: show_list(actor, "darbi", ListQuery()),
                {"superuser"},
                Permission.JOB_READ,
            ),
        },
        subtests,
    )
