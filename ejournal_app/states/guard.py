"""The guard of every event handler: who asks is asked anew each time, and needs a permission.

A handler can be called by any client with any arguments. `@requires(permission)` stands under
`@rx.event`; it recognises the session of the cookie, asks the policy, gives the actor to the
handler and turns every failure into a sentence. A handler without it does not exist for clients:
the middleware refuses its events, and a test fails.
"""

import asyncio
import inspect
import logging
import secrets
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

import reflex as rx
from reflex.istate.proxy import StateProxy

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, DomainError, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.http.cookie import secret_from_header
from ejournal_app.i18n.catalogue import translate
from ejournal_app.policies.rules import allows
from ejournal_app.services.accounts.sessions import resolve
from ejournal_app.services.guard import record_refusal

from .feedback import Feedback, leave_for_next_page
from .parsing import as_id

PUBLIC = "public"
"""The mark of the few handlers anybody may call; they show nothing personal."""

BROKEN = N_("Something went wrong and was not saved. Tell support this reference: {reference}.")
"""Told when something failed that should not; the reference is in the log."""

Handler = Callable[..., Awaitable[Any]]

_log = logging.getLogger(__name__)


def requires(permission: Permission) -> Callable[[Handler], Any]:
    """Let only actors with the permission call a handler `(self, actor, …)`.

    The permission is about the screen; the service asks again about the object.
    """

    def decorate(handler: Handler) -> Any:
        @wraps(handler)
        async def guarded(self: rx.State, *args: Any, **kwargs: Any) -> Any:
            actor = await current_actor(self)
            if actor is None:
                return rx.redirect(_log_in_address(self), replace=True)
            try:
                if not allows(actor, permission):
                    attempt = _attempt(self, handler, permission, (*args, *kwargs.values()))
                    await asyncio.to_thread(record_refusal, actor, attempt)
                    return rx.redirect("/")
                return await handler(self, actor, *args, **kwargs)
            except DomainError as error:
                return await tell(
                    self,
                    actor.language,
                    error.message,
                    field=error.field,
                    leads_to=error.leads_to,
                    blocked=_fills(handler),
                )
            except Exception:  # noqa: BLE001 - the last net: logged with a reference the user sees
                message = _logged(handler)
                return await tell(self, actor.language, message, blocked=_fills(handler))

        return _marked(guarded, handler, permission, skip=2)

    return decorate


def public(handler: Handler) -> Any:
    """Let anybody call a handler `(self, …)`; for pages before log-in only."""

    @wraps(handler)
    async def guarded(self: rx.State, *args: Any, **kwargs: Any) -> Any:
        try:
            return await handler(self, *args, **kwargs)
        except DomainError as error:
            return await tell(self, "lv", error.message, field=error.field)
        except Exception:  # noqa: BLE001 - the last net
            return await tell(self, "lv", _logged(handler))

    return _marked(guarded, handler, PUBLIC, skip=1)


async def current_actor(state: rx.State) -> Actor | None:
    """Return who holds the cookie of this socket today, or None."""
    secret = secret_from_header(state.router.headers.cookie)
    address = state.router.session.client_ip
    return await asyncio.to_thread(resolve, secret, address=address)


def _log_in_address(state: rx.State) -> str:
    """Return the address of the log-in page, which leads back to the present one afterwards."""
    url = state.router.url
    path = url.path.rstrip("/")
    here = f"{path}?{url.query}" if url.query else path
    return f"/ieiet?{urlencode({'next': here})}" if path else "/ieiet"


async def tell(
    state: rx.State,
    language: str,
    message: Message,
    *,
    field: str = "",
    leads_to: str = "",
    blocked: bool = False,
) -> None:
    """Show a sentence at the top of the page and beside the field it is about.

    `leads_to` is where it can be put right, `blocked` when there is nothing else to show.
    """
    text = translate(language, message)
    if isinstance(state, StateProxy):  # a background handler does not hold the state
        async with state:
            feedback = await state.get_state(Feedback)
            feedback.text, feedback.field, feedback.done = text, field, ""
        return
    feedback = await state.get_state(Feedback)
    feedback.text, feedback.field, feedback.done = text, field, ""
    feedback.leads_to = leads_to
    feedback.blocked = feedback.blocked or blocked


async def say_done(state: rx.State, language: str, message: Message) -> None:
    """Show what was just done at the top of the page, in place of an earlier refusal."""
    feedback = await state.get_state(Feedback)
    feedback.text, feedback.field, feedback.done = "", "", translate(language, message)


async def done_and_go(state: rx.State, language: str, message: Message, path: str) -> Any:
    """Lead to another page, which begins by saying what was just done."""
    leave_for_next_page(await state.get_state(Feedback), translate(language, message))
    return rx.redirect(path)


def _fills(handler: Handler) -> bool:
    """Tell whether a handler fills a page when it is opened."""
    return handler.__name__ in ("enter", "enter_new")


def rule_of(handler: Any) -> str | None:
    """Return the permission a handler is guarded by, `public`, or None for an unguarded one."""
    return getattr(handler, "__ejournal_rule__", None)


def _attempt(
    state: rx.State, handler: Handler, permission: Permission, arguments: tuple[Any, ...]
) -> Attempt:
    """Return what was tried: the handler, and the id it was called with or its page is about."""
    asked = (*arguments, *reversed(state.router.url.path.split("/")))
    ids = (number for number in map(_id_of, asked) if number is not None)
    return Attempt(action=permission, entity=handler.__qualname__, entity_id=next(ids, None))


def _id_of(raw: Any) -> int | None:
    try:
        return as_id(raw)
    except Refused:
        return None


def _marked(guarded: Any, handler: Handler, rule: str, *, skip: int) -> Any:
    """Give the guard the handler's signature as clients see it: without the actor."""
    signature = inspect.signature(handler)
    parameters = list(signature.parameters.values())
    visible = [parameters[0], *parameters[skip:]]
    guarded.__signature__ = signature.replace(parameters=visible)
    names = {parameter.name for parameter in visible}
    guarded.__annotations__ = {
        name: hint for name, hint in handler.__annotations__.items() if name in names
    }
    del guarded.__wrapped__
    guarded.__ejournal_rule__ = str(rule)
    return guarded


def _logged(handler: Handler) -> Message:
    reference = secrets.token_hex(4)
    # Not the arguments: they may hold marks or personal codes.
    _log.exception("Event handler %s failed, reference %s", handler.__qualname__, reference)
    return Message(BROKEN, {"reference": reference})
