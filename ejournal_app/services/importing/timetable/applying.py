"""Carrying out the plan of an import of a timetable, and planning the lessons by it."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import (
    Journal,
    JournalTeacher,
    Room,
    SchoolYear,
    StudyGroup,
    Subject,
    TimetableSlot,
    TimetableVersion,
)
from ejournal_app.policies.rules import require
from ejournal_app.services.changes.kinds import RunKind
from ejournal_app.services.changes.log import ChangeLog
from ejournal_app.services.changes.runs import AppliedImport, open_run
from ejournal_app.services.guard import use_case
from ejournal_app.services.importing.columns import fold
from ejournal_app.services.importing.draft_rows import become, take
from ejournal_app.services.importing.problems import HasRowProblems, PlanIsStale
from ejournal_app.services.importing.progress import Progress, silent
from ejournal_app.services.lesson_planning import replan

from .plan_model import PlannedJournal, TimetablePlan
from .planning import build_plan

_STEPS = 6
"""Looking at the data once more, journals, weekly lessons, the log, the lessons, the commit."""


@use_case
def apply(
    actor: Actor,
    plan: TimetablePlan,
    *,
    skip_errors: bool = False,
    progress: Progress = silent,
    draft_id: int | None = None,
) -> AppliedImport:
    """Carry out a plan in one transaction and return the run that can be undone.

    Lessons in which something is recorded stay as they are. Refused with nothing written when the
    file has faults and `skip_errors` is not set, or when the school's data are no longer those
    the plan was made from. With nothing to change no run is stored. `progress` is told steps done
    and steps in all. The draft the plan was made from is applied once: asked again, the answer is
    the run it became.
    """
    require(actor, Permission.IMPORT_APPLY)
    if plan.problems and not skip_errors:
        raise HasRowProblems(plan.problems)
    with writing() as session:
        session.connection().execute(
            sa_select(col(SchoolYear.id))
            .where(col(SchoolYear.id) == plan.year_id)
            .with_for_update()
        )
        earlier = take(session, RunKind.TIMETABLE, draft_id)
        if earlier is not None:
            return AppliedImport(run_id=earlier)
        progress(1, _STEPS)
        if build_plan(session, plan.source, plan.valid_from) != plan:
            raise PlanIsStale
        if plan.is_empty:
            return AppliedImport(counts=plan.counts)
        run_id = open_run(
            session,
            actor=actor,
            school_id=plan.school_id,
            kind=RunKind.TIMETABLE,
            file_name=plan.source.file.name,
            sha256=plan.source.file.sha256,
            valid_from=plan.valid_from,
            summary=dict(plan.counts),
        )
        with session.no_autoflush:
            carried_out = _Application(session, plan)
            carried_out.run(progress)
            carried_out.log.write(run_id)
        become(session, RunKind.TIMETABLE, draft_id, run_id)
        progress(_STEPS - 2, _STEPS)
        planned = replan(session, plan.year_id, plan.valid_from)
        progress(_STEPS - 1, _STEPS)
    lessons = {f"lessons_{what}": count for what, count in asdict(planned).items()}
    return AppliedImport(run_id=run_id, counts=plan.counts | lessons)


class _Application:
    """Writes a plan in the order the constraints of the database ask for."""

    def __init__(self, session: Session, plan: TimetablePlan) -> None:
        self.log = ChangeLog(session)
        self._session = session
        self._plan = plan
        self._journal_ids: dict[str, int] = {
            journal.key: journal.journal_id
            for journal in plan.journals
            if journal.journal_id is not None
        }

    def run(self, progress: Progress) -> None:
        progress(2, _STEPS)
        self._add_journals()
        self._change_teachers()
        progress(3, _STEPS)
        self._write_slots(self._version_id())
        self._session.flush()

    def _add_journals(self) -> None:
        subjects = self._subjects()
        groups: dict[str, StudyGroup] = {}
        for journal in self._plan.new_journals:
            if journal.class_id is None and journal.group_id is None:
                groups[journal.key] = StudyGroup(
                    year_id=self._plan.year_id,
                    subject_id=_subject_id(journal, subjects),
                    name=journal.group,
                )
                self.log.add(groups[journal.key])
        self._session.flush()
        added: dict[str, Journal] = {}
        for journal in self._plan.new_journals:
            group = groups.get(journal.key)
            added[journal.key] = Journal(
                year_id=self._plan.year_id,
                subject_id=_subject_id(journal, subjects),
                class_id=journal.class_id,
                group_id=group.id if group is not None else journal.group_id,
                name=journal.name,
                grade=journal.grade,
                starts_on=self._plan.valid_from,
            )
            self.log.add(added[journal.key])
        self._session.flush()
        self._journal_ids |= {key: _id(journal) for key, journal in added.items()}

    def _subjects(self) -> dict[str, int]:
        added = {
            name: Subject(school_id=self._plan.school_id, name=name, short_name=name[:30])
            for name in self._plan.new_subjects
        }
        for subject in added.values():
            self.log.add(subject)
        self._session.flush()
        return {name: _id(subject) for name, subject in added.items()}

    def _change_teachers(self) -> None:
        day_before = self._plan.valid_from - timedelta(days=1)
        for change in self._plan.teacher_changes:
            if change.journal_teacher_id is None:
                self.log.add(
                    JournalTeacher(
                        journal_id=self._journal_ids[change.journal_key],
                        person_id=change.person_id,
                        starts_on=self._plan.valid_from,
                    )
                )
                continue
            attached = self._session.get_one(JournalTeacher, change.journal_teacher_id)
            if change.removes:
                self.log.remove(attached)
            else:
                self.log.change(attached, {"ends_on": day_before})
        self._session.flush()

    def _version_id(self) -> int:
        values: dict[str, Any] = {
            "source": self._plan.source.file.name,
            "imported_at": clock.now(),
        }
        if self._plan.replaces_id is not None:
            version = self._session.get_one(TimetableVersion, self._plan.replaces_id)
            self.log.change(version, values)
            return self._plan.replaces_id
        version = TimetableVersion(
            year_id=self._plan.year_id, valid_from=self._plan.valid_from, **values
        )
        self.log.add(version)
        self._session.flush()
        return _id(version)

    def _write_slots(self, version_id: int) -> None:
        rooms = self._rooms()
        present = {
            (slot.journal_id, slot.weekday, slot.number): slot
            for slot in self._session.exec(
                select(TimetableSlot).where(col(TimetableSlot.version_id) == version_id)
            )
        }
        wanted = {
            (self._journal_ids[slot.journal_key], slot.weekday, slot.number): (
                rooms[fold(slot.room)] if slot.room else None
            )
            for slot in self._plan.slots
        }
        for place, slot in present.items():
            if place not in wanted:
                self.log.remove(slot)
            elif slot.room_id != wanted[place]:
                self.log.change(slot, {"room_id": wanted[place]})
        self._session.flush()
        for (journal_id, weekday, number), room_id in wanted.items():
            if (journal_id, weekday, number) not in present:
                self.log.add(
                    TimetableSlot(
                        version_id=version_id,
                        journal_id=journal_id,
                        weekday=weekday,
                        number=number,
                        room_id=room_id,
                    )
                )

    def _rooms(self) -> dict[str, int]:
        for name in self._plan.new_rooms:
            self.log.add(Room(school_id=self._plan.school_id, name=name))
        self._session.flush()
        rows = self._session.exec(select(Room).where(col(Room.school_id) == self._plan.school_id))
        return {fold(room.name): _id(room) for room in rows}


def _subject_id(journal: PlannedJournal, added: dict[str, int]) -> int:
    return journal.subject_id if journal.subject_id is not None else added[journal.subject]


def _id(row: Any) -> int:
    assert row.id is not None
    return row.id
