"""Teachers of a journal: attaching and ending, with dates (Regulation 7.6)."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.posts import Term
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import Journal, JournalTeacher, SchoolYear
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case

from .finding import find
from .journal_checks import check_period
from .staff import check_staff
from .terms import PersonTerm, end_term, require_end, shown_terms


def teacher_terms(session: Session, journal_id: int, on: date) -> tuple[PersonTerm, ...]:
    """Return everybody who teaches, taught or will teach a journal, the latest first."""
    rows = session.scalars(
        select(JournalTeacher).where(col(JournalTeacher.journal_id) == journal_id)
    )
    return shown_terms(session, rows, on)


@use_case
def attach_teacher(
    actor: Actor, journal_id: int, *, person_id: int, starts_on: date, ends_on: date | None
) -> None:
    """Let somebody teach a journal from a day on; others who teach it stay.

    Refused for days outside the school year and for somebody who teaches it then already.
    """
    require(actor, Permission.TEACHING_WRITE)
    with writing() as session:
        journal = find(session, Journal, journal_id, lock=True)
        check_period(find(session, SchoolYear, journal.year_id), starts_on, ends_on)
        name = check_staff(session, person_id, starts_on, field="person")
        wanted = Term(starts_on, ends_on)
        for row in terms_in(session, journal_id, person_id):
            if Term(row.starts_on, row.ends_on).meets(wanted):
                raise Refused(
                    Message(
                        N_("{name} teaches this journal on those days already."), {"name": name}
                    ),
                    field="person",
                )
        session.add(
            JournalTeacher(
                journal_id=journal_id, person_id=person_id, starts_on=starts_on, ends_on=ends_on
            )
        )
        _record(session, actor, journal_id, None, _facts(person_id, starts_on, ends_on))


@use_case
def end_teacher(actor: Actor, term_id: int, *, last_day: date) -> int:
    """Let somebody's teaching end with a day and return the journal's id.

    With a day before the first the attachment goes altogether: it never was in force. What the
    person has written stays.
    """
    require(actor, Permission.TEACHING_WRITE)
    with writing() as session:
        row = find(session, JournalTeacher, term_id, lock=True)
        journal = find(session, Journal, row.journal_id)
        year = find(session, SchoolYear, journal.year_id)
        before = _facts(row.person_id, row.starts_on, row.ends_on)
        require_end(row, last_day)
        if last_day > year.ends_on:
            raise Refused(
                Message(
                    N_("Choose a day of the school year, {first} to {last}."),
                    {"first": year.starts_on, "last": year.ends_on},
                ),
                field="last_day",
            )
        kept = end_term(session, row, last_day)
        after = _facts(row.person_id, row.starts_on, last_day) if kept else None
        _record(session, actor, row.journal_id, before, after)
        return row.journal_id


def terms_in(session: Session, journal_id: int, person_id: int) -> list[JournalTeacher]:
    """Return somebody's attachments to a journal."""
    statement = select(JournalTeacher).where(
        col(JournalTeacher.journal_id) == journal_id, col(JournalTeacher.person_id) == person_id
    )
    return list(session.scalars(statement))


_Facts = dict[str, str | int | None]


def _facts(person_id: int, starts_on: date, ends_on: date | None) -> _Facts:
    return {
        "person_id": person_id,
        "starts_on": starts_on.isoformat(),
        "ends_on": ends_on.isoformat() if ends_on else None,
    }


def _record(
    session: Session, actor: Actor, journal_id: int, before: _Facts | None, after: _Facts | None
) -> None:
    audit.record(
        session,
        actor=actor,
        action=Permission.TEACHING_WRITE,
        entity="journal_teacher",
        entity_id=journal_id,
        before=before,
        after=after,
    )
