"""Putting a deadline off for a person, a journal or both, with the reason (Regulation 15)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.duties import DutyKind
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import DeadlineExtension, Journal, JournalTeacher, SchoolYear
from ejournal_app.persistence.queries.schools import working_year
from ejournal_app.policies.rules import require
from ejournal_app.services import audit, live
from ejournal_app.services.guard import use_case
from ejournal_app.services.notices.telling import NoticeKind, announce, tell
from ejournal_app.services.reasons import given_reason
from ejournal_app.services.setup.year_rows import require_within
from ejournal_app.services.teaching.staff import check_staff
from ejournal_app.services.teaching.years import no_year

from .extension_words import told_extended
from .extensions import journal_topics, whom_to_tell
from .kinds import OF_JOURNALS, PUT_OFF, WINDOWS_PAGE

_OWN_PAGE = "/"
"""Leads everybody to what they work on, where what they owe stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionData:
    """What is to be put off, for whom, until when and why."""

    duty: DutyKind
    person_id: int | None
    journal_id: int | None
    due_from: date
    due_to: date
    until: date
    reason: str


@use_case
def extend_deadline(actor: Actor, data: ExtensionData) -> int:
    """Put off what falls due from a day to a day; returns the id of the extension.

    Those whose deadline it is are told, with the reason.
    """
    require(actor, Permission.EXTENSION_WRITE)
    reason = given_reason(
        data.reason,
        N_("Write why the deadline is put off: those who owe it read it too."),
        "reason",
    )
    if data.duty not in PUT_OFF:
        raise Refused(
            Message(
                N_("Marks of periods are not put off: open their window for the teacher again.")
            ),
            field="duty",
            leads_to=WINDOWS_PAGE,
        )
    with writing() as session:
        year = working_year(session, clock.today())
        if year is None:
            raise no_year()
        _check_days(year, data)
        _check_whom(session, year, data)
        _check_new(session, data)
        row = DeadlineExtension(
            school_id=year.school_id,
            person_id=data.person_id,
            journal_id=data.journal_id,
            duty=data.duty,
            due_from=data.due_from,
            due_to=data.due_to,
            until=data.until,
            reason=reason,
            granted_by_id=actor.person_id,
            granted_at=clock.now(),
        )
        session.add(row)
        session.flush()
        assert row.id is not None
        # The reason stays with the row: it may be about somebody's health.
        audit.record(
            session,
            actor=actor,
            action=Permission.EXTENSION_WRITE,
            entity="deadline_extension",
            entity_id=row.id,
            after={
                "duty": data.duty,
                "person": data.person_id,
                "journal": data.journal_id,
                "due": [data.due_from.isoformat(), data.due_to.isoformat()],
                "until": data.until.isoformat(),
            },
        )
        told = whom_to_tell(session, row) - {actor.person_id}
        message = told_extended(session, row, actor.name)
        tell(session, told, NoticeKind.DEADLINE_EXTENDED, message, _OWN_PAGE)
        extension_id, topics = row.id, journal_topics(row)
    announce(told)
    live.publish(topics)
    return extension_id


def _check_days(year: SchoolYear, data: ExtensionData) -> None:
    if data.due_to < data.due_from:
        raise Refused(Message(N_("The last day cannot be before the first.")), field="due_to")
    for day, field in (
        (data.due_from, "due_from"),
        (data.due_to, "due_to"),
        (data.until, "until"),
    ):
        require_within(year, day, field=field)
    if data.until <= data.due_to:
        raise Refused(
            Message(
                N_("The new deadline must be later than {day}, the last one that is put off."),
                {"day": data.due_to},
            ),
            field="until",
        )


def _check_whom(session: Session, year: SchoolYear, data: ExtensionData) -> None:
    if data.person_id is None and data.journal_id is None:
        raise Refused(Message(N_("Choose a person, a journal or both.")), field="person")
    if data.duty not in OF_JOURNALS:
        if data.person_id is None:
            raise Refused(
                Message(N_("This is owed by class teachers: choose the person.")), field="person"
            )
        if data.journal_id is not None:
            raise Refused(
                Message(N_("This belongs to a class, not to a journal: leave the journal empty.")),
                field="journal",
            )
    name = (
        ""
        if data.person_id is None
        else check_staff(session, data.person_id, data.due_from, field="person")
    )
    if data.journal_id is None:
        return
    journal = session.get(Journal, data.journal_id)
    if journal is None or journal.year_id != year.id:
        raise Refused(Message(N_("Choose a journal from the list.")), field="journal")
    if data.person_id is not None and not _teaches(session, data):
        raise Refused(
            Message(
                N_("{name} does not teach the journal {journal} then."),
                {"name": name, "journal": journal.name},
            ),
            field="journal",
        )


def _teaches(session: Session, data: ExtensionData) -> bool:
    return (
        session.scalar(
            select(col(JournalTeacher.id))
            .where(
                col(JournalTeacher.person_id) == data.person_id,
                col(JournalTeacher.journal_id) == data.journal_id,
                col(JournalTeacher.starts_on) <= data.until,
                or_(
                    col(JournalTeacher.ends_on).is_(None),
                    col(JournalTeacher.ends_on) >= data.due_from,
                ),
            )
            .limit(1)
        )
        is not None
    )


def _check_new(session: Session, data: ExtensionData) -> None:
    """Refuse the same once more, as a second press of the button sends it."""
    known = session.scalar(
        select(col(DeadlineExtension.id))
        .where(
            col(DeadlineExtension.person_id) == data.person_id,
            col(DeadlineExtension.journal_id) == data.journal_id,
            col(DeadlineExtension.duty) == data.duty,
            col(DeadlineExtension.due_from) == data.due_from,
            col(DeadlineExtension.due_to) == data.due_to,
            col(DeadlineExtension.until) == data.until,
            col(DeadlineExtension.ended_at).is_(None),
        )
        .limit(1)
    )
    if known is not None:
        raise Refused(Message(N_("Exactly this is put off already: see the list below.")))
