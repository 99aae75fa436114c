"""A pupil's own data: names, personal code, date of birth, contacts, second language."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import FormerPersonalCode, Person
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case
from ejournal_app.services.people.person_form import PersonForm, read_person
from ejournal_app.services.people.writing import change_person

from .entering import pupil_to_write

LONGEST_LANGUAGE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerCode:
    """A code the pupil had before."""

    code: str = field(repr=False)
    changed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilData:
    """What the form about a pupil begins with."""

    pupil_id: int
    given_name: str
    family_name: str
    personal_code: str = field(repr=False)
    birth_date: date | None
    email: str
    phone: str
    second_language: str
    former_codes: tuple[FormerCode, ...] = field(repr=False)


@use_case
def pupil_data(actor: Actor, pupil_id: int) -> PupilData:
    """Return a pupil's own data to those who may change them; the reading is recorded."""
    with writing() as session:
        pupil = pupil_to_write(session, actor, pupil_id)
        person = session.get_one(Person, pupil.person_id)
        audit.record(
            session,
            actor=actor,
            action=Permission.PERSONAL_FILE_READ,
            entity="pupil",
            entity_id=pupil_id,
            pupil_id=pupil_id,
        )
        former = session.scalars(
            select(FormerPersonalCode)
            .where(col(FormerPersonalCode.person_id) == person.id)
            .order_by(col(FormerPersonalCode.changed_on).desc())
        )
        return PupilData(
            pupil_id=pupil_id,
            given_name=person.given_name,
            family_name=person.family_name,
            personal_code=person.personal_code or "",
            birth_date=person.birth_date,
            email=person.email or "",
            phone=person.phone or "",
            second_language=pupil.second_language,
            former_codes=tuple(
                FormerCode(code=row.code, changed_on=row.changed_on) for row in former
            ),
        )


@use_case
def change_pupil_data(
    actor: Actor, pupil_id: int, person: PersonForm, second_language: str
) -> Message | None:
    """Change a pupil's own data; return what to look at once more, if anything.

    A changed personal code is kept among the former ones, so that imports still find the pupil.
    """
    with writing() as session:
        pupil = pupil_to_write(session, actor, pupil_id)
        data, language = read_person(person), " ".join(second_language.split())
        if len(language) > LONGEST_LANGUAGE:
            raise Refused(
                Message(N_("At most {n} characters."), {"n": LONGEST_LANGUAGE}),
                field="second_language",
            )
        row = session.get_one(Person, pupil.person_id)
        change_person(session, actor, row, data, pupil_id=pupil_id)
        if pupil.second_language != language:
            audit.record(
                session,
                actor=actor,
                action="pupil.language",
                entity="pupil",
                entity_id=pupil_id,
                pupil_id=pupil_id,
                before={"second_language": pupil.second_language},
                after={"second_language": language},
            )
            pupil.second_language = language
        return data.warning
