"""When teachers are unfit for work (darba nespēja, Regulation 14, 15)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.teacher_absences import TeacherAbsenceKind
from ejournal_app.persistence.models import AbsenceOverride, TeacherAbsence

_STOPPING = [kind for kind in TeacherAbsenceKind if kind.stops_lessons]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incapacity:
    """A span in which a teacher registers no lessons, both days included."""

    absence_id: int
    starts_on: date
    ends_on: date | None
    """None while it is not known."""
    allowed: frozenset[date]
    """Days on which the superuser lets lessons be registered all the same."""

    def covers(self, day: date) -> bool:
        """Return whether lessons of the teacher are refused on a day."""
        return (
            self.starts_on <= day
            and (self.ends_on is None or day <= self.ends_on)
            and day not in self.allowed
        )


def incapacities(
    session: Session, person_ids: Collection[int] | None = None
) -> dict[int, list[Incapacity]]:
    """Return the incapacities by person, earliest first; of everybody when nobody is named."""
    statement = (
        select(
            col(TeacherAbsence.person_id),
            col(TeacherAbsence.id),
            col(TeacherAbsence.starts_on),
            col(TeacherAbsence.ends_on),
            col(AbsenceOverride.day),
        )
        .outerjoin(AbsenceOverride, col(AbsenceOverride.absence_id) == col(TeacherAbsence.id))
        .where(col(TeacherAbsence.kind).in_(_STOPPING))
        .order_by(col(TeacherAbsence.starts_on), col(TeacherAbsence.id))
    )
    if person_ids is not None:
        statement = statement.where(col(TeacherAbsence.person_id).in_(list(person_ids)))
    spans: dict[int, tuple[int, date, date | None]] = {}
    allowed: defaultdict[int, set[date]] = defaultdict(set)
    for person_id, absence_id, first, last, day in session.execute(statement):
        assert absence_id is not None
        spans[absence_id] = (person_id, first, last)
        if day:  # none of its days is allowed otherwise
            allowed[absence_id].add(day)
    found: defaultdict[int, list[Incapacity]] = defaultdict(list)
    for absence_id, (person_id, first, last) in spans.items():
        found[person_id].append(
            Incapacity(
                absence_id=absence_id,
                starts_on=first,
                ends_on=last,
                allowed=frozenset(allowed[absence_id]),
            )
        )
    return dict(found)
