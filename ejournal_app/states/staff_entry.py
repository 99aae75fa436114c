"""Entering a member of staff: a person and a contract, unless the person is known already."""

import asyncio
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.policies.rules import allows
from ejournal_app.services.staff.contract_form import ContractForm
from ejournal_app.services.staff.entering import enter_staff

from .guard import done_and_go, requires, tell
from .parsing import as_day, as_text
from .person_form import ChoiceView, likeness_choices, person_form, shown_text
from .resuming import keeps


class StaffEntry(rx.State):
    """The form for a new member of staff; what is typed lives in the browser."""

    choices: list[ChoiceView] = []  # noqa: RUF012 - copied for each client
    """Who it may be; asked once somebody like that was found."""
    may_enter: bool = False
    may_import: bool = False
    """The reader of the list may enter people."""

    @rx.event
    @requires(Permission.STAFF_LIST)
    async def offer(self, actor: Actor) -> None:
        """Tell the list whether to offer the form."""
        self.may_enter = allows(actor, Permission.STAFF_WRITE)
        self.may_import = allows(actor, Permission.IMPORT_APPLY)

    @rx.event
    @requires(Permission.STAFF_WRITE)
    @keeps("choices")
    async def enter(self, _actor: Actor) -> None:
        """Show an empty form."""
        self.choices = []

    @rx.event
    @requires(Permission.STAFF_WRITE)
    async def save(self, actor: Actor, form: dict[str, Any]) -> Any:
        """Enter the person; when it may be somebody on record, ask first."""
        try:
            entered = await asyncio.to_thread(
                enter_staff,
                actor,
                person_form(form),
                contract_form(form),
                shown_text(form, "same_as", 16),
            )
        except Refused:
            self.choices = []
            raise
        if entered.person_id is not None:
            words = Message(N_("Saved."))
            path = f"/personals/{entered.person_id}"
            return await done_and_go(self, actor.language, words, path)
        message = Message(N_("Nothing is saved yet: is it the same person?"))
        await tell(self, actor.language, message, field="same_as")
        self.choices = likeness_choices(entered.likenesses, actor.language)
        return None


def contract_form(form: dict[str, Any]) -> ContractForm:
    """Return what a page sent of a contract."""
    return ContractForm(
        kind=as_text(form.get("kind", ""), 20),
        number=as_text(form.get("number", "")),
        position=as_text(form.get("position", "")),
        starts_on=as_day(form.get("starts_on", "")),
        ends_on=as_day(form.get("ends_on", "")),
    )
