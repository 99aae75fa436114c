"""What a person chose about the look and the language."""

import asyncio

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.services.accounts.own_account import set_preferences

from .guard import requires
from .parsing import as_text


class Preferences(rx.State):
    """Language (`lv`, `en`) and theme (`auto`, `light`, `dark`) of the session."""

    language: str = "lv"
    theme: str = "auto"

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def choose_language(self, actor: Actor, code: str) -> None:
        """Remember the language; the page loads itself again, so that all its words change."""
        code = as_text(code, 5)
        await asyncio.to_thread(set_preferences, actor, language=code)
        self.language = code

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def choose_theme(self, actor: Actor, code: str) -> None:
        """Remember the theme."""
        code = as_text(code, 5)
        await asyncio.to_thread(set_preferences, actor, theme=code)
        self.theme = code
