"""The superuser looks at what an account did and puts it back; the heads see what is held back."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import reflex as rx

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import Message
from ejournal_app.i18n.catalogue import ngettext
from ejournal_app.policies.rules import allows
from ejournal_app.services.reverting.applying import put_back
from ejournal_app.services.reverting.model import Review, Span, Standing
from ejournal_app.services.reverting.reviewing import find_accounts, review_account

from .guard import requires, say_done
from .parsing import as_id, as_moment, as_text
from .resuming import keeps
from .reverting_words import ActView, Group, act_view, groups_of

ADDRESS = "/atgriesana"
_DAY = timedelta(hours=24)
_LINE, _JOURNAL = "line_", "journal_"
"""What the names of the ticks begin with; the key of the line or the journal's id follows."""


@dataclass(frozen=True)
class FoundAccount:
    """Somebody found by name."""

    href: str
    name: str
    username: str


# The moment "now" goes on: a page that comes back shows the time that was looked at.
_REVIEW = (
    "account_id",
    "name",
    "starts",
    "ends",
    "groups",
    "acts",
    "more_acts",
    "ready",
    "staying",
    "shown",
)


class Reverting(rx.State):
    """What one account did between two moments."""

    may_revert: bool = False
    asked: str = ""
    found: list[FoundAccount] = []  # noqa: RUF012 - copied for each client
    searched: bool = False
    account_id: int = 0
    """0: none is chosen."""
    name: str = ""
    starts: str = ""
    """Riga's wall clock, as a field for date and time holds it."""
    ends: str = ""
    groups: list[Group] = []  # noqa: RUF012
    acts: list[ActView] = []  # noqa: RUF012
    more_acts: int = 0
    ready: int = 0
    staying: int = 0
    shown: str = ""
    """Names what is shown; sent along when it is put back."""

    @rx.event
    @requires(Permission.HELD_DECIDE)
    @keeps(*_REVIEW)
    async def enter(self, actor: Actor) -> None:
        """Show the account and the time of the address."""
        query = self.router.url.query_parameters
        self.may_revert = allows(actor, Permission.MARK_REVERT)
        self.account_id, self.found, self.searched = 0, [], False
        _forget(self)
        self.asked = as_text(query.get("meklet", ""), 100)
        if not self.may_revert:
            return
        now = clock.now()
        starts = as_moment(query.get("no", "")) or now - _DAY
        # A minute more: what has just been done is not to be left out.
        ends = as_moment(query.get("lidz", "")) or now + timedelta(minutes=1)
        self.starts, self.ends = _field(starts), _field(ends)
        if self.asked:
            found = await asyncio.to_thread(find_accounts, actor, self.asked)
            self.found = [
                FoundAccount(
                    href=f"{ADDRESS}?{urlencode({'konts': one.account_id})}",
                    name=one.name,
                    username=one.username,
                )
                for one in found
            ]
            self.searched = True
        account = query.get("konts", "")
        if account:
            await _show(self, actor, _span(as_id(account), self.starts, self.ends))

    @rx.event
    @requires(Permission.MARK_REVERT)
    async def search(self, actor: Actor, form: dict[str, Any]) -> Any:  # noqa: ARG002
        """Look for an account by name."""
        return rx.redirect(f"{ADDRESS}?{urlencode({'meklet': as_text(form.get('name', ''), 100)})}")

    @rx.event
    @requires(Permission.MARK_REVERT)
    async def look(self, actor: Actor, account_id: int, form: dict[str, Any]) -> Any:  # noqa: ARG002
        """Look at another time of the account."""
        query = {"konts": as_id(account_id)}
        for name in ("no", "lidz"):
            text = as_text(form.get(name, ""), 16)
            as_moment(text)
            query |= {name: text}
        return rx.redirect(f"{ADDRESS}?{urlencode(query)}")

    @rx.event
    @requires(Permission.MARK_REVERT)
    async def put_back(
        self,
        actor: Actor,
        account_id: int,
        starts: str,
        ends: str,
        shown: str,
        form: dict[str, Any],
    ) -> None:
        """Put back what is ticked, as it was shown."""
        span = _span(as_id(account_id), as_text(starts, 16), as_text(ends, 16))
        seen = as_text(shown, 64)
        reason = as_text(form.get("reason", ""), 1_000)
        done = await asyncio.to_thread(
            put_back, actor, span, keys=await _ticked(actor, span, form), shown=seen, reason=reason
        )
        await _show(self, actor, span)
        words = ngettext(
            actor.language, "{n} value was put back.", "{n} values were put back.", done.entries
        )
        await say_done(self, actor.language, Message("{words}", {"words": words}))


async def _ticked(actor: Actor, span: Span, form: dict[str, Any]) -> list[str]:
    """Return the keys of the ticked lines in ticked journals."""
    review = await asyncio.to_thread(review_account, actor, span)
    return [
        line.key
        for line in review.lines
        if form.get(f"{_LINE}{line.key}") and form.get(f"{_JOURNAL}{line.journal_id}")
    ]


async def _show(state: Reverting, actor: Actor, span: Span) -> None:
    review = await asyncio.to_thread(review_account, actor, span)
    language = actor.language
    groups = groups_of(review, language)
    state.name = f"{review.name} ({review.username})"
    state.groups = groups
    state.acts = [act_view(number, act, language) for number, act in enumerate(review.acts)]
    state.more_acts = review.more_acts
    state.ready = _count(review, Standing.READY)
    state.staying = _count(review, Standing.OVERWRITTEN)
    state.shown = review.shown
    state.account_id = span.account_id


def _forget(state: Reverting) -> None:
    state.name, state.shown, state.ready, state.staying = "", "", 0, 0
    state.groups, state.acts, state.more_acts = [], [], 0


def _count(review: Review, standing: Standing) -> int:
    return sum(line.standing is standing for line in review.lines)


def _span(account_id: int, starts: str, ends: str) -> Span:
    first, last = as_moment(starts), as_moment(ends)
    now = clock.now()
    return Span(account_id=account_id, starts=first or now - _DAY, ends=last or now)


def _field(moment: datetime) -> str:
    return clock.local(moment).strftime("%Y-%m-%dT%H:%M")
