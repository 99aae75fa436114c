"""What the documents of absences and requests are called; their content has a door of its own."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.persistence.models import StoredFile


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentName:
    """A stored document, without its content."""

    file_id: int
    name: str


def document_names(
    session: Session, file_ids: Iterable[int | None]
) -> dict[int | None, DocumentName]:
    """Return the documents by id; nothing for None."""
    wanted = [file_id for file_id in file_ids if file_id is not None]
    if not wanted:
        return {}
    rows = session.execute(
        select(col(StoredFile.id), col(StoredFile.name)).where(col(StoredFile.id).in_(wanted))
    )
    return {
        file_id: DocumentName(file_id=file_id, name=name)
        for file_id, name in rows
        if file_id is not None
    }
