"""Journals made for whole grades in one go: what would be made, making it, taking it back."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import translate
from ejournal_app.services.changes.kinds import RunKind
from ejournal_app.services.changes.undoing import UndoBlocked
from ejournal_app.services.teaching.creation import (
    PlannedJournal,
    create_journals,
    planned_journals,
)
from ejournal_app.services.teaching.journal_list import KIND_WORDS
from ejournal_app.services.teaching.runs import undo_run

from .guard import requires, say_done
from .parsing import UNREADABLE, as_id, as_number, as_text
from .resuming import fresh_key, keeps
from .teaching_options import Choice, as_chosen_id, year_choices
from .teaching_runs import RunView, obstacle_words, run_views

_MOST_JOURNALS = 4_000
"""Ticks of a form: of a journal and of its teachers."""
TEACHER = "teacher-"
"""Before the key of a journal: the tick of its teachers."""


@dataclass(frozen=True)
class PlannedView:
    """A journal that would be made."""

    key: str
    name: str
    kind: str
    lessons: int
    new_group: str
    """The empty group made with it; empty: none."""
    teachers: str
    """Who taught it to this class last year; empty: nobody who could go on."""


@dataclass(frozen=True)
class GradeTick:
    """A grade one can choose."""

    grade: str
    href: str
    is_shown: bool


class JournalCreation(rx.State):
    """The journals the plan asks for."""

    year_id: int = 0
    year: str = ""
    years: list[Choice] = []  # noqa: RUF012 - copied for each client
    grades: list[GradeTick] = []  # noqa: RUF012
    missing: list[PlannedView] = []  # noqa: RUF012
    existing: list[str] = []  # noqa: RUF012
    new_groups: int = 0
    runs: list[RunView] = []  # noqa: RUF012
    obstacles: list[str] = []  # noqa: RUF012
    shown: str = ""

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    @keeps("shown")
    async def enter(self, actor: Actor) -> None:
        """Show what would be made for the address's year and grades."""
        await _show(self, actor, *_asked(self))

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def create(self, actor: Actor, year_id: int, form: dict[str, Any]) -> None:
        """Make the ticked journals."""
        if len(form) > _MOST_JOURNALS:
            raise Refused(UNREADABLE)
        ticked = [as_text(name, 60) for name, value in form.items() if as_text(value, 20)]
        keys = [name for name in ticked if not name.startswith(TEACHER)]
        taught = [name.removeprefix(TEACHER) for name in ticked if name.startswith(TEACHER)]
        if not keys:
            raise Refused(Message(N_("Tick the journals to make.")))
        done = await asyncio.to_thread(create_journals, actor, as_id(year_id), keys, taught)
        words = (
            Message(
                N_(
                    "Journals made: {journals}, empty groups: {groups}, teachers attached:"
                    " {teachers}."
                ),
                done.counts,
            )
            if done.run_id is not None
            else Message(N_("Nothing was made: all these journals are there already."))
        )
        await say_done(self, actor.language, words)
        await _show(self, actor, *_asked(self))

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def take_back(self, actor: Actor, run_id: int) -> None:
        """Remove the journals of a run again."""
        try:
            await asyncio.to_thread(undo_run, actor, RunKind.JOURNALS, as_id(run_id))
        except UndoBlocked as blocked:
            self.obstacles = obstacle_words(blocked, actor.language)
            raise
        await say_done(self, actor.language, Message(N_("Taken back: the journals are gone.")))
        await _show(self, actor, *_asked(self))


def _asked(state: JournalCreation) -> tuple[int | None, list[int] | None]:
    """Return the year and the grades of the address; no grades mean all."""
    asked = state.router.url.query_parameters
    grades = as_text(asked.get("klases", ""), 60)
    chosen = [as_number(part, 1, 12) for part in grades.split(",")] if grades else None
    return as_chosen_id(asked.get("gads", "")), chosen


async def _show(
    state: JournalCreation, actor: Actor, year_id: int | None, grades: list[int] | None
) -> None:
    plan = await asyncio.to_thread(planned_journals, actor, year_id, grades)
    runs = await run_views(actor, RunKind.JOURNALS)
    missing = [one for one in plan.journals if not one.exists]
    state.year_id, state.year = plan.year_id, plan.year
    state.years = year_choices(plan.years)
    state.grades = [
        GradeTick(
            grade=f"{grade}.",
            href=f"/zurnalu-izveide?gads={plan.year_id}&klases={grade}",
            is_shown=plan.chosen == (grade,),
        )
        for grade in plan.grades
    ]
    state.missing = [_planned(one, actor.language) for one in missing]
    state.existing = [one.name for one in plan.journals if one.exists]
    state.new_groups = sum(one.is_new_group for one in missing)
    state.runs = runs
    state.obstacles = []
    state.shown = fresh_key()


def _planned(journal: PlannedJournal, language: str) -> PlannedView:
    return PlannedView(
        key=journal.key,
        name=journal.name,
        kind=translate(language, KIND_WORDS[journal.kind]),
        lessons=journal.lessons,
        new_group=journal.group if journal.is_new_group else "",
        teachers=journal.teachers,
    )
