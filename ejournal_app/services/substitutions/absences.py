"""Who is away on some days, as far as lessons have to be covered."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.spans import Span, in_force
from ejournal_app.persistence.models import AbsenceOverride, TeacherAbsence


@dataclass(frozen=True, slots=True)
class Away:
    """An absence of a teacher; the kind is for those who may know reasons only."""

    absence_id: int
    kind: str
    span: Span
    allowed: frozenset[date]
    """Days on which the lessons are held all the same, by the superuser's word."""

    def covers(self, day: date) -> bool:
        """Tell whether the teacher is away on a day."""
        return in_force(self.span, day) and day not in self.allowed


def absences(session: Session, first: date, last: date) -> dict[int, list[Away]]:
    """Return who is away on some of the days, of any kind, earliest first."""
    allowed: defaultdict[int, set[date]] = defaultdict(set)
    rows: dict[int, tuple[int, str, Span]] = {}
    for row, day in session.execute(
        select(TeacherAbsence, col(AbsenceOverride.day))
        .outerjoin(AbsenceOverride, col(AbsenceOverride.absence_id) == col(TeacherAbsence.id))
        .where(
            col(TeacherAbsence.starts_on) <= last,
            or_(col(TeacherAbsence.ends_on).is_(None), col(TeacherAbsence.ends_on) >= first),
        )
        .order_by(col(TeacherAbsence.starts_on), col(TeacherAbsence.id))
    ):
        assert row.id is not None
        rows[row.id] = (row.person_id, row.kind, (row.starts_on, row.ends_on))
        if day:  # none of its days is allowed otherwise
            allowed[row.id].add(day)
    found: defaultdict[int, list[Away]] = defaultdict(list)
    for absence_id, (person_id, kind, span) in rows.items():
        found[person_id].append(Away(absence_id, kind, span, frozenset(allowed[absence_id])))
    return dict(found)


def away_on(spans: Iterable[Away], day: date) -> Away | None:
    """Return the absence that keeps a teacher away on a day."""
    return next((span for span in spans if span.covers(day)), None)
