"""The plan of an import of pupils, as sections to look at; personal codes are never whole."""

from datetime import date

from ejournal_app.domain.access import Actor
from ejournal_app.domain.messages import N_, Message
from ejournal_app.services.changes.runs import AppliedImport
from ejournal_app.services.importing.person_plan import change_to_show
from ejournal_app.services.importing.preview_model import Line, Prepared, Section, section
from ejournal_app.services.importing.problem_lines import problem_lines
from ejournal_app.services.importing.progress import Progress

from .applying import apply
from .plan_model import ImportPlan, PlannedRow, RowKind


def prepared(plan: ImportPlan, *, shown: str, draft_id: int) -> Prepared:
    """Return a plan for looking at and for carrying out."""

    def carry_out(actor: Actor, skip_errors: bool, progress: Progress) -> AppliedImport:
        return apply(actor, plan, skip_errors=skip_errors, progress=progress, draft_id=draft_id)

    return Prepared(
        sections=_sections(plan),
        shown=shown,
        changes=not plan.is_empty,
        errors=plan.counts["with_errors"],
        said=tuple(_said(plan)),
        carry_out=carry_out,
    )


def _said(plan: ImportPlan) -> list[Message]:
    said = [Message(N_("Compared on {day}."), {"day": plan.on})]
    if plan.source.ignored:
        ignored = ", ".join(f"«{heading}»" for heading in plan.source.ignored)
        said.append(Message(N_("Columns not used: {columns}."), {"columns": ignored}))
    return said


def _sections(plan: ImportPlan) -> tuple[Section, ...]:
    missing = [Line(title=pupil.name, place=pupil.class_name) for pupil in plan.missing]
    unchanged = plan.of_kind(RowKind.UNCHANGED)
    return (
        section(
            "errors",
            N_("Errors"),
            N_("These rows cannot be imported. Correct them in the file and upload it once more."),
            problem_lines(plan.problems),
            "bad",
            plan.counts["with_errors"],
        ),
        section(
            "new",
            N_("New pupils"),
            N_("These pupils will be enrolled."),
            [_line(row, Message(N_("from {day}"), {"day": _day(row)})) for row in _of(plan, "new")],
            "ok",
        ),
        section(
            "changed",
            N_("Changed"),
            N_("What is written differently in the file will be written so here."),
            [_line(row) for row in _of(plan, "changed")],
            "info",
        ),
        section(
            "moved",
            N_("Moved to another class"),
            N_("These pupils leave one class and begin in another."),
            [_moved(row) for row in _of(plan, "moved")],
            "info",
        ),
        section(
            "missing",
            N_("Not in the file"),
            N_("They are enrolled here but not in the file. Nothing is done about them."),
            missing,
            "warn",
        ),
        section(
            "unchanged",
            N_("Unchanged"),
            N_("The file says what is known already."),
            [_line(row) for row in unchanged],
        ),
    )


def _of(plan: ImportPlan, kind: str) -> tuple[PlannedRow, ...]:
    return plan.of_kind(RowKind(kind))


def _day(row: PlannedRow) -> date | str:
    return row.from_day or "—"


def _line(row: PlannedRow, state: Message | str = "") -> Line:
    return Line(
        title=row.name,
        place=row.class_name,
        state=state,
        details=tuple(change_to_show(change) for change in row.changes),
        notes=row.notes,
    )


def _moved(row: PlannedRow) -> Line:
    way = {"old": row.moved_from, "new": row.class_name, "day": _day(row)}
    return Line(
        title=row.name,
        place=Message(N_("{old} → {new}, from {day}"), way),
        details=tuple(change_to_show(change) for change in row.changes),
        notes=row.notes,
    )
