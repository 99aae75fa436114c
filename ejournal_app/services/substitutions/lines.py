"""Lessons that were led by somebody else: the lines of the hours and of their summary (20)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.substitution_kinds import SubstitutionKind
from ejournal_app.persistence.models import (
    Journal,
    Lesson,
    Person,
    SchoolClass,
    SchoolYear,
    StudyGroup,
    Subject,
    Substitution,
    SubstitutionCorrection,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One lesson somebody led instead of its teacher."""

    substitution_id: int
    substitute_id: int
    given_name: str
    family_name: str
    """Of the substitute."""
    absent: str
    """Surname first; empty when nobody knows."""
    day: date
    number: int
    place: str
    subject: str
    kind: SubstitutionKind
    reason: str
    is_confirmed: bool
    is_corrected: bool

    @property
    def month(self) -> str:
        """Return the month in figures: 11.2026."""
        return f"{self.day:%m.%Y}"

    @property
    def same_subject(self) -> bool:
        """Return whether the class had its own subject, led by somebody else."""
        return self.kind in (SubstitutionKind.SAME_SUBJECT, SubstitutionKind.JOINED)


def substitution_lines(session: Session) -> Sequence[Line]:
    """Return the lessons of the running school year, newest first, in one query.

    Counted are lessons somebody led, until today: not those still to come, none that was cancelled,
    and none that its own teacher only held earlier (moved).
    """
    absent, today = aliased(Person), clock.today()
    corrected = select(col(SubstitutionCorrection.substitution_id)).distinct()
    found = session.execute(
        select(
            Substitution,
            Person,
            col(absent.family_name),
            col(absent.given_name),
            Lesson,
            col(Subject.name),
            SchoolClass,
            col(StudyGroup.name),
            col(Substitution.id).in_(corrected),
        )
        .join(Lesson, col(Lesson.id) == col(Substitution.lesson_id))
        .join(Journal, col(Journal.id) == col(Lesson.journal_id))
        .join(SchoolYear, col(SchoolYear.id) == col(Journal.year_id))
        .join(Subject, col(Subject.id) == col(Journal.subject_id))
        .join(Person, col(Person.id) == col(Substitution.substitute_id))
        .outerjoin(absent, col(absent.id) == col(Substitution.absent_id))
        .outerjoin(SchoolClass, col(SchoolClass.id) == col(Journal.class_id))
        .outerjoin(StudyGroup, col(StudyGroup.id) == col(Journal.group_id))
        .where(
            col(Lesson.day) <= today,
            col(SchoolYear.starts_on) <= today,
            col(SchoolYear.ends_on) >= today,
            col(Substitution.kind).not_in([SubstitutionKind.MOVED, SubstitutionKind.CANCELLED]),
        )
        .order_by(col(Lesson.day).desc(), col(Lesson.number), col(Substitution.id))
    )
    return [
        Line(
            substitution_id=row.id or 0,
            substitute_id=person.id or 0,
            given_name=person.given_name,
            family_name=person.family_name,
            absent=" ".join(part for part in (away_family, away_given) if part),
            day=lesson.day,
            number=lesson.number,
            place=group or (school_class.name if school_class else ""),
            subject=subject,
            kind=SubstitutionKind(row.kind),
            reason=row.reason,
            is_confirmed=row.confirmed_at is not None or row.recorded_at is None,
            is_corrected=is_corrected,
        )
        for (
            row,
            person,
            away_family,
            away_given,
            lesson,
            subject,
            school_class,
            group,
            is_corrected,
        ) in found
    ]
