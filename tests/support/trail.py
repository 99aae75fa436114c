"""Reading the audit trail in tests."""

from sqlmodel import col, func, select

from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import AuditEntry


def trail(action: str | None = None, *, after: int = 0) -> list[AuditEntry]:
    """The entries in the order they were written; `after` leaves out those up to an id."""
    wanted = select(AuditEntry).where(col(AuditEntry.id) > after).order_by(col(AuditEntry.id))
    if action is not None:
        wanted = wanted.where(AuditEntry.action == action)
    with reading() as session:
        return list(session.exec(wanted))


def last_entry() -> int:
    """The id of the newest entry; 0 when there is none."""
    with reading() as session:
        return session.exec(select(func.max(AuditEntry.id))).one() or 0
