"""What the rows of a file say of each person, so that two rows that disagree are found out."""

from collections.abc import Hashable, Mapping

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message

from .person_plan import LABELS


class StatedPeople:
    """What the rows say of each person, so that two rows that disagree are found out."""

    def __init__(self) -> None:
        self._stated: dict[tuple[Hashable, str], tuple[str, int]] = {}

    def check(self, key: Hashable, values: Mapping[str, str], row: int) -> None:
        """Refused when an earlier row says something else of the person; '' says nothing."""
        for column, value in values.items():
            if not value:
                continue
            earlier, other = self._stated.setdefault((key, column), (value, row))
            if earlier != value:
                raise Refused(
                    Message(
                        N_("Row {other} says something else of the same person: {field}."),
                        {"other": other, "field": Message(LABELS[column])},
                    )
                )
