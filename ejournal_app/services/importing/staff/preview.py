"""The plan of an import of staff, as sections to look at; personal codes are never whole."""

from ejournal_app.domain.access import Actor
from ejournal_app.domain.messages import N_, Message
from ejournal_app.services.changes.runs import AppliedImport
from ejournal_app.services.importing.person_plan import change_to_show
from ejournal_app.services.importing.preview_model import Line, Prepared, Section, section
from ejournal_app.services.importing.problem_lines import problem_lines
from ejournal_app.services.importing.progress import Progress

from .applying import apply
from .plan_model import PlannedStaff, StaffKind, StaffPlan


def prepared(plan: StaffPlan, *, shown: str, draft_id: int) -> Prepared:
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


def _said(plan: StaffPlan) -> list[Message]:
    said = [
        Message(
            N_(
                "Applying opens the access of these contracts. New accounts have no password yet:"
                " invite their owners afterwards."
            )
        )
    ]
    if plan.source.ignored:
        ignored = ", ".join(f"«{heading}»" for heading in plan.source.ignored)
        said.append(Message(N_("Columns not used: {columns}."), {"columns": ignored}))
    return said


def _sections(plan: StaffPlan) -> tuple[Section, ...]:
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
            N_("New staff"),
            N_("These people get a contract, an account and the roles named here."),
            _lines(plan, StaffKind.NEW),
            "ok",
        ),
        section(
            "changed",
            N_("Changed"),
            N_("What is written differently in the file will be written so here."),
            _lines(plan, StaffKind.CHANGED),
            "info",
        ),
        section(
            "missing",
            N_("Not in the file"),
            N_("They work here but are not in the file. Nothing is done about them."),
            [Line(title=one.name, place=one.position) for one in plan.missing],
            "warn",
        ),
        section(
            "unchanged",
            N_("Unchanged"),
            N_("The file says what is known already."),
            _lines(plan, StaffKind.UNCHANGED),
        ),
    )


def _lines(plan: StaffPlan, kind: StaffKind) -> list[Line]:
    return [_line(row) for row in plan.of_kind(kind)]


def _line(row: PlannedStaff) -> Line:
    return Line(
        title=row.name,
        place=row.position,
        details=tuple(change_to_show(change) for change in row.changes),
        notes=row.notes,
    )
