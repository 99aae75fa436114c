"""What a pupil of 18 decides about the own data."""

import asyncio

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import N_, Message
from ejournal_app.services.guardians.own_choice import let_parents_see, own_parents_see

from .guard import requires, say_done
from .parsing import as_number


class OwnChoice(rx.State):
    """Whether the parents of a pupil of age see the data; shown to that pupil only."""

    is_mine: bool = False
    """The reader is a pupil of 18 or more."""
    parents_see: bool = True

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def look(self, actor: Actor) -> None:
        """Show the choice to whom it belongs."""
        self.is_mine, self.parents_see = False, True
        chosen = await asyncio.to_thread(own_parents_see, actor)
        self.is_mine, self.parents_see = chosen is not None, chosen is not False

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def choose(self, actor: Actor, sees: int) -> None:
        """Let the parents see the data (1), or not (0)."""
        allowed = as_number(sees, 0, 1) == 1
        await asyncio.to_thread(let_parents_see, actor, allowed)
        done = (
            N_("Your parents see your diary again.")
            if allowed
            else N_("Your parents do not see your diary any more.")
        )
        await say_done(self, actor.language, Message(done))
        self.parents_see = allowed
