"""Writes one mark; every value it ever had stays as an event (Regulation 15; decided 3)."""

from sqlalchemy import func, select
from sqlmodel import col

from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.marks import MarkEntry, Scale, display, parse_entry
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import Mark, MarkEvent
from ejournal_app.services import audit

from .desk import Desk
from .operations import Answer, AnswerStatus, Operation


def write_mark(desk: Desk, operation: Operation) -> Answer:
    """Set, change, improve or clear a pupil's mark in a work."""
    work, journal = desk.work(operation.work_id, Permission.MARK_WRITE)
    desk.not_in_future(work.day)
    desk.writable_member(journal, operation.pupil_id, work.day, Permission.MARK_WRITE)
    scale = Scale(work.scale)
    mark = desk.session.scalar(
        select(Mark)
        .where(col(Mark.work_id) == work.id, col(Mark.pupil_id) == operation.pupil_id)
        .with_for_update()
    )
    standing = display(mark.value, mark.improved_from) if mark else ""
    if (
        _canonical(operation.base, scale) != standing
        and _canonical(operation.value, scale) != standing
    ):
        return Answer(
            id=operation.id,
            status=AnswerStatus.CONFLICT,
            value=standing,
            by=desk.person_name(mark.set_by_id if mark else None),
            at=mark.set_at if mark else None,
        )
    entry = parse_entry(operation.value, scale)
    written = display(entry.value, entry.improved_from)
    if written != standing:
        _refuse_wrong_improvement(entry, mark)
        _write(desk, operation, mark, entry, standing)
        desk.changed_pupils.add(operation.pupil_id)
        assert journal.id is not None
        desk.changed_journals.add(journal.id)
    return Answer(id=operation.id, status=AnswerStatus.SAVED, value=written)


def _canonical(text: str, scale: Scale) -> str:
    """Return what was typed as it would be shown; unreadable text equals no value."""
    try:
        entry = parse_entry(text, scale)
    except Refused:
        return "\x00"
    return display(entry.value, entry.improved_from)


def _refuse_wrong_improvement(entry: MarkEntry, mark: Mark | None) -> None:
    """An improvement must name the mark that stands, or repeat the improvement that stands."""
    if not entry.improved_from or mark is None or not mark.value:
        return
    if entry.improved_from not in (mark.value, mark.improved_from):
        raise Refused(
            Message(
                N_("The mark to be improved is {standing}, not {named}."),
                {"standing": display(mark.value), "named": display(entry.improved_from)},
            )
        )


def _write(
    desk: Desk, operation: Operation, mark: Mark | None, entry: MarkEntry, standing: str
) -> None:
    session, actor = desk.session, desk.actor
    if mark is None:
        mark = Mark(
            work_id=operation.work_id,
            pupil_id=operation.pupil_id,
            value="",
            set_at=desk.now,
            set_by_id=actor.person_id,
        )
        session.add(mark)
        sequence = 1
    else:
        sequence = 1 + (
            session.scalar(
                select(func.max(col(MarkEvent.sequence))).where(col(MarkEvent.mark_id) == mark.id)
            )
            or 0
        )
    mark.value = entry.value
    mark.improved_from = entry.improved_from or ""
    mark.set_at = desk.now
    mark.set_by_id = actor.person_id
    session.flush()
    assert mark.id is not None
    written = display(entry.value, entry.improved_from)
    session.add(
        MarkEvent(
            mark_id=mark.id,
            sequence=sequence,
            old_value=standing,
            new_value=written,
            at=desk.now,
            by_id=actor.person_id,
        )
    )
    audit.record(
        session,
        actor=actor,
        action=Permission.MARK_WRITE,
        entity="mark",
        entity_id=mark.id,
        pupil_id=operation.pupil_id,
        before={"value": standing},
        after={"value": written},
    )
