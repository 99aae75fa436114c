"""Whose notes somebody may write: pupils found by a few letters."""

from dataclasses import dataclass

from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, GrantedRole, Permission
from ejournal_app.domain.collation import person_key
from ejournal_app.domain.search import matches
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import SchoolClass
from ejournal_app.persistence.queries.pupils import pupils_enrolled
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case

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
    return tuple(
        PupilChoice(
            pupil_id=row.pupil_id,
            name=f"{row.family_name} {row.given_name}",
            class_name=row.class_name,
        )
        for row in found[:MOST_FOUND]
    )
