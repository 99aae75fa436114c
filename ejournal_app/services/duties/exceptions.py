"""What is put off or open again for somebody, read in one question (Regulation 15, 17)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    Date,
    Integer,
    cast,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.duties import DutyKind
from ejournal_app.domain.extensions import Extension
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.persistence.models import DeadlineExtension, PeriodReopening


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopening:
    """A closed period that is open for somebody."""

    year_id: int
    person_id: int
    journal_id: int | None
    kind: EntryKind
    until: date


@dataclass(frozen=True, slots=True)
class Exceptions:
    """What holds for some people only; what was withdrawn or closed early never was."""

    extensions: tuple[Extension, ...]
    reopenings: tuple[Reopening, ...]

    def reopened(self, year_id: int) -> tuple[Reopening, ...]:
        """Return what is open again of one year."""
        return tuple(one for one in self.reopenings if one.year_id == year_id)


def _rows(*columns: Any) -> Any:
    """Return a part of the question: columns of several types in one place are nobody's type."""
    return select(*columns)


_NO_YEAR, _NO_DAY = cast(null(), Integer), cast(null(), Date)
_READ: Any = union_all(
    _rows(
        _NO_YEAR,
        DeadlineExtension.person_id,
        DeadlineExtension.journal_id,
        DeadlineExtension.duty,
        DeadlineExtension.due_from,
        DeadlineExtension.due_to,
        DeadlineExtension.until,
        literal(1),
    ).where(col(DeadlineExtension.ended_at).is_(None)),
    _rows(
        PeriodReopening.year_id,
        PeriodReopening.person_id,
        PeriodReopening.journal_id,
        PeriodReopening.entry_kind,
        _NO_DAY,
        _NO_DAY,
        PeriodReopening.until,
        literal(0),
    ).where(col(PeriodReopening.ended_at).is_(None)),
)


def read_exceptions(session: Session) -> Exceptions:
    """Return what is put off and what is open again, of everybody."""
    extensions: list[Extension] = []
    reopenings: list[Reopening] = []
    rows: Any = session.execute(_READ)
    for year_id, person_id, journal_id, kind, first, last, until, is_extension in rows:
        if is_extension:
            extensions.append(
                Extension(
                    person_id=person_id,
                    journal_id=journal_id,
                    kind=DutyKind(kind),
                    due_from=first,
                    due_to=last,
                    until=until,
                )
            )
        else:
            reopenings.append(
                Reopening(
                    year_id=year_id,
                    person_id=person_id,
                    journal_id=journal_id,
                    kind=EntryKind(kind),
                    until=until,
                )
            )
    return Exceptions(tuple(extensions), tuple(reopenings))


def reopened_until(
    reopenings: Iterable[Reopening],
    kinds: Collection[EntryKind],
    person_id: int,
    journal_id: int,
) -> date | None:
    """Return until when one of the kinds is open again for a person in a journal."""
    return max(
        (
            one.until
            for one in reopenings
            if one.person_id == person_id
            and one.journal_id in (None, journal_id)
            and one.kind in kinds
        ),
        default=None,
    )
