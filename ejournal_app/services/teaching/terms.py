"""Somebody's time with a class or a journal: the list of it, and its end (Regulation 7.6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.posts import Term
from ejournal_app.persistence.models import ClassTeacher, JournalTeacher, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonTerm:
    """Somebody's time as class teacher, or as teacher of a journal."""

    term_id: int
    person_id: int
    name: str
    starts_on: date
    ends_on: date | None
    holds: bool
    """In force on the day of asking."""


def shown_terms(
    session: Session, rows: Iterable[ClassTeacher | JournalTeacher], on: date
) -> tuple[PersonTerm, ...]:
    """Return terms with the names of their people, the latest first."""
    own = sorted(rows, key=lambda row: (row.starts_on, row.id or 0), reverse=True)
    people = {
        person.id: person
        for person in session.scalars(
            select(Person).where(col(Person.id).in_({row.person_id for row in own}))
        )
    }
    return tuple(
        PersonTerm(
            term_id=row.id,
            person_id=row.person_id,
            name=f"{people[row.person_id].family_name} {people[row.person_id].given_name}",
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            holds=Term(row.starts_on, row.ends_on).holds(on),
        )
        for row in own
        if row.id is not None
    )


def require_end(row: ClassTeacher | JournalTeacher, last_day: date) -> None:
    """Raise Refused for a last day that lies before the day before the first."""
    if last_day < row.starts_on - timedelta(days=1):
        raise Refused(
            Message(N_("The last day cannot be before the first, {day}."), {"day": row.starts_on}),
            field="last_day",
        )


def end_term(session: Session, row: ClassTeacher | JournalTeacher, last_day: date) -> bool:
    """Let a term end with a day and tell whether it was ever in force.

    With a day before the first it goes altogether; what the person has written stays.
    """
    if last_day < row.starts_on:
        session.delete(row)
        return False
    row.ends_on = last_day
    return True
