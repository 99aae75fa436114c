"""What stands above the list of scheduled jobs: who runs them, and when they are next."""

import asyncio
from dataclasses import dataclass

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import date_and_time
from ejournal_app.jobs.standing import Standing, standing
from ejournal_app.services.scheduled.names import JOB_WORDS

from .guard import requires

_NO_MOMENT = N_("not planned")


@dataclass(frozen=True)
class UpcomingView:
    """A job and when it is next."""

    title: str
    at: str


class Jobs(rx.State):
    """How scheduled work stands."""

    runs: bool = True
    words: str = ""
    upcoming: list[UpcomingView] = []  # noqa: RUF012 - copied for each client

    @rx.event
    @requires(Permission.JOB_READ)
    async def enter(self, actor: Actor) -> None:
        """Show how it stands."""
        found, language = await asyncio.to_thread(standing, actor), actor.language
        self.runs = found.runs
        self.words = translate(language, _words(found))
        self.upcoming = [
            UpcomingView(
                title=translate(language, JOB_WORDS[one.name]),
                at=date_and_time(one.at, language) if one.at else gettext(language, _NO_MOMENT),
            )
            for one in found.upcoming
        ]


def _words(found: Standing) -> Message:
    if found.lease is None:
        return Message(N_("No process has run scheduled jobs yet."))
    host, _, rest = found.lease.holder.partition(":")
    params = {"host": host, "process": rest.partition(":")[0]}
    if found.runs:
        return Message(
            N_("Run by process {process} on {host} since {moment}."),
            {**params, "moment": found.lease.since},
        )
    return Message(
        N_("Nobody runs scheduled jobs now; last did process {process} on {host}, until {moment}."),
        {**params, "moment": found.lease.until},
    )
