"""What documents hang on: notes, applications, teachers' absences and requests."""

from sqlalchemy import ColumnElement, or_, select
from sqlmodel import col

from ejournal_app.persistence.models import (
    AbsenceApplication,
    AbsenceNote,
    AbsenceRequest,
    StoredFile,
    TeacherAbsence,
)

HOLDERS = (AbsenceNote, AbsenceApplication, TeacherAbsence, AbsenceRequest)
"""Every table with a document: one more is added here and in `reading`."""


def hangs_on_something() -> ColumnElement[bool]:
    """Return the condition that a stored file hangs on something."""
    return or_(
        *(
            select(col(holder.id)).where(col(holder.document_id) == col(StoredFile.id)).exists()
            for holder in HOLDERS
        )
    )
