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
    leader_ids: frozenset[int] = field(default_factory=frozenset[int])
    """Who leads the one lesson that is asked about instead of its teacher (Regulation 12)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilFacts:
    """A pupil's place in the school, as of the day of asking."""

    pupil_id: int
    class_ids: frozenset[int] = field(default_factory=frozenset[int])
    """The class the pupil is enrolled in today, or none."""
    filer_ids: frozenset[int] = field(default_factory=frozenset[int])
    """Guardians who may apply for absences today; loaded only by what asks for it."""
    is_adult: bool = False
    """Has come of age, and applies for the own absences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassFacts:
    """A class."""

    class_id: int
    class_ids: frozenset[int]
    """The class itself, in the form predicates ask for."""

    @classmethod
    def of(cls, class_id: int) -> "ClassFacts":
        """Return the facts of a class."""
        return cls(class_id=class_id, class_ids=frozenset({class_id}))


Subject = JournalFacts | PupilFacts | ClassFacts | None
"""What a permission is asked about; None for permissions about no object."""
