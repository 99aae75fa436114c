"""What a week allows but a person should look at: clashes and days that are too long."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass

from ejournal_app.domain.kinds import JournalKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.timetable import Clash, Slot, clashes
from ejournal_app.services.importing.timetable.warnings import weekday_name

from .teaching import Teaching


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekWarning:
    """A warning and the cell it is about; lesson number None: the whole day."""

    message: Message
    weekday: int
    number: int | None
    journal_ids: frozenset[int]
    class_id: int | None = None
    """In whose week it can be seen, if it is a class's."""
    teacher_id: int | None = None
    """In whose week it can be seen, if it is a teacher's."""


def week_warnings(slots: Iterable[Slot], teaching: Teaching) -> tuple[WeekWarning, ...]:
    """Return every clash of teacher, room or pupils and every day over the legal limit."""
    known = [slot for slot in slots if slot.journal_id in teaching.journals]
    return (*_clashes(known, teaching), *_long_days(known, teaching))


def _clashes(slots: list[Slot], teaching: Teaching) -> list[WeekWarning]:
    found: dict[tuple[int, int, frozenset[int]], WeekWarning] = {}
    for clash in clashes({slot: _needs(slot, teaching) for slot in slots}):
        journals = frozenset(slot.journal_id for slot in clash.slots)
        if _is_held_together(clash, teaching):
            continue
        found.setdefault(
            (clash.weekday, clash.number, journals),
            WeekWarning(
                message=Message(
                    N_("{day}, lesson {number}: {what} is needed at once by {journals}."),
                    {
                        "day": weekday_name(clash.weekday),
                        "number": clash.number,
                        "what": _named(clash.resource, teaching),
                        "journals": "; ".join(
                            teaching.journals[journal].name for journal in sorted(journals)
                        ),
                    },
                ),
                weekday=clash.weekday,
                number=clash.number,
                journal_ids=journals,
                **_seen_with(clash, teaching),
            ),
        )
    return list(found.values())


def _seen_with(clash: Clash, teaching: Teaching) -> dict[str, int]:
    """Return whose week shows both lessons of a clash: the teacher's, else a class's."""
    match clash.resource:
        case ("teacher", int(person_id)):
            return {"teacher_id": person_id}
        case ("class", int(class_id)):
            return {"class_id": class_id}
        case ("pupil", int(pupil_id)):
            return {"class_id": teaching.class_of[pupil_id]}
        case _:
            journal = teaching.journals[clash.slots[0].journal_id]
            return {"class_id": min(journal.class_ids)} if journal.class_ids else {}


def _needs(slot: Slot, teaching: Teaching) -> Collection[Hashable]:
    journal = teaching.journals[slot.journal_id]
    needs: set[Hashable] = {("teacher", teacher) for teacher in journal.teacher_ids}
    needs |= {("pupil", pupil) for pupil in journal.pupil_ids}
    if slot.room_id is not None:
        needs.add(("room", slot.room_id))
    if journal.class_id is not None:
        needs.add(("class", journal.class_id))
    return needs


def _is_held_together(clash: Clash, teaching: Teaching) -> bool:
    """Tell whether it is one lesson of several classes: one teacher, one room, one subject."""
    match clash.resource:
        case ("teacher" | "room", int()):
            pass
        case _:
            return False
    rooms = {slot.room_id for slot in clash.slots}
    journals = [teaching.journals[slot.journal_id] for slot in clash.slots]
    return (
        len(rooms) == 1
        and len({journal.subject_id for journal in journals}) == 1
        and len({journal.teacher_ids for journal in journals}) == 1
    )


def _named(resource: Hashable, teaching: Teaching) -> str | Message:
    match resource:
        case ("teacher", int(person_id)):
            return teaching.teachers[person_id]
        case ("room", int(room_id)):
            return Message(N_("room {name}"), {"name": teaching.rooms.get(room_id, "?")})
        case ("class", int(class_id)):
            return teaching.classes[class_id]
        case _:
            return Message(N_("a pupil of both groups"))


def _longest_days(slots: list[Slot], teaching: Teaching) -> dict[tuple[int, int], int]:
    """Return the most lessons some pupil of a class has on a weekday; only subjects count.

    A class without pupils yet is one pupil who goes to everything the whole class goes to.
    """
    taken: dict[tuple[int, int | None, int], set[int]] = defaultdict(set)
    for slot in slots:
        journal = teaching.journals[slot.journal_id]
        if journal.kind != JournalKind.SUBJECT:
            continue
        if journal.class_id is not None:
            taken[journal.class_id, None, slot.weekday].add(slot.number)
        for pupil_id in journal.pupil_ids:
            taken[teaching.class_of[pupil_id], pupil_id, slot.weekday].add(slot.number)
    longest: dict[tuple[int, int], int] = defaultdict(int)
    for (class_id, _, weekday), numbers in taken.items():
        longest[class_id, weekday] = max(longest[class_id, weekday], len(numbers))
    return longest


def _long_days(slots: list[Slot], teaching: Teaching) -> list[WeekWarning]:
    found: list[WeekWarning] = []
    for (class_id, weekday), count in sorted(_longest_days(slots, teaching).items()):
        most = teaching.limits[teaching.grades[class_id]]
        if count > most:
            found.append(
                WeekWarning(
                    message=Message(
                        N_("{name}, {day}: {count} lessons; at most {most} are allowed."),
                        {
                            "name": teaching.classes[class_id],
                            "day": weekday_name(weekday),
                            "count": count,
                            "most": most,
                        },
                    ),
                    weekday=weekday,
                    number=None,
                    journal_ids=frozenset(),
                    class_id=class_id,
                )
            )
    return found
