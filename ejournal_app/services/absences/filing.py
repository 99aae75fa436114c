"""Who may apply for the absences of a pupil (Regulation 4, 11)."""

from dataclasses import replace
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.persistence.models import Guardianship, Pupil
from ejournal_app.persistence.queries.facts import pupil_facts
from ejournal_app.policies.facts import PupilFacts
from ejournal_app.services.guardians.own_choice import is_of_age


def filing_facts(session: Session, pupil_id: int, on: date) -> PupilFacts:
    """Return a pupil's place with who may apply for absences on a day.

    A pupil of age applies alone; guardians do too, unless the pupil has switched their access off.
    """
    facts = pupil_facts(session, pupil_id, on)
    pupil = session.get(Pupil, pupil_id)
    if pupil is None:
        return facts
    is_adult = is_of_age(session, pupil, on)
    if is_adult and not pupil.parents_see_data:
        return replace(facts, is_adult=True)
    filers = session.scalars(
        select(col(Guardianship.person_id)).where(
            col(Guardianship.pupil_id) == pupil_id,
            col(Guardianship.may_file_absences).is_(True),
            col(Guardianship.sees_data).is_(True),
            col(Guardianship.court_restricted).is_(False),
            col(Guardianship.starts_on) <= on,
            or_(col(Guardianship.ends_on).is_(None), col(Guardianship.ends_on) >= on),
        )
    )
    return replace(facts, filer_ids=frozenset(filers), is_adult=is_adult)
