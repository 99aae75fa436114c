"""The whole school as one file, sent while it is being written."""

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from ejournal_app import clock
from ejournal_app.domain.access import Actor
from ejournal_app.services.moving.writing import export_school

from .members import member


@member
async def school_file(_request: Request, actor: Actor) -> Response:
    """Answer with the zip of the whole school."""
    pieces = await anyio.to_thread.run_sync(lambda: export_school(actor))
    name = f"ezurnals-{clock.today():%Y-%m-%d}.zip"
    return StreamingResponse(
        pieces,
        media_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
