"""Attendance and lesson texts an account wrote in a span, from the audit trail."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.reverting import Write, undo_of
from ejournal_app.persistence.models import (
    Attendance,
    AuditEntry,
    AuditOutcome,
    Journal,
    Lesson,
    Person,
    Pupil,
)
from ejournal_app.services.entries.lesson_fields import shown_field
from ejournal_app.services.entries.operations import OperationKind

from .model import Line, Span, Standing, Thing

FIELDS = {
    OperationKind.TOPIC: N_("Topic"),
    OperationKind.OUTCOME: N_("Intended outcome"),
    OperationKind.HOMEWORK: N_("Homework"),
    OperationKind.HOMEWORK_DUE: N_("Homework due"),
    OperationKind.NO_HOMEWORK: N_("Homework not set"),
}
"""Fields of a lesson in the order in which they are put back: a tick after the text it excludes."""

_CHECKED = "checked"
_NOTHING = (None, None)

Target = tuple[Thing, int, str]
"""Attendance or lesson, its id, and the field."""


def fact_lines(session: Session, span: Span) -> list[Line]:
    """Return a line for each pupil's attendance, lesson field and check of attendance."""
    trail = _trail(session, span)
    targets: dict[Target, list[tuple[AuditEntry, str, str]]] = defaultdict(list)
    for entry in trail:
        for target, before, after in written_by(entry):
            targets[target].append((entry, before, after))
    facts = {
        fact.id: (fact, person)
        for fact, person in session.execute(
            select(Attendance, Person)
            .join(Pupil, col(Pupil.id) == col(Attendance.pupil_id))
            .join(Person, col(Person.id) == col(Pupil.person_id))
            .where(col(Attendance.id).in_(_ids(targets, Thing.ATTENDANCE)))
        )
    }
    lesson_ids = _ids(targets, Thing.FIELD, Thing.CHECKED) | {
        fact.lesson_id for fact, _ in facts.values()
    }
    lessons = {
        lesson.id: (lesson, journal)
        for lesson, journal in session.execute(
            select(Lesson, Journal)
            .join(Journal, col(Journal.id) == col(Lesson.journal_id))
            .where(col(Lesson.id).in_(lesson_ids))
        )
    }
    lines: list[Line] = []
    for target, writes in targets.items():
        thing, row_id, _ = target
        fact, person = facts.get(row_id, _NOTHING) if thing is Thing.ATTENDANCE else _NOTHING
        if thing is Thing.ATTENDANCE and fact is None:
            continue  # the pupil's row went with the check of attendance that had made it
        place = lessons.get(fact.lesson_id if fact else row_id)
        if place and (line := _line(target, writes, span, *place, fact, person)):
            lines.append(line)
    return lines


def written_by(entry: AuditEntry) -> Iterator[tuple[Target, str, str]]:
    """Give the values an entry of the trail wrote: the target, what stood before and after."""
    before, after = entry.before or {}, entry.after or {}
    if entry.entity_id is None or entry.outcome != AuditOutcome.DONE:
        return
    if entry.entity == "attendance" and "status" in after:
        yield (
            (Thing.ATTENDANCE, entry.entity_id, ""),
            str(before.get("status", AttendanceStatus.PRESENT.value)),
            str(after["status"]),
        )
    if entry.entity != "lesson":
        return
    if _CHECKED in after:
        checked = bool(after[_CHECKED])
        yield (
            (Thing.CHECKED, entry.entity_id, ""),
            "" if checked else "1",
            "1" if checked else "",
        )
    for field in FIELDS:
        if field.value in after:
            yield (
                (Thing.FIELD, entry.entity_id, field.value),
                str(before.get(field.value, "")),
                str(after[field.value]),
            )


def _trail(session: Session, span: Span) -> list[AuditEntry]:
    """Return the entries about what the account wrote, those of others since then included."""
    found: list[AuditEntry] = []
    for entity in ("attendance", "lesson"):
        own = select(col(AuditEntry.entity_id)).where(
            col(AuditEntry.account_id) == span.account_id,
            col(AuditEntry.at) >= span.starts,
            col(AuditEntry.at) <= span.ends,
            col(AuditEntry.entity) == entity,
            col(AuditEntry.outcome) == AuditOutcome.DONE,
        )
        found += session.scalars(
            select(AuditEntry)
            .where(
                col(AuditEntry.entity) == entity,
                col(AuditEntry.entity_id).in_(own),
                col(AuditEntry.at) >= span.starts,
                col(AuditEntry.outcome) == AuditOutcome.DONE,
            )
            .order_by(col(AuditEntry.id))
        )
    return found


def _line(
    target: Target,
    writes: list[tuple[AuditEntry, str, str]],
    span: Span,
    lesson: Lesson,
    journal: Journal,
    fact: Attendance | None,
    person: Person | None,
) -> Line | None:
    thing, row_id, field = target
    undo = undo_of(
        [
            Write(entry.account_id == span.account_id and span.holds(entry.at), before, after)
            for entry, before, after in writes
        ]
    )
    if undo is None:
        return None
    assert lesson.id is not None
    assert journal.id is not None
    stands = _stands(thing, field, lesson, fact)
    # Something that writes no such entry may have changed it: a file, another field's text.
    silently = not undo.overwritten and stands != undo.after
    latest = writes[-1][0]
    standing = Standing.SAME if undo.before == undo.after else Standing.READY
    if undo.overwritten or silently:
        standing = Standing.OVERWRITTEN
    return Line(
        key=":".join(part for part in (thing.value, str(row_id), field) if part),
        thing=thing,
        journal_id=journal.id,
        journal=journal.name,
        day=lesson.day,
        pupil_id=fact.pupil_id if fact else None,
        pupil=f"{person.family_name} {person.given_name}" if person else "",
        label=_label(thing, field),
        kind_lv="",
        kind_en="",
        title="",
        before=undo.before,
        after=undo.after,
        standing_value=stands,
        at=writes[undo.last][0].at,
        standing=standing,
        since_by=latest.actor_name if undo.overwritten else "",
        since_at=latest.at if undo.overwritten else None,
        row_id=row_id,
        lesson_id=lesson.id,
    )


def _stands(thing: Thing, field: str, lesson: Lesson, fact: Attendance | None) -> str:
    if fact is not None:
        return fact.status
    if thing is Thing.CHECKED:
        return "1" if lesson.attendance_checked_at else ""
    return shown_field(lesson, OperationKind(field))


def _label(thing: Thing, field: str) -> Message:
    if thing is Thing.ATTENDANCE:
        return Message(N_("Attendance"))
    if thing is Thing.CHECKED:
        return Message(N_("Attendance checked"))
    return Message(FIELDS[OperationKind(field)])


def _ids(targets: Iterable[Target], *things: Thing) -> set[int]:
    return {row_id for thing, row_id, _ in targets if thing in things}
