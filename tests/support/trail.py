"""Reading the audit trail in tests."""

from sqlmodel import col, select

from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import AuditEntry


def trail(action: str | None = None) -> list[AuditEntry]:
    """The entries in the order they were written."""
    with reading() as session:
        entries = session.exec(select(AuditEntry).order_by(col(AuditEntry.id))).all()
    return [entry for entry in entries if action is None or entry.action == action]
