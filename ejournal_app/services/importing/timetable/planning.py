"""The plan of an import of a timetable: the file against what the school knows, with no write."""

from collections.abc import Iterator
from datetime import date

from sqlmodel import Session

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.kinds import JournalKind
from ejournal_app.domain.timetable import Slot
from ejournal_app.persistence.engine import reading
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case
from ejournal_app.services.importing.columns import fold

from .entries import TimetableFile
from .plan_model import PlannedJournal, PlannedSlot, SlotInWords, TeacherChange, TimetablePlan
from .resolving import Resolved, resolve
from .snapshot import Snapshot, default_valid_from, load
from .warnings import class_loads, warnings


@use_case
def plan(
    actor: Actor, source: TimetableFile, *, today: date, valid_from: date | None = None
) -> TimetablePlan:
    """Return what applying a file would do; writes nothing.

    Without `valid_from` it is next Monday, or today when the school has no timetable yet.
    """
    require(actor, Permission.IMPORT_APPLY)
    with reading() as session:
        return build_plan(session, source, valid_from or default_valid_from(session, today))


def build_plan(session: Session, source: TimetableFile, valid_from: date) -> TimetablePlan:
    """Compare a file with the database as the session sees it."""
    snapshot = load(session, valid_from)
    resolved = resolve(source.entries, snapshot)
    kept = _take_over(resolved, snapshot)
    added, removed = _differences(resolved, snapshot)
    return TimetablePlan(
        source=source,
        valid_from=valid_from,
        year_id=snapshot.year_id,
        school_id=snapshot.school_id,
        replaces_id=snapshot.same_day_id,
        journals=tuple(resolved.journals.values()),
        slots=tuple(resolved.slots.values()),
        new_subjects=tuple(_used_subjects(resolved)),
        new_rooms=tuple(sorted(_used_rooms(resolved), key=sort_key)),
        teacher_changes=tuple(_teacher_changes(resolved, snapshot)),
        slots_added=added,
        slots_removed=removed,
        kept=kept,
        warnings=warnings(resolved, snapshot),
        loads=class_loads(resolved, snapshot),
        problems=tuple(
            sorted((*source.problems, *resolved.problems), key=lambda problem: problem.row)
        ),
    )


def _take_over(resolved: Resolved, snapshot: Snapshot) -> int:
    """Keep the weekly lessons of activities the file says nothing of; return how many.

    A timetable program knows the lessons; interest education and the like are planned elsewhere.
    """
    kept = 0
    for slot in snapshot.slots_in_force():
        journal = snapshot.journals[slot.journal_id]
        key = str(journal.journal_id)
        if journal.kind == JournalKind.SUBJECT or key in resolved.teachers:
            continue
        resolved.journals.setdefault(
            key,
            PlannedJournal(
                key=key,
                journal_id=journal.journal_id,
                name=journal.name,
                subject=snapshot.subjects[journal.subject_id],
                subject_id=journal.subject_id,
                class_id=journal.class_id,
                group_id=journal.group_id,
                grade=journal.grade,
            ),
        )
        resolved.slots[key, slot.weekday, slot.number] = PlannedSlot(
            journal_key=key,
            weekday=slot.weekday,
            number=slot.number,
            room=_room(slot, snapshot),
        )
        kept += 1
    return kept


def _differences(
    resolved: Resolved, snapshot: Snapshot
) -> tuple[tuple[SlotInWords, ...], tuple[SlotInWords, ...]]:
    """Return the weekly lessons that come and go, compared with the timetable in force."""
    new = {
        (slot.journal_key, slot.weekday, slot.number, fold(slot.room)): SlotInWords(
            resolved.journals[slot.journal_key].name, slot.weekday, slot.number, slot.room
        )
        for slot in resolved.slots.values()
    }
    old = {
        (str(slot.journal_id), slot.weekday, slot.number, fold(_room(slot, snapshot))): SlotInWords(
            snapshot.journals[slot.journal_id].name,
            slot.weekday,
            slot.number,
            _room(slot, snapshot),
        )
        for slot in snapshot.slots_in_force()
    }
    return (
        _sorted(words for key, words in new.items() if key not in old),
        _sorted(words for key, words in old.items() if key not in new),
    )


def _sorted(slots: Iterator[SlotInWords]) -> tuple[SlotInWords, ...]:
    return tuple(
        sorted(slots, key=lambda slot: (sort_key(slot.journal_name), slot.weekday, slot.number))
    )


def _room(slot: Slot, snapshot: Snapshot) -> str:
    return snapshot.rooms[slot.room_id] if slot.room_id is not None else ""


def _used_subjects(resolved: Resolved) -> Iterator[str]:
    used = {journal.subject for journal in resolved.journals.values()}
    return (name for name in resolved.new_subjects.values() if name in used)


def _used_rooms(resolved: Resolved) -> Iterator[str]:
    used = {slot.room for slot in resolved.slots.values()}
    return (name for name in resolved.new_rooms.values() if name in used)


def _teacher_changes(resolved: Resolved, snapshot: Snapshot) -> Iterator[TeacherChange]:
    """Yield who begins and who stops; a journal for which the file names nobody keeps its own."""
    for key, journal in resolved.journals.items():
        named = resolved.teachers.get(key, set())
        known = snapshot.teachers.get(journal.journal_id or 0, [])
        if not named:
            continue
        for person_id in sorted(named - {teacher.person_id for teacher in known}):
            yield TeacherChange(
                journal_key=key,
                journal_name=journal.name,
                person_id=person_id,
                name=snapshot.staff[person_id],
            )
        for teacher in known:
            if teacher.person_id in named or teacher.starts_on > snapshot.valid_from:
                continue
            yield TeacherChange(
                journal_key=key,
                journal_name=journal.name,
                person_id=teacher.person_id,
                name=snapshot.staff.get(teacher.person_id, ""),
                journal_teacher_id=teacher.journal_teacher_id,
                removes=teacher.starts_on == snapshot.valid_from,
            )
