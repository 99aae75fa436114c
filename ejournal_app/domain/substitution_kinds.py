"""What becomes of a lesson whose teacher is away (aizvietošana, Regulation 12)."""

from enum import StrEnum


class SubstitutionKind(StrEnum):
    """How a lesson is covered; the journal row follows from it."""

    SAME_SUBJECT = "same_subject"
    """Somebody else leads it in the absent teacher's journal."""
    OTHER_SUBJECT = "other_subject"
    """The class has another subject instead: a new lesson in that subject's journal."""
    JOINED = "joined"
    """Another teacher leads it together with the own group at the same time."""
    MOVED = "moved"
    """A later lesson of the same class is held in its place, by its own teacher."""
    SUPERVISED = "supervised"
    """Somebody watches over the class, which works by itself."""
    CANCELLED = "cancelled"
    """It is not held."""

    @property
    def needs_teacher(self) -> bool:
        """Return whether somebody leads or watches over the class."""
        return self is not SubstitutionKind.CANCELLED

    @property
    def replaces_lesson(self) -> bool:
        """Return whether the pupils have a lesson of another journal in its place."""
        return self in (SubstitutionKind.OTHER_SUBJECT, SubstitutionKind.MOVED)


class SubstitutionReason(StrEnum):
    """Why the teacher is away, for staff who may know it (Regulation 12)."""

    ILLNESS = "illness"
    """Slimība."""
    BUSINESS_TRIP = "business_trip"
    """Komandējums."""
    COURSES = "courses"
    """Kursi."""
    LEAVE = "leave"
    """Atvaļinājums."""
    OTHER = "other"
