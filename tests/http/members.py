"""Requests of somebody who is logged in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import httpx

from ejournal_app import clock
from ejournal_app.domain.access import Actor
from ejournal_app.http.cookie import cookie_name
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import LoginSession
from ejournal_app.services.accounts.sessions import hash_secret
from tests.http.browser import browser


@asynccontextmanager
async def browser_of(actor: Actor) -> AsyncIterator[httpx.AsyncClient]:
    """The browser of somebody who is logged in."""
    secret = f"noslepums-{actor.account_id}"
    now = clock.now()
    with writing() as session:
        session.add(
            LoginSession(
                secret_hash=hash_secret(secret),
                account_id=actor.account_id,
                created_at=now,
                last_seen_at=now,
                expires_at=now + timedelta(hours=1),
            )
        )
    async with browser() as client:
        client.cookies.set(cookie_name(), secret)
        yield client
