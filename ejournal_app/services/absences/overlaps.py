"""Notes of the same pupils and days: a hint while one is written; the last recorded decides."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import Actor
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import AbsenceNote, Person, Pupil
from ejournal_app.services.guard import use_case

from .checking import require_pupil
from .writing import MOST_PUPILS


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """A note that is there already."""

    note_id: int
    pupil: str
    starts_on: date
    ends_on: date
    first_lesson: int | None
    last_lesson: int | None
    reason: str


@use_case
def look_for_overlaps(
    actor: Actor, pupil_ids: Collection[int], starts_on: date, ends_on: date
) -> tuple[Overlap, ...]:
    """Return the valid notes of pupils the actor may write about that share a day with a span."""
    ids = list(dict.fromkeys(pupil_ids))[:MOST_PUPILS]
    with reading() as session:
        for pupil_id in ids:
            require_pupil(session, actor, pupil_id)
        return overlapping_notes(session, ids, starts_on, ends_on)


def overlapping_notes(
    session: Session,
    pupil_ids: Collection[int],
    starts_on: date,
    ends_on: date,
    *,
    but: int | None = None,
) -> tuple[Overlap, ...]:
    """Return the valid notes of some pupils that share a day with a span, the earliest first."""
    return tuple(
        Overlap(
            note_id=note.id,
            pupil=f"{family} {given}",
            starts_on=note.starts_on,
            ends_on=note.ends_on,
            first_lesson=note.first_lesson,
            last_lesson=note.last_lesson,
            reason=note.reason,
        )
        for note, given, family in session.execute(
            select(AbsenceNote, col(Person.given_name), col(Person.family_name))
            .join(Pupil, col(Pupil.id) == col(AbsenceNote.pupil_id))
            .join(Person, col(Person.id) == col(Pupil.person_id))
            .where(
                col(AbsenceNote.pupil_id).in_(pupil_ids),
                col(AbsenceNote.withdrawn_at).is_(None),
                col(AbsenceNote.starts_on) <= ends_on,
                col(AbsenceNote.ends_on) >= starts_on,
                col(AbsenceNote.id) != (but or 0),
            )
            .order_by(col(AbsenceNote.starts_on), col(AbsenceNote.id))
        )
        if note.id is not None
    )
