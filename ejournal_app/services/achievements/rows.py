"""Achievements with the names a list shows, and who may see them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import Actor, GrantedRole
from ejournal_app.persistence.models import (
    Achievement,
    Enrolment,
    Person,
    Pupil,
    SchoolClass,
)
from ejournal_app.persistence.queries.facts import enrolled_on

_SEE_ALL = frozenset({GrantedRole.MANAGEMENT, GrantedRole.SUPERUSER})


@dataclass(frozen=True, slots=True, kw_only=True)
class AchievementRow:
    """A line of the register."""

    achievement_id: int
    pupil_id: int
    given_name: str
    family_name: str
    class_name: str
    """The class on the day of the achievement; empty when the pupil was not here."""
    day: date
    kind: str
    level: str
    title: str
    result: str
    teacher_name: str

    @property
    def school_year(self) -> str:
        """Return the school year of the day: 2026/27."""
        starting = self.day.year if self.day.month >= 9 else self.day.year - 1
        return f"{starting}/{(starting + 1) % 100:02d}"


def achievement_rows(session: Session, *conditions: ColumnElement[bool]) -> list[AchievementRow]:
    """Return achievements, the latest first."""
    found: dict[int, AchievementRow] = {}
    for own, person, school_class in session.execute(
        select(Achievement, Person, SchoolClass)
        .join(Pupil, col(Pupil.id) == col(Achievement.pupil_id))
        .join(Person, col(Person.id) == col(Pupil.person_id))
        .outerjoin(
            Enrolment,
            (col(Enrolment.pupil_id) == col(Achievement.pupil_id))
            & (col(Enrolment.starts_on) <= col(Achievement.day))
            & (col(Enrolment.ends_on).is_(None) | (col(Enrolment.ends_on) >= col(Achievement.day))),
        )
        .outerjoin(SchoolClass, col(SchoolClass.id) == col(Enrolment.class_id))
        .where(*conditions)
        .order_by(col(Achievement.day).desc(), col(Achievement.id).desc())
    ):
        assert own.id is not None
        found.setdefault(
            own.id,
            AchievementRow(
                achievement_id=own.id,
                pupil_id=own.pupil_id,
                given_name=person.given_name,
                family_name=person.family_name,
                class_name=school_class.name if school_class else "",
                day=own.day,
                kind=own.kind,
                level=own.level,
                title=own.title,
                result=own.result,
                teacher_name=own.teacher_name,
            ),
        )
    return list(found.values())


def seen_by(actor: Actor, today: date) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on achievements the actor may list; a class teacher's, the class."""
    if actor.roles & _SEE_ALL:
        return ()
    own = select(col(Enrolment.pupil_id)).where(
        col(Enrolment.class_id).in_(actor.class_ids), *enrolled_on(today)
    )
    return (col(Achievement.pupil_id).in_(own),)
