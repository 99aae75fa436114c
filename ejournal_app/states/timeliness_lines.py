"""What is behind a cell of the heat map."""

import asyncio
from datetime import timedelta

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.i18n.formats import day_and_month, short_date
from ejournal_app.services.timeliness.heat_map import By
from ejournal_app.services.timeliness.lines import LinesView, timeliness_lines

from .duty_views import LineView, line_view
from .guard import requires
from .parsing import address_id, as_day

_WEEK = timedelta(days=7)


class TimelinessLines(rx.State):
    """A week of a teacher or a class."""

    by: str = ""
    owner_id: str = ""
    week: str = ""
    """Its Monday, as in the address."""
    before: str = ""
    after: str = ""
    """The Mondays beside it."""
    name: str = ""
    words: str = ""
    """From when to when."""
    summary: str = ""
    shade: str = ""
    lines: list[LineView] = []  # noqa: RUF012 - copied for each client

    @rx.event
    @requires(Permission.TIMELINESS_READ)
    async def enter(self, actor: Actor) -> None:
        """Show the week of the address."""
        path = self.router.url.path
        owner = address_id(path, Permission.TIMELINESS_READ, part=-2)
        parts = path.rstrip("/").split("/")
        by, monday = parts[-3], as_day(parts[-1][:10])
        if by not in set(By) or monday is None or monday.weekday() != 0:
            raise Forbidden(
                Attempt(action=Permission.TIMELINESS_READ, entity="timeliness", entity_id=owner)
            )
        view = await asyncio.to_thread(timeliness_lines, actor, By(by), owner, monday)
        _show(self, view, actor.language)


def _show(state: TimelinessLines, view: LinesView, language: str) -> None:
    state.by, state.owner_id = view.by.value, str(view.owner_id)
    state.week = view.monday.isoformat()
    state.before = (view.monday - _WEEK).isoformat()
    state.after = (view.monday + _WEEK).isoformat()
    state.name = view.name
    first = day_and_month(view.monday, language)
    state.words = f"{first} – {short_date(view.sunday, language)}"
    tally = view.tally
    state.shade = tally.shade.value
    state.summary = (
        gettext(
            language,
            "{share} % in time: {in_time} of {due}. Late: {late}, missing: {open}.",
            share=tally.per_cent,
            in_time=tally.in_time,
            due=tally.due,
            late=tally.late,
            open=tally.overdue,
        )
        if tally.due
        else gettext(language, "Nothing has fallen due in this week.")
    )
    state.lines = [line_view(line, view.by, view.owner_id, language) for line in view.lines]
