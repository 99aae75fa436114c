"""Everybody who stands or stood for a pupil, as the office sees them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.spans import in_force
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import Account, Guardianship, Person
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case

from .entering import pupil_to_write
from .own_choice import is_of_age
from .relation_form import RelationForm


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianCard:
    """A guardian: the person, the relation, and whether the account was ever used."""

    guardianship_id: int
    person_id: int
    given_name: str
    family_name: str
    personal_code: str
    birth_date: date | None
    email: str
    phone: str
    relation: RelationForm
    in_force: bool
    is_over: bool
    has_account: bool
    has_logged_in: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardiansPage:
    """A pupil's guardians, those of today first."""

    pupil_id: int
    name: str
    switched_off: bool
    """The pupil is of age and lets nobody see the data."""
    guardians: tuple[GuardianCard, ...]


@use_case
def guardians_of(actor: Actor, pupil_id: int) -> GuardiansPage:
    """Return a pupil's guardians to those who may change them; the reading is recorded."""
    today = clock.today()
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
        cards = _cards(session, pupil_id, today)
        return GuardiansPage(
            pupil_id=pupil_id,
            name=f"{person.given_name} {person.family_name}",
            switched_off=not pupil.parents_see_data and is_of_age(session, pupil, today),
            guardians=tuple(sorted(cards, key=lambda card: card.is_over)),
        )


def _cards(session: Session, pupil_id: int, today: date) -> list[GuardianCard]:
    return [
        GuardianCard(
            guardianship_id=row.id or 0,
            person_id=row.person_id,
            given_name=person.given_name,
            family_name=person.family_name,
            personal_code=person.personal_code or "",
            birth_date=person.birth_date,
            email=person.email or "",
            phone=person.phone or "",
            relation=RelationForm(
                kind=row.kind,
                sees_data=row.sees_data,
                is_notified=row.is_notified,
                may_file_absences=row.may_file_absences,
                court_restricted=row.court_restricted,
                note=row.note,
                starts_on=row.starts_on,
                ends_on=row.ends_on,
            ),
            in_force=in_force((row.starts_on, row.ends_on), today),
            is_over=row.ends_on is not None and row.ends_on < today,
            has_account=account is not None,
            has_logged_in=account is not None and account.last_login_at is not None,
        )
        for row, person, account in _rows(session, pupil_id)
    ]


def _rows(session: Session, pupil_id: int) -> list[tuple[Guardianship, Person, Account | None]]:
    rows = session.execute(
        select(Guardianship, Person, Account)
        .join(Person, col(Person.id) == col(Guardianship.person_id))
        .join(Account, col(Account.person_id) == col(Person.id), isouter=True)
        .where(col(Guardianship.pupil_id) == pupil_id)
        .order_by(col(Guardianship.starts_on), col(Guardianship.id))
    )
    return [(row, person, account) for row, person, account in rows]
