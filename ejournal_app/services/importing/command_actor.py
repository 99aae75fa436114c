"""In whose name a command acts: the audit trail must name a person."""

from sqlalchemy import select
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, GrantedRole
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Account, Person, RoleGrant
from ejournal_app.services.accounts.identity import standing_of
from ejournal_app.services.accounts.usernames import username_key


def superuser(username: str | None = None) -> Actor:
    """Return a superuser of today by user name, or the one longest in office; else Refused."""
    today = clock.today()
    statement = (
        select(
            col(Account.id),
            col(Account.person_id),
            col(Account.language),
            col(Person.given_name),
            col(Person.family_name),
        )
        .join(Person, col(Person.id) == col(Account.person_id))
        .join(RoleGrant, col(RoleGrant.account_id) == col(Account.id))
        .where(
            col(RoleGrant.role) == GrantedRole.SUPERUSER,
            col(Account.is_locked).is_(False),
        )
        .order_by(col(RoleGrant.starts_on), col(RoleGrant.id))
    )
    if username is not None:
        statement = statement.where(col(Account.username_key) == username_key(username))
    with reading() as session:
        for account_id, person_id, language, given, family in session.connection().execute(
            statement
        ):
            assert account_id is not None
            standing = standing_of(session, account_id=account_id, person_id=person_id, on=today)
            if GrantedRole.SUPERUSER in standing.roles:
                return Actor(
                    account_id=account_id,
                    person_id=person_id,
                    session_id=0,
                    name=f"{given} {family}",
                    language=language,
                    roles=standing.roles,
                    address="command line",
                )
    raise Refused(
        Message(N_("There is no superuser by this name today; an import needs one."))
        if username is not None
        else Message(N_("There is no superuser yet; an import needs one."))
    )
