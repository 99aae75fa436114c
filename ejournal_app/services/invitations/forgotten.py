"""Asking for a new password on the log-in page; the answer is the same for every user name."""

from sqlalchemy import select
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Account
from ejournal_app.services.accounts import attempts
from ejournal_app.services.accounts.identity import standing_of
from ejournal_app.services.accounts.usernames import is_possible, username_key
from ejournal_app.services.outbox.queue import is_address

from .bulk import require_mail
from .codes import USUAL_DAYS
from .issuing import issue
from .letters import queue_letters
from .roster import Member, load_roster


def may_ask(username: str, *, address: str) -> None:
    """Count a request; Refused when there were too many, or there is no mail server."""
    require_mail()
    attempts.begin_forgotten(username_key(username), address)


def send_new_password(username: str) -> None:
    """Write the letter, if the account exists, has access today, is open and has an address.

    Says nothing either way: call it after the answer was sent, so that time says nothing too.
    """
    key = username_key(username)
    member = _member(key) if is_possible(key) else None
    if member is None:
        return
    with writing() as session:
        issued = issue(session, [member], days=USUAL_DAYS, actor=None)
        queue_letters(session, [member], issued)


def _member(key: str) -> Member | None:
    with reading() as session:
        account = session.scalars(
            select(Account).where(
                col(Account.username_key) == key, col(Account.is_locked).is_(False)
            )
        ).one_or_none()
        if account is None or account.id is None:
            return None
        today = clock.today()
        standing = standing_of(
            session, account_id=account.id, person_id=account.person_id, on=today
        )
        member = load_roster(session, today, account.person_id).members.get(account.person_id)
    if member is None or not standing.has_access or not is_address(member.email):
        return None
    return member
