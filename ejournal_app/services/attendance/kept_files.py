"""Reports as they were issued: unchangeable, each with the hash of what it says (decided 4)."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from ejournal_app.persistence.models import StoredFile
from ejournal_app.services.exporting.spreadsheet import MEDIA_TYPE

XLSX = MEDIA_TYPE
PDF = "application/pdf"
CSV = "text/csv"


def keep_file(
    session: Session,
    *,
    school_id: int,
    purpose: str,
    name: str,
    media_type: str,
    content: bytes,
    at: datetime,
    by_id: int | None = None,
    pupil_id: int | None = None,
) -> int:
    """Keep a file in the caller's transaction; return its id."""
    row = StoredFile(
        school_id=school_id,
        purpose=purpose,
        name=name,
        media_type=media_type,
        sha256=sha256(content).hexdigest(),
        content=content,
        stored_at=at,
        stored_by_id=by_id,
        pupil_id=pupil_id,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id
