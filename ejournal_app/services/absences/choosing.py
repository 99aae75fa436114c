"""Whose notes somebody may write: pupils found by a few letters."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, GrantedRole, Permission
from ejournal_app.domain.collation import person_key
from ejournal_app.domain.search import matches
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Pupil, SchoolClass
from ejournal_app.persistence.queries.pupils import PupilRow, pupils_enrolled
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case

from .checking import require_pupil
from .writing import MOST_PUPILS

MOST_FOUND = 40
"""A whole class is shown at once; of the whole school, what the letters find."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilChoice:
    """A pupil to choose."""

    pupil_id: int
    name: str
    class_name: str


@use_case
def find_pupils(actor: Actor, text: str = "") -> tuple[PupilChoice, ...]:
    """Return pupils whose notes the actor may write, by name or class, in Latvian order."""
    require(actor, Permission.NOTE_LIST)
    everybody = actor.has(GrantedRole.MANAGEMENT)
    if (not everybody and not actor.class_ids) or (everybody and not text.strip()):
        return ()
    with reading() as session:
        rows = pupils_enrolled(
            session,
            clock.today(),
            *(() if everybody else (col(SchoolClass.id).in_(actor.class_ids),)),
        )
    found = [
        row for row in rows if matches(f"{row.family_name} {row.given_name} {row.class_name}", text)
    ]
    found.sort(
        key=lambda row: (row.grade, row.class_name, person_key(row.family_name, row.given_name))
    )
    return tuple(_choice(row) for row in found[:MOST_FOUND])


@use_case
def named_pupils(actor: Actor, pupil_ids: Collection[int]) -> tuple[PupilChoice, ...]:
    """Return pupils by id, in the order given; Forbidden for one the actor may not write about."""
    ids = list(dict.fromkeys(pupil_ids))[:MOST_PUPILS]
    with reading() as session:
        for pupil_id in ids:
            require_pupil(session, actor, pupil_id)
        rows = {
            row.pupil_id: row
            for row in pupils_enrolled(session, clock.today(), col(Pupil.id).in_(ids))
        }
    return tuple(_choice(rows[pupil_id]) for pupil_id in ids if pupil_id in rows)


def _choice(row: PupilRow) -> PupilChoice:
    return PupilChoice(
        pupil_id=row.pupil_id,
        name=f"{row.family_name} {row.given_name}",
        class_name=row.class_name,
    )
