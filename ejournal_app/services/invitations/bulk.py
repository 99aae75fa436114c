"""Inviting many at once: whom the list shows, on paper or by e-mail (Regulation 4, 5)."""

from collections.abc import Sequence
from dataclasses import dataclass

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.queries.schools import school_of
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case
from ejournal_app.services.lists.definition import ListQuery
from ejournal_app.services.lists.view import found_rows
from ejournal_app.services.outbox.queue import is_address
from ejournal_app.settings import get_settings

from .account_list import ACCOUNTS
from .issuing import issue
from .letters import queue_letters
from .roster import Member, Roster, load_roster

_AT_ONCE = 200
"""Letters written in one transaction."""

NOBODY = Message(
    N_("Nobody to invite: all of them have a password, a code that works, or a locked account.")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationPlan:
    """Whom an invitation would reach. Numbers of people."""

    found: int
    to_invite: int
    without_account: int
    """Of those to invite; they get one."""
    already_invited: int
    """Have a code that works; invited again only when that is wanted."""
    have_password: int
    locked: int
    by_email: int
    """Of those to invite, those whose address is known."""
    sheets: int
    """Printed pages."""
    files: int
    """Classes, and the staff: a file each."""
    mail_is_set_up: bool
    school_name: str

    @property
    def without_email(self) -> int:
        """Return how many of those to invite can be reached on paper only."""
        return self.to_invite - self.by_email


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A printed page: a pupil with those who stand for the pupil, or a member of staff."""

    title: str
    """Name of the pupil or of the member of staff, surname first."""
    class_name: str
    """Empty for staff."""
    members: tuple[Member, ...]
    """Whose slips are on the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """The pages of one class, or of the staff when the name is empty."""

    class_name: str
    sheets: tuple[Sheet, ...]


@use_case
def plan_invitations(actor: Actor, query: ListQuery, *, renew: bool) -> InvitationPlan:
    """Return what inviting those a query finds would do; nothing is changed."""
    require(actor, Permission.ACCOUNT_MANAGE)
    found = found_rows(actor, ACCOUNTS, query)
    chosen = _to_invite(found, renew=renew)
    with reading() as session:
        school = school_of(session)
        roster = load_roster(session, clock.today())
    bundles = _bundles(roster, chosen, _only_class(query))
    return InvitationPlan(
        found=len(found),
        to_invite=len(chosen),
        without_account=sum(member.account_id is None for member in chosen),
        already_invited=sum(
            member.awaits_invitation and member.invited_until is not None for member in found
        ),
        have_password=sum(member.has_password and not member.is_locked for member in found),
        locked=sum(member.is_locked for member in found),
        by_email=sum(is_address(member.email) for member in chosen),
        sheets=sum(len(bundle.sheets) for bundle in bundles),
        files=len(bundles),
        mail_is_set_up=get_settings().sends_mail,
        school_name="" if school is None else school.name,
    )


@use_case
def bundles_to_print(actor: Actor, query: ListQuery, *, renew: bool) -> list[Bundle]:
    """Return the pages to print, class by class in Latvian order; Refused when there are none."""
    require(actor, Permission.ACCOUNT_MANAGE)
    chosen = _to_invite(found_rows(actor, ACCOUNTS, query), renew=renew)
    with reading() as session:
        roster = load_roster(session, clock.today())
    bundles = _bundles(roster, chosen, _only_class(query))
    if not bundles:
        raise Refused(NOBODY)
    return bundles


@use_case
def invite_by_email(actor: Actor, query: ListQuery, *, renew: bool, days: int) -> int:
    """Make accounts and codes, and write the letters; return how many letters wait to be sent.

    Only for those whose address is known. Refused without a mail server or without anybody.
    """
    require(actor, Permission.ACCOUNT_MANAGE)
    require_mail()
    found = _to_invite(found_rows(actor, ACCOUNTS, query), renew=renew)
    chosen = [member for member in found if is_address(member.email)]
    if not chosen:
        raise Refused(NOBODY)
    written = 0
    for start in range(0, len(chosen), _AT_ONCE):
        some = chosen[start : start + _AT_ONCE]
        with writing() as session:
            issued = issue(session, some, days=days, actor=actor)
            written += queue_letters(session, some, issued)
    return written


def require_mail() -> None:
    """Raise Refused when there is no mail server."""
    if not get_settings().sends_mail:
        raise Refused(Message(N_("E-mail is not set up on this installation.")))


def _to_invite(found: Sequence[Member], *, renew: bool) -> list[Member]:
    return [
        member
        for member in found
        if member.awaits_invitation and (renew or member.invited_until is None)
    ]


def _only_class(query: ListQuery) -> str:
    return query.filters.get("class", "")


def _bundles(roster: Roster, chosen: Sequence[Member], only_class: str) -> list[Bundle]:
    """Put the slips on pages: everybody stands on each page they belong to."""
    ids = {member.person_id for member in chosen}
    by_class: dict[str, list[Sheet]] = {}
    placed: set[int] = set()
    for place in roster.pupils:
        if only_class and place.class_name != only_class:
            continue
        here = [one for one in (place.person_id, *place.guardians) if one in ids]
        if here:
            placed.update(here)
            by_class.setdefault(place.class_name, []).append(
                Sheet(
                    title=roster.members[place.person_id].name,
                    class_name=place.class_name,
                    members=tuple(roster.members[one] for one in here),
                )
            )
    others = tuple(
        Sheet(title=member.name, class_name="", members=(member,))
        for member in chosen
        if member.person_id not in placed
    )
    staff = [Bundle(class_name="", sheets=others)] if others else []
    return staff + [
        Bundle(class_name=name, sheets=tuple(sheets)) for name, sheets in by_class.items()
    ]
