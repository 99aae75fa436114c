"""What a predicate needs to know of an object, loaded by the service that asks."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalFacts:
    """A journal's people, as of the day of asking."""

    journal_id: int
    teacher_ids: frozenset[int]
    """Persons who teach it today."""
    class_ids: frozenset[int]
    """Classes its pupils come from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilFacts:
    """A pupil's place in the school, as of the day of asking."""

    pupil_id: int
    class_ids: frozenset[int] = field(default_factory=frozenset[int])
    """The class the pupil is enrolled in today, or none."""


Subject = JournalFacts | PupilFacts | None
"""What a permission is asked about; None for permissions about no object."""
