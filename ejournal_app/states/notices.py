"""The page of a person's own notices."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.i18n.catalogue import translate
from ejournal_app.i18n.formats import date_and_time
from ejournal_app.services.notices.own import (
    OwnNotice,
    own_notices,
    read_all_notices,
    read_notice,
)

from .guard import requires
from .parsing import as_id
from .shell import Shell


@dataclass(frozen=True)
class NoticeView:
    """One thing the person was told."""

    notice_id: int
    at: str
    text: str
    unread: bool
    opens: bool
    """There is a page it is about."""


class Notices(rx.State):
    """The list, the newest first."""

    items: list[NoticeView] = []  # noqa: RUF012 - copied for each client

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def enter(self, actor: Actor) -> None:
        """Show the notices; those shown as unread stay so until they are opened."""
        self.items = await _views(actor)

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def open(self, actor: Actor, notice_id: int) -> Any:
        """Note that a notice was read, and go where it is about."""
        href = await asyncio.to_thread(read_notice, actor, as_id(notice_id))
        await _show(self, actor)
        return rx.redirect(href) if href else None

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def read_all(self, actor: Actor) -> None:
        """Note that all were read."""
        await asyncio.to_thread(read_all_notices, actor)
        await _show(self, actor)


async def _show(state: Notices, actor: Actor) -> None:
    views = await _views(actor)
    state.items = views
    (await state.get_state(Shell)).unread = sum(view.unread for view in views)


async def _views(actor: Actor) -> list[NoticeView]:
    return [_view(own, actor.language) for own in await asyncio.to_thread(own_notices, actor)]


def _view(own: OwnNotice, language: str) -> NoticeView:
    return NoticeView(
        notice_id=own.notice_id,
        at=date_and_time(own.at, language),
        text=translate(language, own.message),
        unread=own.unread,
        opens=bool(own.href),
    )
