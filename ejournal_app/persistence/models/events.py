"""Out-of-class events and who takes part in them (ārpusklases pasākumi, Regulation 11)."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from ejournal_app.domain.absence_states import EventState

from .base import Table, Versioned, one_of, ordered


class SchoolEvent(Versioned, table=True):
    """An event pupils take part in instead of lessons; counts once management approved it."""

    __table_args__ = (
        one_of("state", EventState),
        ordered("starts_at", "ends_at"),
        Index(None, "starts_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    school_id: int = Field(foreign_key="school.id")
    title: str = Field(max_length=200)
    place: str = Field(default="", max_length=200)
    remark: str = Field(default="", max_length=500)
    responsible_id: int = Field(foreign_key="person.id")
    """The teacher who is with the participants and says who they are."""
    starts_at: datetime
    ends_at: datetime
    state: str = Field(default=EventState.PROPOSED, max_length=20)
    proposed_at: datetime
    proposed_by_id: int = Field(foreign_key="person.id")
    decided_at: datetime | None = None
    decided_by_id: int | None = Field(default=None, foreign_key="person.id")
    answer: str = Field(default="", max_length=500)
    """Why it was declined or called off."""


class EventParticipant(Table, table=True):
    """A pupil who takes part in an event."""

    __table_args__ = (UniqueConstraint("event_id", "pupil_id"), Index(None, "pupil_id"))

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="school_event.id", ondelete="CASCADE")
    pupil_id: int = Field(foreign_key="pupil.id")
    added_at: datetime
    added_by_id: int = Field(foreign_key="person.id")
