"""What falls due in a span of days, done or not: for heat maps, reports, feeds and reminders."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy.orm import Session

from ejournal_app.domain.duties import Duty, DutyKind

from .counting import count_duties
from .scope import Scope


def things_due(
    session: Session,
    year_id: int,
    first: date,
    last: date,
    now: datetime,
    *,
    person_ids: Collection[int] | None = None,
    kinds: Collection[DutyKind] = tuple(DutyKind),
    planned: bool = False,
    words: bool = True,
) -> list[Duty]:
    """Return every duty whose deadline falls on a day from first to last, Europe/Riga.

    What teachers with different deadlines owe together is there once for each deadline, under the
    same key, with different persons. `planned` adds lessons that have not begun and works to come.
    Without `words` duties have no reason, which is quicker.
    """
    scope = Scope(
        year_id=year_id,
        now=now,
        person_ids=None if person_ids is None else frozenset(person_ids),
        kinds=frozenset(kinds),
        first=first,
        last=last,
        planned=planned,
        words=words,
    )
    found = count_duties(session, scope)
    return sorted(found, key=lambda duty: (duty.due_at.timestamp() if duty.due_at else 0, duty.key))
