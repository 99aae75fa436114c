"""Codes and accounts in tests."""

from sqlmodel import col, select

from ejournal_app import clock
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Account, Invitation, Person
from ejournal_app.services.invitations.account_list import ACCOUNTS
from ejournal_app.services.invitations.roster import Member, load_roster
from ejournal_app.services.lists.definition import ListQuery
from ejournal_app.services.lists.view import found_rows
from tests.support.school import TinySchool

PASSWORD = "Zilonis-uz-ledus"
ADDRESS = "192.0.2.7"


def members() -> dict[str, Member]:
    """Everybody who should have access, by name as lists show it."""
    with reading() as session:
        roster = load_roster(session, clock.today())
    return {member.name: member for member in roster.members.values()}


def found(school: TinySchool, **filters: str) -> list[str]:
    rows = found_rows(school.actors.superuser, ACCOUNTS, ListQuery(filters=filters))
    return [row.name for row in rows]


def person(name: str) -> int:
    """A person of the school, by surname and given name, in whatever relation to it."""
    family, given = name.split()
    with reading() as session:
        found_id = session.exec(
            select(Person.id).where(Person.family_name == family, Person.given_name == given)
        ).one()
    assert found_id is not None
    return found_id


def account_of(person_id: int) -> Account:
    with reading() as session:
        return session.exec(select(Account).where(Account.person_id == person_id)).one()


def invitations(person_id: int) -> list[Invitation]:
    with reading() as session:
        return list(
            session.exec(
                select(Invitation)
                .join(Account, col(Account.id) == col(Invitation.account_id))
                .where(Account.person_id == person_id)
                .order_by(col(Invitation.id))
            )
        )


def give_address(name: str, email: str) -> int:
    """Let the school know somebody's e-mail address."""
    person_id = person(name)
    with writing() as session:
        session.get_one(Person, person_id).email = email
    return person_id
