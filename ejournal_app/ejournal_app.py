"""The application: pages, guards and HTTP routes put together. Wiring only."""

import asyncio
from collections.abc import AsyncGenerator, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

import reflex as rx

from ejournal_app.components.app_wraps import app_wraps
from ejournal_app.components.head import STYLESHEETS, head_components
from ejournal_app.http.app import wrap
from ejournal_app.jobs.scheduler import Scheduler
from ejournal_app.pages import PAGES
from ejournal_app.services import live
from ejournal_app.services.outbox.sending import send_forever
from ejournal_app.serving.memory import settle
from ejournal_app.settings import get_settings
from ejournal_app.states.door import stand_before
from ejournal_app.states.middleware import OnlyGuardedEvents
from ejournal_app.states.refusals import failed_in_the_browser, failed_on_the_server


@asynccontextmanager
async def _settled() -> AsyncGenerator[None]:
    """Serve from settled memory."""
    settle()
    yield


@asynccontextmanager
async def _relaying() -> AsyncGenerator[None]:
    """Hear, for as long as the process lives, what other processes announce."""
    async with _beside(live.relay_forever()):
        yield


@asynccontextmanager
async def _sending() -> AsyncGenerator[None]:
    """Send e-mails for as long as the process lives."""
    async with _beside(send_forever()):
        yield


@asynccontextmanager
async def _scheduling() -> AsyncGenerator[None]:
    """Run scheduled work for as long as the process lives, unless another process does."""
    if get_settings().jobs == "off":
        yield
        return
    scheduler = Scheduler()
    scheduler.start()
    try:
        yield
    finally:
        await asyncio.to_thread(scheduler.stop)


@asynccontextmanager
async def _beside(work: Coroutine[Any, Any, None]) -> AsyncGenerator[None]:
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


app = rx.App(
    theme=None,
    app_wraps=app_wraps(),
    toaster=None,
    reset_style=False,
    stylesheets=[*STYLESHEETS, "/pages.css"],
    head_components=head_components(),
    html_lang="lv",
    api_transformer=wrap,
    backend_exception_handler=failed_on_the_server,
    frontend_exception_handler=failed_in_the_browser,
)
stand_before(app)
app.add_middleware(OnlyGuardedEvents())
app.register_lifespan_task(_settled)
app.register_lifespan_task(_relaying)
app.register_lifespan_task(_sending)
app.register_lifespan_task(_scheduling)
for page in PAGES:
    app.add_page(page.component, route=page.route, title="eŽurnāls", on_load=page.on_load)
