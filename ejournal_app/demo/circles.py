"""Journals beside the subjects: who is in them and when they are held (Regulation 7.3)."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import product
from random import Random

from .content.activities import ACTIVITIES, ActivityPlan
from .pupils import PupilPlan
from .sizes import ClassKey, Shape, random_for
from .staff import OWN_WORK, Staff, StaffPlan
from .teaching import Belonging, JournalPlan, Post
from .timetabling import DAYS, Placed, teachers_of

_SHARE_IN_SMALL = 3
"""The small school has fewer pupils to take part."""
_MOST_CIRCLES = 2


class _Diary:
    """Who is busy when."""

    def __init__(self, placed: Iterable[Placed]) -> None:
        self._busy: set[tuple[str, int, int, int]] = set()
        for one in placed:
            self.note(one)

    def note(self, placed: Placed) -> None:
        """Remember that a lesson is held."""
        self._busy.update((*who, placed.weekday, placed.number) for who in _people(placed.journal))

    def is_free(self, journal: JournalPlan, weekday: int, number: int) -> bool:
        """Tell whether everybody of a journal is free."""
        return not any((*who, weekday, number) in self._busy for who in _people(journal))


def _people(journal: JournalPlan) -> Iterator[tuple[str, int]]:
    yield from (("staff", number) for number in teachers_of(journal))
    yield from (("pupil", one.pupil.number) for one in journal.members)


def circles_of(
    shape: Shape,
    pupils: list[PupilPlan],
    staff: Staff,
    placed: list[Placed],
    year_starts: date,
    first_number: int,
) -> tuple[list[JournalPlan], list[Placed]]:
    """Return the journals of every other kind and their weekly lessons, clashing with nothing."""
    random = random_for("circles")
    diary = _Diary(placed)
    taken: dict[int, int] = {}
    journals: list[JournalPlan] = []
    lessons: list[Placed] = []
    plans = [plan for plan in ACTIVITIES if plan.in_small or shape.size == "full"]
    for plan in plans:
        teacher = _teacher(plan, staff)
        members = _members(plan, pupils, taken, shape, random)
        journal = JournalPlan(
            number=first_number + len(journals),
            kind=plan.kind,
            subject=plan.name,
            name=plan.name,
            classes=_classes(members),
            is_group=True,
            weekly=plan.weekly,
            members=members,
            posts=[Post(staff=teacher, starts_on=year_starts)],
            runs_in_breaks=plan.runs_in_breaks,
        )
        teacher.load += plan.weekly
        journals.append(journal)
        for weekday, number in _times(plan, journal, diary, random):
            lesson = Placed(journal=journal, weekday=weekday, number=number)
            diary.note(lesson)
            lessons.append(lesson)
    return journals, lessons


def _teacher(plan: ActivityPlan, staff: Staff) -> StaffPlan:
    """Return the least busy teacher for it; support staff by the first word of the position."""
    able = staff.teachers_of(plan.staff)
    if plan.staff == OWN_WORK:
        word = {"Pagarinātās": "pagar", "Logopēda": "logop", "Speciālā": "spec"}.get(
            plan.name.split()[0], "inter"
        )
        able = [one for one in able if one.position.startswith(word)] or able
    able = [one for one in able if one.account == ""] or able
    return min(able, key=lambda one: (one.load, one.number))


def _members(
    plan: ActivityPlan,
    pupils: list[PupilPlan],
    taken: dict[int, int],
    shape: Shape,
    random: Random,
) -> list[Belonging]:
    able = [
        pupil
        for pupil in pupils
        if pupil.grade in plan.grades
        and taken.get(pupil.number, 0) < _MOST_CIRCLES
        and len(pupil.stays) == 1
    ]
    wanted = plan.pupils if shape.size == "full" else max(1, plan.pupils // _SHARE_IN_SMALL)
    chosen = sorted(random.sample(able, min(wanted, len(able))), key=lambda one: one.number)
    for pupil in chosen:
        taken[pupil.number] = taken.get(pupil.number, 0) + 1
    return [
        Belonging(pupil=pupil, starts_on=pupil.stays[0].starts_on, ends_on=pupil.stays[0].ends_on)
        for pupil in chosen
    ]


def _classes(members: list[Belonging]) -> tuple[ClassKey, ...]:
    return tuple(sorted({one.pupil.stays[0].class_key for one in members}))


def _times(
    plan: ActivityPlan, journal: JournalPlan, diary: _Diary, random: Random
) -> Iterator[tuple[int, int]]:
    """Yield when it is held: on different days where that is possible."""
    times = list(product(DAYS, plan.numbers))
    random.shuffle(times)
    free = [time for time in times if diary.is_free(journal, *time)]
    days: dict[int, tuple[int, int]] = {}
    for weekday, number in free:
        days.setdefault(weekday, (weekday, number))
    if len(days) < plan.weekly:
        raise RuntimeError(f"no time for {plan.name}")
    yield from sorted(list(days.values())[: plan.weekly])
