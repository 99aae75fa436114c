"""What of a journal its periods and members follow from: the row itself, or its columns alone."""

from datetime import date
from typing import Protocol


class JournalShape(Protocol):
    """As `persistence.models.Journal` has it."""

    @property
    def grade(self) -> int:
        """The grade whose calendar and scale it follows."""
        ...

    @property
    def class_id(self) -> int | None:
        """Its class, if it is of one."""
        ...

    @property
    def group_id(self) -> int | None:
        """Its group, if it is of one."""
        ...

    @property
    def attendance_only(self) -> bool:
        """Whether nothing is marked in it."""
        ...

    @property
    def course_ends_on(self) -> date | None:
        """The day the course of its subject ends (Regulation 19)."""
        ...
