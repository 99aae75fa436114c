"""Who of the teachers was, is and will be away (pedagogu prombūtnes, Regulation 14)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ejournal_app.clock import RIGA
from ejournal_app.domain.access import GrantedRole
from ejournal_app.domain.teacher_absences import TeacherAbsenceKind
from ejournal_app.persistence.models import TeacherAbsence

from .sizes import Shape
from .staff import Staff, StaffPlan
from .tables import Tables

# Kind, first and last day counted from today (no last day: not known yet), remark.
_AWAY: tuple[tuple[TeacherAbsenceKind, int, int | None, str], ...] = (
    (TeacherAbsenceKind.COURSES, -33, -32, "Mācīšanās iedziļinoties, 12 stundas"),
    (TeacherAbsenceKind.BUSINESS_TRIP, -1, 1, "Erasmus+ sanāksme"),
    (TeacherAbsenceKind.INCAPACITY, 9, 13, ""),
    (TeacherAbsenceKind.INCAPACITY, -19, -15, ""),
    (TeacherAbsenceKind.INCAPACITY, -2, None, ""),
    (TeacherAbsenceKind.LEAVE, 20, 22, ""),
)
_IN_SMALL = 3
_APART = 11
"""So far from each other in the list of staff are those who are away: of different subjects."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """One absence."""

    who: StaffPlan
    kind: TeacherAbsenceKind
    starts_on: date
    ends_on: date | None
    remark: str

    def covers(self, day: date) -> bool:
        """Tell whether a day is in it."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class TeacherAbsences:
    """The absences of a school; those who log in to the demo are never away."""

    def __init__(self, shape: Shape, staff: Staff, year_starts: date, today: date) -> None:
        """Choose who is away."""
        known = [
            one
            for one in staff.everybody
            if one.role is GrantedRole.TEACHER
            and not one.account
            and one.ends_on is None
            and one.starts_on < year_starts
        ]
        rows = _AWAY[:_IN_SMALL] if shape.size == "small" else _AWAY
        self._clerk = staff.with_account("lietvede")
        self._staff = staff
        self._away = [
            Away(
                who=known[place * _APART % len(known)],
                kind=kind,
                starts_on=today + timedelta(days=first),
                ends_on=None if last is None else today + timedelta(days=last),
                remark=remark,
            )
            for place, (kind, first, last, remark) in enumerate(rows)
            if today + timedelta(days=first) >= year_starts
        ]

    @property
    def all(self) -> tuple[Away, ...]:
        """Return the absences."""
        return tuple(self._away)

    @property
    def with_accounts(self) -> set[int]:
        """Return the staff who log in to the demo, once persons have their rows."""
        return {one.person_id for one in self._staff.everybody if one.account}

    @property
    def planner_id(self) -> int:
        """Return the deputy who plans substitutions, once persons have their rows."""
        return self._staff.with_account("vadiba").person_id

    def is_away(self, person_id: int, day: date) -> bool:
        """Tell whether somebody is away on a day."""
        return any(one.who.person_id == person_id and one.covers(day) for one in self._away)

    def stop_lessons_of(self, teacher: StaffPlan, day: date) -> bool:
        """Tell whether a teacher registers no lessons on a day."""
        return any(
            away.who is teacher and away.kind.stops_lessons and away.covers(day)
            for away in self._away
        )

    def add(self, tables: Tables, school_id: int, today: date) -> None:
        """Add the rows, once persons have theirs."""
        for away in self._away:
            recorded_on = min(away.starts_on, today - timedelta(days=1))
            tables.add(
                TeacherAbsence,
                school_id=school_id,
                person_id=away.who.person_id,
                kind=str(away.kind),
                starts_on=away.starts_on,
                ends_on=away.ends_on,
                remark=away.remark,
                recorded_at=datetime.combine(recorded_on, time(8, 20), RIGA),
                recorded_by_id=self._clerk.person_id,
            )
