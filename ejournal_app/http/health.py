"""The address that monitoring asks."""

import tomllib
from functools import lru_cache
from pathlib import Path

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse

from ejournal_app.services import health

_PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"


async def healthz(_request: Request) -> JSONResponse:
    """Answer 200 when people can work, 503 with the same fields when they cannot."""
    found = await anyio.to_thread.run_sync(health.check)
    return JSONResponse(
        {
            "status": found.status,
            "version": app_version(),
            "database": found.database,
            "database_answers": found.database_answers,
            "schema_revision": found.schema_revision,
            "schema_is_current": found.schema_is_current,
            "valkey_answers": found.valkey_answers,
            "jobs_run": found.jobs_run,
        },
        status_code=200 if found.is_well else 503,
        headers={"Cache-Control": "no-store"},
    )


@lru_cache(maxsize=1)
def app_version() -> str:
    """Return the version of the running code."""
    project = tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]
    return str(project["version"])
