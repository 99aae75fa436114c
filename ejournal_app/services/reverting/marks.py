"""Marks an account wrote in a span, from their ledger."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.reverting import Undo, Write, undo_of
from ejournal_app.persistence.models import (
    Account,
    Journal,
    Mark,
    MarkEvent,
    Person,
    Pupil,
    Work,
    WorkKind,
)
from ejournal_app.services.entries.mark_ledger import AS_TEACHER
from ejournal_app.services.importing.journals.mark_rows import AS_ROLE as AS_IMPORT

from .model import Line, Span, Standing, Thing


def mark_lines(session: Session, span: Span) -> list[Line]:
    """Return a line for each mark; marks of an imported file are taken back with the file."""
    person_id = session.get_one(Account, span.account_id).person_id
    lives: dict[int, list[MarkEvent]] = defaultdict(list)
    written = (
        select(col(MarkEvent.mark_id))
        .where(
            col(MarkEvent.by_id) == person_id,
            col(MarkEvent.at) >= span.starts,
            col(MarkEvent.at) <= span.ends,
            col(MarkEvent.as_role) != AS_IMPORT,
        )
        .distinct()
    )
    for event in session.scalars(
        select(MarkEvent)
        .where(col(MarkEvent.mark_id).in_(written))
        .order_by(col(MarkEvent.mark_id), col(MarkEvent.sequence))
    ):
        lives[event.mark_id].append(event)
    places = session.execute(
        select(Mark, Work, WorkKind, Journal, Person)
        .join(Work, col(Work.id) == col(Mark.work_id))
        .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
        .join(Journal, col(Journal.id) == col(Work.journal_id))
        .join(Pupil, col(Pupil.id) == col(Mark.pupil_id))
        .join(Person, col(Person.id) == col(Pupil.person_id))
        .where(col(Mark.id).in_(written))
    ).all()
    undone = {
        mark_id: (life, undo)
        for mark_id, life in lives.items()
        if (undo := _undo(life, person_id, span)) is not None
    }
    names = _names(session, {life[-1].by_id for life, _ in undone.values()})
    return [
        _line(mark, work, kind, journal, pupil, *undone[mark.id], names=names)
        for mark, work, kind, journal, pupil in places
        if mark.id in undone
    ]


def _undo(life: list[MarkEvent], person_id: int, span: Span) -> Undo | None:
    return undo_of(
        [
            Write(
                event.by_id == person_id and span.holds(event.at) and event.as_role != AS_IMPORT,
                event.old_value,
                event.new_value,
            )
            for event in life
        ]
    )


def _line(
    mark: Mark,
    work: Work,
    kind: WorkKind,
    journal: Journal,
    pupil: Person,
    life: list[MarkEvent],
    undo: Undo,
    *,
    names: dict[int, str],
) -> Line:
    assert mark.id is not None
    assert work.id is not None
    assert journal.id is not None
    latest = life[-1]
    standing = Standing.SAME if undo.before == undo.after else Standing.READY
    if undo.overwritten:
        standing = Standing.OVERWRITTEN
    return Line(
        key=f"{Thing.MARK}:{mark.id}",
        thing=Thing.MARK,
        journal_id=journal.id,
        journal=journal.name,
        day=work.day,
        pupil_id=mark.pupil_id,
        pupil=f"{pupil.family_name} {pupil.given_name}",
        label=None,
        kind_lv=kind.name_lv,
        kind_en=kind.name_en,
        title=work.title,
        before=undo.before,
        after=undo.after,
        standing_value=latest.new_value,
        at=life[undo.last].at,
        standing=standing,
        since_by=names.get(latest.by_id, "") if undo.overwritten else "",
        since_at=latest.at if undo.overwritten else None,
        row_id=mark.id,
        work_id=work.id,
        stood_as=life[undo.first - 1].as_role if undo.first else AS_TEACHER,
    )


def _names(session: Session, person_ids: set[int]) -> dict[int, str]:
    return {
        person.id: f"{person.given_name} {person.family_name}"
        for person in session.scalars(select(Person).where(col(Person.id).in_(person_ids)))
        if person.id is not None
    }
