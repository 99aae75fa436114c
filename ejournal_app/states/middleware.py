"""Refuses every event that is not a guarded handler of ours or the framework's own beginning."""

import logging
from typing import Any

from reflex.app import App
from reflex.event import Event
from reflex.middleware.middleware import Middleware
from reflex.state import BaseState, State, StateUpdate
from reflex_base.registry import RegistrationContext

from ejournal_app.http.cookie import secret_from_header

from .guard import current_actor, rule_of
from .resuming import begin_connection

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
"""What Reflex itself calls; the state they send and fill is that of the page's own session."""

RESUMES = "resumes"
"""What a page says of itself that was open and filled when its line broke."""

_SEND_EVERYTHING = frozenset({"hydrate", "hydrate_and_load"})

_log = logging.getLogger(__name__)


class OnlyGuardedEvents(Middleware):
    """Lets an event through only to a handler with a rule, and nothing old to an ended session."""

    async def preprocess(self, app: App, state: BaseState, event: Event) -> StateUpdate | None:  # noqa: ARG002
        """Answer an unruled event with nothing; before a page is filled, see whose session it is.

        The whole state goes to a page when it connects: what it showed is forgotten when the
        session of its cookie has ended meanwhile.
        """
        if not is_allowed(event.name):
            _log.warning("Refused an event without a rule: %.120r", event.name)
            return StateUpdate()
        if event.name.rpartition(".")[2] in _SEND_EVERYTHING and isinstance(state, State):
            has_cookie = secret_from_header(state.router.headers.cookie) is not None
            ended = has_cookie and await current_actor(state) is None
            if ended:
                state.reset()
            resumes = event.router_data.get(RESUMES) is True
            await begin_connection(state, resumes=resumes and not ended)
        return None


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
