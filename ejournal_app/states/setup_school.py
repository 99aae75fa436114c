"""The school's data and logo."""

import asyncio
from dataclasses import asdict
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import N_, Message
from ejournal_app.http.logo import REFUSED_PICTURE
from ejournal_app.services.setup.logo import remove_logo
from ejournal_app.services.setup.school_data import SchoolData, save_school, school_page

from .guard import requires, say_done, tell
from .parsing import as_text
from .resuming import fresh_key, keeps

_FIELDS = (
    "name",
    "registration_number",
    "address",
    "phone",
    "email",
    "website",
    "director_name",
)


class SetupSchool(rx.State):
    """The page of the school's data."""

    data: dict[str, str] = dict.fromkeys(_FIELDS, "")
    logo: str = ""
    """Address of the logo; empty when there is none."""
    key: str = ""
    """Changes when the fields are filled anew."""

    @rx.event
    @requires(Permission.SETUP_WRITE)
    @keeps("key")
    async def enter(self, actor: Actor) -> None:
        """Show the data; a picture that was refused is told of."""
        await _show(self, actor)
        if self.router.url.query_parameters.get("kluda", "") == REFUSED_PICTURE:
            await tell(
                self,
                actor.language,
                Message(N_("The logo must be a PNG or JPEG picture, at most 1 MB.")),
            )

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def save(self, actor: Actor, form: dict[str, Any]) -> None:
        """Write the data."""
        data = SchoolData(**{name: as_text(form.get(name), 1000) for name in _FIELDS})
        await asyncio.to_thread(save_school, actor, data)
        await _show(self, actor)
        await say_done(self, actor.language, Message(N_("Saved.")))

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def remove_logo(self, actor: Actor) -> None:
        """Take the logo away."""
        await asyncio.to_thread(remove_logo, actor)
        await _show(self, actor)
        await say_done(self, actor.language, Message(N_("The logo has been removed.")))


async def _show(state: SetupSchool, actor: Actor) -> None:
    page = await asyncio.to_thread(school_page, actor)
    state.data = asdict(page.data)
    state.logo = f"/lejupielade/logo?v={page.logo_hash[:12]}" if page.logo_hash else ""
    state.key = fresh_key()
