"""The letter that brings a code, in the language of the account."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import DEFAULT_LANGUAGE, gettext
from ejournal_app.i18n.formats import date_and_time
from ejournal_app.persistence.models import Account, Invitation
from ejournal_app.persistence.queries.schools import school_id_of, school_of
from ejournal_app.services.outbox.queue import enqueue, is_address

from .codes import Issued, hash_of
from .roster import Member

_FIRST_SUBJECT = N_("Access to the e-journal of {school}")
_RESET_SUBJECT = N_("A new password for the e-journal of {school}")
_GREETING = N_("Hello, {name}!")
_FIRST = N_("{school} has prepared an account in the e-journal for you.")
_RESET = N_("A new password was asked for your account in the e-journal of {school}.")
_USERNAME = N_("Your user name: {username}")
_OPEN = N_("Open this address and choose a password:")
_CODE = N_("If the address does not open, go to {page} and type the code {code}.")
_UNTIL = N_("The code works once, until {until}.")
_NOT_ME = N_("If you did not ask for this, nothing needs to be done: your password stays as it is.")
_NO_REPLY = N_("This message was sent automatically; please do not answer it.")


def queue_letters(session: Session, members: Sequence[Member], issued: Mapping[int, Issued]) -> int:
    """Write a letter to everybody who got a code and has an address; return how many."""
    school, school_id = school_of(session), school_id_of(session)
    languages = _languages(session, [one.account_id for one in issued.values()])
    ids = _invitation_ids(session, [hash_of(one.code) for one in issued.values()])
    written = 0
    for member in members:
        own = issued.get(member.person_id)
        if own is None or not is_address(member.email):
            continue
        language = languages.get(own.account_id, DEFAULT_LANGUAGE)
        name = "" if school is None else school.name
        subject = _RESET_SUBJECT if own.is_reset else _FIRST_SUBJECT
        enqueue(
            session,
            school_id=school_id,
            key=f"invitation-{ids[hash_of(own.code)]}",
            address=member.email,
            subject=gettext(language, subject, school=name),
            body=_body(language, name, member, own),
        )
        written += 1
    return written


def _body(language: str, school: str, member: Member, own: Issued) -> str:
    page = own.address.partition("?")[0]
    lines = [
        gettext(language, _GREETING, name=member.full_name),
        "",
        gettext(language, _RESET if own.is_reset else _FIRST, school=school),
        gettext(language, _USERNAME, username=own.username),
        "",
        gettext(language, _OPEN),
        own.address,
        "",
        gettext(language, _CODE, page=page, code=own.code),
        gettext(language, _UNTIL, until=date_and_time(own.expires_at, language)),
        *([gettext(language, _NOT_ME)] if own.is_reset else []),
        "",
        gettext(language, _NO_REPLY),
    ]
    return "\n".join(lines) + "\n"


def _languages(session: Session, account_ids: Sequence[int]) -> dict[int, str]:
    rows = session.execute(
        select(col(Account.id), col(Account.language)).where(col(Account.id).in_(account_ids))
    )
    return {account_id: language for account_id, language in rows if account_id is not None}


def _invitation_ids(session: Session, hashes: Sequence[str]) -> dict[str, int]:
    rows = session.execute(
        select(col(Invitation.code_hash), col(Invitation.id)).where(
            col(Invitation.code_hash).in_(hashes)
        )
    )
    return {code_hash: row_id for code_hash, row_id in rows if row_id is not None}
