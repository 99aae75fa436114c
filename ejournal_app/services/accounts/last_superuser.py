"""The school is never left without a superuser (virslietotājs, Regulation 7.2).

Whatever could take the last one away - the role, the contract, the account - is done inside
`keeping_a_superuser`, which refuses what would bring the day without one nearer.
"""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import GrantedRole
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.spans import common, first_gap
from ejournal_app.persistence.models import Account, RoleGrant, StaffContract


@contextmanager
def keeping_a_superuser(session: Session) -> Generator[None]:
    """Refuse what is done inside, with the whole transaction, if it takes the last superuser away.

    A day without one that is coming anyway (the only superuser's contract has an end) may stay;
    it may not come earlier. Enter this before anything of the transaction is read.
    """
    # PostgreSQL: two superusers who remove each other at once must wait for one another.
    session.execute(
        select(col(RoleGrant.id))
        .where(col(RoleGrant.role) == GrantedRole.SUPERUSER)
        .order_by(col(RoleGrant.id))
        .with_for_update()
    ).all()
    before = _first_day_without(session)
    yield
    session.flush()
    after = _first_day_without(session)
    if after is not None and (before is None or after < before):
        raise Refused(Message(N_("The last superuser cannot be removed.")))


def _first_day_without(session: Session) -> date | None:
    """Return the first day from today on when nobody can really act as superuser."""
    rows = session.execute(
        select(
            col(RoleGrant.starts_on),
            col(RoleGrant.ends_on),
            col(StaffContract.starts_on),
            col(StaffContract.ends_on),
        )
        .join(Account, col(Account.id) == col(RoleGrant.account_id))
        .join(StaffContract, col(StaffContract.person_id) == col(Account.person_id))
        .where(
            col(RoleGrant.role) == GrantedRole.SUPERUSER,
            col(StaffContract.school_id) == col(RoleGrant.school_id),
            col(StaffContract.activated_at).is_not(None),
            col(Account.is_locked).is_(False),
            col(Account.password_hash).is_not(None),
        )
    )
    spans = (
        common((grant_from, grant_to), (contract_from, contract_to))
        for grant_from, grant_to, contract_from, contract_to in rows
    )
    return first_gap([span for span in spans if span is not None], clock.today())
