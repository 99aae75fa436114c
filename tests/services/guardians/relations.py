"""Finding guardianships of the tiny school."""

from sqlmodel import select

from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Guardianship


def relation_id(person_id: int, pupil_id: int) -> int:
    """The id of the relation of a person and a pupil."""
    with reading() as session:
        found = session.exec(
            select(Guardianship.id).where(
                Guardianship.person_id == person_id, Guardianship.pupil_id == pupil_id
            )
        ).one()
    assert found is not None
    return found
