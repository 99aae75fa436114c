"""Making a draft the timetable from a date: what would happen, and doing it (Regulation 10)."""

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, SQLModel, col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.timetable import Slot
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import (
    SchoolYear,
    TimetableDraft,
    TimetableSlot,
    TimetableVersion,
)
from ejournal_app.policies.rules import require
from ejournal_app.services.changes.kinds import RunKind
from ejournal_app.services.changes.log import ChangeLog
from ejournal_app.services.changes.runs import open_run
from ejournal_app.services.guard import use_case
from ejournal_app.services.lesson_planning import PlanningResult, replan

from .drafts import as_slot, delete_draft, in_force, load_versions_of, require_draft, slots_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishEffect:
    """What publishing a draft does."""

    valid_from: date
    added: tuple[Slot, ...]
    """Weekly lessons the timetable in force does not have."""
    removed: tuple[Slot, ...]
    lessons: PlanningResult
    """What becomes of the lessons of the rest of the year."""


class _LookedAt(Exception):
    """Ends a trial: everything it did is rolled back."""


@use_case
def publish_effect(actor: Actor, draft_id: int) -> PublishEffect:
    """Return what publishing would do, found by doing it and taking it back at once."""
    require(actor, Permission.TEACHING_WRITE)
    found: list[PublishEffect] = []
    try:
        with writing() as session:
            found.append(_publish(session, actor, require_draft(session, draft_id))[1])
            raise _LookedAt
    except _LookedAt:
        return found[0]


@use_case
def publish(actor: Actor, draft_id: int) -> int:
    """Make the draft the timetable from its day on and return the run that can be undone.

    Lessons in which something is recorded are never touched, lessons that have begun never
    removed. Refused when the draft is what is in force already.
    """
    require(actor, Permission.TEACHING_WRITE)
    with writing() as session:
        run_id, effect = _publish(session, actor, require_draft(session, draft_id))
        if not effect.added and not effect.removed:
            raise Refused(Message(N_("The draft is the same as the timetable in force.")))
        return run_id


def _publish(session: Session, actor: Actor, draft: TimetableDraft) -> tuple[int, PublishEffect]:
    year = session.get_one(SchoolYear, draft.year_id)
    session.connection().execute(
        select(col(SchoolYear.id)).where(col(SchoolYear.id) == year.id).with_for_update()
    )
    wanted = {as_slot(row) for row in slots_of(session, draft.id or 0)}
    before = in_force(load_versions_of(session, year), draft.valid_from)
    had = set(before.slots) if before is not None else set[Slot]()
    added, removed = wanted - had, had - wanted
    valid_from = draft.valid_from
    run_id = open_run(
        session,
        actor=actor,
        school_id=year.school_id,
        kind=RunKind.TIMETABLE,
        valid_from=valid_from,
        summary={
            "slots": len(wanted),
            "slots_added": len(added),
            "slots_removed": len(removed),
        },
    )
    log = ChangeLog(session)
    _write(session, log, _version_id(session, log, year, valid_from), wanted)
    log.write(run_id)
    delete_draft(session, draft)
    session.flush()
    lessons = replan(session, draft.year_id, valid_from)
    return run_id, PublishEffect(
        valid_from=valid_from,
        added=tuple(sorted(added, key=_order)),
        removed=tuple(sorted(removed, key=_order)),
        lessons=lessons,
    )


def _version_id(session: Session, log: ChangeLog, year: SchoolYear, valid_from: date) -> int:
    known = session.scalars(
        select(TimetableVersion).where(
            col(TimetableVersion.year_id) == year.id, col(TimetableVersion.valid_from) == valid_from
        )
    ).first()
    if known is not None and known.id is not None:
        log.change(known, {"imported_at": clock.now()})
        session.flush()
        return known.id
    version = TimetableVersion(
        year_id=year.id or 0, valid_from=valid_from, source="", imported_at=clock.now()
    )
    log.add(version)
    session.flush()
    assert version.id is not None
    return version.id


def _write(session: Session, log: ChangeLog, version_id: int, wanted: set[Slot]) -> None:
    left = {(slot.journal_id, slot.weekday, slot.number): slot for slot in wanted}
    for row in session.scalars(
        select(TimetableSlot).where(col(TimetableSlot.version_id) == version_id)
    ):
        slot = left.pop((row.journal_id, row.weekday, row.number), None)
        if slot is None:
            log.remove(row)
        elif slot.room_id != row.room_id:
            log.change(row, {"room_id": slot.room_id})
    session.flush()
    log.add_all(
        SQLModel.metadata.tables["timetable_slot"],
        [{"version_id": version_id, **asdict(slot)} for slot in left.values()],
    )


def _order(slot: Slot) -> tuple[int, int, int]:
    return slot.weekday, slot.number, slot.journal_id
