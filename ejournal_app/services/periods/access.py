"""How a period stands for one person: by its window, or opened again for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import GrantedRole
from ejournal_app.domain.collation import person_key
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.periods import Openness, Window, openness
from ejournal_app.persistence.models import (
    Account,
    Journal,
    PeriodReopening,
    Person,
    RoleGrant,
    StaffContract,
)

from .calendar import PeriodCalendar

_MOST_NAMES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a kind stands in a journal for one person."""

    kind: EntryKind
    window: Window
    openness: Openness
    reopened_until: date | None = None
    reason: str = ""
    """Why it was opened again."""

    @property
    def is_open(self) -> bool:
        """Tell whether the person may enter marks now."""
        return self.openness in (Openness.OPEN, Openness.REOPENED)


def reopenings_for(
    session: Session, person_id: int, year_id: int, on: date
) -> list[PeriodReopening]:
    """Return what is open for somebody past the windows, the one that lasts longest first."""
    return list(
        session.scalars(
            select(PeriodReopening)
            .where(
                col(PeriodReopening.person_id) == person_id,
                col(PeriodReopening.year_id) == year_id,
                col(PeriodReopening.until) >= on,
                col(PeriodReopening.ended_at).is_(None),
            )
            .order_by(col(PeriodReopening.until).desc(), col(PeriodReopening.id))
        )
    )


def standing_of(
    calendar: PeriodCalendar,
    journal: Journal,
    kind: EntryKind,
    on: date,
    reopenings: Iterable[PeriodReopening],
) -> Standing:
    """Return how a kind stands in a journal on a day."""
    window = calendar.window(journal, kind)
    own = next(
        (
            row
            for row in reopenings
            if row.entry_kind == kind and row.journal_id in (None, journal.id)
        ),
        None,
    )
    return Standing(
        kind=kind,
        window=window,
        openness=openness(window, on, own.until if own else None),
        reopened_until=own.until if own else None,
        reason=own.reason if own else "",
    )


def refuse_closed(session: Session, standing: Standing, on: date) -> None:
    """Raise Refused for a period that is closed for the person: its dates, and who can open it."""
    if standing.is_open:
        return
    facts = {
        "first": standing.window.opens_on,
        "last": standing.window.closes_on,
        "who": who_opens(session, on),
    }
    if standing.openness is Openness.NOT_YET:
        raise Refused(
            Message(
                N_(
                    "Marks of this kind are entered from {first} to {last}."
                    " Earlier it can be opened for you by {who}."
                ),
                facts,
            )
        )
    raise Refused(
        Message(
            N_(
                "Marks of this kind were entered from {first} to {last}; now it is closed."
                " It can be opened for you again by {who}."
            ),
            facts,
        )
    )


def who_opens(session: Session, on: date) -> str:
    """Return the names of the management, or of the superusers when there is none."""
    named: dict[str, list[Person]] = {}
    for role, person in session.execute(
        select(col(RoleGrant.role), Person)
        .join(Account, col(Account.id) == col(RoleGrant.account_id))
        .join(Person, col(Person.id) == col(Account.person_id))
        .where(
            col(RoleGrant.role).in_((GrantedRole.MANAGEMENT, GrantedRole.SUPERUSER)),
            col(RoleGrant.starts_on) <= on,
            or_(col(RoleGrant.ends_on).is_(None), col(RoleGrant.ends_on) >= on),
            col(Person.id).in_(
                select(col(StaffContract.person_id)).where(
                    col(StaffContract.activated_at).is_not(None),
                    col(StaffContract.starts_on) <= on,
                    or_(col(StaffContract.ends_on).is_(None), col(StaffContract.ends_on) >= on),
                )
            ),
        )
    ):
        named.setdefault(role, []).append(person)
    people = named.get(GrantedRole.MANAGEMENT) or named.get(GrantedRole.SUPERUSER) or []
    people.sort(key=lambda one: person_key(one.family_name, one.given_name))
    return ", ".join(f"{one.given_name} {one.family_name}" for one in people[:_MOST_NAMES])
