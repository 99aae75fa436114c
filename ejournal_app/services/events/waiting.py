"""How many events wait for the management's approval."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.absence_states import EventState
from ejournal_app.persistence.models import SchoolEvent


def proposed_events(session: Session) -> int:
    """Return how many events nobody has decided."""
    proposed = select(func.count()).select_from(SchoolEvent)
    return session.scalar(proposed.where(col(SchoolEvent.state) == EventState.PROPOSED)) or 0
