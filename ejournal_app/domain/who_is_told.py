"""Whom the school tells that a pupil is not there (MK 89/2011)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .kinds import GuardianKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Somebody who stands for a pupil, from a day to a day."""

    person_id: int
    kind: GuardianKind
    is_notified: bool
    court_restricted: bool
    starts_on: date
    ends_on: date | None

    def holds(self, on: date) -> bool:
        """Tell whether it is in force on a day."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


def told_of_absence(relations: Iterable[Relation], on: date) -> tuple[int, ...]:
    """Return the persons who are told on a day, each once, in the order of the relations.

    Only who is to be notified, and never somebody kept away by a court. Of a child in out-of-family
    care the guardian, the foster family or the institution is told and not the parents, also when
    nobody else wants to be notified.
    """
    in_force = [one for one in relations if one.holds(on)]
    in_care = any(
        one.kind is not GuardianKind.PARENT and not one.court_restricted for one in in_force
    )
    told = (
        one.person_id
        for one in in_force
        if one.is_notified
        and not one.court_restricted
        and not (in_care and one.kind is GuardianKind.PARENT)
    )
    restricted = {one.person_id for one in in_force if one.court_restricted}
    return tuple(dict.fromkeys(person for person in told if person not in restricted))
