"""First-lesson attendance in numbers, for the canteen."""

import asyncio
from dataclasses import dataclass

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.i18n.formats import long_date
from ejournal_app.services.attendance.canteen import CanteenPage, canteen_page

from .guard import requires
from .parsing import as_day

_FILES = "/lejupielade/kavejumi/edinatajam"


@dataclass(frozen=True)
class CanteenRow:
    """A class."""

    name: str
    pupils: int
    present: int
    absent: int
    unknown: int


class Canteen(rx.State):
    """The page."""

    title: str = ""
    """Empty while nothing is loaded."""
    day: str = ""
    sending: str = ""
    classes: list[CanteenRow] = []  # noqa: RUF012 - copied for each client
    present: int = 0
    absent: int = 0
    unknown: int = 0
    csv: str = ""
    sheet: str = ""

    @rx.event
    @requires(Permission.ABSENCE_REPORT_READ)
    async def enter(self, actor: Actor) -> None:
        """Show the day of the address, or today."""
        asked = as_day(self.router.url.query_parameters.get("datums", ""))
        _show(self, await asyncio.to_thread(canteen_page, actor, asked), actor.language)


def _show(state: Canteen, page: CanteenPage, language: str) -> None:
    title = long_date(page.day, language)
    state.title, state.day = title[:1].upper() + title[1:], page.day.isoformat()
    state.classes = [
        CanteenRow(
            name=one.class_name,
            pupils=one.pupils,
            present=one.present,
            absent=one.absent,
            unknown=one.unknown,
        )
        for one in page.lines
    ]
    state.present = sum(one.present for one in page.lines)
    state.absent = sum(one.absent for one in page.lines)
    state.unknown = sum(one.unknown for one in page.lines)
    state.csv = f"{_FILES}/csv?datums={state.day}"
    state.sheet = f"{_FILES}/xlsx?datums={state.day}"
    if not page.sent_at:
        state.sending = gettext(
            language, N_("Nobody is sent these numbers: the superuser sets time and addresses.")
        )
    elif page.sent_to:
        state.sending = gettext(
            language,
            N_("Sent on lesson days at {at} to {addresses}."),
            at=page.sent_at,
            addresses=", ".join(page.sent_to),
        )
    else:
        state.sending = gettext(language, N_("Sent on lesson days at {at}."), at=page.sent_at)
