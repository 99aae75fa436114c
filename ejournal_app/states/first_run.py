"""The first-run page: makes the first superuser of an empty installation."""

import asyncio
from typing import Any

import reflex as rx

from ejournal_app.services.setup.first_run import Founding, found, has_school, has_superuser

from .guard import public
from .parsing import as_text

_NAMES = ("school_name", "given_name", "family_name", "username", "password", "password_again")


class FirstRun(rx.State):
    """The page; `open` while there is no superuser."""

    checked: bool = False
    open: bool = False
    asks_school: bool = True
    code: str = ""

    @rx.event
    @public
    async def enter(self) -> None:
        """Show the form, or that there is nothing left to do here."""
        is_open = not await asyncio.to_thread(has_superuser)
        self.asks_school = is_open and not await asyncio.to_thread(has_school)
        self.code = self.router.url.query_parameters.get("kods", "")[:40] if is_open else ""
        self.open = is_open
        self.checked = True

    @rx.event
    @public
    async def create(self, form: dict[str, Any]) -> Any:
        """Make school and superuser; the log-in page follows."""
        code = as_text(form.get("code"))
        founding = Founding(**{name: as_text(form.get(name, "")) for name in _NAMES})
        address = self.router.session.client_ip
        await asyncio.to_thread(lambda: found(code, founding, address=address))
        return rx.redirect("/ieiet", replace=True)
