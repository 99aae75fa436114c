"""Taking the whole school out."""

import asyncio

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.services.moving.writing import export_contents

from .guard import requires


class SchoolExport(rx.State):
    """How much there is to take out."""

    school: str = ""
    rows: int = 0
    tables: int = 0
    files: int = 0

    @rx.event
    @requires(Permission.SCHOOL_EXPORT)
    async def enter(self, actor: Actor) -> None:
        """Count what would be written."""
        contents = await asyncio.to_thread(export_contents, actor)
        self.school, self.rows = contents.school, contents.rows
        self.tables, self.files = contents.tables, contents.files
