"""The plan of an import of journals: the workbook against the school, with no write."""

from sqlalchemy.orm import Session

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case

from .days import LessonDays
from .layout import Workbook
from .places import Places
from .plan_model import JournalsPlan, LessonStep, PlannedClosing, PlannedLesson, SheetSummary
from .problems import SheetProblem
from .rows import RowPlanner
from .snapshot import closing_marks, load, recorded_of


@use_case
def plan(actor: Actor, source: Workbook, year_id: int) -> JournalsPlan:
    """Return what applying a workbook to a year would do; writes nothing."""
    require(actor, Permission.IMPORT_APPLY)
    with reading() as session:
        return build_plan(session, actor, source, year_id)


def build_plan(session: Session, actor: Actor, source: Workbook, year_id: int) -> JournalsPlan:
    """Compare a workbook with the database as the session sees it; faults are told to the actor."""
    snapshot = load(session, year_id)
    problems: list[SheetProblem] = list(source.problems)
    places = Places(snapshot, problems)
    touched = [
        lesson.lesson_id
        for lessons in snapshot.lessons.values()
        for lesson in lessons
        if lesson.touched
    ]
    planner = RowPlanner(
        snapshot,
        recorded=recorded_of(session, touched),
        closing=closing_marks(session, year_id),
        days=LessonDays(session, actor, year_id),
        problems=problems,
    )
    summaries: list[SheetSummary] = []
    for sheet in source.sheets:
        place = places.of(sheet)
        if place is None:
            continue
        before = len(planner.lessons), len(planner.closings)
        planner.take(sheet, place)
        rows = (*planner.lessons[before[0] :], *planner.closings[before[1] :])
        unmatched = tuple(
            pupil.name for pupil in sheet.pupils if pupil.position not in place.pupils
        )
        summaries.append(_summary(sheet.name, place.name, len(place.pupils), unmatched, rows))
    return JournalsPlan(
        source=source,
        school_id=snapshot.school_id,
        year_id=year_id,
        groups=tuple(places.new_groups),
        subjects=tuple(dict.fromkeys(planner.new_subjects.values())),
        journals=tuple(planner.journals.values()),
        lessons=tuple(planner.lessons),
        closings=tuple(planner.closings),
        sheets=tuple(summaries),
        notes=tuple(_notes(planner)),
        problems=tuple(problems),
    )


def _summary(
    name: str,
    place: str,
    pupils: int,
    unmatched: tuple[str, ...],
    rows: tuple[PlannedLesson | PlannedClosing, ...],
) -> SheetSummary:
    lessons = [row for row in rows if isinstance(row, PlannedLesson)]
    works = [work for row in lessons for work in row.works]
    works += [row.work for row in rows if isinstance(row, PlannedClosing)]
    return SheetSummary(
        name=name,
        place=place,
        pupils=pupils,
        unmatched=unmatched,
        steps={step.value: sum(row.step is step for row in rows) for step in LessonStep},
        marks=sum(len(work.marks) for work in works),
        absences=sum(len(row.absences) for row in lessons),
        substitutions=sum(row.absent_id is not None for row in lessons),
    )


def _notes(planner: RowPlanner) -> list[Message]:
    notes: list[Message] = []
    if planner.without_outcome:
        notes.append(
            Message(
                N_(
                    "{count} lessons have no intended outcome in the file; they are marked as"
                    " carried over, so that nobody owes them."
                ),
                {"count": planner.without_outcome},
            )
        )
    conflicts = sum(
        row.step is LessonStep.CONFLICT for row in (*planner.lessons, *planner.closings)
    )
    if conflicts:
        notes.append(
            Message(
                N_("{count} rows differ from what is recorded here already; ours stays."),
                {"count": conflicts},
            )
        )
    return notes
