"""Who leads which lessons instead of whom; never why (Regulation 12)."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from ejournal_app.domain.substitution_kinds import SubstitutionKind
from ejournal_app.persistence.models import Person, Substitution


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """How a lesson is covered, for everybody who may read the lesson."""

    lesson_id: int
    """The lesson that is held, or is not when it is cancelled."""
    kind: SubstitutionKind
    replaced_id: int | None
    moved_from_id: int | None
    absent_id: int | None
    absent: str
    """Empty: not known."""
    substitute_id: int | None
    substitute: str


def covers_of(session: Session, lesson_ids: Collection[int]) -> dict[int, Cover]:
    """Return what covers lessons: by the lesson held, the one replaced and the one moved."""
    absent, substitute = aliased(Person), aliased(Person)
    found: dict[int, Cover] = {}
    for row, away, leads in session.execute(
        select(Substitution, absent, substitute)
        .outerjoin(absent, col(absent.id) == col(Substitution.absent_id))
        .outerjoin(substitute, col(substitute.id) == col(Substitution.substitute_id))
        .where(
            or_(
                col(Substitution.lesson_id).in_(list(lesson_ids)),
                col(Substitution.replaced_id).in_(list(lesson_ids)),
                col(Substitution.moved_from_id).in_(list(lesson_ids)),
            )
        )
    ):
        cover = Cover(
            lesson_id=row.lesson_id,
            kind=SubstitutionKind(row.kind),
            replaced_id=row.replaced_id,
            moved_from_id=row.moved_from_id,
            absent_id=row.absent_id,
            absent=_name(away),
            substitute_id=row.substitute_id,
            substitute=_name(leads),
        )
        for lesson_id in (row.lesson_id, row.replaced_id, row.moved_from_id):
            if lesson_id is not None:
                found[lesson_id] = cover
    return found


def _name(person: Person | None) -> str:
    return f"{person.given_name} {person.family_name}" if person is not None else ""
