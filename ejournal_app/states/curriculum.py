"""The curriculum table of a grade."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.kinds import JournalKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import translate
from ejournal_app.services.teaching.journal_list import KIND_WORDS
from ejournal_app.services.teaching.plans import (
    GradePlan,
    PlanEntry,
    PlanRow,
    copy_plan,
    grade_plan,
    save_plan,
)

from .guard import requires, say_done
from .parsing import UNREADABLE, as_id, as_number, as_text
from .resuming import fresh_key, keeps
from .teaching_options import Choice, as_chosen_id, as_tick, year_choices

_MOST_ROWS = 400


@dataclass(frozen=True)
class PlanRowView:
    """A row of the table."""

    key: str
    subject: str
    kind: str
    lessons: str
    """Empty: the grade does not learn it."""
    groups: str
    attendance_only: bool


@dataclass(frozen=True)
class GradeView:
    """A grade one can go to."""

    grade: str
    href: str
    is_shown: bool
    has_plan: bool


class Curriculum(rx.State):
    """The plan of one grade in one year."""

    year_id: int = 0
    year: str = ""
    grade: int = 0
    years: list[Choice] = []  # noqa: RUF012 - copied for each client
    grades: list[GradeView] = []  # noqa: RUF012
    rows: list[PlanRowView] = []  # noqa: RUF012
    subjects: list[Choice] = []  # noqa: RUF012
    kinds: list[Choice] = []  # noqa: RUF012
    total: int = 0
    limit: int = 0
    is_over: bool = False
    classes: str = ""
    shown: str = ""

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    @keeps("shown")
    async def enter(self, actor: Actor) -> None:
        """Show the plan of the address's year and grade."""
        asked = self.router.url.query_parameters
        year = as_chosen_id(asked.get("gads", ""))
        await _show(self, actor, year, as_number(asked.get("klase") or "1", 1, 12))

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def save(self, actor: Actor, year_id: int, grade: int, form: dict[str, Any]) -> None:
        """Save the table."""
        year, wanted = as_id(year_id), as_number(grade, 1, 12)
        await asyncio.to_thread(save_plan, actor, year, wanted, _entries(form))
        await say_done(self, actor.language, Message(N_("The plan is saved.")))
        await _show(self, actor, year, wanted)

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def add(self, actor: Actor, year_id: int, grade: int, form: dict[str, Any]) -> None:
        """Add a line of any kind."""
        year, wanted = as_id(year_id), as_number(grade, 1, 12)
        subject = as_chosen_id(form.get("subject", ""))
        if subject is None:
            raise Refused(Message(N_("Choose a subject.")), field="subject")
        entry = PlanEntry(
            subject_id=subject,
            kind=as_kind(form.get("kind", "")),
            lessons=_number(form.get("lessons", ""), "lessons") or 0,
            groups=as_number(form.get("groups", "") or "0", 0, 6),
            attendance_only=as_tick(form, "attendance_only"),
        )
        await asyncio.to_thread(save_plan, actor, year, wanted, [entry])
        await say_done(self, actor.language, Message(N_("The plan is saved.")))
        await _show(self, actor, year, wanted)

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def copy_to(self, actor: Actor, year_id: int, grade: int, form: dict[str, Any]) -> None:
        """Add the lines to the plans of other grades."""
        year, wanted = as_id(year_id), as_number(grade, 1, 12)
        targets = [one for one in range(1, 13) if as_tick(form, f"grade-{one}")]
        done = await asyncio.to_thread(copy_plan, actor, year, wanted, targets)
        words = Message(
            N_("Lines added: {added}. There already, and left as they were: {kept}."),
            {"added": done.added, "kept": done.kept},
        )
        await say_done(self, actor.language, words)
        await _show(self, actor, year, wanted)


def as_kind(raw: Any) -> JournalKind:
    """Return a kind of journal; Refused for anything else."""
    text = as_text(raw, 20)
    if text not in set(JournalKind):
        raise Refused(UNREADABLE)
    return JournalKind(text)


def kind_choices(language: str) -> list[Choice]:
    """Return the kinds of journals to choose from."""
    return [
        Choice(value=str(kind), label=translate(language, words))
        for kind, words in KIND_WORDS.items()
    ]


def _entries(form: dict[str, Any]) -> list[PlanEntry]:
    """Return the rows of a sent table: `lessons-12-subject`, `groups-12-subject` and so on."""
    keys = [name.removeprefix("lessons-") for name in form if name.startswith("lessons-")]
    if len(keys) > _MOST_ROWS:
        raise Refused(UNREADABLE)
    return [
        PlanEntry(
            subject_id=as_id(key.partition("-")[0]),
            kind=as_kind(key.partition("-")[2]),
            lessons=_number(form[f"lessons-{key}"], f"lessons-{key}"),
            groups=as_number(form.get(f"groups-{key}", "0") or "0", 0, 6),
            attendance_only=as_tick(form, f"attendance-{key}"),
        )
        for key in keys
    ]


def _number(raw: Any, field: str) -> int | None:
    text = as_text(raw, 20).strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 3):
        raise Refused(Message(N_("Write the lessons a week as a whole number.")), field=field)
    return int(text)


async def _show(state: Curriculum, actor: Actor, year_id: int | None, grade: int) -> None:
    plan = await asyncio.to_thread(grade_plan, actor, year_id, grade)
    language = actor.language
    state.year_id, state.year, state.grade = plan.year_id, plan.year, plan.grade
    state.years = year_choices(plan.years)
    state.grades = _grades(plan)
    state.rows = [_row(row, language) for row in plan.rows]
    state.subjects = [Choice(value=str(one.subject_id), label=one.name) for one in plan.subjects]
    state.kinds = kind_choices(language)
    state.total, state.limit = plan.total, plan.limit
    state.is_over = plan.total > plan.limit
    state.classes = ", ".join(plan.classes)
    state.shown = fresh_key()


def _grades(plan: GradePlan) -> list[GradeView]:
    return [
        GradeView(
            grade=f"{grade}.",
            href=f"/zurnalu-plans?gads={plan.year_id}&klase={grade}",
            is_shown=grade == plan.grade,
            has_plan=grade in plan.planned,
        )
        for grade in range(1, 13)
    ]


def _row(row: PlanRow, language: str) -> PlanRowView:
    line = row.line
    return PlanRowView(
        key=f"{row.subject_id}-{row.kind}",
        subject=row.subject,
        kind=translate(language, KIND_WORDS[row.kind]),
        lessons="" if line is None else str(line.lessons),
        groups="0" if line is None else str(line.groups),
        attendance_only=line is not None and line.attendance_only,
    )
