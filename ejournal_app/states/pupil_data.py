"""The form for a pupil's own data."""

import asyncio
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.i18n.formats import short_date
from ejournal_app.services.guardians.pupil_data import change_pupil_data, pupil_data

from .guard import requires, say_done
from .parsing import address_id, as_id, as_text
from .person_form import person_form
from .resuming import fresh_key, keeps


class PupilDataForm(rx.State):
    """A pupil's names, personal code, date of birth, contacts and second language."""

    pupil_id: str = ""
    given_name: str = ""
    family_name: str = ""
    personal_code: str = ""
    birth_date: str = ""
    email: str = ""
    phone: str = ""
    second_language: str = ""
    former_codes: list[str] = []  # noqa: RUF012 - copied for each client
    saved: str = ""
    """Changes with what was saved, so that the form begins anew."""

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    @keeps("saved")
    async def enter(self, actor: Actor) -> None:
        """Show the data of the pupil of the address."""
        self.pupil_id = self.given_name = self.family_name = self.personal_code = ""
        self.birth_date = self.email = self.phone = self.second_language = ""
        self.former_codes = []
        pupil_id = address_id(self.router.url.path, Permission.PERSONAL_FILE_WRITE, part=-2)
        await _show(self, actor, pupil_id)

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def save(self, actor: Actor, pupil_id: str, form: dict[str, Any]) -> None:
        """Save the data."""
        pupil = as_id(pupil_id)
        language = as_text(form.get("second_language", ""), 200)
        warning = await asyncio.to_thread(
            change_pupil_data, actor, pupil, person_form(form), language
        )
        done = warning or Message(N_("The person's data are saved."))
        await say_done(self, actor.language, done)
        await _show(self, actor, pupil)


async def _show(state: PupilDataForm, actor: Actor, pupil_id: int) -> None:
    data = await asyncio.to_thread(pupil_data, actor, pupil_id)
    state.pupil_id = str(data.pupil_id)
    state.given_name, state.family_name = data.given_name, data.family_name
    state.personal_code = data.personal_code
    state.birth_date = data.birth_date.isoformat() if data.birth_date else ""
    state.email, state.phone = data.email, data.phone
    state.second_language = data.second_language
    state.former_codes = [
        gettext(
            actor.language,
            N_("{code}, until {day}"),
            code=one.code,
            day=short_date(one.changed_on, actor.language),
        )
        for one in data.former_codes
    ]
    state.saved = fresh_key()
