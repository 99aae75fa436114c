"""Makes the weekly timetable: whole days without gaps for every class, no teacher twice at once.

First every lesson gets its day, so that a subject is spread over the week; then the lessons of
each day are put in order, swapping two lesson numbers of a class until no teacher is needed twice.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from ejournal_app.domain.legal_limits import max_lessons

from .sizes import ClassKey, random_for
from .teaching import Band, JournalPlan

DAYS = range(1, 6)
_ATTEMPTS = 50
_MOVES = 20_000
_TEACHERS_DAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A weekly lesson of a journal; weekday is ISO."""

    journal: JournalPlan
    weekday: int
    number: int


@dataclass(slots=True)
class _Event:
    """One lesson of a band on one day."""

    band: Band
    classes: tuple[ClassKey, ...]
    teachers: tuple[int, ...]
    number: int = 0


def timetable_of(bands: Sequence[Band]) -> list[Placed]:
    """Return a timetable without clashes; RuntimeError when none is found."""
    random = random_for("timetable")
    placed: list[Placed] = []
    by_day = _spread(bands, random)
    for weekday in DAYS:
        for event in _ordered(by_day[weekday], random):
            placed += [
                Placed(journal=journal, weekday=weekday, number=event.number)
                for journal in event.band.journals
            ]
    return placed


def teachers_of(journal: JournalPlan) -> frozenset[int]:
    """Return everybody who is busy while a journal is held."""
    return frozenset(post.staff.number for post in journal.posts)


def _spread(bands: Sequence[Band], random: Random) -> dict[int, list[_Event]]:
    """Return the lessons of each day; every class gets whole days of nearly the same length."""
    room = _day_lengths(bands)
    by_day: dict[int, list[_Event]] = {weekday: [] for weekday in DAYS}
    teacher_load: dict[tuple[int, int], int] = defaultdict(int)
    same: dict[tuple[ClassKey, str, int], int] = defaultdict(int)
    order = sorted(
        bands, key=lambda band: (-len(band.classes), -band.weekly, band.journals[0].number)
    )
    for band in order:
        teachers = tuple(
            sorted({number for journal in band.journals for number in teachers_of(journal)})
        )
        for _ in range(band.weekly):
            weekday = min(
                (day for day in DAYS if all(room[key, day] > 0 for key in band.classes)),
                key=lambda day: (
                    same[band.classes[0], band.subject, day],
                    sum(max(0, teacher_load[one, day] - _TEACHERS_DAY + 1) for one in teachers),
                    -min(room[key, day] for key in band.classes),
                    sum(teacher_load[one, day] for one in teachers),
                    random.random(),
                ),
            )
            for key in band.classes:
                room[key, weekday] -= 1
                same[key, band.subject, weekday] += 1
            for one in teachers:
                teacher_load[one, weekday] += 1
            by_day[weekday].append(_Event(band, band.classes, teachers))
    return by_day


def _day_lengths(bands: Sequence[Band]) -> dict[tuple[ClassKey, int], int]:
    """Return how many lessons a class has on each day, within what the law allows."""
    weekly: dict[ClassKey, int] = defaultdict(int)
    for band in bands:
        for key in band.classes:
            weekly[key] += band.weekly
    lengths: dict[tuple[ClassKey, int], int] = {}
    for key, lessons in weekly.items():
        short, longer = divmod(lessons, len(DAYS))
        for weekday in DAYS:
            lengths[key, weekday] = short + (weekday <= longer)
            if lengths[key, weekday] > max_lessons(key[0]):
                raise RuntimeError(f"too many lessons for grade {key[0]}")
    return lengths


def _ordered(events: list[_Event], random: Random) -> list[_Event]:
    """Give the lessons of one day their numbers."""
    for _ in range(_ATTEMPTS):
        day = _Day(events, random)
        if day.settle():
            return events
    raise RuntimeError("no timetable found")


class _Day:
    """The lessons of one day, each class's numbered from 1 without a gap."""

    def __init__(self, events: list[_Event], random: Random) -> None:
        self._random = random
        self._at: dict[tuple[ClassKey, int], _Event] = {}
        self._busy: dict[tuple[int, int], int] = defaultdict(int)
        self._events = events
        self._length: dict[ClassKey, int] = defaultdict(int)
        for event in events:
            for key in event.classes:
                self._length[key] += 1

    def settle(self) -> bool:
        """Swap until no teacher is needed twice at once; False when it takes too long."""
        if not self._begin():
            return False
        for _ in range(_MOVES):
            wrong = [event for event in self._events if self._conflicts(event)]
            if not wrong:
                return True
            event = self._random.choice(wrong)
            self._improve(event)
        return False

    def _begin(self) -> bool:
        """Put the lessons of several classes first, then fill up every class; False if stuck."""
        for event in self._events:
            event.number = 0
        shared = sorted(
            (event for event in self._events if len(event.classes) > 1),
            key=lambda event: -len(event.classes),
        )
        for event in shared:
            free = [
                number
                for number in range(1, min(self._length[key] for key in event.classes) + 1)
                if all((key, number) not in self._at for key in event.classes)
            ]
            if not free:
                return False
            self._put(event, self._random.choice(free))
        single = [event for event in self._events if len(event.classes) == 1]
        self._random.shuffle(single)
        for event in single:
            key = event.classes[0]
            free = [
                number
                for number in range(1, self._length[key] + 1)
                if (key, number) not in self._at
            ]
            self._put(
                event,
                min(
                    free,
                    key=lambda number: (
                        sum(self._busy[one, number] for one in event.teachers),
                        self._random.random(),
                    ),
                ),
            )
        return True

    def _put(self, event: _Event, number: int) -> None:
        event.number = number
        for key in event.classes:
            self._at[key, number] = event
        for one in event.teachers:
            self._busy[one, number] += 1

    def _take(self, event: _Event) -> None:
        for key in event.classes:
            self._at.pop((key, event.number), None)
        for one in event.teachers:
            self._busy[one, event.number] -= 1

    def _conflicts(self, event: _Event) -> int:
        return sum(self._busy[one, event.number] > 1 for one in event.teachers)

    def _improve(self, event: _Event) -> None:
        """Swap the lesson's number with the best other one; now and then with any."""
        best: tuple[float, int, list[_Event]] | None = None
        for number in range(1, min(self._length[key] for key in event.classes) + 1):
            if number == event.number:
                continue
            moved = self._closure(event, number)
            if moved is None:
                continue
            cost = self._cost_of_swap(moved, event.number, number) + self._random.random() * 1.5
            if best is None or cost < best[0]:
                best = cost, number, moved
        if best is not None:
            self._swap(best[2], event.number, best[1])

    def _closure(self, event: _Event, number: int) -> list[_Event] | None:
        """Return every lesson that moves when two numbers are swapped; None when one cannot."""
        moved = [event]
        keys = set(event.classes)
        waiting = list(keys)
        while waiting:
            key = waiting.pop()
            if self._length[key] < max(number, event.number):
                return None
            for at in (event.number, number):
                other = self._at[key, at]
                if other not in moved:
                    moved.append(other)
                    fresh = set(other.classes) - keys
                    keys |= fresh
                    waiting += sorted(fresh)
        return moved

    def _cost_of_swap(self, moved: list[_Event], first: int, second: int) -> int:
        before = self._total(moved, first, second)
        self._swap(moved, first, second)
        after = self._total(moved, first, second)
        self._swap(moved, first, second)
        return after - before

    def _total(self, moved: list[_Event], first: int, second: int) -> int:
        teachers = {one for event in moved for one in event.teachers}
        return sum(
            max(0, self._busy[one, number] - 1) for one in teachers for number in (first, second)
        )

    def _swap(self, moved: list[_Event], first: int, second: int) -> None:
        for event in moved:
            self._take(event)
        for event in moved:
            self._put(event, second if event.number == first else first)
