"""Choosing a password with a one-time code; the form itself is posted natively."""

import asyncio
from datetime import date

import reflex as rx

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_
from ejournal_app.http.auth import REFUSED_TOO_MANY
from ejournal_app.http.cookie import typed_code_from_header
from ejournal_app.http.invitations import DIFFERENT, SAVED, WEAK, WRONG_CODE
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import short_date
from ejournal_app.services.invitations.accepting import INVALID, look_up
from ejournal_app.services.invitations.codes import QUERY

from .guard import public
from .parsing import as_text
from .preferences import Preferences

_LONGEST_CODE = 80


class Welcome(rx.State):
    """The page of invitations; the password never passes through here."""

    code: str = ""
    username: str = ""
    is_reset: bool = False
    error: str = ""
    saved: str = ""
    """Said instead of the form when the password is saved but access begins later."""

    @rx.event
    @public
    async def enter(self) -> None:
        """Fill in the code of the address and say whose account it opens."""
        language = (await self.get_state(Preferences)).language
        query = self.router.url.query_parameters
        self.code, self.username, self.is_reset = "", "", False
        self.saved = _saved(language, query.get("no", "")) if query.get(SAVED) == "1" else ""
        refusal = query.get("kluda", "")
        typed = query.get(QUERY, "") or typed_code_from_header(self.router.headers.cookie)
        self.error = _sentence(language, refusal, query.get("min", ""))
        if typed and refusal not in {WRONG_CODE, REFUSED_TOO_MANY}:
            await _look(self, language, typed[:_LONGEST_CODE])
        else:
            self.code = typed[:_LONGEST_CODE]

    @rx.event
    @public
    async def look(self, code: str) -> None:
        """Say whose account a typed code opens."""
        typed = as_text(code, _LONGEST_CODE)
        language = (await self.get_state(Preferences)).language
        self.error, self.username, self.is_reset = "", "", False
        if typed.strip():
            await _look(self, language, typed)

    @rx.event
    @public
    async def choose_language(self, code: str) -> None:
        """Change the language of the page."""
        if code in ("lv", "en"):
            (await self.get_state(Preferences)).language = code


async def _look(state: Welcome, language: str, typed: str) -> None:
    address = state.router.session.client_ip
    try:
        found = await asyncio.to_thread(look_up, typed, address=address)
    except Refused as refusal:
        state.error = translate(language, refusal.message)
        return
    state.code, state.username, state.is_reset = typed, found.username, found.is_reset


def _saved(language: str, raw_day: str) -> str:
    try:
        day = date.fromisoformat(raw_day)
    except ValueError:
        return gettext(
            language,
            N_("The password is saved. You can log in once your access has begun."),
        )
    return gettext(
        language,
        N_("The password is saved. Your access begins on {day}: you can log in from that day."),
        day=short_date(day, language),
    )


def _sentence(language: str, code: str, minutes: str) -> str:
    """Return the sentence of a refusal's code; the address itself is never shown."""
    match code:
        case "":
            return ""
        case _ if code == WRONG_CODE:
            return gettext(language, INVALID)
        case _ if code == DIFFERENT:
            return gettext(language, N_("The two passwords are not the same. Type them again."))
        case _ if code == WEAK:
            return gettext(
                language,
                N_(
                    "Choose another password: at least 10 characters, not your user name, and not"
                    " the same few characters over and over."
                ),
            )
        case _ if code == REFUSED_TOO_MANY:
            known = minutes.isascii() and minutes.isdecimal() and len(minutes) < 4
            return gettext(
                language,
                N_("Too many attempts. Try again in {minutes} min."),
                minutes=minutes if known else "1",
            )
        case _:
            return ""
