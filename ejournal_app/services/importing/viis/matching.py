"""Which person on record a row speaks of: by personal code, present or former, never by name.

Only where one side has no code at all do exact name and birth date decide, and the row says so.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.services.importing.problems import RowProblem

from .parsing import PupilRow
from .snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Match:
    """The person a row speaks of, None for somebody new, and what to note about it."""

    person_id: int | None
    notes: tuple[Message, ...] = ()


def match_pupil(row: PupilRow, snapshot: Snapshot) -> Match:
    """Return whom the row speaks of; Refused when its codes belong to different people."""
    if row.code is None:
        return _by_name(row, snapshot)
    found = {
        person_id
        for code in (row.code, row.previous_code)
        if code is not None
        for person_id in (snapshot.by_code.get(code), snapshot.former_codes.get(code))
        if person_id is not None
    }
    if len(found) > 1:
        raise Refused(
            Message(N_("The personal code and the previous one belong to different people."))
        )
    if not found:
        return _without_code_on_record(row, snapshot)
    person_id = found.pop()
    if row.code in snapshot.former_codes:
        return Match(person_id, (Message(N_("Found by a former personal code.")),))
    return Match(person_id)


def _by_name(row: PupilRow, snapshot: Snapshot) -> Match:
    found = snapshot.by_name.get((row.family_name, row.given_name, row.birth_date), [])
    if len(found) > 1:
        raise Refused(
            Message(N_("Several pupils have this name and birth date; give the personal code."))
        )
    return Match(found[0] if found else None)


def _without_code_on_record(row: PupilRow, snapshot: Snapshot) -> Match:
    """A code nobody has: perhaps of a pupil recorded without one."""
    namesakes = snapshot.by_name.get((row.family_name, row.given_name, row.birth_date), [])
    uncoded = [key for key in namesakes if snapshot.people[key].personal_code is None]
    if len(uncoded) == 1:
        note = Message(N_("Recorded without a personal code: found by name and birth date."))
        return Match(uncoded[0], (note,))
    if namesakes:
        note = Message(
            N_(
                "A pupil with the same name and birth date has another personal code. If it is"
                " the same person, fill in the previous personal code."
            )
        )
        return Match(None, (note,))
    return Match(None)


def repeated(rows: Iterable[tuple[PupilRow, int | None]], heading: str) -> Iterator[RowProblem]:
    """Yield a problem for every row that speaks of a pupil another row speaks of too."""
    users: dict[Hashable, list[int]] = defaultdict(list)
    for row, person_id in rows:
        for key in _identities(row, person_id):
            users[key].append(row.row)
    said: set[int] = set()
    for numbers in users.values():
        if len(numbers) < 2:
            continue
        for number in numbers:
            if number in said:
                continue
            said.add(number)
            other = next(n for n in numbers if n != number)
            yield RowProblem(
                number,
                heading,
                Message(N_("The same pupil is also in row {other}."), {"other": other}),
            )


def _identities(row: PupilRow, person_id: int | None) -> set[Hashable]:
    found: set[Hashable] = {code for code in (row.code, row.previous_code) if code is not None}
    if person_id is not None:
        found.add(person_id)
    if row.code is None:
        found.add((row.family_name, row.given_name, row.birth_date))
    return found
