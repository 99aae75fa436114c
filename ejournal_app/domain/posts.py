"""Times somebody holds a post: class teacher of a class, teacher of a journal (Regulation 7.6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Term:
    """Days from the first to the last, both included; an open end is None."""

    first: date
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Tell whether the term is in force on a day."""
        return self.first <= day and (self.last is None or day <= self.last)

    def meets(self, other: "Term") -> bool:
        """Tell whether two terms have a day in common."""
        return (self.last is None or other.first <= self.last) and (
            other.last is None or self.first <= other.last
        )


def before(term: Term, day: date) -> Term | None:
    """Return the part of a term before a day, or None."""
    if term.first >= day:
        return None
    end = day - _DAY
    return Term(term.first, end if term.last is None else min(term.last, end))


def since(term: Term, day: date) -> Term | None:
    """Return the part of a term from a day on, or None."""
    if term.last is not None and term.last < day:
        return None
    return Term(max(term.first, day), term.last)


def without(term: Term, taken: Iterable[Term]) -> tuple[Term, ...]:
    """Return the parts of a term that none of the taken ones covers, in order."""
    left: list[Term] = [term]
    for other in taken:
        left = [part for piece in left for part in _cut(piece, other)]
    return tuple(left)


def _cut(term: Term, other: Term) -> Sequence[Term]:
    if not term.meets(other):
        return (term,)
    parts = [before(term, other.first)]
    if other.last is not None:
        parts.append(since(term, other.last + _DAY))
    return [part for part in parts if part is not None]
