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
    conditions = [col(TeacherAbsence.kind).in_([k for k in TeacherAbsenceKind if k.stops_lessons])]
    if person_ids is not None:
        conditions.append(col(TeacherAbsence.person_id).in_(list(person_ids)))
    rows = session.scalars(
        select(TeacherAbsence).where(*conditions).order_by(col(TeacherAbsence.starts_on))
    ).all()
    allowed: defaultdict[int, set[date]] = defaultdict(set)
    if rows:
        for absence_id, day in session.execute(
            select(col(AbsenceOverride.absence_id), col(AbsenceOverride.day)).where(
                col(AbsenceOverride.absence_id).in_([row.id for row in rows])
            )
        ):
            allowed[absence_id].add(day)
    found: defaultdict[int, list[Incapacity]] = defaultdict(list)
    for row in rows:
        assert row.id is not None
        found[row.person_id].append(
            Incapacity(
                absence_id=row.id,
                starts_on=row.starts_on,
                ends_on=row.ends_on,
                allowed=frozenset(allowed[row.id]),
            )
        )
    return dict(found)
