"""What people call the kinds of absence and how one stands today."""

from datetime import date
from enum import StrEnum

from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.teacher_absences import TeacherAbsenceKind

KINDS: dict[str, Message] = {
    TeacherAbsenceKind.INCAPACITY: Message(N_("Incapacity for work")),
    TeacherAbsenceKind.BUSINESS_TRIP: Message(N_("Business trip")),
    TeacherAbsenceKind.COURSES: Message(N_("Courses")),
    TeacherAbsenceKind.LEAVE: Message(N_("Leave")),
    TeacherAbsenceKind.OTHER: Message(N_("Another reason")),
}


class Standing(StrEnum):
    """Where today is, seen from an absence."""

    RUNNING = "running"
    COMING = "coming"
    PAST = "past"


STANDINGS: dict[str, Message] = {
    Standing.RUNNING: Message(N_("Away now")),
    Standing.COMING: Message(N_("Will be away")),
    Standing.PAST: Message(N_("Was away")),
}


def standing(starts_on: date, ends_on: date | None, today: date) -> Standing:
    """Return how an absence stands on a day."""
    if starts_on > today:
        return Standing.COMING
    return Standing.PAST if ends_on is not None and ends_on < today else Standing.RUNNING
