"""The plan of an import of pupils: the file against what the school knows, with no write."""

from collections.abc import Hashable, Iterator, Mapping
from datetime import date

from sqlalchemy import exists, select
from sqlmodel import Session, col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Attendance, Lesson, Mark, Work
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case
from ejournal_app.services.importing.fields import class_name
from ejournal_app.services.importing.person_plan import FieldChange
from ejournal_app.services.importing.problems import RowProblem
from ejournal_app.services.importing.stated_people import StatedPeople

from .columns import COLUMNS
from .enrolments import HasFacts, plan_enrolment
from .matching import Match, match_pupil, repeated
from .parsing import PupilRow, ViisFile
from .people import guardian_on_record, plan_guardians, plan_pupil
from .plan_model import GuardianStep, ImportPlan, MissingPupil, PlannedRow, RowKind
from .snapshot import Snapshot, load

_TITLES = {column.key: column.title for column in COLUMNS}


@use_case
def plan(actor: Actor, source: ViisFile, on: date) -> ImportPlan:
    """Return what applying a file would do on a day; writes nothing (Regulation 7.5)."""
    require(actor, Permission.IMPORT_APPLY)
    with reading() as session:
        return build_plan(session, source, on)


def build_plan(session: Session, source: ViisFile, on: date) -> ImportPlan:
    """Compare a file with the database as the session sees it."""
    return _Planner(source, load(session, source, on), on, _facts_of(session)).plan()


def _facts_of(session: Session) -> HasFacts:
    def has_facts(pupil_id: int, before: date) -> bool:
        attended = exists().where(
            col(Attendance.pupil_id) == pupil_id,
            col(Attendance.lesson_id) == col(Lesson.id),
            col(Lesson.day) < before,
        )
        marked = exists().where(
            col(Mark.pupil_id) == pupil_id,
            col(Mark.work_id) == col(Work.id),
            col(Work.day) < before,
        )
        return bool(session.connection().scalar(select(attended | marked)))

    return has_facts


class _Planner:
    """Plans one file row by row, gathering every fault."""

    def __init__(self, source: ViisFile, snapshot: Snapshot, on: date, has_facts: HasFacts) -> None:
        self._source = source
        self._snapshot = snapshot
        self._on = on
        self._has_facts = has_facts
        self._problems: list[RowProblem] = list(source.problems)
        self._stated = StatedPeople()
        self._named_pupils: set[int] = set()

    def plan(self) -> ImportPlan:
        matches = list(self._matches())
        pairs = ((row, match.person_id) for row, match in matches)
        again = list(repeated(pairs, self._heading("code")))
        self._problems += again
        doubtful = {problem.row for problem in again}
        rows: list[PlannedRow] = []
        for row, match in matches:
            if row.row not in doubtful:
                rows += self._row(row, match)
        return ImportPlan(
            source=self._source,
            on=self._on,
            rows=tuple(rows),
            missing=tuple(self._missing()),
            problems=tuple(sorted(self._problems, key=lambda problem: problem.row)),
        )

    def _matches(self) -> Iterator[tuple[PupilRow, Match]]:
        for row in self._source.pupils:
            try:
                match = match_pupil(row, self._snapshot)
            except Refused as refusal:
                self._problem(row, "code", refusal.message)
                continue
            if match.person_id in self._snapshot.pupils:
                self._named_pupils.add(self._snapshot.pupils[match.person_id])
            yield row, match

    def _row(self, row: PupilRow, match: Match) -> Iterator[PlannedRow]:
        """Yield the plan of a row, or nothing when it has faults."""
        faults = len(self._problems)
        snapshot = self._snapshot
        record = snapshot.people[match.person_id] if match.person_id is not None else None
        pupil_id = snapshot.pupils.get(match.person_id) if match.person_id is not None else None
        self._check_people(row, match, pupil_id)
        class_id = snapshot.class_ids.get(row.class_name)
        if class_id is None:
            problem = Message(
                N_("There is no class {name} this year."), {"name": class_name(row.class_name)}
            )
            self._problem(row, "class", problem)
            return
        try:
            enrolment = plan_enrolment(row, pupil_id, class_id, snapshot, self._on, self._has_facts)
        except Refused as refusal:
            self._problem(row, "effective", refusal.message)
            return
        if len(self._problems) > faults:
            return
        person, changes = plan_pupil(row, record, snapshot)
        guardians, about_guardians, notes = self._guardians(row, pupil_id)
        changes += [*enrolment.changes, *about_guardians]
        opens = enrolment.step.opens
        if opens is None:
            kind = RowKind.CHANGED if changes else RowKind.UNCHANGED
        else:
            kind = RowKind.MOVED if enrolment.moved_from else RowKind.NEW
        yield PlannedRow(
            row=row.row,
            kind=kind,
            name=row.name,
            class_name=class_name(row.class_name),
            moved_from=enrolment.moved_from,
            from_day=opens.starts_on if opens is not None else None,
            pupil_id=pupil_id,
            person=person,
            enrolment=enrolment.step,
            guardians=guardians,
            changes=tuple(changes),
            notes=(*row.notes, *match.notes, *enrolment.notes, *notes),
        )

    def _guardians(
        self, row: PupilRow, pupil_id: int | None
    ) -> tuple[tuple[GuardianStep, ...], list[FieldChange], list[Message]]:
        steps: list[GuardianStep] = []
        changes: list[FieldChange] = []
        notes: list[Message] = []
        for step, changed, noted in plan_guardians(row, pupil_id, self._snapshot):
            steps.append(step)
            changes += changed
            notes += noted
        return tuple(steps), changes, notes

    def _check_people(self, row: PupilRow, match: Match, pupil_id: int | None) -> None:
        """Find what the row says against itself or against an earlier row."""
        names = {"family_name": row.family_name, "given_name": row.given_name}
        if row.code is not None:
            self._check_stated(row, "code", match.person_id or row.code, names)
        codes = [guardian.code for guardian in row.guardians if guardian.code is not None]
        for number, guardian in enumerate(row.guardians, start=1):
            column = f"guardian{number}_code"
            if guardian.code is not None and (
                guardian.code == row.code or codes.count(guardian.code) > 1
            ):
                problem = Message(N_("The same personal code is in this row twice."))
                self._problem(row, column, problem)
                continue
            record = guardian_on_record(guardian, pupil_id, self._snapshot)
            key = record.person_id if record is not None else guardian.code
            if key is not None:
                self._check_stated(row, column, key, guardian.stated)

    def _check_stated(
        self, row: PupilRow, column: str, key: Hashable, values: Mapping[str, str]
    ) -> None:
        try:
            self._stated.check(key, values, row.row)
        except Refused as refusal:
            self._problem(row, column, refusal.message)

    def _missing(self) -> list[MissingPupil]:
        snapshot = self._snapshot
        mentioned = {
            person_id
            for code in self._source.mentioned
            for person_id in (snapshot.by_code.get(code), snapshot.former_codes.get(code))
        }
        missing: list[MissingPupil] = []
        for person_id, pupil_id in snapshot.pupils.items():
            current = snapshot.current(pupil_id, self._on)
            if current is None or pupil_id in self._named_pupils or person_id in mentioned:
                continue
            name = snapshot.people[person_id].name
            missing.append(MissingPupil(pupil_id, name, snapshot.classes[current.class_id].name))
        return sorted(missing, key=lambda pupil: (sort_key(pupil.class_name), sort_key(pupil.name)))

    def _heading(self, key: str) -> str:
        return self._source.headings.get(key, _TITLES[key])

    def _problem(self, row: PupilRow, key: str, problem: Message) -> None:
        self._problems.append(RowProblem(row.row, self._heading(key), problem))
