"""The timetable on a week grid: looking, drafting, publishing."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import gettext, ngettext, translate
from ejournal_app.i18n.formats import short_date
from ejournal_app.services.importing.timetable.warnings import weekday_name
from ejournal_app.services.timetabling import drafts, publishing
from ejournal_app.services.timetabling.publishing import PublishEffect
from ejournal_app.services.timetabling.warnings import WeekWarning
from ejournal_app.services.timetabling.week import GridLesson, WeekGrid, Whose, week_grid

from .feedback import Feedback
from .guard import requires, say_done
from .parsing import UNREADABLE, as_day, as_id, as_number, as_text, typed_name
from .resuming import keeps

_MOST_WARNINGS = 200
_LAST_NUMBER = 15
_NO_ROOM = ""


@dataclass(frozen=True)
class ChoiceView:
    """A value to choose."""

    value: str
    label: str


@dataclass(frozen=True)
class GridLessonView:
    """A lesson on the grid."""

    slot_id: str
    subject: str
    place: str
    detail: str
    room_id: str
    warned: bool


@dataclass(frozen=True)
class GridCellView:
    """A place on the grid: a day and a lesson number."""

    weekday: str
    number: str
    label: str
    lessons: list[GridLessonView]


@dataclass(frozen=True)
class WarningView:
    """A warning and the week that shows it."""

    text: str
    href: str


@dataclass(frozen=True)
class GridDayView:
    """A day of the week."""

    weekday: str
    name: str
    cells: list[GridCellView]


# What is looked at is not in the address: with a place open for editing, the week stays too.
_WEEK = (
    "whose",
    "chosen",
    "version",
    "is_draft",
    "draft_id",
    "draft_from",
    "days",
    "picked",
    "effect",
)


class Timetable(rx.State):
    """A week of a class, a teacher or a room."""

    whose: str = Whose.CLASS.value
    chosen: str = ""
    choices: list[ChoiceView] = []  # noqa: RUF012 - copied for each client
    versions: list[ChoiceView] = []  # noqa: RUF012
    version: str = ""
    may_edit: bool = False
    is_draft: bool = False
    draft_id: str = ""
    draft_from: str = ""
    """The draft's day, as a date field holds it."""
    draft_from_words: str = ""
    draft_name: str = ""
    """What is typed before the draft is thrown away."""
    has_any: bool = False
    days: list[GridDayView] = []  # noqa: RUF012
    journals: list[ChoiceView] = []  # noqa: RUF012
    rooms: list[ChoiceView] = []  # noqa: RUF012
    weekdays: list[ChoiceView] = []  # noqa: RUF012
    numbers: list[ChoiceView] = []  # noqa: RUF012
    warnings: list[WarningView] = []  # noqa: RUF012
    more_warnings: int = 0
    """How many are not listed."""
    warning_count: int = 0
    own_warnings: int = 0
    picked: GridCellView = GridCellView(weekday="", number="", label="", lessons=[])
    """The place that is being edited."""
    effect: list[str] = []  # noqa: RUF012
    """What publishing would do, in words."""

    @rx.event
    @requires(Permission.OVERVIEW_READ)
    @keeps(*_WEEK)
    async def enter(self, actor: Actor) -> None:
        """Show the week of the address, otherwise the first class."""
        asked = self.router.url.query_parameters
        whose = str(asked.get("skats", Whose.CLASS.value))
        chosen = str(asked.get("id", ""))
        self.effect = []
        await _show(self, actor, whose, chosen, "")

    @rx.event
    @requires(Permission.OVERVIEW_READ)
    async def show(self, actor: Actor, whose: str, chosen: str, version: str) -> None:
        """Show another week or another timetable; the version `melnraksts` is the draft."""
        await _show(self, actor, whose, chosen, version)

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def start(self, actor: Actor, whose: str, chosen: str, form: dict[str, Any]) -> None:
        """Begin a draft."""
        day = as_day(form.get("valid_from", ""))
        if day is None:
            raise Refused(
                Message(N_("Choose from which day the timetable is to hold.")), field="valid_from"
            )
        await asyncio.to_thread(drafts.start_draft, actor, day)
        await _show(self, actor, whose, chosen, "")

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def set_day(self, actor: Actor, draft_id: str, day: str) -> None:
        """Choose from when the draft is to hold."""
        chosen = as_day(day)
        if chosen is None:
            raise Refused(Message(N_("Choose from which day the timetable is to hold.")))
        await asyncio.to_thread(drafts.date_draft, actor, as_id(draft_id), chosen)
        await _show(self, actor, self.whose, self.chosen, "")

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def pick(self, actor: Actor, whose: str, chosen: str, weekday: str, number: str) -> None:
        """Open a place of the grid for editing."""
        day, lesson = as_number(weekday, 1, 7), as_number(number, 0, _LAST_NUMBER)
        await _show(self, actor, whose, chosen, "")
        _pick(self, str(day), str(lesson))

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def add(self, actor: Actor, draft_id: str, place: str, form: dict[str, Any]) -> None:
        """Put a lesson of a journal into a place; `place` is weekday and number: `1-3`."""
        weekday, number = _place(place)
        journal = as_text(form.get("journal", ""), 16)
        if not journal:
            raise Refused(Message(N_("Choose a journal from the list.")), field="journal")
        await asyncio.to_thread(
            drafts.add_slot,
            actor,
            as_id(draft_id),
            as_id(journal),
            weekday,
            number,
            _room(form.get("room", "")),
        )
        await _show(self, actor, self.whose, self.chosen, "")
        _pick(self, str(weekday), str(number))

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def change(self, actor: Actor, slot_id: str, form: dict[str, Any]) -> None:
        """Move a lesson or give it another room."""
        weekday = as_number(form.get("weekday", ""), 1, 7)
        number = as_number(form.get("number", ""), 0, _LAST_NUMBER)
        await asyncio.to_thread(
            drafts.change_slot,
            actor,
            as_id(slot_id),
            weekday,
            number,
            _room(form.get("room", "")),
        )
        await _show(self, actor, self.whose, self.chosen, "")
        _pick(self, str(weekday), str(number))

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def remove(self, actor: Actor, slot_id: str, place: str) -> None:
        """Take a lesson out."""
        weekday, number = _place(place)
        await asyncio.to_thread(drafts.remove_slot, actor, as_id(slot_id))
        await _show(self, actor, self.whose, self.chosen, "")
        _pick(self, str(weekday), str(number))

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def look_at_effect(self, actor: Actor, draft_id: str) -> None:
        """Show what publishing the draft would do."""
        self.effect = []
        effect = await asyncio.to_thread(publishing.publish_effect, actor, as_id(draft_id))
        self.effect = _effect(effect, actor.language)

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def publish(self, actor: Actor, draft_id: str) -> None:
        """Make the draft the timetable."""
        await asyncio.to_thread(publishing.publish, actor, as_id(draft_id))
        await _show(self, actor, self.whose, self.chosen, "")
        await say_done(
            self,
            actor.language,
            Message(N_("The timetable is published. It can be taken back in the history.")),
        )

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def discard(self, actor: Actor, draft_id: str, form: dict[str, Any]) -> None:
        """Throw the draft away."""
        await asyncio.to_thread(
            drafts.discard_draft, actor, as_id(draft_id), typed=typed_name(form)
        )
        await _show(self, actor, self.whose, self.chosen, "")
        await say_done(self, actor.language, Message(N_("The draft was thrown away.")))


DRAFT = "melnraksts"
"""Stands for the draft among the versions."""


async def _show(state: Timetable, actor: Actor, whose: str, chosen: str, version: str) -> None:
    try:
        kind = Whose(as_text(whose, 20))
    except ValueError:
        raise Refused(UNREADABLE) from None
    asked = as_text(version, 20)
    grid = await asyncio.to_thread(
        lambda: week_grid(
            actor,
            whose=kind,
            chosen_id=as_id(chosen) if chosen else 0,
            version=None if asked in {"", DRAFT} else as_day(asked),
            show_draft=asked in {"", DRAFT},
        )
    )
    language = actor.language
    state.whose, state.chosen = grid.whose.value, str(grid.chosen_id or "")
    state.choices = _options(grid.choices)
    state.may_edit, state.is_draft = grid.may_edit, grid.is_draft
    state.draft_id = str(grid.draft_id or "")
    state.draft_from = grid.draft_from.isoformat() if grid.draft_from else ""
    state.draft_from_words = short_date(grid.draft_from, language) if grid.draft_from else ""
    state.draft_name = drafts.draft_name(grid.draft_from) if grid.draft_from else ""
    state.versions = _versions(grid, language)
    state.version = DRAFT if grid.is_draft else (grid.version.isoformat() if grid.version else "")
    state.has_any = bool(grid.versions) or grid.is_draft
    state.journals, state.rooms = _options(grid.journals), _options(grid.rooms)
    state.weekdays = [
        ChoiceView(value=str(day), label=translate(language, weekday_name(day)))
        for day in range(1, 8)
    ]
    state.numbers = [ChoiceView(value=str(n), label=str(n)) for n in grid.numbers]
    state.warnings = [
        WarningView(text=translate(language, warning.message), href=_week_of(warning))
        for warning in grid.warnings[:_MOST_WARNINGS]
    ]
    state.more_warnings = max(0, len(grid.warnings) - _MOST_WARNINGS)
    state.warning_count, state.own_warnings = len(grid.warnings), grid.own_warnings
    state.days = _days(grid, language)
    state.picked = GridCellView(weekday="", number="", label="", lessons=[])
    feedback = await state.get_state(Feedback)
    feedback.text = feedback.field = ""


def _week_of(warning: WeekWarning) -> str:
    """Return the address of a class's or a teacher's week in which the warning can be seen."""
    if warning.class_id is not None:
        return f"/stundu-saraksts?skats={Whose.CLASS}&id={warning.class_id}"
    if warning.teacher_id is not None:
        return f"/stundu-saraksts?skats={Whose.TEACHER}&id={warning.teacher_id}"
    return ""


def _options(pairs: tuple[tuple[int, str], ...]) -> list[ChoiceView]:
    return [ChoiceView(value=str(value), label=label) for value, label in pairs]


def _versions(grid: WeekGrid, language: str) -> list[ChoiceView]:
    found = [
        ChoiceView(
            value=day.isoformat(),
            label=gettext(language, N_("In force from {day}"), day=short_date(day, language)),
        )
        for day in grid.versions
    ]
    if grid.draft_from is not None:
        label = gettext(
            language, N_("Draft, from {day}"), day=short_date(grid.draft_from, language)
        )
        found.insert(0, ChoiceView(value=DRAFT, label=label))
    return found


def _days(grid: WeekGrid, language: str) -> list[GridDayView]:
    days: list[GridDayView] = []
    for weekday in grid.weekdays:
        name = translate(language, weekday_name(weekday))
        name = name[:1].upper() + name[1:]
        days.append(
            GridDayView(
                weekday=str(weekday),
                name=name,
                cells=[
                    GridCellView(
                        weekday=str(weekday),
                        number=str(number),
                        label=gettext(
                            language, N_("{day}, lesson {number}"), day=name, number=number
                        ),
                        lessons=[
                            _lesson(lesson, grid.whose)
                            for lesson in grid.lessons
                            if (lesson.weekday, lesson.number) == (weekday, number)
                        ],
                    )
                    for number in grid.numbers
                ],
            )
        )
    return days


def _lesson(lesson: GridLesson, whose: Whose) -> GridLessonView:
    teachers = ", ".join(lesson.teachers)
    shown = {
        Whose.CLASS: (teachers, lesson.room),
        Whose.TEACHER: (lesson.room,),
        Whose.ROOM: (teachers,),
    }[whose]
    return GridLessonView(
        slot_id=str(lesson.slot_id or ""),
        subject=lesson.subject,
        place=lesson.place,
        detail=" · ".join(part for part in shown if part),
        room_id=str(lesson.room_id or _NO_ROOM),
        warned=lesson.warned,
    )


def _pick(state: Timetable, weekday: str, number: str) -> None:
    for day in state.days:
        for cell in day.cells:
            if (cell.weekday, cell.number) == (weekday, number):
                state.picked = cell


def _place(raw: str) -> tuple[int, int]:
    weekday, _, number = as_text(raw, 5).partition("-")
    return as_number(weekday, 1, 7), as_number(number, 0, _LAST_NUMBER)


def _room(raw: Any) -> int | None:
    room = as_text(raw, 16)
    return as_id(room) if room else None


def _effect(effect: PublishEffect, language: str) -> list[str]:
    lessons = effect.lessons
    day = short_date(effect.valid_from, language)

    def count(one: str, many: str, n: int) -> str:
        return ngettext(language, one, many, n)

    said = [
        gettext(language, N_("Valid from {day}."), day=day),
        count("{n} weekly lesson is added", "{n} weekly lessons are added", len(effect.added)),
        count("{n} weekly lesson goes", "{n} weekly lessons go", len(effect.removed)),
        count("{n} lesson of the year appears", "{n} lessons of the year appear", lessons.added),
        count("{n} lesson to come disappears", "{n} lessons to come disappear", lessons.removed),
    ]
    if lessons.changed:
        said.append(
            count(
                "{n} lesson to come gets another room or time",
                "{n} lessons to come get another room or time",
                lessons.changed,
            )
        )
    if lessons.kept:
        said.append(
            count(
                "{n} lesson stays although the timetable no longer has it: something is recorded",
                "{n} lessons stay although the timetable no longer has them: something is recorded",
                lessons.kept,
            )
        )
    said.append(gettext(language, N_("Lessons in which anything is recorded are not touched.")))
    return said
