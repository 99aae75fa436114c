"""The list of school years, new ones and copies."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import translate
from ejournal_app.i18n.formats import short_date
from ejournal_app.services.changes.kinds import RunKind
from ejournal_app.services.changes.taking_back import take_back_of_kind
from ejournal_app.services.changes.undoing import UndoBlocked
from ejournal_app.services.setup.year_removal import remove_year
from ejournal_app.services.setup.years import CopiedYear, copy_year, create_year, years_page

from .guard import requires, say_done, tell
from .parsing import as_id, as_number


@dataclass(frozen=True)
class YearView:
    """A year of the list; `run_id` 0 when there is no copy to take back."""

    year_id: int
    name: str
    span: str
    is_current: bool
    classes: int
    run_id: int


@dataclass(frozen=True)
class ChoiceView:
    """A year that may be added."""

    value: str
    name: str


class SetupYears(rx.State):
    """The page of the years."""

    years: list[YearView] = []  # noqa: RUF012 - copied for each client
    may_add: list[ChoiceView] = []  # noqa: RUF012
    may_copy: list[ChoiceView] = []  # noqa: RUF012
    obstacles: list[str] = []  # noqa: RUF012
    """Why a copy cannot be taken back."""
    carried: list[str] = []  # noqa: RUF012
    """What the copy just made carried over."""
    left: list[str] = []  # noqa: RUF012
    """What it left behind."""

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def enter(self, actor: Actor) -> None:
        """Show the years."""
        self.obstacles, self.carried, self.left = [], [], []
        await _show(self, actor)

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def add(self, actor: Actor, form: dict[str, Any]) -> Any:
        """Add a year by the published dates and open it."""
        starting = as_number(form.get("starting"), 1990, 2100)
        year_id = await asyncio.to_thread(create_year, actor, starting)
        return rx.redirect(f"/iestatijumi/gads/{year_id}")

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def remove(self, actor: Actor, year_id: int) -> None:
        """Remove a year added by mistake."""
        starting = await asyncio.to_thread(remove_year, actor, as_id(year_id))
        self.obstacles = []
        await _show(self, actor)
        words = Message(N_("The school year {year} is removed."), {"year": year_name(starting)})
        await say_done(self, actor.language, words)

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def copy(self, actor: Actor, form: dict[str, Any]) -> None:
        """Add a year with all that repeats from the one before, and say what that was."""
        starting = as_number(form.get("copy_starting"), 1990, 2100)
        copied = await asyncio.to_thread(copy_year, actor, starting)
        self.obstacles = []
        await _show(self, actor)
        self.carried = [translate(actor.language, one) for one in _carried(copied)]
        self.left = [translate(actor.language, one) for one in (*copied.left, _NEVER_CARRIED)]
        words = Message(N_("The year {year} is there."), {"year": year_name(starting)})
        await say_done(self, actor.language, words)

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def undo_copy(self, actor: Actor, run_id: int) -> None:
        """Take a copy back as a whole, or say what stands in the way."""
        try:
            await asyncio.to_thread(take_back_of_kind, actor, RunKind.YEAR_COPY, as_id(run_id))
        except UndoBlocked as blocked:
            await tell(self, actor.language, blocked.message)
            self.obstacles = [translate(actor.language, one) for one in blocked.obstacles[:50]]
            return
        self.obstacles, self.carried, self.left = [], [], []
        await _show(self, actor)
        await say_done(self, actor.language, Message(N_("The copied year has been removed.")))


def year_name(starting: int) -> str:
    """Return a year as people write it: 2026/2027."""
    return f"{starting}/{starting + 1}"


_NEVER_CARRIED = Message(
    N_(
        "Pupils, journals, the timetable and single days: pupils are promoted by order, journals"
        " are made from the plan, the timetable is imported or edited."
    )
)


def _carried(copied: CopiedYear) -> list[Message]:
    counted = (
        (N_("Semesters: {n}"), copied.semesters),
        (N_("Breaks: {n}"), copied.breaks),
        (N_("Classes, without pupils: {n}"), copied.classes),
        (N_("Lines of the curriculum: {n}"), copied.curriculum_lines),
        (N_("Class teachers, with their class into the next grade: {n}"), copied.class_teachers),
        (N_("Groups of subjects, without pupils: {n}"), copied.groups),
    )
    goes_on = Message(
        N_("Bells, kinds of work, rules, subjects and the items of personal files go on.")
    )
    return [*(Message(msgid, {"n": n}) for msgid, n in counted), goes_on]


async def _show(state: SetupYears, actor: Actor) -> None:
    page = await asyncio.to_thread(years_page, actor)
    language = actor.language
    state.years = [
        YearView(
            year_id=year.year_id,
            name=year_name(year.starting),
            span=f"{short_date(year.starts_on, language)} – {short_date(year.ends_on, language)}",
            is_current=year.is_current,
            classes=year.classes,
            run_id=year.run_id or 0,
        )
        for year in page.years
    ]
    state.may_add = _choices(page.may_add)
    state.may_copy = _choices(tuple(reversed(page.may_copy)))


def _choices(years: tuple[int, ...]) -> list[ChoiceView]:
    return [ChoiceView(value=str(year), name=year_name(year)) for year in years]
