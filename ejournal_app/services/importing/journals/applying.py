"""Carrying a plan of journals out: in one transaction, past the session, undoable as a whole."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Table, select
from sqlmodel import Session, SQLModel, col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.journal_cells import Justification
from ejournal_app.domain.kinds import JournalKind
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import Enrolment, School, SchoolClass, SchoolYear
from ejournal_app.policies.rules import require
from ejournal_app.services.bells import load_bells
from ejournal_app.services.changes.kinds import RunKind
from ejournal_app.services.changes.log import VERSION, ChangeLog
from ejournal_app.services.changes.runs import AppliedImport, open_run
from ejournal_app.services.guard import use_case
from ejournal_app.services.importing.columns import fold
from ejournal_app.services.importing.draft_rows import become, take
from ejournal_app.services.importing.problems import PlanIsStale
from ejournal_app.services.importing.progress import Progress, silent

from .mark_rows import MarkRows
from .plan_model import JournalsPlan, LessonStep, PlannedJournal, PlannedLesson
from .planning import build_plan
from .problems import HasSheetProblems
from .rows import CARRIED_OVER

_WRITTEN = (LessonStep.NEW, LessonStep.FILLED)
_LESSONS_AT_ONCE = 1_000
_LANGUAGE = "lv"
"""The language the school keeps its journals in."""


@use_case
def apply(
    actor: Actor,
    plan: JournalsPlan,
    *,
    skip_errors: bool = False,
    progress: Progress = silent,
    draft_id: int | None = None,
) -> AppliedImport:
    """Carry out a plan in one transaction and return the run that can be undone.

    Refused with nothing written when something in the file cannot be imported and `skip_errors` is
    not set, or when the school is no longer the one the plan was made from. The draft the plan was
    made from is applied once: asked again, the answer is the run it became.
    """
    require(actor, Permission.IMPORT_APPLY)
    if plan.problems and not skip_errors:
        raise HasSheetProblems(plan.problems)
    with writing() as session:
        _lock(session, plan.school_id)
        earlier = take(session, RunKind.WORKBOOK, draft_id)
        if earlier is not None:
            return AppliedImport(run_id=earlier)
        if build_plan(session, actor, plan.source, plan.year_id) != plan:
            raise PlanIsStale
        if plan.is_empty:
            return AppliedImport(counts=plan.counts)
        year = session.get_one(SchoolYear, plan.year_id)
        run_id = open_run(
            session,
            actor=actor,
            school_id=plan.school_id,
            kind=RunKind.WORKBOOK,
            valid_from=year.starts_on,
            summary=dict(plan.counts),
            file_name=plan.source.file.name,
            sha256=plan.source.file.sha256,
        )
        carried_out = _Application(session, actor, plan, year, progress)
        carried_out.run()
        carried_out.log.write(run_id)
        become(session, RunKind.WORKBOOK, draft_id, run_id)
    return AppliedImport(run_id=run_id, counts=plan.counts)


def _lock(session: Session, school_id: int) -> None:
    """Let imports of one school wait for each other."""
    session.connection().execute(
        select(col(School.id)).where(col(School.id) == school_id).with_for_update()
    )


class _Application:
    """Writes a plan in the order the references ask for."""

    def __init__(
        self,
        session: Session,
        actor: Actor,
        plan: JournalsPlan,
        year: SchoolYear,
        progress: Progress,
    ) -> None:
        self.log = ChangeLog(session)
        self._session = session
        self._actor = actor
        self._plan = plan
        self._year = year
        self._progress = progress
        self._now = clock.now()
        self._bells = load_bells(session, plan.school_id)
        self._marks = MarkRows(session, self.log, year=year, now=self._now)
        self._journal_ids: dict[str, int] = {}

    def run(self) -> None:
        """Write everything."""
        self._write_journals(self._write_subjects(), self._write_groups())
        lessons = [row for row in self._plan.lessons if row.step in _WRITTEN]
        closings = [row for row in self._plan.closings if row.step in _WRITTEN]
        whole = len(lessons) + len(closings)
        for start in range(0, len(lessons), _LESSONS_AT_ONCE):
            batch = lessons[start : start + _LESSONS_AT_ONCE]
            self._write_lessons(batch)
            self._progress(start + len(batch), whole)
        for row in closings:
            moment = datetime.combine(row.day, time(12), clock.RIGA)
            self._marks.write(
                self._journal_ids[row.journal_key],
                None,
                row.day,
                moment,
                row.author_id,
                "",
                row.work,
            )
        self._marks.flush()
        self._write_notes(lessons)
        self._progress(whole, whole)

    def _write_subjects(self) -> dict[str, int]:
        rows = [
            {
                "school_id": self._plan.school_id,
                "name": name,
                "short_name": name[:30],
                "is_active": True,
            }
            for name in self._plan.subjects
        ]
        ids = self.log.add_all(_table("subject"), rows)
        return {fold(name): row_id for name, row_id in zip(self._plan.subjects, ids, strict=True)}

    def _write_groups(self) -> dict[str, int]:
        groups = self._plan.groups
        subjects = self._subjects_of_groups()
        ids = self.log.add_all(
            _table("study_group"),
            [
                {
                    "year_id": self._plan.year_id,
                    "name": group.name,
                    "subject_id": subjects.get(fold(group.name)),
                }
                for group in groups
            ],
        )
        first_days = self._first_days()
        self.log.add_all(
            _table("group_membership"),
            [
                {"group_id": group_id, "pupil_id": pupil_id, "starts_on": first_days[pupil_id]}
                for group, group_id in zip(groups, ids, strict=True)
                for pupil_id in group.pupil_ids
                if pupil_id in first_days
            ],
        )
        return {fold(group.name): row_id for group, row_id in zip(groups, ids, strict=True)}

    def _subjects_of_groups(self) -> dict[str, int]:
        """Return the subject of each new group that has lessons of one subject on record."""
        found: dict[str, set[int | None]] = defaultdict(set)
        for journal in self._plan.journals:
            if journal.group:
                found[fold(journal.group)].add(journal.subject_id)
        return {
            name: subject
            for name, subjects in found.items()
            if len(subjects) == 1 and (subject := next(iter(subjects))) is not None
        }

    def _first_days(self) -> dict[int, date]:
        """Return each pupil's first day in the year."""
        found: dict[int, date] = {}
        for pupil_id, starts_on in self._session.connection().execute(
            select(col(Enrolment.pupil_id), col(Enrolment.starts_on))
            .join(SchoolClass, col(SchoolClass.id) == col(Enrolment.class_id))
            .where(col(SchoolClass.year_id) == self._plan.year_id)
        ):
            found[pupil_id] = min(found.get(pupil_id, starts_on), starts_on)
        return found

    def _write_journals(self, subjects: dict[str, int], groups: dict[str, int]) -> None:
        new = self._plan.new_journals
        ids = self.log.add_all(
            _table("journal"), [self._journal_row(journal, subjects, groups) for journal in new]
        )
        self.log.add_all(
            _table("journal_teacher"),
            [
                {
                    "journal_id": row_id,
                    "person_id": journal.teacher_id,
                    "starts_on": self._year.starts_on,
                }
                for journal, row_id in zip(new, ids, strict=True)
                if journal.teacher_id is not None
            ],
        )
        self._journal_ids = {
            journal.key: journal.journal_id
            for journal in self._plan.journals
            if journal.journal_id is not None
        } | {journal.key: row_id for journal, row_id in zip(new, ids, strict=True)}

    def _journal_row(
        self, journal: PlannedJournal, subjects: dict[str, int], groups: dict[str, int]
    ) -> dict[str, Any]:
        known = journal.subject_id
        return {
            "year_id": self._plan.year_id,
            "kind": JournalKind.SUBJECT.value,
            "subject_id": subjects[fold(journal.subject)] if known is None else known,
            "class_id": journal.class_id,
            "group_id": journal.group_id or groups.get(fold(journal.group)),
            "name": journal.name,
            "grade": journal.grade,
            "starts_on": self._year.starts_on,
            "attendance_only": False,
            "runs_in_breaks": journal.runs_in_breaks,
            "version": 1,
        }

    def _write_lessons(self, lessons: list[PlannedLesson]) -> None:
        new = [row for row in lessons if row.step is LessonStep.NEW]
        ids = self.log.add_all(_table("lesson"), [self._lesson_row(row) for row in new])
        filled = [row for row in lessons if row.step is LessonStep.FILLED]
        filled_ids = [row.lesson_id or 0 for row in filled]
        self.log.change_all(
            _table("lesson"),
            filled_ids,
            [_UNTOUCHED | {VERSION: row.version} for row in filled],
            [self._entered(row) for row in filled],
        )
        written = [*zip(new, ids, strict=True), *zip(filled, filled_ids, strict=True)]
        self.log.add_all(
            _table("attendance"),
            [
                {
                    "lesson_id": lesson_id,
                    "pupil_id": pupil_id,
                    "status": status.value,
                    "recorded_at": self._ends(row),
                    "recorded_by_id": row.author_id,
                    "version": 1,
                }
                for row, lesson_id in written
                for pupil_id, status in row.absences
            ],
        )
        self.log.add_all(
            _table("substitution"),
            [
                {
                    "lesson_id": lesson_id,
                    "absent_id": row.absent_id,
                    "substitute_id": row.author_id,
                    "reason": "",
                    "version": 1,
                }
                for row, lesson_id in written
                if row.absent_id is not None
            ],
        )
        for row, lesson_id in written:
            for work in row.works:
                self._marks.write(
                    self._journal_ids[row.journal_key],
                    lesson_id,
                    row.day,
                    self._ends(row),
                    row.author_id,
                    row.topic,
                    work,
                )
        self._marks.flush()

    def _lesson_row(self, row: PlannedLesson) -> dict[str, Any]:
        starts_at, ends_at = self._bells.span(row.day, row.number)
        return {
            "journal_id": self._journal_ids[row.journal_key],
            "day": row.day,
            "number": row.number,
            "starts_at": starts_at,
            "ends_at": ends_at,
            VERSION: 1,
            **self._entered(row),
        }

    def _entered(self, row: PlannedLesson) -> dict[str, Any]:
        """Return what a row says of its lesson: entered in time, for nobody owes it here."""
        ends_at = self._ends(row)
        return {
            "topic": row.topic,
            "outcome": row.outcome or gettext(_LANGUAGE, CARRIED_OVER),
            "homework": row.homework,
            "homework_set_at": ends_at if row.homework else None,
            "no_homework": not row.homework,
            "attendance_checked_at": ends_at,
            "completed_at": ends_at,
            "changed_at": ends_at,
            "changed_by_id": row.author_id,
        }

    def _ends(self, row: PlannedLesson) -> datetime:
        return self._bells.span(row.day, row.number)[1]

    def _write_notes(self, lessons: list[PlannedLesson]) -> None:
        """Write one absence note for a pupil's day and reason."""
        self.log.add_all(
            _table("absence_note"),
            [
                {
                    "pupil_id": pupil_id,
                    "starts_on": day,
                    "ends_on": day,
                    "first_lesson": numbers[0],
                    "last_lesson": numbers[-1],
                    "reason": reason.value,
                    "issued_by": "",
                    "remark": gettext(_LANGUAGE, CARRIED_OVER),
                    "recorded_at": self._now,
                    "recorded_by_id": self._actor.person_id,
                    "version": 1,
                }
                for (pupil_id, day, reason), numbers in _notes(lessons)
            ],
        )


_UNTOUCHED: dict[str, Any] = {
    "topic": "",
    "outcome": "",
    "homework": "",
    "homework_set_at": None,
    "no_homework": False,
    "attendance_checked_at": None,
    "completed_at": None,
    "changed_at": None,
    "changed_by_id": None,
}
"""What a lesson holds in which nothing is recorded."""


def _notes(
    lessons: list[PlannedLesson],
) -> Iterator[tuple[tuple[int, date, Justification], list[int]]]:
    """Yield by pupil, day and reason the neighbouring lessons it holds for."""
    reasons: dict[tuple[int, date], dict[int, Justification]] = defaultdict(dict)
    for row in lessons:
        for pupil_id, reason in row.justified:
            reasons[pupil_id, row.day][row.number] = reason
    for (pupil_id, day), by_number in sorted(reasons.items()):
        span: list[int] = []
        for number in sorted(by_number):
            if span and by_number[span[-1]] is not by_number[number]:
                yield (pupil_id, day, by_number[span[0]]), span
                span = []
            span.append(number)
        yield (pupil_id, day, by_number[span[0]]), span


def _table(name: str) -> Table:
    return SQLModel.metadata.tables[name]
