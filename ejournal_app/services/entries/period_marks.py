"""Writes one mark that closes a part of the year (Regulation 17-19), in the same ledger."""

from datetime import date

from sqlalchemy import select
from sqlmodel import col

from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.marks import MarkEntry, Scale, parse_mark
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.periods import needs_re_exam
from ejournal_app.persistence.models import Journal, Mark, SchoolYear, Work, WorkKind
from ejournal_app.services.entry_kinds import entry_work_kind
from ejournal_app.services.periods.access import refuse_closed, reopenings_for, standing_of
from ejournal_app.services.periods.calendar import PeriodCalendar, period_calendar

from .desk import Desk
from .locked_marks import write_or_ask
from .mark_ledger import conflicting, standing_mark
from .operations import Answer, AnswerStatus, Operation


def write_period_mark(desk: Desk, operation: Operation) -> Answer:
    """Set, change or clear the mark of a period; its work is made with the first of them.

    A closed period refuses with its dates and who can open it; what stands already may be sent
    again at any time.
    """
    journal = desk.journal(operation.journal_id, Permission.PERIOD_WRITE)
    calendar = period_calendar(desk.session, journal.year_id)
    kind = _kind(calendar, journal, operation.period)
    ends_on = calendar.ends_on(journal, kind)
    day = min(ends_on, desk.today)
    member = desk.present_member(journal, operation.pupil_id, Permission.PERIOD_WRITE)
    work = _work(desk, journal, kind)
    scale = Scale(work.scale) if work else calendar.course(journal).scale
    mark, standing = (
        standing_mark(desk, work.id, operation.pupil_id)
        if work is not None and work.id is not None
        else (None, "")
    )
    if conflict := conflicting(desk, operation, mark, standing, scale):
        return conflict
    value = parse_mark(operation.value, scale)
    if value == standing:
        return Answer(id=operation.id, status=AnswerStatus.SAVED, value=standing)
    _require_open(desk, calendar, journal, kind)
    if value:
        if not member.belongs(day):
            raise Refused(
                Message(
                    N_("{name} was not in this class or group on {day}."),
                    {"name": member.name, "day": day},
                )
            )
        _check_kind(desk, journal, kind, operation.pupil_id, member.name)
    if work is None:
        work = _made(desk, journal, kind, day, scale)
    elif work.day < day:
        # Begun before the end of the period; who came meanwhile belongs to it as well.
        work.day = day
    asked = write_or_ask(desk, operation, journal, work, mark, standing, MarkEntry(value))
    return asked or Answer(id=operation.id, status=AnswerStatus.SAVED, value=value)


def _require_open(desk: Desk, calendar: PeriodCalendar, journal: Journal, kind: EntryKind) -> None:
    """Raise Refused unless the window is open, or was opened again for the actor."""
    if calendar.window(journal, kind).is_open(desk.today):
        return
    own = reopenings_for(desk.session, desk.actor.person_id, journal.year_id, desk.today)
    refuse_closed(desk.session, standing_of(calendar, journal, kind, desk.today, own), desk.today)


def _kind(calendar: PeriodCalendar, journal: Journal, period: str) -> EntryKind:
    kinds = calendar.kinds(journal)
    if period not in kinds:
        raise Refused(Message(N_("This journal has no marks of this kind.")))
    return EntryKind(period)


def _work(desk: Desk, journal: Journal, kind: EntryKind) -> Work | None:
    """Return the work of a kind, locking the journal while there is none.

    So of two who enter the first mark at once one makes the work and the other finds it.
    """
    statement = (
        select(Work)
        .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
        .where(col(Work.journal_id) == journal.id, col(WorkKind.entry_kind) == kind)
        .order_by(col(Work.day).desc(), col(Work.id).desc())
        .limit(1)
    )
    found = desk.session.scalar(statement)
    if found is None:
        assert journal.id is not None
        desk.reserve((), journal_ids=[journal.id])
        found = desk.session.scalar(statement)
    return found


def _made(desk: Desk, journal: Journal, kind: EntryKind, day: date, scale: Scale) -> Work:
    year = desk.session.get_one(SchoolYear, journal.year_id)
    kind_id = entry_work_kind(desk.session, kind, year).id
    assert journal.id is not None
    assert kind_id is not None
    work = Work(
        journal_id=journal.id,
        kind_id=kind_id,
        day=day,
        scale=scale,
        weight=0,
        created_by_id=desk.actor.person_id,
    )
    desk.session.add(work)
    desk.session.flush()
    return work


def _check_kind(desk: Desk, journal: Journal, kind: EntryKind, pupil_id: int, name: str) -> None:
    """Refuse a re-examination nobody needs and a second final mark (Regulation 18, 19)."""
    if kind is EntryKind.RE_EXAM:
        year = _elsewhere(desk, journal, pupil_id, EntryKind.YEAR, of_year=True)
        if not needs_re_exam(year[-1] if year else ""):
            raise Refused(
                Message(
                    N_(
                        "{name} has the year mark {mark}: a re-examination is only for marks"
                        " below 4, nv or none."
                    ),
                    {"name": name, "mark": year[-1]},
                )
            )
    if kind is EntryKind.FINAL:
        final = _elsewhere(desk, journal, pupil_id, EntryKind.FINAL, of_year=False)
        if final:
            raise Refused(
                Message(
                    N_("{name} has the final mark of this subject in another journal: {mark}."),
                    {"name": name, "mark": final[-1]},
                )
            )


def _elsewhere(
    desk: Desk, journal: Journal, pupil_id: int, kind: EntryKind, *, of_year: bool
) -> list[str]:
    """Return a pupil's marks of a kind and subject, by day: of the year, or of other journals."""
    where = col(Journal.year_id) == journal.year_id if of_year else col(Journal.id) != journal.id
    return list(
        desk.session.scalars(
            select(col(Mark.value))
            .join(Work, col(Work.id) == col(Mark.work_id))
            .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
            .join(Journal, col(Journal.id) == col(Work.journal_id))
            .where(
                col(Mark.pupil_id) == pupil_id,
                col(Mark.value) != "",
                col(WorkKind.entry_kind) == kind,
                col(Journal.subject_id) == journal.subject_id,
                col(Journal.kind) == journal.kind,
                where,
            )
            .order_by(col(Work.day), col(Work.id))
        )
    )
