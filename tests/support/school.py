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

import pytest
from sqlmodel import Session

from ejournal_app import clock
from ejournal_app.domain.access import Actor
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Account, Person
from ejournal_app.services.accounts.identity import standing_of

from .rows_again import RowsAgain
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
        connection = session.connection()
        made = _made.get(connection.dialect.name)
        if made is not None:
            made.rows.put_into(connection)
            return made.school
        rows = SchoolRows(session)
        plain = rows.everything()
    with reading() as session:
        actors = {name: _actor(session, account) for name, account in rows.account_ids.items()}
        school = TinySchool(
            actors=Actors(**actors), lessons=MappingProxyType(rows.lessons), **plain
        )
        connection = session.connection()
        _made[connection.dialect.name] = _Made(school, RowsAgain.of(connection))
    return school


@dataclass(frozen=True, slots=True)
class _Made:
    """A school made before in a database of this kind, with all its rows."""

    school: TinySchool
    rows: RowsAgain


_made: dict[str, _Made] = {}


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
