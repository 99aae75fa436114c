"""The log-in page: what went wrong last time, and the logins of a demonstration."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.demo.logins import DEMO_PASSWORD, demo_logins
from ejournal_app.domain.messages import N_
from ejournal_app.http.auth import REFUSED_TOO_MANY, REFUSED_WRONG
from ejournal_app.http.cookie import typed_name_from_header
from ejournal_app.http.origin import local_path
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.services.demonstration import is_demonstration
from ejournal_app.services.setup.first_run import has_superuser
from ejournal_app.settings import get_settings

from .guard import current_actor, public
from .preferences import Preferences


@dataclass(frozen=True)
class DemoLoginView:
    """One login of a demonstration."""

    username: str
    role: str
    note: str


class Login(rx.State):
    """The log-in page; the password never passes through here, the form posts it natively."""

    error: str = ""
    username: str = ""
    next_path: str = ""
    demo_logins: list[DemoLoginView] = []  # noqa: RUF012 - copied for each client
    demo_password: str = ""
    can_ask: bool = False
    """A new password can be asked for by e-mail."""
    asked: bool = False
    """It was just asked for."""

    @rx.event
    @public
    async def enter(self) -> Any:
        """Show the form; whoever is logged in already goes on."""
        if await current_actor(self) is not None:
            return rx.redirect("/", replace=True)
        if not await asyncio.to_thread(has_superuser):
            return rx.redirect("/sakums", replace=True)
        language = (await self.get_state(Preferences)).language
        query = self.router.url.query_parameters
        self.error = _sentence(language, query.get("kluda", ""), query.get("min", ""))
        self.asked = query.get("nosutits", "") == "1"
        self.can_ask = get_settings().sends_mail
        self.next_path = local_path(query.get("next")) or ""
        self.username = typed_name_from_header(self.router.headers.cookie)
        demo = await asyncio.to_thread(is_demonstration)
        self.demo_password = DEMO_PASSWORD if demo else ""
        self.demo_logins = [
            DemoLoginView(
                username=login.username,
                role=gettext(language, login.role_msgid),
                note=gettext(language, login.note),
            )
            for login in (demo_logins() if demo else ())
        ]
        return None

    @rx.event
    @public
    async def choose_language(self, code: str) -> Any:
        """Change the language of the log-in page."""
        if code in ("lv", "en"):
            (await self.get_state(Preferences)).language = code
            return Login.enter
        return None


def _sentence(language: str, code: str, minutes: str) -> str:
    """Return the sentence of a refusal's code; the address itself is never shown."""
    if code == REFUSED_WRONG:
        return gettext(language, N_("Wrong user name or password."))
    if code == REFUSED_TOO_MANY:
        known = minutes.isascii() and minutes.isdecimal() and len(minutes) < 4
        return gettext(
            language,
            N_("Too many attempts. Try again in {minutes} min."),
            minutes=minutes if known else "1",
        )
    return ""
