"""A tiny school on a Wednesday in November: two classes, a group, four journals and their people.

    5.a  Anna, Bruno; Emīls joined yesterday, Zane left yesterday, Marta moved to 5.b on Friday
    5.b  Dace, Marta
    English group: Anna, Dace, Zane; Bruno until Friday

`tiny_school()` fills an empty database; every lesson is planned and nothing is recorded yet.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session, SQLModel

from ejournal_app import clock
from ejournal_app.domain.access import Actor
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Account, Person
from ejournal_app.services.accounts.identity import standing_of

from .school_days import NOW, TODAY
from .school_rows import SchoolRows


@dataclass(frozen=True, slots=True, kw_only=True)
class Actors:
    """Everybody who may knock: by name the welcome ones, by description the others."""

    ilze: Actor
    """Teaches mathematics in 5.a and 5.b."""
    janis: Actor
    """Teaches the English group and the choir, and mathematics in 5.a together with Ilze."""
    maija: Actor
    """A teacher without journals, class teacher of 5.a."""
    nora: Actor
    """A teacher without journals, class teacher of 5.b."""
    attached_until_yesterday: Actor
    """Taught mathematics in 5.a."""
    contract_ended_yesterday: Actor
    """Still attached to mathematics in 5.a."""
    management: Actor
    clerk: Actor
    superuser: Actor
    parent: Actor
    """Of Anna."""
    restricted_parent: Actor
    """Of Anna, without rights by court decision."""
    other_parent: Actor
    """Of Dace."""
    pupil: Actor
    """Anna."""
    other_pupil: Actor
    """Dace, in 5.b."""
    former_pupil: Actor
    """Zane."""

    def all(self) -> dict[str, Actor]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, slots=True, kw_only=True)
class TinySchool:
    """The ids of what was made."""

    actors: Actors
    year_id: int
    class_a: int
    class_b: int
    group: int
    anna: int
    bruno: int
    emils: int
    zane: int
    marta: int
    dace: int
    maths_a: int
    maths_b: int
    english: int
    choir: int
    """Attendance only; may be held in breaks."""
    test: int
    """A ten-point test (weight 3) in yesterday's mathematics of 5.a."""
    quiz: int
    """Pass or fail, in today's mathematics of 5.a."""
    lessons: Mapping[tuple[int, date], int]

    def lesson(self, journal_id: int, day: date = TODAY) -> int:
        return self.lessons[journal_id, day]


def tiny_school() -> TinySchool:
    """Make the school in the empty database of the settings; the clock should show NOW."""
    with writing() as session:
        if _made:
            _made[0].copy_into(session)
            return _made[0].school
        rows = SchoolRows(session)
        plain = rows.everything()
    with reading() as session:
        actors = {name: _actor(session, account) for name, account in rows.account_ids.items()}
        school = TinySchool(
            actors=Actors(**actors), lessons=MappingProxyType(rows.lessons), **plain
        )
        _made.append(_Made.of(session, school))
    return school


@dataclass(frozen=True, slots=True)
class _Made:
    """A school made before, with all its rows: copying them is faster than making them."""

    school: TinySchool
    rows: dict[str, list[dict[str, Any]]]

    @classmethod
    def of(cls, session: Session, school: TinySchool) -> "_Made":
        tables = SQLModel.metadata.sorted_tables
        connection = session.connection()
        read = {
            table.name: [dict(row) for row in connection.execute(table.select()).mappings()]
            for table in tables
        }
        return cls(school, {name: rows for name, rows in read.items() if rows})

    def copy_into(self, session: Session) -> None:
        connection = session.connection()
        for name, rows in self.rows.items():
            connection.execute(SQLModel.metadata.tables[name].insert(), rows)
            if connection.dialect.name == "postgresql":  # SQLite goes on from the greatest id
                last = f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name}"
                connection.execute(text(last))


_made: list[_Made] = []


def _actor(session: Session, account_id: int) -> Actor:
    account = session.get_one(Account, account_id)
    person = session.get_one(Person, account.person_id)
    standing = standing_of(
        session, account_id=account_id, person_id=account.person_id, on=clock.today()
    )
    return Actor(
        account_id=account_id,
        person_id=account.person_id,
        session_id=0,
        name=f"{person.given_name} {person.family_name}",
        roles=standing.roles,
        class_ids=standing.class_ids,
        pupil_id=standing.pupil_id,
        child_ids=standing.child_ids,
        address="192.0.2.1",
    )


@pytest.fixture
def school(db: str, clock_at: Callable[[date | datetime], None]) -> TinySchool:
    """The tiny school in a database of either kind, on its Wednesday at 14:00."""
    clock_at(NOW)
    return tiny_school()
