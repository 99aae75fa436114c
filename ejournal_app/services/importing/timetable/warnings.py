"""What a timetable allows but a person should look at: clashes, long days, empty groups."""

from collections import defaultdict
from collections.abc import Hashable, Iterator

from ejournal_app.domain.legal_limits import max_lessons
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.timetable import Slot, clashes
from ejournal_app.services.importing.columns import fold
from ejournal_app.services.importing.fields import ClassName, class_name

from .plan_model import PlannedSlot
from .resolving import Resolved
from .snapshot import Snapshot

WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


def weekday_name(weekday: int) -> Message:
    """Return the name of an ISO weekday."""
    return Message(WEEKDAYS[weekday - 1])


def warnings(resolved: Resolved, snapshot: Snapshot) -> tuple[Message, ...]:
    """Return every warning about a resolved timetable."""
    return (
        *_clashes(resolved, snapshot),
        *_long_days(resolved),
        *_empty_groups(resolved, snapshot),
        *_overtaken(snapshot),
    )


def _clashes(resolved: Resolved, snapshot: Snapshot) -> Iterator[Message]:
    # The rule of the domain knows slots by number: journals get theirs here, new ones included.
    numbers = {key: number for number, key in enumerate(resolved.journals)}
    keys = {number: key for key, number in numbers.items()}
    resources: dict[Slot, set[Hashable]] = {}
    leaders: set[tuple[str, int, int]] = set()
    for (key, weekday, number), slot in resolved.slots.items():
        together = resolved.together.get((key, weekday, number))
        leads = together is None or (together, weekday, number) not in leaders
        if together is not None:
            leaders.add((together, weekday, number))
        place = Slot(journal_id=numbers[key], weekday=weekday, number=number)
        resources[place] = _resources(resolved, snapshot, slot, leads=leads)
    said: set[tuple[int, int, tuple[int, ...]]] = set()
    for clash in clashes(resources):
        journals = tuple(slot.journal_id for slot in clash.slots)
        if (clash.weekday, clash.number, journals) in said:
            continue
        said.add((clash.weekday, clash.number, journals))
        yield Message(
            N_("{day}, lesson {number}: {what} is needed at once by {journals}."),
            {
                "day": weekday_name(clash.weekday),
                "number": clash.number,
                "what": _resource_name(clash.resource, snapshot),
                "journals": "; ".join(resolved.journals[keys[j]].name for j in journals),
            },
        )


def _resources(
    resolved: Resolved, snapshot: Snapshot, slot: PlannedSlot, *, leads: bool
) -> set[Hashable]:
    """Return what a weekly lesson needs; one held together needs teacher and room only once."""
    journal = resolved.journals[slot.journal_key]
    found: set[Hashable] = set()
    if leads:
        found |= {("teacher", person_id) for person_id in resolved.teachers[slot.journal_key]}
        if slot.room:
            found.add(("room", fold(slot.room), slot.room))
    if journal.class_id is not None:
        found.add(("class", journal.class_id))
        found |= {
            ("part", journal.class_id, key)
            for key, other in resolved.journals.items()
            if other.class_id is None
            and snapshot.class_names[journal.class_id] in resolved.classes[key]
        }
        return found
    found |= {
        ("part", snapshot.classes[name], slot.journal_key)
        for name in resolved.classes[slot.journal_key]
    }
    found |= {("pupil", pupil) for pupil in snapshot.group_members.get(journal.group_id or 0, ())}
    return found


def _resource_name(resource: Hashable, snapshot: Snapshot) -> str | Message:
    match resource:
        case ("teacher", int(person_id)):
            return snapshot.staff[person_id]
        case ("room", str(), str(name)):
            return Message(N_("room {name}"), {"name": name})
        case ("class", int(class_id)) | ("part", int(class_id), str()):
            return class_name(snapshot.class_names[class_id])
        case _:
            return Message(N_("a pupil of both groups"))


def _long_days(resolved: Resolved) -> Iterator[Message]:
    taken: dict[tuple[ClassName, int], set[int]] = defaultdict(set)
    for key, weekday, number in resolved.slots:
        for name in resolved.classes[key]:
            taken[name, weekday].add(number)
    for (name, weekday), numbers in sorted(taken.items()):
        most = max_lessons(name[0])
        if len(numbers) > most:
            yield Message(
                N_("{name}, {day}: {count} lessons; the law allows {most}."),
                {
                    "name": class_name(name),
                    "day": weekday_name(weekday),
                    "count": len(numbers),
                    "most": most,
                },
            )


def _empty_groups(resolved: Resolved, snapshot: Snapshot) -> Iterator[Message]:
    for journal in resolved.journals.values():
        if journal.class_id is None and not snapshot.group_members.get(journal.group_id or 0):
            yield Message(N_("The group {name} has no pupils yet."), {"name": journal.name})


def _overtaken(snapshot: Snapshot) -> Iterator[Message]:
    if snapshot.later is not None:
        yield Message(
            N_("Another timetable is in force from {day}; this one is valid until then."),
            {"day": snapshot.later},
        )
