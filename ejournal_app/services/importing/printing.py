"""Plans as lines of text; personal codes are never in them whole."""

from collections.abc import Iterable, Iterator

from ejournal_app.domain.messages import N_, Message

from .person_plan import change_in_words
from .timetable.plan_model import SlotInWords, TimetablePlan
from .timetable.warnings import weekday_name
from .viis.plan_model import ImportPlan, PlannedRow, RowKind


def viis_report(plan: ImportPlan) -> Iterator[Message]:
    """Yield the plan of an import of pupils, line by line."""
    yield Message(N_("Compared on {day}."), {"day": plan.on})
    if plan.source.ignored:
        ignored = ", ".join(f"«{heading}»" for heading in plan.source.ignored)
        yield Message(N_("Columns not used: {columns}."), {"columns": ignored})
    yield Message(N_("New: {count}"), {"count": len(plan.of_kind(RowKind.NEW))})
    for row in plan.of_kind(RowKind.NEW):
        place = {"name": row.name, "class_name": row.class_name, "day": row.from_day}
        yield _line("+", Message(N_("{name}, {class_name}, from {day}"), place))
        yield from _details(row)
    yield Message(N_("Moved: {count}"), {"count": len(plan.of_kind(RowKind.MOVED))})
    for row in plan.of_kind(RowKind.MOVED):
        way = {"name": row.name, "old": row.moved_from, "new": row.class_name, "day": row.from_day}
        yield _line(">", Message(N_("{name}: {old} → {new}, from {day}"), way))
        yield from _details(row)
    yield Message(N_("Changed: {count}"), {"count": len(plan.of_kind(RowKind.CHANGED))})
    for row in plan.of_kind(RowKind.CHANGED):
        yield _line("*", f"{row.name}, {row.class_name}")
        yield from _details(row)
    yield Message(N_("Unchanged: {count}"), {"count": len(plan.of_kind(RowKind.UNCHANGED))})
    for row in plan.of_kind(RowKind.UNCHANGED):
        if row.notes:
            yield _line("=", f"{row.name}, {row.class_name}")
            yield from _details(row)
    yield Message(
        N_("In the school but not in the file (nothing is done about them): {count}"),
        {"count": len(plan.missing)},
    )
    yield from (_line("?", f"{pupil.name}, {pupil.class_name}") for pupil in plan.missing)
    yield Message(N_("Rows with errors: {count}"), {"count": plan.counts["with_errors"]})
    yield from (_line("!", problem.message) for problem in plan.problems)


def timetable_report(plan: TimetablePlan) -> Iterator[Message]:
    """Yield the plan of an import of a timetable, line by line."""
    yield Message(
        N_("Timetable valid from {day}: {count} lessons a week."),
        {"day": plan.valid_from, "count": len(plan.slots)},
    )
    if plan.kept:
        yield Message(N_("Lessons of activities kept as they are: {count}"), {"count": plan.kept})
    yield Message(N_("New subjects: {count}"), {"count": len(plan.new_subjects)})
    yield from (_line("+", name) for name in plan.new_subjects)
    yield Message(N_("New rooms: {count}"), {"count": len(plan.new_rooms)})
    yield from (_line("+", name) for name in plan.new_rooms)
    yield Message(N_("New journals: {count}"), {"count": len(plan.new_journals)})
    yield from (_line("+", journal.name) for journal in plan.new_journals)
    yield Message(N_("Changes of teachers: {count}"), {"count": len(plan.teacher_changes)})
    for change in plan.teacher_changes:
        sign = "+" if change.journal_teacher_id is None else "-"
        yield _line(sign, f"{change.journal_name}: {change.name}")
    yield Message(N_("Weekly lessons added: {count}"), {"count": len(plan.slots_added)})
    yield from (_line("+", _slot(slot)) for slot in plan.slots_added)
    yield Message(N_("Weekly lessons removed: {count}"), {"count": len(plan.slots_removed)})
    yield from (_line("-", _slot(slot)) for slot in plan.slots_removed)
    yield Message(N_("Warnings: {count}"), {"count": len(plan.warnings)})
    yield from (_line("?", warning) for warning in plan.warnings)
    yield Message(N_("Rows with errors: {count}"), {"count": plan.counts["with_errors"]})
    yield from (_line("!", problem.message) for problem in plan.problems)


def listed(messages: Iterable[Message]) -> Iterator[Message]:
    """Yield sentences as the lines of a list."""
    yield from (_line("!", message) for message in messages)


def _details(row: PlannedRow) -> Iterator[Message]:
    yield from (_line("     ", change_in_words(change)) for change in row.changes)
    yield from (_line("     ", note) for note in row.notes)


def _slot(slot: SlotInWords) -> Message:
    place = {"journal": slot.journal_name, "day": weekday_name(slot.weekday)}
    place |= {"number": slot.number, "room": slot.room or "—"}
    return Message(N_("{journal}: {day}, lesson {number}, room {room}"), place)


def _line(sign: str, text: str | Message) -> Message:
    return Message("  {sign} {text}", {"sign": sign, "text": text})
