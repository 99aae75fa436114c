"""Which person on record a row of a list of staff speaks of.

By personal code, present or former. Where one side has no code the name decides, but only among
the staff: a parent of the same name may be somebody else.
"""

from dataclasses import dataclass

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message

from .parsing import StaffRow
from .snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Match:
    """The person a row speaks of, None for somebody new, and what to note about it."""

    person_id: int | None
    notes: tuple[Message, ...] = ()


def match_staff(row: StaffRow, snapshot: Snapshot) -> Match:
    """Return whom the row speaks of; Refused when that cannot be told."""
    if row.code is not None:
        found = snapshot.by_code.get(row.code)
        if found is not None:
            return _somebody(found, snapshot)
        former = snapshot.former_codes.get(row.code)
        if former is not None:
            return Match(former, (Message(N_("Found by a former personal code.")),))
    namesakes = snapshot.by_name.get(row.name_key, [])
    same = [
        person_id
        for person_id in namesakes
        if person_id in snapshot.staff
        and (row.code is None or snapshot.people[person_id].personal_code is None)
    ]
    own = snapshot.by_number.get(row.number)
    if own is not None and own.person_id in same:
        return Match(own.person_id)
    if len(same) > 1:
        raise Refused(Message(N_("Several of the staff have this name; give the personal code.")))
    if same:
        return Match(same[0], (Message(N_("Found among the staff by name.")),))
    if namesakes:
        return Match(None, (Message(N_("Somebody else of this name is on record already.")),))
    return Match(None)


def _somebody(person_id: int, snapshot: Snapshot) -> Match:
    if person_id in snapshot.staff:
        return Match(person_id)
    return Match(person_id, (Message(N_("On record already as a parent or a pupil.")),))
