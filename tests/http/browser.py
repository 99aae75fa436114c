"""A browser's manners without a browser: origin, cookies, forms, no redirects followed."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from ejournal_app.http.app import wrap
from ejournal_app.settings import get_settings

ADDRESS = "10.0.0.1"


async def answer(request: Any) -> PlainTextResponse:
    return PlainTextResponse(f"inner {request.url.path}")


def inner_app() -> Starlette:
    """An application with the framework's own addresses."""
    return Starlette(
        routes=[
            Route("/ping", answer),
            Route("/_health", answer),
            Route("/_upload", answer, methods=["GET", "POST"]),
            Route("/_all_routes", answer),
            Mount("/admin", routes=[Route("/", answer)]),
            Route("/{path:path}", answer, methods=["GET", "POST", "PUT", "DELETE"]),
        ]
    )


@asynccontextmanager
async def browser(
    app: ASGIApp | None = None, headers: Mapping[str, str] | None = None
) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the walled application that behaves like our own pages."""
    base = get_settings().base_url
    transport = httpx.ASGITransport(app=app or wrap(inner_app()), client=(ADDRESS, 50_000))
    async with httpx.AsyncClient(
        transport=transport, base_url=base, headers={"Origin": base, **(headers or {})}
    ) as client:
        yield client
