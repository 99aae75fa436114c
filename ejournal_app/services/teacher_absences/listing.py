"""The register as a list, for those who may know the reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import person_key
from ejournal_app.domain.messages import N_
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Person, TeacherAbsence
from ejournal_app.services.lists.definition import Column, Filter, ListDefinition, Look

from .words import KINDS, STANDINGS, Standing, standing

_LOOKS: dict[Standing, Look] = {Standing.RUNNING: "warn", Standing.COMING: "info"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceRow:
    """A line of the register."""

    absence_id: int
    given_name: str
    family_name: str
    kind: str
    starts_on: date
    ends_on: date | None
    remark: str
    standing: Standing
    recorded_by: str


def _load(_actor: Actor) -> Sequence[AbsenceRow]:
    with reading() as session:
        return _rows(session, clock.today())


def _rows(session: Session, today: date) -> list[AbsenceRow]:
    recorder = aliased(Person)
    found = session.execute(
        select(TeacherAbsence, Person, recorder)
        .join(Person, col(Person.id) == col(TeacherAbsence.person_id))
        .join(recorder, col(recorder.id) == col(TeacherAbsence.recorded_by_id))
        .order_by(col(TeacherAbsence.starts_on).desc(), col(TeacherAbsence.id).desc())
    )
    return [
        AbsenceRow(
            absence_id=row.id or 0,
            given_name=person.given_name,
            family_name=person.family_name,
            kind=row.kind,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            remark=row.remark,
            standing=standing(row.starts_on, row.ends_on, today),
            recorded_by=f"{by.given_name} {by.family_name}",
        )
        for row, person, by in found
    ]


TEACHER_ABSENCES = ListDefinition[AbsenceRow](
    key="prombutnes",
    title=N_("Teachers' absences"),
    permission=Permission.TEACHER_ABSENCE_READ,
    load=_load,
    columns=(
        Column(
            key="name",
            title=N_("Name"),
            cell=lambda row: f"{row.family_name} {row.given_name}",
            order=lambda row: person_key(row.family_name, row.given_name),
        ),
        Column(
            key="kind",
            title=N_("Kind"),
            cell=lambda row: KINDS[row.kind],
            order=lambda row: list(KINDS).index(row.kind),
        ),
        Column(key="first", title=N_("First day"), cell=lambda row: row.starts_on),
        Column(key="last", title=N_("Last day"), cell=lambda row: row.ends_on),
        Column(
            key="standing",
            title=N_("Today"),
            cell=lambda row: STANDINGS[row.standing],
            order=lambda row: list(STANDINGS).index(row.standing),
            look=lambda row: _LOOKS.get(row.standing, ""),
        ),
        Column(key="by", title=N_("Recorded by"), cell=lambda row: row.recorded_by),
        Column(key="remark", title=N_("Remark"), cell=lambda row: row.remark, on_screen=False),
    ),
    filters=(
        Filter(
            key="standing",
            title=N_("Today"),
            values_of=lambda row: (row.standing,),
            labels=STANDINGS,
        ),
        Filter(key="kind", title=N_("Kind"), values_of=lambda row: (row.kind,), labels=KINDS),
    ),
    href=lambda row: f"/prombutnes/{row.absence_id}",
    found_by=lambda row: f"{row.given_name} {row.family_name} {row.remark}",
)
