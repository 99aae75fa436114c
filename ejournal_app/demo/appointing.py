"""Who teaches what, and who is class teacher of which class (Regulation 7.6)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from .content.curriculum import CLASS_HOUR
from .content.posts import PRIMARY, PRIMARY_LAST_GRADE
from .sizes import ClassKey, Shape
from .staff import HAND_OVER_DAYS, Staff, StaffPlan
from .teaching import Band, JournalPlan, Post

_DEMO_CLASSES: frozenset[ClassKey] = frozenset({(7, "a"), (7, "b"), (7, "c"), (12, "a")})
_TWO_TEACHERS: ClassKey = (7, "a")


def appoint(
    shape: Shape, bands: list[Band], staff: Staff, year_starts: date
) -> dict[ClassKey, StaffPlan]:
    """Give every journal of the subjects its teachers; return the class teachers."""
    keys = (key for key, _ in shape.classes if key[0] <= PRIMARY_LAST_GRADE)
    primary = dict(zip(keys, staff.primary, strict=True))
    appointing = _Appointing(staff, year_starts)
    for band in bands:
        for journal in band.journals:
            appointing.as_planned(journal, primary)
    caps = _caps(bands, staff)
    for band in bands:
        busy: set[int] = set()
        for journal in band.journals:
            if not journal.posts and journal.subject != CLASS_HOUR:
                teacher = _free_teacher(staff, journal, busy, caps)
                busy.add(teacher.number)
                appointing.give(journal, teacher)
    class_teachers = _class_teachers(shape, staff, appointing.taught, primary)
    for band in bands:
        if band.journals[0].subject == CLASS_HOUR:
            appointing.give(band.journals[0], class_teachers[band.classes[0]])
    return class_teachers


class _Appointing:
    """Gives journals to teachers and counts who teaches which class how much."""

    def __init__(self, staff: Staff, year_starts: date) -> None:
        self._year_starts = year_starts
        self._demo = staff.with_account("skolotajs")
        self._second = staff.with_account("audzinatajs")
        self.taught: dict[ClassKey, dict[int, int]] = defaultdict(lambda: defaultdict(int))

    def give(self, journal: JournalPlan, teacher: StaffPlan) -> None:
        journal.posts += list(_posts(teacher, self._year_starts))
        teacher.load += journal.weekly
        for key in journal.classes:
            self.taught[key][teacher.number] += journal.weekly

    def as_planned(self, journal: JournalPlan, primary: dict[ClassKey, StaffPlan]) -> None:
        """Give a journal whose teachers do not depend on who has room left."""
        if journal.subject == "maths" and journal.classes[0] in _DEMO_CLASSES:
            self.give(journal, self._demo)
            if journal.classes[0] == _TWO_TEACHERS:
                self.give(journal, self._second)
        elif journal.subject in PRIMARY and journal.classes[0] in primary:
            self.give(journal, primary[journal.classes[0]])


def _posts(teacher: StaffPlan, year_starts: date) -> Iterator[Post]:
    if teacher.takes_over_from is None:
        yield Post(staff=teacher, starts_on=year_starts)
        return
    last = year_starts + timedelta(days=HAND_OVER_DAYS)
    yield Post(staff=teacher.takes_over_from, starts_on=year_starts, ends_on=last)
    yield Post(staff=teacher, starts_on=last + timedelta(days=1))


def _caps(bands: list[Band], staff: Staff) -> dict[str, float]:
    """Return how many lessons a teacher of a subject takes before the next one is asked."""
    loads: dict[str, int] = defaultdict(int)
    for journal in (journal for band in bands for journal in band.journals):
        if not journal.posts:
            loads[journal.subject] += journal.weekly
    caps: dict[str, float] = {}
    for subject in loads:
        shared = {code for one in staff.teachers_of(subject) for code in one.subjects}
        teachers = {one.number: one for code in shared for one in staff.teachers_of(code)}
        given = sum(one.load for one in teachers.values())
        total = given + sum(loads.get(code, 0) for code in shared)
        caps[subject] = total / len(teachers) + 1 if teachers else 0
    return caps


def _free_teacher(
    staff: Staff, journal: JournalPlan, busy: set[int], caps: dict[str, float]
) -> StaffPlan:
    """Return the first teacher with room left, so that parallel classes share a teacher."""
    able = [one for one in staff.teachers_of(journal.subject) if one.number not in busy]
    for one in able:
        if one.load + journal.weekly <= caps[journal.subject]:
            return one
    return min(able, key=lambda one: (one.load, one.number))


def _class_teachers(
    shape: Shape,
    staff: Staff,
    taught: dict[ClassKey, dict[int, int]],
    primary: dict[ClassKey, StaffPlan],
) -> dict[ClassKey, StaffPlan]:
    """Appoint the class teachers: those who teach the class most, one class each."""
    appointed = dict(primary)
    second = staff.with_account("audzinatajs")
    by_number = {one.number: one for one in staff.everybody}
    used = {second.number, staff.with_account("skolotajs").number}
    for key, _ in shape.classes:
        if key == (7, "a"):
            appointed[key] = second
        elif key not in appointed:
            candidates = [
                (-lessons, number)
                for number, lessons in taught[key].items()
                if number not in used
                and not by_number[number].ends_on
                and not by_number[number].takes_over_from
            ]
            number = min(candidates)[1]
            used.add(number)
            appointed[key] = by_number[number]
    return appointed
