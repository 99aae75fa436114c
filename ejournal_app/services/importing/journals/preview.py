"""The plan of an import of journals, as sections to look at."""

from ejournal_app.domain.access import Actor
from ejournal_app.domain.messages import N_, Message
from ejournal_app.services.changes.runs import AppliedImport
from ejournal_app.services.importing.preview_model import Line, Prepared, Section, section
from ejournal_app.services.importing.progress import Progress

from .applying import apply
from .plan_model import JournalsPlan, LessonStep, PlannedLesson, SheetSummary

_MOST_CONFLICTS = 2_000


def prepared(plan: JournalsPlan, *, shown: str, draft_id: int) -> Prepared:
    """Return a plan for looking at and for carrying out."""

    def carry_out(actor: Actor, skip_errors: bool, progress: Progress) -> AppliedImport:
        return apply(actor, plan, skip_errors=skip_errors, progress=progress, draft_id=draft_id)

    return Prepared(
        sections=_sections(plan),
        shown=shown,
        changes=not plan.is_empty,
        errors=len(plan.problems),
        said=plan.notes,
        carry_out=carry_out,
    )


def _sections(plan: JournalsPlan) -> tuple[Section, ...]:
    counts = plan.counts
    return (
        section(
            "errors",
            N_("Errors"),
            N_("This cannot be imported. Correct it in the file or here and look once more."),
            [_problem(plan, number) for number in range(len(plan.problems))],
            "bad",
        ),
        section(
            "sheets",
            N_("Classes and groups"),
            N_("What each sheet of the workbook brings."),
            [_sheet(sheet) for sheet in plan.sheets],
            "info",
        ),
        section(
            "added",
            N_("Added besides"),
            N_("The school does not have these yet; they are made for the journals."),
            _added(plan),
            "ok",
        ),
        section(
            "conflicts",
            N_("Recorded here already"),
            N_("Something else stands here for these lessons. It stays; the rows are left out."),
            _conflicts(plan),
            "warn",
            counts[LessonStep.CONFLICT.value],
        ),
    )


def _problem(plan: JournalsPlan, number: int) -> Line:
    problem = plan.problems[number]
    place = Message(N_("Row {row}"), {"row": problem.row}) if problem.row else ""
    return Line(
        title=Message(N_("Sheet «{sheet}»"), {"sheet": problem.sheet}),
        place=place,
        state=problem.column,
        look="bad",
        details=(problem.problem,),
    )


def _sheet(sheet: SheetSummary) -> Line:
    steps = sheet.steps
    details = [
        Message(
            N_("{new} new lessons, {filled} of the timetable filled, {same} as they are"),
            {
                "new": steps[LessonStep.NEW.value],
                "filled": steps[LessonStep.FILLED.value],
                "same": steps[LessonStep.UNCHANGED.value],
            },
        ),
        Message(
            N_("{marks} marks, {absences} absences, {substitutions} substitutions"),
            {
                "marks": sheet.marks,
                "absences": sheet.absences,
                "substitutions": sheet.substitutions,
            },
        ),
    ]
    notes = (
        (Message(N_("Not found: {names}"), {"names": ", ".join(sheet.unmatched)}),)
        if sheet.unmatched
        else ()
    )
    return Line(
        title=sheet.place,
        place=Message(N_("pupils: {count}"), {"count": sheet.pupils}),
        details=tuple(details),
        notes=notes,
    )


def _added(plan: JournalsPlan) -> list[Line]:
    return [
        *(Line(title=name, place=Message(N_("subject"))) for name in plan.subjects),
        *(
            Line(
                title=group.name,
                place=Message(N_("group")),
                state=Message(N_("pupils: {count}"), {"count": len(group.pupil_ids)}),
            )
            for group in plan.groups
        ),
        *(Line(title=journal.name, place=Message(N_("journal"))) for journal in plan.new_journals),
    ]


def _conflicts(plan: JournalsPlan) -> list[Line]:
    names = {journal.key: journal.name for journal in plan.journals}
    rows = [row for row in (*plan.lessons, *plan.closings) if row.step is LessonStep.CONFLICT]
    return [
        Line(
            title=names[row.journal_key],
            place=Message(N_("{day}, lesson {number}"), {"day": row.day, "number": row.number})
            if isinstance(row, PlannedLesson)
            else Message(N_("{day}"), {"day": row.day}),
        )
        for row in rows[:_MOST_CONFLICTS]
    ]
