"""Carrying out the plan of an import of pupils, whole or not at all (Regulation 7.5, 8)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, TypeVar

from sqlalchemy import select as sa_select
from sqlmodel import Session, SQLModel, col, select

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import (
    Enrolment,
    FormerPersonalCode,
    Guardianship,
    Person,
    Pupil,
    School,
    SchoolYear,
)
from ejournal_app.policies.rules import require
from ejournal_app.services.changes.kinds import RunKind
from ejournal_app.services.changes.log import ChangeLog
from ejournal_app.services.changes.runs import AppliedImport, open_run
from ejournal_app.services.guard import use_case
from ejournal_app.services.importing.draft_rows import become, take
from ejournal_app.services.importing.person_plan import PersonStep
from ejournal_app.services.importing.problems import HasRowProblems, PlanIsStale
from ejournal_app.services.importing.progress import Progress, silent

from .auditing import record_rows
from .plan_model import ImportPlan, PlannedRow, RowKind
from .planning import build_plan

_CHUNK = 500
_STEPS = 10
"""Looking at the data once more, six phases of writing, the log, the audit trail, the commit."""

Row = TypeVar("Row", bound=SQLModel)


@use_case
def apply(
    actor: Actor,
    plan: ImportPlan,
    *,
    skip_errors: bool = False,
    progress: Progress = silent,
    draft_id: int | None = None,
) -> AppliedImport:
    """Carry out a plan in one transaction and return the run that can be undone.

    Refused with nothing written when rows have faults and `skip_errors` is not set, or when the
    school's data are no longer those the plan was made from. With nothing to change no run is
    stored. `progress` is told steps done and steps in all. The draft the plan was made from is
    applied once: asked again, the answer is the run it became.
    """
    require(actor, Permission.IMPORT_APPLY)
    if plan.problems and not skip_errors:
        raise HasRowProblems(plan.problems)
    with writing() as session:
        school_id = _lock_school(session, plan.on)
        earlier = take(session, RunKind.VIIS, draft_id)
        if earlier is not None:
            return AppliedImport(run_id=earlier)
        progress(1, _STEPS)
        if build_plan(session, plan.source, plan.on) != plan:
            raise PlanIsStale
        if plan.is_empty:
            return AppliedImport(counts=plan.counts)
        run_id = open_run(
            session,
            actor=actor,
            school_id=school_id,
            kind=RunKind.VIIS,
            file_name=plan.source.file.name,
            sha256=plan.source.file.sha256,
            valid_from=plan.on,
            summary=dict(plan.counts),
        )
        rows = [row for row in plan.rows if row.kind is not RowKind.UNCHANGED]
        with session.no_autoflush:
            carried_out = _Application(session, school_id, plan.on, rows)
            carried_out.run(progress)
            carried_out.log.write(run_id)
        progress(_STEPS - 2, _STEPS)
        record_rows(session, actor, rows, carried_out.pupil_ids, carried_out.person_ids)
        become(session, RunKind.VIIS, draft_id, run_id)
        session.flush()
        progress(_STEPS - 1, _STEPS)
    return AppliedImport(run_id=run_id, counts=plan.counts)


def _lock_school(session: Session, on: date) -> int:
    """Let imports of one school wait for each other; return the school."""
    found = session.connection().scalar(
        sa_select(col(School.id))
        .join(SchoolYear, col(SchoolYear.school_id) == col(School.id))
        .where(col(SchoolYear.starts_on) <= on, col(SchoolYear.ends_on) >= on)
        .with_for_update(of=School)
    )
    if found is None:
        raise PlanIsStale
    return found


class _Application:
    """Writes the rows of a plan in the order the constraints of the database ask for."""

    def __init__(self, session: Session, school_id: int, on: date, rows: list[PlannedRow]) -> None:
        self.log = ChangeLog(session)
        self.pupil_ids: dict[int, int] = {}
        """Row of the file to pupil."""
        self.person_ids: dict[str, int] = {}
        """Key of an added person to its id."""
        self._session = session
        self._school_id = school_id
        self._on = on
        self._rows = rows
        steps = [step for row in rows for step in _people(row)]
        self._people = self._load(Person, (step.person_id for step in steps))
        self._enrolments = self._load(
            Enrolment,
            (
                enrolment_id
                for row in rows
                for enrolment_id in (row.enrolment.ends_id, row.enrolment.corrects_id)
            ),
        )
        self._guardianships = self._load(
            Guardianship, (g.guardianship_id for row in rows for g in row.guardians)
        )

    def run(self, progress: Progress) -> None:
        phases = (
            self._write_people,
            self._write_pupils,
            self._end_enrolments,
            self._open_enrolments,
            self._write_guardianships,
            self._session.flush,
        )
        for done, phase in enumerate(phases, start=2):
            progress(done, _STEPS)
            phase()

    def _load(self, model: type[Row], ids: Iterable[int | None]) -> dict[int, Row]:
        wanted = sorted({identity for identity in ids if identity is not None})
        found: dict[int, Row] = {}
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            for row in self._session.exec(select(model).where(model.id.in_(chunk))):  # type: ignore[attr-defined]
                found[row.id] = row  # type: ignore[attr-defined]
        return found

    def _write_people(self) -> None:
        added: dict[str, Person] = {}
        for row in self._rows:
            for step in _people(row):
                if step.person_id is None:
                    self._add_person(step, added)
                elif step.values:
                    self.log.change(self._people[step.person_id], step.values)
        self._session.flush()
        self.person_ids = {key: _id(person) for key, person in added.items()}
        known: set[str] = set()
        for row in self._rows:
            for code in row.person.former_codes:
                if code not in known:
                    known.add(code)
                    person_id = self._person_id(row.person)
                    self.log.add(
                        FormerPersonalCode(person_id=person_id, code=code, changed_on=self._on)
                    )

    def _add_person(self, step: PersonStep, added: dict[str, Person]) -> None:
        person = added.get(step.key)
        if person is None:
            person = added[step.key] = Person(**step.values)
            self.log.add(person)
            return
        # Another row names the same new person, perhaps with more about them.
        for column, value in step.values.items():
            if getattr(person, column) in (None, ""):
                setattr(person, column, value)

    def _write_pupils(self) -> None:
        added: dict[int, Pupil] = {}
        for row in self._rows:
            if row.pupil_id is not None:
                self.pupil_ids[row.row] = row.pupil_id
                continue
            pupil = Pupil(school_id=self._school_id, person_id=self._person_id(row.person))
            self.log.add(pupil)
            added[row.row] = pupil
        self._session.flush()
        self.pupil_ids |= {number: _id(pupil) for number, pupil in added.items()}

    def _end_enrolments(self) -> None:
        for row in self._rows:
            step = row.enrolment
            if step.corrects_id is not None:
                self.log.change(self._enrolments[step.corrects_id], step.values)
            if step.ends_id is not None and step.opens is not None:
                self.log.change(
                    self._enrolments[step.ends_id],
                    {
                        "ends_on": step.opens.starts_on - timedelta(days=1),
                        "end_kind": step.end_kind,
                        "end_order_number": step.opens.order_number,
                        "end_order_date": step.opens.order_date,
                    },
                )
        # Two open enrolments of a pupil are refused even for a moment: end before opening.
        self._session.flush()

    def _open_enrolments(self) -> None:
        for row in self._rows:
            opens = row.enrolment.opens
            if opens is not None:
                self.log.add(
                    Enrolment(
                        pupil_id=self.pupil_ids[row.row],
                        class_id=opens.class_id,
                        programme_code=opens.programme_code,
                        starts_on=opens.starts_on,
                        order_number=opens.order_number,
                        order_date=opens.order_date,
                    )
                )

    def _write_guardianships(self) -> None:
        for row in self._rows:
            for guardian in row.guardians:
                if guardian.guardianship_id is None:
                    self.log.add(
                        Guardianship(
                            pupil_id=self.pupil_ids[row.row],
                            person_id=self._person_id(guardian.person),
                            kind=guardian.kind,
                            starts_on=self._on,
                        )
                    )
                elif guardian.changes_kind:
                    relation = self._guardianships[guardian.guardianship_id]
                    self.log.change(relation, {"kind": guardian.kind})

    def _person_id(self, step: PersonStep) -> int:
        return step.person_id if step.person_id is not None else self.person_ids[step.key]


def _people(row: PlannedRow) -> Iterator[PersonStep]:
    yield row.person
    for guardian in row.guardians:
        yield guardian.person


def _id(row: Any) -> int:
    assert row.id is not None
    return row.id
