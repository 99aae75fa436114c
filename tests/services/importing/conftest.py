"""A school of 2026/27 to import into, on a Monday in November."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from sqlmodel import SQLModel

from ejournal_app.persistence.engine import reading
from tests.services.importing.building import Built, build_school

MONDAY = date(2026, 11, 23)


@pytest.fixture
def school(db: str, clock_at: Callable[[date | datetime], None]) -> Built:
    clock_at(MONDAY)
    return build_school()


@pytest.fixture
def contents(school: Built) -> Callable[[], dict[str, list[tuple[Any, ...]]]]:
    """Every row of every table, but what is only ever added to: audit and import history."""

    def read_all() -> dict[str, list[tuple[Any, ...]]]:
        with reading() as session:
            return {
                table.name: sorted(
                    (tuple(row) for row in session.connection().execute(table.select())), key=repr
                )
                for table in SQLModel.metadata.sorted_tables
                if table.name not in {"audit_entry", "import_run", "import_change"}
            }

    return read_all
