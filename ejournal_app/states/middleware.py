"""Refuses every event that is not a guarded handler of ours or the framework's own beginning."""

import logging
from typing import Any

from reflex.app import App
from reflex.event import Event
from reflex.middleware.middleware import Middleware
from reflex.state import BaseState, StateUpdate
from reflex_base.registry import RegistrationContext

from .guard import rule_of

FRAMEWORK_HANDLERS = frozenset(
    {
        "hydrate",
        "hydrate_and_load",
        "set_is_hydrated",
        "on_load_internal",
        "update_vars_internal",
        "handle_frontend_exception",
    }
)
"""What Reflex itself sends from every page; none of them reads or writes our data."""

_log = logging.getLogger(__name__)


class OnlyGuardedEvents(Middleware):
    """Lets an event through only to a handler with a rule."""

    async def preprocess(self, app: App, state: BaseState, event: Event) -> StateUpdate | None:  # noqa: ARG002
        """Answer an unruled event with nothing, and log that it came."""
        if is_allowed(event.name):
            return None
        _log.warning("Refused an event without a rule: %.120r", event.name)
        return StateUpdate()


def is_allowed(name: Any) -> bool:
    """Tell whether a client may send an event of this name."""
    if not isinstance(name, str):
        return False
    registered = RegistrationContext.get().event_handlers.get(name)
    if registered is None:
        return False
    handler = registered.handler.fn
    own = handler.__module__.startswith("ejournal_app.")
    return rule_of(handler) is not None if own else name.rpartition(".")[2] in FRAMEWORK_HANDLERS
