"""The timetable: what is needed twice at once, and days longer than is allowed."""

from collections import defaultdict
from collections.abc import Hashable, Iterator

from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.kinds import JournalKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.timetable import Clash, Slot, clashes
from ejournal_app.services.importing.timetable.warnings import weekday_name

from .findings import CheckKind, Finding, Place
from .snapshot import Snapshot


def timetable(snapshot: Snapshot) -> Iterator[Finding]:
    """Yield clashes and too long days of the timetable in force."""
    yield from _clashes(snapshot)
    yield from _long_days(snapshot)


def _clashes(snapshot: Snapshot) -> Iterator[Finding]:
    resources: dict[Slot, set[Hashable]] = {}
    for slot in snapshot.slots:
        journal = snapshot.journals[slot.journal_id]
        needed: set[Hashable] = {("pupil", one) for one in snapshot.pupils_of(journal)}
        needed |= {("teacher", one) for one in snapshot.teachers.get(slot.journal_id, ())}
        if slot.room_id is not None:
            needed.add(("room", slot.room_id))
        resources[slot] = needed
    together: dict[tuple[Slot, ...], list[Clash]] = defaultdict(list)
    for clash in clashes(resources):
        if not _held_together(snapshot, clash):
            together[clash.slots].append(clash)
    for slots, found in together.items():
        journals = sorted({snapshot.journals[slot.journal_id].name for slot in slots}, key=sort_key)
        pupils = sum(1 for clash in found if _kind(clash) == "pupil")
        shared = frozenset(
            pupil
            for slot in slots
            for pupil in snapshot.pupils_of(snapshot.journals[slot.journal_id])
        )
        for what in (*_named(snapshot, found), *_pupils(pupils)):
            yield Finding(
                kind=CheckKind.CLASH,
                name="; ".join(journals),
                text=Message(
                    N_("{day}, lesson {number}: {what} is needed at once."),
                    {
                        "day": weekday_name(slots[0].weekday),
                        "number": slots[0].number,
                        "what": what,
                    },
                ),
                place=Place.TIMETABLE,
                query=_week_of(snapshot, found[0], slots[0]),
                classes=snapshot.class_names(shared),
            )


def _week_of(snapshot: Snapshot, clash: Clash, slot: Slot) -> str:
    """Return whose week shows a clash: the teacher's, the room's or that of the pupils' class."""
    match clash.resource:
        case ("teacher", int(person_id)):
            return f"skats=skolotajs&id={person_id}"
        case ("room", int(room_id)):
            return f"skats=kabinets&id={room_id}"
        case ("pupil", int(pupil_id)):
            return f"skats=klase&id={snapshot.pupils[pupil_id].class_id}"
        case _:
            return f"skats=klase&id={snapshot.journals[slot.journal_id].class_id or ''}"


def _held_together(snapshot: Snapshot, clash: Clash) -> bool:
    """Tell whether one teacher leads several journals in one room: a lesson held together."""
    if _kind(clash) == "pupil":
        return False
    rooms = {slot.room_id for slot in clash.slots}
    shared = set(snapshot.people)
    for slot in clash.slots:
        shared &= snapshot.teachers.get(slot.journal_id, frozenset())
    return len(rooms) == 1 and None not in rooms and bool(shared)


def _kind(clash: Clash) -> str:
    match clash.resource:
        case (str(kind), int()):
            return kind
        case _:
            return ""


def _named(snapshot: Snapshot, found: list[Clash]) -> Iterator[str | Message]:
    for clash in found:
        match clash.resource:
            case ("teacher", int(person_id)):
                yield snapshot.people.get(person_id, "")
            case ("room", int(room_id)):
                yield Message(N_("room {name}"), {"name": snapshot.rooms.get(room_id, "")})
            case _:
                pass


def _pupils(count: int) -> Iterator[Message]:
    if count:
        yield Message(N_("the same pupils ({n})"), {"n": count})


def _long_days(snapshot: Snapshot) -> Iterator[Finding]:
    """Yield the classes' days over the limit; only lessons of subjects count."""
    taken: dict[tuple[int, int], set[int]] = defaultdict(set)
    for slot in snapshot.slots:
        journal = snapshot.journals[slot.journal_id]
        if journal.kind == JournalKind.SUBJECT:
            for pupil_id in snapshot.pupils_of(journal):
                taken[pupil_id, slot.weekday].add(slot.number)
    most: dict[tuple[int, int], int] = {}
    pupils: dict[tuple[int, int], int] = defaultdict(int)
    for (pupil_id, weekday), numbers in taken.items():
        class_id = snapshot.pupils[pupil_id].class_id
        if len(numbers) > snapshot.limits[snapshot.classes[class_id].grade]:
            key = (class_id, weekday)
            most[key] = max(most.get(key, 0), len(numbers))
            pupils[key] += 1
    for (class_id, weekday), count in sorted(most.items()):
        row = snapshot.classes[class_id]
        yield Finding(
            kind=CheckKind.LONG_DAY,
            name=row.name,
            text=Message(
                N_("{day}: lessons {count}, pupils {pupils}; at most {most} lessons are allowed."),
                {
                    "day": weekday_name(weekday),
                    "count": count,
                    "pupils": pupils[class_id, weekday],
                    "most": snapshot.limits[row.grade],
                },
            ),
            place=Place.TIMETABLE,
            query=f"skats=klase&id={class_id}",
            classes=(row.name,),
        )
