"""Why a teacher is away, and what that means for lessons (Regulation 12, 14)."""

from enum import StrEnum


class TeacherAbsenceKind(StrEnum):
    """Kinds of a teacher's absence (pedagoga prombūtne)."""

    INCAPACITY = "incapacity"
    """Darba nespēja: no lessons are registered and deadlines pause (Regulation 14, 15)."""
    BUSINESS_TRIP = "business_trip"
    """Komandējums."""
    COURSES = "courses"
    """Kursi."""
    LEAVE = "leave"
    """Atvaļinājums."""
    OTHER = "other"

    @property
    def stops_lessons(self) -> bool:
        """Return whether no lesson of the teacher may be registered and deadlines pause."""
        return self is TeacherAbsenceKind.INCAPACITY
