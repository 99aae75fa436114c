"""Everybody who has, or is soon to have, access: staff, pupils, guardians (Regulation 4, 5, 8)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.collation import person_key, sort_key
from ejournal_app.persistence.models import (
    Account,
    Enrolment,
    Guardianship,
    Invitation,
    Person,
    Pupil,
    SchoolClass,
    StaffContract,
)
from ejournal_app.services.accounts.identity import ADULT_AGE, born_by


class Kind(StrEnum):
    """As what a person is here; one may be several things."""

    STAFF = "staff"
    PUPIL = "pupil"
    GUARDIAN = "guardian"


class Standing(StrEnum):
    """How far somebody has come with the own account."""

    NO_ACCOUNT = "none"
    NOT_INVITED = "prepared"
    """There is an account, no password, and no code that works."""
    INVITED = "invited"
    UNUSED = "unused"
    """The password is chosen, nobody has logged in yet."""
    USED = "used"
    LOCKED = "locked"


@dataclass(slots=True, kw_only=True)
class Member:
    """A person who should have access, with the account as far as there is one."""

    person_id: int
    given_name: str
    family_name: str
    email: str = ""
    kinds: set[Kind] = field(default_factory=set[Kind])
    classes: set[tuple[int, str]] = field(default_factory=set[tuple[int, str]])
    """Grade and name of the own class, or of the children's."""
    access_from: date
    account_id: int | None = None
    username: str = ""
    has_password: bool = False
    is_locked: bool = False
    last_login_at: datetime | None = None
    invited_until: datetime | None = None
    """When the code that still works expires."""

    @property
    def name(self) -> str:
        """Return the name as lists show it: surname first."""
        return f"{self.family_name} {self.given_name}"

    @property
    def full_name(self) -> str:
        """Return the name as people say it."""
        return f"{self.given_name} {self.family_name}"

    @property
    def class_names(self) -> list[str]:
        """Return the names of the classes, the youngest first."""
        return [name for _, name in sorted(self.classes, key=lambda one: sort_key(one[1]))]

    @property
    def standing(self) -> Standing:
        """Return how far the person has come."""
        if self.account_id is None:
            return Standing.NO_ACCOUNT
        if self.is_locked:
            return Standing.LOCKED
        if self.last_login_at is not None:
            return Standing.USED
        if self.has_password:
            return Standing.UNUSED
        return Standing.NOT_INVITED if self.invited_until is None else Standing.INVITED

    @property
    def awaits_invitation(self) -> bool:
        """Tell whether the person has not chosen a password and may."""
        return not self.has_password and not self.is_locked


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilPlace:
    """A pupil of a class with those who stand for the pupil."""

    person_id: int
    grade: int
    class_name: str
    guardians: tuple[int, ...]
    """Persons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Everybody by person, and the pupils with their guardians in the order of classes."""

    members: dict[int, Member]
    pupils: tuple[PupilPlace, ...]

    def in_order(self) -> list[Member]:
        """Return everybody: staff first, then class by class, each in Latvian order."""
        return sorted(self.members.values(), key=_place)


def load_roster(session: Session, on: date, person_id: int | None = None) -> Roster:
    """Return who should have access on a day or from a later one; of one person when given."""
    members: dict[int, Member] = {}
    for person, starts_on in session.execute(_staff(on, person_id)):
        _member(members, person, starts_on).kinds.add(Kind.STAFF)
    guardians = _add_guardians(session, members, on, person_id)
    pupils = _add_pupils(session, members, on, person_id, guardians)
    _add_accounts(session, members)
    return Roster(members=members, pupils=pupils)


def _add_guardians(
    session: Session, members: dict[int, Member], on: date, person_id: int | None
) -> dict[int, list[int]]:
    """Add the guardians; return them by pupil."""
    guardians: dict[int, list[int]] = {}
    rows = session.execute(_guardians(on, person_id))
    for person, pupil_id, starts_on, enrolled_on, school_class in rows:
        of_pupil = guardians.setdefault(pupil_id or 0, [])
        if person.id is None or person.id in of_pupil:
            continue  # the child moves on a later day: the present class counts
        of_pupil.append(person.id)
        member = _member(members, person, max(starts_on, enrolled_on))
        member.kinds.add(Kind.GUARDIAN)
        member.classes.add((school_class.grade, school_class.name))
    return guardians


def _add_pupils(
    session: Session,
    members: dict[int, Member],
    on: date,
    person_id: int | None,
    guardians: dict[int, list[int]],
) -> tuple[PupilPlace, ...]:
    places: dict[int, PupilPlace] = {}
    for person, pupil_id, starts_on, school_class in session.execute(_pupils(on, person_id)):
        member = _member(members, person, starts_on)
        member.kinds.add(Kind.PUPIL)
        if member.person_id in places:
            continue  # moves on a later day: the present class counts
        member.classes.add((school_class.grade, school_class.name))
        places[member.person_id] = PupilPlace(
            person_id=member.person_id,
            grade=school_class.grade,
            class_name=school_class.name,
            guardians=tuple(guardians.get(pupil_id or 0, ())),
        )
    return tuple(
        sorted(
            places.values(),
            key=lambda place: (
                sort_key(place.class_name),
                person_key(
                    members[place.person_id].family_name, members[place.person_id].given_name
                ),
            ),
        )
    )


def add_account(session: Session, member: Member) -> None:
    """Fill in the account of one person, as far as there is one."""
    _add_accounts(session, {member.person_id: member})


def _add_accounts(session: Session, members: dict[int, Member]) -> None:
    accounts, codes = select(Account), _open_codes()
    if len(members) == 1:
        (only,) = members
        accounts = accounts.where(col(Account.person_id) == only)
        codes = codes.join(Account, col(Account.id) == col(Invitation.account_id)).where(
            col(Account.person_id) == only
        )
    by_account: dict[int, Member] = {}
    for account in session.scalars(accounts):
        member = members.get(account.person_id)
        if member is None or account.id is None:
            continue
        by_account[account.id] = member
        member.account_id, member.username = account.id, account.username
        member.has_password = account.password_hash is not None
        member.is_locked, member.last_login_at = account.is_locked, account.last_login_at
    for account_id, until in session.execute(codes):
        if account_id in by_account:
            by_account[account_id].invited_until = until


def open_invitation() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a code works now."""
    return (
        col(Invitation.used_at).is_(None),
        col(Invitation.revoked_at).is_(None),
        col(Invitation.expires_at) > clock.now(),
    )


def _open_codes() -> Select[int, datetime]:
    return (
        select(col(Invitation.account_id), func.max(col(Invitation.expires_at)))
        .where(*open_invitation())
        .group_by(col(Invitation.account_id))
    )


def _staff(on: date, person_id: int | None) -> Select[Person, date]:
    return (
        select(Person, col(StaffContract.starts_on))
        .join(StaffContract, col(StaffContract.person_id) == col(Person.id))
        .where(
            col(StaffContract.activated_at).is_not(None),
            _not_over(col(StaffContract.ends_on), on),
            *_only(person_id),
        )
        .order_by(col(StaffContract.starts_on))
    )


def _pupils(on: date, person_id: int | None) -> Select[Person, int | None, date, SchoolClass]:
    return (
        select(Person, col(Pupil.id), col(Enrolment.starts_on), SchoolClass)
        .join(Pupil, col(Pupil.person_id) == col(Person.id))
        .join(Enrolment, col(Enrolment.pupil_id) == col(Pupil.id))
        .join(SchoolClass, col(SchoolClass.id) == col(Enrolment.class_id))
        .where(_not_over(col(Enrolment.ends_on), on), *_only(person_id))
        .order_by(col(Enrolment.starts_on))
    )


def _guardians(
    on: date, person_id: int | None
) -> Select[Person, int | None, date, date, SchoolClass]:
    child = aliased(Person)
    return (
        select(
            Person,
            col(Pupil.id),
            col(Guardianship.starts_on),
            col(Enrolment.starts_on),
            SchoolClass,
        )
        .join(Guardianship, col(Guardianship.person_id) == col(Person.id))
        .join(Pupil, col(Pupil.id) == col(Guardianship.pupil_id))
        .join(child, col(child.id) == col(Pupil.person_id))
        .join(Enrolment, col(Enrolment.pupil_id) == col(Pupil.id))
        .join(SchoolClass, col(SchoolClass.id) == col(Enrolment.class_id))
        .where(
            _not_over(col(Guardianship.ends_on), on),
            _not_over(col(Enrolment.ends_on), on),
            col(Guardianship.sees_data).is_(True),
            col(Guardianship.court_restricted).is_(False),
            # Only a pupil of age may switch the parents off.
            or_(
                col(Pupil.parents_see_data).is_(True),
                col(child.birth_date) > born_by(on, ADULT_AGE),
            ),
            *_only(person_id),
        )
        .order_by(col(Enrolment.starts_on), col(Guardianship.id))
    )


def _not_over(ends_on: Any, on: date) -> ColumnElement[bool]:
    return or_(ends_on.is_(None), ends_on >= on)


def _only(person_id: int | None) -> tuple[ColumnElement[bool], ...]:
    return () if person_id is None else (col(Person.id) == person_id,)


def _member(members: dict[int, Member], person: Person, starts_on: date) -> Member:
    assert person.id is not None
    known = members.get(person.id)
    if known is None:
        known = members[person.id] = Member(
            person_id=person.id,
            given_name=person.given_name,
            family_name=person.family_name,
            email=(person.email or "").strip(),
            access_from=starts_on,
        )
    known.access_from = min(known.access_from, starts_on)
    return known


def _place(member: Member) -> tuple[Any, ...]:
    order = 0 if Kind.STAFF in member.kinds else 1 if Kind.PUPIL in member.kinds else 2
    classes = member.class_names
    return (
        order > 0,
        sort_key(classes[0]) if order and classes else sort_key(""),
        order,
        person_key(member.family_name, member.given_name),
    )
