"""Which duties are asked for."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from ejournal_app.clock import local
from ejournal_app.domain.deadlines import riga_moment
from ejournal_app.domain.duties import DutyKind

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
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

    @cached_property
    def today(self) -> date:
        """Return the day it is in Riga."""
        return local(self.now).date()

    @property
    def to_do(self) -> bool:
        """Tell whether only what can still be done is asked for."""
        return self.first is None

    def falls_in(self, due_at: datetime | None) -> bool:
        """Tell whether a deadline falls into the days asked for; what rests falls into none."""
        if self._moments is None:
            return True
        return due_at is not None and self._moments[0] <= due_at < self._moments[1]

    @cached_property
    def _moments(self) -> tuple[datetime, datetime] | None:
        """Return when the days asked for begin, and when they are over."""
        if self.first is None or self.last is None:
            return None
        return riga_moment(self.first, time.min), riga_moment(self.last + _DAY, time.min)
