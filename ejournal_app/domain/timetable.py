"""The timetable (stundu saraksts): which lessons it gives on which days, and what clashes."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from .school_calendar import SchoolCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One weekly lesson of a journal; weekday is ISO, 1 is Monday."""

    journal_id: int
    weekday: int
    number: int
    room_id: int | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A timetable in force from a date until the next version's date."""

    valid_from: date
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A lesson the timetable gives on a date."""

    journal_id: int
    day: date
    number: int
    room_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Slots of one weekday and lesson number that need the same teacher, room or pupils."""

    weekday: int
    number: int
    resource: Hashable
    slots: tuple[Slot, ...]


def occurrences(
    versions: Iterable[Version],
    calendar: SchoolCalendar,
    grade_of_journal: Mapping[int, int],
    first: date,
    last: date,
    *,
    in_breaks: Collection[int] = (),
) -> Iterator[Occurrence]:
    """Yield the lessons of the days first to last, by day and number (Regulation 13).

    The version in force on the day decides; a day off for the grade gives nothing; a moved
    working Saturday follows the weekday it replaces. `in_breaks` are the journals that also run
    in pupils' breaks.
    """
    ordered = sorted(versions, key=lambda version: version.valid_from)
    starts = [version.valid_from for version in ordered]
    by_weekday = [_by_weekday(version.slots) for version in ordered]
    for day in _days(first, last):
        in_force = bisect_right(starts, day) - 1
        if in_force < 0:
            continue
        allowed: dict[tuple[int, bool], bool] = {}
        for slot in by_weekday[in_force][calendar.timetable_weekday(day)]:
            grade, runs = grade_of_journal[slot.journal_id], slot.journal_id in in_breaks
            if (grade, runs) not in allowed:
                verdict = calendar.lesson_day(day, grade, in_breaks=runs)
                allowed[grade, runs] = verdict.allowed
            if allowed[grade, runs]:
                yield Occurrence(
                    journal_id=slot.journal_id, day=day, number=slot.number, room_id=slot.room_id
                )


def clashes(resources: Mapping[Slot, Collection[Hashable]]) -> list[Clash]:
    """Return where slots at the same weekday and number share a resource.

    A resource is any key that can be in one place at a time: a teacher, a room, a pupil. The
    caller makes keys of different kinds differ, for example ("room", 12).
    """
    users: dict[tuple[int, int, Hashable], list[Slot]] = defaultdict(list)
    for slot, keys in resources.items():
        for key in set(keys):
            users[slot.weekday, slot.number, key].append(slot)
    found = [
        Clash(weekday=weekday, number=number, resource=key, slots=tuple(slots))
        for (weekday, number, key), slots in users.items()
        if len(slots) > 1
    ]
    return sorted(found, key=lambda clash: (clash.weekday, clash.number, repr(clash.resource)))


def _by_weekday(slots: Iterable[Slot]) -> dict[int, list[Slot]]:
    grouped: dict[int, list[Slot]] = {weekday: [] for weekday in range(1, 8)}
    for slot in sorted(slots, key=lambda slot: (slot.number, slot.journal_id)):
        grouped[slot.weekday].append(slot)
    return grouped


def _days(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)
