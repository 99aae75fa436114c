"""Adding and changing an achievement of the register (Regulation 7.8)."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.kinds import AchievementKind, AchievementLevel
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import translate
from ejournal_app.i18n.formats import short_date
from ejournal_app.services.achievements.listing import KINDS, LEVELS
from ejournal_app.services.achievements.writing import (
    AchievementData,
    achievement_choices,
    add_achievement,
    change_achievement,
    delete_achievement,
    open_achievement,
)

from .guard import done_and_go, requires, say_done
from .parsing import address_id, as_day, as_id, as_text, typed_name
from .resuming import keeps

_LONGEST = 1_000


@dataclass(frozen=True)
class Option:
    """A value and what it is called."""

    value: str
    label: str


class Achievement(rx.State):
    """One achievement, or the form for a new one."""

    achievement_id: str = ""
    """Empty for a new one."""
    shown: str = ""
    """Names what the page shows; empty while nothing is loaded."""
    pupil: str = ""
    writable: bool = False
    classes: list[Option] = []  # noqa: RUF012 - copied for each client
    class_id: str = ""
    pupils: list[Option] = []  # noqa: RUF012
    kinds: list[Option] = []  # noqa: RUF012
    levels: list[Option] = []  # noqa: RUF012
    day: str = ""
    day_words: str = ""
    kind: str = ""
    level: str = ""
    title: str = ""
    result: str = ""
    teacher: str = ""
    today: str = ""

    @rx.event
    @requires(Permission.ACHIEVEMENT_LIST)
    @keeps("shown", "class_id", "pupils")
    async def enter(self, actor: Actor) -> None:
        """Show the achievement of the address, or the empty form."""
        self.shown = ""
        path = self.router.url.path.rstrip("/")
        if path.endswith("/jauns"):
            await _show_new(self, actor, None)
            return
        await _show(self, actor, address_id(path, Permission.ACHIEVEMENT_LIST))

    @rx.event
    @requires(Permission.ACHIEVEMENT_LIST)
    async def choose_class(self, actor: Actor, class_id: str) -> None:
        """Show the pupils of a class."""
        await _show_new(self, actor, as_id(class_id) if as_text(class_id, 20) else None)

    @rx.event
    @requires(Permission.ACHIEVEMENT_LIST)
    async def add(self, actor: Actor, form: dict[str, Any]) -> Any:
        """Add an achievement and open it."""
        if not as_text(form.get("pupil", ""), 20):
            raise Refused(Message(N_("Choose the pupil.")), field="pupil")
        made = await asyncio.to_thread(add_achievement, actor, as_id(form["pupil"]), _data(form))
        words = Message(N_("Saved."))
        return await done_and_go(self, actor.language, words, f"/sasniegumi/{made}")

    @rx.event
    @requires(Permission.ACHIEVEMENT_LIST)
    async def change(self, actor: Actor, achievement_id: str, form: dict[str, Any]) -> None:
        """Save what was changed."""
        own = as_id(achievement_id)
        await asyncio.to_thread(change_achievement, actor, own, _data(form))
        await _show(self, actor, own)
        await say_done(self, actor.language, Message(N_("Saved.")))

    @rx.event
    @requires(Permission.ACHIEVEMENT_LIST)
    async def delete(self, actor: Actor, achievement_id: str, form: dict[str, Any]) -> Any:
        """Remove it and go back to the register."""
        await asyncio.to_thread(
            delete_achievement, actor, as_id(achievement_id), typed=typed_name(form)
        )
        words = Message(N_("Deleted."))
        return await done_and_go(self, actor.language, words, "/sasniegumi")


def _data(form: dict[str, Any]) -> AchievementData:
    day = as_day(form.get("day", ""))
    if day is None:
        raise Refused(
            Message(N_("This is not a date. Choose a day from the calendar.")), field="day"
        )
    try:
        kind = AchievementKind(as_text(form.get("kind", ""), 20))
        level = AchievementLevel(as_text(form.get("level", ""), 20))
    except ValueError:
        raise Refused(Message(N_("Choose the kind and the level from the lists."))) from None
    return AchievementData(
        day=day,
        kind=kind,
        level=level,
        title=as_text(form.get("title", ""), _LONGEST),
        result=as_text(form.get("result", ""), _LONGEST),
        teacher_name=as_text(form.get("teacher_name", ""), _LONGEST),
    )


def _show_words(state: Achievement, language: str) -> None:
    state.kinds = [Option(key, translate(language, words)) for key, words in KINDS.items()]
    state.levels = [Option(key, translate(language, words)) for key, words in LEVELS.items()]
    state.today = clock.today().isoformat()


async def _show_new(state: Achievement, actor: Actor, class_id: int | None) -> None:
    choices = await asyncio.to_thread(achievement_choices, actor, class_id)
    _show_words(state, actor.language)
    state.achievement_id = state.pupil = state.title = state.result = state.teacher = ""
    state.kind, state.level = AchievementKind.OLYMPIAD.value, AchievementLevel.SCHOOL.value
    state.day, state.day_words = clock.today().isoformat(), ""
    state.writable = bool(choices.classes)
    state.classes = [Option(str(own.id), own.name) for own in choices.classes]
    state.class_id = str(choices.class_id) if choices.class_id else ""
    state.pupils = [Option(str(own.id), own.name) for own in choices.pupils]
    state.shown = f"jauns-{state.class_id}"


async def _show(state: Achievement, actor: Actor, achievement_id: int) -> None:
    view = await asyncio.to_thread(open_achievement, actor, achievement_id)
    row = view.row
    _show_words(state, actor.language)
    state.achievement_id, state.writable = str(achievement_id), view.writable
    state.pupil = " ".join(
        part for part in (row.family_name, row.given_name, row.class_name) if part
    )
    state.day, state.day_words = row.day.isoformat(), short_date(row.day, actor.language)
    state.kind, state.level = row.kind, row.level
    state.title, state.result, state.teacher = row.title, row.result, row.teacher_name
    state.shown = f"{achievement_id}-{row.day}-{row.title}-{row.result}-{row.teacher_name}"
