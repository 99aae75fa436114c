"""Which duties are asked for."""

from dataclasses import dataclass
from datetime import date, datetime

from ejournal_app.clock import local
from ejournal_app.domain.duties import DutyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The duties of a school year somebody wants to know of."""

    year_id: int
    now: datetime
    person_ids: frozenset[int] | None = None
    """Whose; None: everybody's."""
    kinds: frozenset[DutyKind] = frozenset(DutyKind)
    first: date | None = None
    last: date | None = None
    """Only what is due on these days, done or not; None: everything that is to be done now."""
    planned: bool = False
    """Also lessons that have not begun and works to come."""
    words: bool = True
    """With title and reason; many duties are quicker without."""

    @property
    def today(self) -> date:
        """Return the day it is in Riga."""
        return local(self.now).date()

    @property
    def to_do(self) -> bool:
        """Tell whether only what can still be done is asked for."""
        return self.first is None

    def falls_in(self, due_at: datetime | None) -> bool:
        """Tell whether a deadline falls into the days asked for; what rests falls into none."""
        if self.first is None or self.last is None:
            return True
        return due_at is not None and self.first <= local(due_at).date() <= self.last
