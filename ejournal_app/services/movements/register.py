"""The register of orders about pupils (rīkojumu reģistrs): every movement of every year (8)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import person_key
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import (
    Enrolment,
    LeavingKind,
    Person,
    Pupil,
    SchoolClass,
    SchoolYear,
)
from ejournal_app.services.lists.definition import Column, Filter, ListDefinition

from .kinds import WORDS, MovementKind
from .places import year_name

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementLine:
    """One movement of one pupil."""

    pupil_id: int
    family_name: str
    given_name: str
    kind: MovementKind
    from_class: str
    to_class: str
    effective: date
    """First day in the new class; of leaving, the last day at school."""
    order_number: str
    order_date: date | None
    programme_code: str
    year: str


def movements(session: Session) -> list[MovementLine]:
    """Return every movement on record, the latest first."""
    rows = session.execute(
        select(Enrolment, SchoolClass, SchoolYear, Person)
        .join(SchoolClass, col(SchoolClass.id) == col(Enrolment.class_id))
        .join(SchoolYear, col(SchoolYear.id) == col(SchoolClass.year_id))
        .join(Pupil, col(Pupil.id) == col(Enrolment.pupil_id))
        .join(Person, col(Person.id) == col(Pupil.person_id))
        .order_by(col(Enrolment.pupil_id), col(Enrolment.starts_on))
    ).all()
    lines: list[MovementLine] = []
    for _, own in groupby(rows, key=lambda row: row[0].pupil_id):
        lines += _of_pupil([(row[0], row[1], row[2], row[3]) for row in own])
    lines.sort(key=lambda line: person_key(line.family_name, line.given_name))
    lines.sort(key=lambda line: line.effective, reverse=True)
    return lines


_Row = tuple[Enrolment, SchoolClass, SchoolYear, Person]


def _of_pupil(rows: list[_Row]) -> Iterator[MovementLine]:
    before: _Row | None = None
    for row in rows:
        enrolment, school_class, year, person = row
        goes_on = before is not None and _continues(before[0], enrolment)
        yield MovementLine(
            pupil_id=enrolment.pupil_id,
            family_name=person.family_name,
            given_name=person.given_name,
            kind=_arrival(before[0], enrolment)
            if before is not None and goes_on
            else MovementKind.ENROLLED,
            from_class=before[1].name if before is not None and goes_on else "",
            to_class=school_class.name,
            effective=enrolment.starts_on,
            order_number=enrolment.order_number,
            order_date=enrolment.order_date,
            programme_code=enrolment.programme_code,
            year=year_name(year.starting),
        )
        if enrolment.end_kind in (LeavingKind.LEFT, LeavingKind.GRADUATED):
            assert enrolment.ends_on is not None
            yield MovementLine(
                pupil_id=enrolment.pupil_id,
                family_name=person.family_name,
                given_name=person.given_name,
                kind=MovementKind.LEFT
                if enrolment.end_kind == LeavingKind.LEFT
                else MovementKind.GRADUATED,
                from_class=school_class.name,
                to_class="",
                effective=enrolment.ends_on,
                order_number=enrolment.end_order_number or "",
                order_date=enrolment.end_order_date,
                programme_code=enrolment.programme_code,
                year=year_name(year.starting),
            )
        before = row


def _continues(before: Enrolment, after: Enrolment) -> bool:
    return (
        before.end_kind in (LeavingKind.MOVED, LeavingKind.PROMOTED)
        and before.ends_on is not None
        and before.ends_on + _DAY == after.starts_on
    )


def _arrival(before: Enrolment, after: Enrolment) -> MovementKind:
    if before.end_kind == LeavingKind.MOVED:
        return MovementKind.MOVED
    return MovementKind.REPEATS if after.is_repeating else MovementKind.PROMOTED


def _load(_actor: Actor) -> Sequence[MovementLine]:
    with reading() as session:
        return movements(session)


def _words(line: MovementLine) -> str:
    who = f"{line.given_name} {line.family_name}"
    return f"{who} {line.order_number} {line.from_class} {line.to_class}"


MOVEMENTS = ListDefinition[MovementLine](
    key="kustiba",
    title=N_("Movement of pupils"),
    permission=Permission.MOVEMENT_READ,
    load=_load,
    columns=(
        Column(
            key="name",
            title=N_("Name"),
            cell=lambda line: f"{line.family_name} {line.given_name}",
            order=lambda line: person_key(line.family_name, line.given_name),
        ),
        Column(key="kind", title=N_("Movement"), cell=lambda line: Message(WORDS[line.kind])),
        Column(key="from", title=N_("From class"), cell=lambda line: line.from_class),
        Column(key="to", title=N_("To class"), cell=lambda line: line.to_class),
        Column(key="effective", title=N_("In effect"), cell=lambda line: line.effective),
        Column(key="order", title=N_("Order No."), cell=lambda line: line.order_number),
        Column(key="ordered", title=N_("Order date"), cell=lambda line: line.order_date),
        Column(key="programme", title=N_("Programme"), cell=lambda line: line.programme_code),
        Column(key="year", title=N_("School year"), cell=lambda line: line.year, on_screen=False),
    ),
    filters=(
        Filter(
            key="kind",
            title=N_("Movement"),
            values_of=lambda line: (line.kind,),
            labels={
                kind: Message(WORDS[kind])
                for kind in (
                    MovementKind.ENROLLED,
                    MovementKind.LEFT,
                    MovementKind.MOVED,
                    MovementKind.PROMOTED,
                    MovementKind.REPEATS,
                    MovementKind.GRADUATED,
                )
            },
        ),
        Filter(key="year", title=N_("School year"), values_of=lambda line: (line.year,)),
        Filter(
            key="class",
            title=N_("Class"),
            values_of=lambda line: tuple({line.from_class, line.to_class} - {""}),
        ),
    ),
    href=lambda line: f"/skoleni/{line.pupil_id}",
    found_by=_words,
)
