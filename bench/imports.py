"""A list of 1,300 pupils with guardians: looked at, applied, looked at again, taken back.

On an empty school, so that every row is new: the most an import can have to do.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date, timedelta
from tempfile import TemporaryDirectory
from typing import TypeVar

from bench.numbers import row
from ejournal_app.domain.personal_code import make_old_code
from ejournal_app.persistence import engine
from ejournal_app.services.changes.kinds import RunKind
from ejournal_app.services.changes.undoing import undo
from ejournal_app.services.importing.drafts import keep
from ejournal_app.services.importing.jobs import job_of
from ejournal_app.services.importing.previews import PlanView, look, start
from ejournal_app.settings import get_settings
from tests.services.importing.building import SCHOOL_YEAR, Built, build_school
from tests.services.importing.files import csv_bytes, pupil, xlsx_bytes
from tests.support import databases

KIND = RunKind.VIIS
PUPILS = 1_300
ON = date(SCHOOL_YEAR, 9, 7)
CLASSES = tuple(f"{grade}.{letter}" for grade in range(1, 13) for letter in "abcd")
DATABASES = {"SQLite": databases.sqlite_database, "PostgreSQL": databases.postgres_database}

T = TypeVar("T")


def measure(names: Sequence[str] = tuple(DATABASES)) -> None:
    """Print a line for each step on each of the databases."""
    for name in names:
        make = DATABASES[name]
        with _school(make) as school:
            _steps(name, school)


def _steps(name: str, school: Built) -> None:
    rows = pupils()
    text, workbook = csv_bytes(rows), xlsx_bytes(rows)

    def upload(content: bytes, file_name: str) -> int:
        return keep(school.superuser, KIND, file_name=file_name, content=content, on=ON)

    def look_at(draft: int) -> PlanView:
        plan = look(school.superuser, KIND, draft).plan
        assert plan is not None
        return plan

    def carry_out(draft: int, shown: str) -> int:
        start(school.superuser, KIND, draft, shown)
        job = job_of(draft)
        assert job is not None
        assert job.thread is not None
        job.thread.join()
        assert job.run_id is not None
        return job.run_id

    first, second = upload(text, "v.csv"), upload(workbook, "v.xlsx")
    plan = _timed("VIIS, 1,300 rows of CSV: preview", name, 3_000, lambda: look_at(first))
    _timed("the same as XLSX: preview", name, 3_000, lambda: look_at(second))
    run_id = _timed("apply", name, 10_000, lambda: carry_out(first, plan.shown))
    again = _timed("preview of the second run", name, 3_000, lambda: look_at(second))
    assert not again.changes, "the second run changes nothing"
    _timed("undo", name, 10_000, lambda: undo(school.superuser, run_id))
    back = look_at(second)
    assert {tab.key: tab.count for tab in back.tabs}["new"] == PUPILS, "nothing was left behind"


def _timed(what: str, database: str, limit: float, work: Callable[[], T]) -> T:
    start = time.perf_counter()
    result = work()
    print(row(what, database, [(time.perf_counter() - start) * 1000], limit), flush=True)
    return result


def pupils() -> list[tuple[str, ...]]:
    """Return rows of a file: a pupil each, with a guardian of its own."""
    rows: list[tuple[str, ...]] = []
    for number in range(PUPILS):
        class_name = CLASSES[number % len(CLASSES)]
        grade = int(class_name.split(".")[0])
        born = date(SCHOOL_YEAR - 7 - grade, 1, 1) + timedelta(days=number % 365)
        code = make_old_code(born, number // 365 + 1)
        parent = date(1980, 1, 1) + timedelta(days=number)
        family = f"Bērziņ{'aāeēiīoōuū'[number % 10]}"
        contact = (f"vecaks{number}@example.lv", f"+371 2{number:07}")
        guardian = (make_old_code(parent, 7), family, "Ilze", "māte", *contact)
        rows.append(pupil(code, family, "Alise", f"{born:%d.%m.%Y}", class_name, guardian=guardian))
    return rows


@contextmanager
def _school(make: Callable[[], AbstractContextManager[str]]) -> Iterator[Built]:
    with make() as url, TemporaryDirectory() as folder:
        os.environ |= {
            "EJOURNAL_DATABASE_URL": url,
            "EJOURNAL_DATA_DIR": folder,
            "EJOURNAL_DEMO": "off",
        }
        get_settings.cache_clear()
        engine.dispose()
        yield build_school(classes=CLASSES)
        engine.dispose()
