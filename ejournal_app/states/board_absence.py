"""Entering who is away, from the board itself: person, kind, last day (12, 14)."""

import asyncio
from typing import Any

import reflex as rx

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.teacher_absences import TeacherAbsenceKind
from ejournal_app.i18n.catalogue import translate
from ejournal_app.services import live
from ejournal_app.services.substitutions.planning import board_topic
from ejournal_app.services.teacher_absences.checking import AbsenceData
from ejournal_app.services.teacher_absences.page import absence_people
from ejournal_app.services.teacher_absences.words import KINDS
from ejournal_app.services.teacher_absences.writing import record_absence

from .guard import requires, say_done
from .parsing import as_day, as_id, as_text
from .resuming import fresh_key, keeps
from .teaching_options import Choice


class BoardAbsence(rx.State):
    """The form on the board."""

    people: list[Choice] = []  # noqa: RUF012 - copied for each client
    kinds: list[Choice] = []  # noqa: RUF012
    form: str = ""
    """Changes when an absence is recorded: the form is empty again for the next one."""

    @rx.event
    @requires(Permission.TEACHER_ABSENCE_WRITE)
    @keeps("form")
    async def enter(self, actor: Actor) -> None:
        """Offer the staff and the kinds."""
        people = await asyncio.to_thread(absence_people, actor)
        self.people = [Choice(str(one.person_id), one.name) for one in people]
        self.kinds = [Choice(key, translate(actor.language, words)) for key, words in KINDS.items()]
        self.form = fresh_key()

    @rx.event
    @requires(Permission.TEACHER_ABSENCE_WRITE)
    async def record(self, actor: Actor, first: str, form: dict[str, Any]) -> None:
        """Record an absence from the board's day on; the board shows its lessons."""
        if not as_text(form.get("person", ""), 20):
            raise Refused(Message(N_("Choose who is away.")), field="person")
        try:
            kind = TeacherAbsenceKind(as_text(form.get("kind", ""), 20))
        except ValueError:
            raise Refused(Message(N_("Choose a kind from the list.")), field="kind") from None
        day = as_day(first) or clock.today()
        data = AbsenceData(
            kind=kind, starts_on=day, ends_on=as_day(form.get("ends_on", "")), remark=""
        )
        await asyncio.to_thread(record_absence, actor, as_id(form["person"]), data)
        await asyncio.to_thread(live.publish, [board_topic()])
        self.form = fresh_key()
        await say_done(self, actor.language, Message(N_("Recorded. The lessons are in the list.")))
