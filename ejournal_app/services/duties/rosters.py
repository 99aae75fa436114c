"""Who belonged to the journals of a year on a day, for many days at once (Regulation 7.4, 8)."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy.orm import Session

from ejournal_app.domain.spans import Span, in_force
from ejournal_app.persistence.models import SchoolYear
from ejournal_app.services.periods.membership import YearMembers, year_members

from .journal_rows import JournalRow

_Place = tuple[int | None, int | None]


class Rosters:
    """The members of journals by day; journals of one class or group share them."""

    def __init__(self, members: YearMembers, first: date, last: date) -> None:
        self._members = members
        self._first, self._last = first, last
        self._split: dict[_Place, tuple[frozenset[int], Mapping[int, list[Span]]]] = {}
        self._known: dict[tuple[_Place, date], frozenset[int]] = {}
        self._classes: dict[_Place, frozenset[int]] = {}

    def on(self, journal: JournalRow, day: date) -> frozenset[int]:
        """Return the pupils who belong to a journal on a day of the year."""
        place = journal.place
        found = self._known.get((place, day))
        if found is None:
            always, sometimes = self._parts(place, journal)
            here = {
                pupil for pupil, spans in sometimes.items() if any(in_force(s, day) for s in spans)
            }
            found = self._known[place, day] = always | here if here else always
        return found

    def in_class(self, class_id: int, day: date) -> frozenset[int]:
        """Return the pupils of a class on a day."""
        return frozenset(
            pupil
            for pupil, spans in self._members.of_class(class_id).items()
            if any(in_force(span, day) for span in spans)
        )

    def classes(self, journal: JournalRow) -> frozenset[int]:
        """Return the classes the pupils of a journal come from."""
        place = journal.place
        if place not in self._classes:
            self._classes[place] = frozenset(self._members.classes_of(journal))
        return self._classes[place]

    def _parts(
        self, place: _Place, journal: JournalRow
    ) -> tuple[frozenset[int], Mapping[int, list[Span]]]:
        """Split the members into those of the whole year and the others: most are the former."""
        if place not in self._split:
            spans = self._members.of(journal)
            always = frozenset(pupil for pupil, own in spans.items() if self._whole_year(own))
            self._split[place] = (
                always,
                {pupil: own for pupil, own in spans.items() if pupil not in always},
            )
        return self._split[place]

    def _whole_year(self, spans: list[Span]) -> bool:
        return any(
            first <= self._first and (last is None or last >= self._last) for first, last in spans
        )


def read_rosters(
    session: Session,
    year: SchoolYear,
    journals: Collection[JournalRow] | None,
    class_ids: Collection[int],
) -> Rosters:
    """Return the members of a year's journals; of some journals and classes, when named."""
    assert year.id is not None
    members = year_members(session, year.id, journals, class_ids)
    return Rosters(members, year.starts_on, year.ends_on)
