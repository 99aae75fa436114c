"""What tests of movements ask for, with an order that is in order."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import SQLModel

from ejournal_app.persistence.engine import reading
from ejournal_app.services.movements.enrolling import Enrolling, NewPerson
from ejournal_app.services.movements.leaving import Leaving
from ejournal_app.services.movements.moving import Moving
from ejournal_app.services.movements.orders import Order
from tests.support.school import TinySchool
from tests.support.school_days import TODAY

ORDER = Order(number="1-9/77", day=TODAY)
_TRACES = {"audit_entry", "import_run", "import_change", "client_operation", "login_session"}


def leaving(pupil: int, last_day: date | None = TODAY, order: Order = ORDER) -> Leaving:
    return Leaving(pupil_id=pupil, last_day=last_day, order=order)


def moving(pupil: int, class_id: int, effective: date | None = TODAY, **more: Any) -> Moving:
    return Moving(
        **{
            "pupil_id": pupil,
            "class_id": class_id,
            "effective": effective,
            "order": ORDER,
            **more,
        }
    )


def enrolling(school: TinySchool, **more: Any) -> Enrolling:
    person = more.pop(
        "person",
        NewPerson(given_name="Kārlis", family_name="Ozols", birth_date=date(2015, 5, 5)),
    )
    return Enrolling(
        **{
            "person": person,
            "class_id": school.class_a,
            "programme": "21011111",
            "order": ORDER,
            "starts_on": TODAY,
            **more,
        }
    )


def everything() -> Mapping[str, list[dict[str, Any]]]:
    """Every row of the school, to compare before and after."""
    with reading() as session:
        return {
            table.name: sorted(
                (dict(row) for row in session.connection().execute(table.select()).mappings()),
                key=lambda row: row["id"],
            )
            for table in SQLModel.metadata.sorted_tables
            if table.name not in _TRACES
        }
