"""What a timetable allows but a person should look at: clashes, long days, empty groups."""

from collections import defaultdict
from collections.abc import Hashable, Iterator

from ejournal_app.domain.kinds import JournalKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.timetable import Slot, clashes
from ejournal_app.services.importing.columns import fold
from ejournal_app.services.importing.fields import ClassName, class_name

from .plan_model import ClassLoad, PlannedSlot
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
        *_long_days(resolved, snapshot),
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


def class_loads(resolved: Resolved, snapshot: Snapshot) -> tuple[ClassLoad, ...]:
    """Return how many lessons a pupil of each class has on each day, by class.

    Only subjects count. A pupil goes to everything of the whole class and to one group of each
    subject; of several groups the one with the longest day is taken.
    """
    whole: dict[tuple[ClassName, int], set[int]] = defaultdict(set)
    groups: dict[tuple[ClassName, int], dict[str, dict[str, set[int]]]] = defaultdict(dict)
    for key, weekday, number in resolved.slots:
        journal = resolved.journals[key]
        record = snapshot.journals.get(journal.journal_id or 0)
        if record is not None and record.kind != JournalKind.SUBJECT:
            continue
        for name in resolved.classes[key]:
            if journal.class_id is not None:
                whole[name, weekday].add(number)
            else:
                of_subject = groups[name, weekday].setdefault(fold(journal.subject), {})
                of_subject.setdefault(key, set()).add(number)
    days: dict[ClassName, dict[int, int]] = defaultdict(dict)
    for name, weekday in {*whole, *groups}:
        taken = set(whole[name, weekday])
        for of_subject in groups[name, weekday].values():
            taken |= max(of_subject.values(), key=lambda own: len(own - taken))
        days[name][weekday] = len(taken)
    return tuple(
        ClassLoad(
            class_name=class_name(name),
            days=tuple(sorted(own.items())),
            most=snapshot.limits[name[0]],
        )
        for name, own in sorted(days.items())
    )


def _long_days(resolved: Resolved, snapshot: Snapshot) -> Iterator[Message]:
    for load in class_loads(resolved, snapshot):
        for weekday, count in load.days:
            if count > load.most:
                yield Message(
                    N_("{name}, {day}: {count} lessons; at most {most} are allowed."),
                    {
                        "name": load.class_name,
                        "day": weekday_name(weekday),
                        "count": count,
                        "most": load.most,
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
