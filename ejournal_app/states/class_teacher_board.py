"""Class teachers of all classes on one page."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.services.teaching.class_teacher_board import (
    appoint_class_teachers,
    class_teacher_board,
)

from .guard import done_and_go, requires
from .parsing import UNREADABLE, as_day, as_id
from .resuming import fresh_key, keeps
from .teaching_options import Choice, as_chosen_id, staff_choices

_CLASS = "class-"
_MOST = 500


@dataclass(frozen=True)
class ClassChoice:
    """A class and who is chosen for it, '' for nobody."""

    field: str
    name: str
    teacher: str


class ClassTeachers(rx.State):
    """The page; `ready` once it holds the classes."""

    ready: bool = False
    classes: list[ClassChoice] = []  # noqa: RUF012 - copied for each client
    staff: list[Choice] = []  # noqa: RUF012
    starts_on: str = ""
    shown: str = ""

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    @keeps("shown")
    async def enter(self, actor: Actor) -> None:
        """Show every class with its class teacher."""
        board = await asyncio.to_thread(class_teacher_board, actor)
        self.classes = [
            ClassChoice(
                field=f"{_CLASS}{one.class_id}",
                name=one.name,
                teacher=str(one.person_id) if one.person_id else "",
            )
            for one in board.classes
        ]
        self.staff = staff_choices(board.staff)
        self.starts_on = board.starts_on.isoformat()
        self.shown = fresh_key()
        self.ready = True

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def save(self, actor: Actor, form: dict[str, Any]) -> Any:
        """Name the chosen people class teachers."""
        if not isinstance(form, dict) or len(form) > _MOST:
            raise Refused(UNREADABLE)
        day = as_day(form.get("starts_on", ""))
        if day is None:
            raise Refused(Message(N_("Choose a day.")), field="starts_on")
        chosen = {
            as_id(name.removeprefix(_CLASS)): person
            for name, value in form.items()
            if isinstance(name, str)
            and name.startswith(_CLASS)
            and (person := as_chosen_id(value)) is not None
        }
        new = await asyncio.to_thread(appoint_class_teachers, actor, chosen, day)
        words = Message(N_("Class teachers named: {n}."), {"n": new})
        return await done_and_go(self, actor.language, words, "/klases")
