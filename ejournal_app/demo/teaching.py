"""Classes, groups and journals with their teachers, before there are rows (Regulation 7.3–7.6)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil

from ejournal_app.persistence.models import JournalKind

from .data.curriculum import CLASS_HOUR, LANGUAGES, SECOND_LANGUAGE, SUBJECTS, SubjectPlan
from .data.posts import PRIMARY, PRIMARY_LAST_GRADE
from .pupils import PupilPlan
from .sizes import ClassKey, Shape
from .staff import HAND_OVER_DAYS, Staff, StaffPlan

_LARGEST_GROUP = 18
_HALVES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """A pupil's time in a journal."""

    pupil: PupilPlan
    starts_on: date
    ends_on: date | None

    def on(self, day: date) -> bool:
        """Tell whether the pupil belongs to the journal on a day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A teacher's time in a journal."""

    staff: StaffPlan
    starts_on: date
    ends_on: date | None = None


@dataclass(slots=True, kw_only=True)
class JournalPlan:
    """A journal before there is a row."""

    number: int
    kind: JournalKind = JournalKind.SUBJECT
    subject: str
    """Code of the subject, or the name of the activity."""
    name: str
    classes: tuple[ClassKey, ...]
    is_group: bool
    weekly: int
    members: list[Belonging] = field(default_factory=list[Belonging])
    posts: list[Post] = field(default_factory=list[Post])
    runs_in_breaks: bool = False
    journal_id: int = 0

    @property
    def grade(self) -> int:
        """Return the grade whose calendar and scale it follows."""
        return self.classes[0][0]

    def teacher_on(self, day: date) -> StaffPlan:
        """Return who writes in it on a day: the first of its teachers."""
        for post in self.posts:
            if post.starts_on <= day and (post.ends_on is None or day <= post.ends_on):
                return post.staff
        raise LookupError(f"nobody teaches {self.name} on {day}")


@dataclass(frozen=True, slots=True)
class Band:
    """Journals held at the same time because they share out the pupils of the same classes."""

    journals: tuple[JournalPlan, ...]

    @property
    def classes(self) -> tuple[ClassKey, ...]:
        """Return the classes that are busy while it is held."""
        return self.journals[0].classes

    @property
    def weekly(self) -> int:
        """Return its lessons a week."""
        return self.journals[0].weekly

    @property
    def subject(self) -> str:
        """Return what pupils would call it, to spread it over the week."""
        return self.journals[0].subject if len(self.journals) == 1 else self.journals[0].name


@dataclass(slots=True)
class Teaching:
    """Everything taught as subjects."""

    bands: list[Band]
    class_teachers: dict[ClassKey, StaffPlan]

    @property
    def journals(self) -> list[JournalPlan]:
        """Return every journal in order."""
        return [journal for band in self.bands for journal in band.journals]


def class_name(key: ClassKey) -> str:
    """Return a class as people write it: 5.a."""
    return f"{key[0]}.{key[1]}"


def teaching_of(shape: Shape, pupils: list[PupilPlan], staff: Staff, year_starts: date) -> Teaching:
    """Return the journals of every subject, with pupils and teachers."""
    bands = list(_bands(shape, pupils))
    class_teachers = _appoint(shape, bands, staff, year_starts)
    return Teaching(bands=bands, class_teachers=class_teachers)


def _bands(shape: Shape, pupils: list[PupilPlan]) -> Iterator[Band]:
    by_grade: dict[int, list[ClassKey]] = defaultdict(list)
    for key, _ in shape.classes:
        by_grade[key[0]].append(key)
    stays: dict[ClassKey, list[Belonging]] = defaultdict(list)
    for pupil in pupils:
        for stay in pupil.stays:
            stays[stay.class_key].append(
                Belonging(pupil=pupil, starts_on=stay.starts_on, ends_on=stay.ends_on)
            )
    number = 0
    for subject in SUBJECTS:
        lessons = subject.small if shape.size == "small" else subject.weekly
        for grade, weekly in sorted(lessons.items()):
            for classes in _together(subject, grade, by_grade[grade]):
                members = [one for key in classes for one in stays[key]]
                band = _band(subject, classes, weekly, members, number)
                number += len(band.journals)
                yield band


def _together(
    subject: SubjectPlan, grade: int, classes: list[ClassKey]
) -> Iterable[tuple[ClassKey, ...]]:
    """Yield the classes of a grade, neighbours together where a subject is taught so."""
    if subject.split.get(grade) != "pairs":
        return [(key,) for key in classes]
    step = len(classes) if len(classes) % _HALVES else _HALVES
    return [tuple(classes[first : first + step]) for first in range(0, len(classes), step)]


def _band(
    subject: SubjectPlan,
    classes: tuple[ClassKey, ...],
    weekly: int,
    members: list[Belonging],
    number: int,
) -> Band:
    names = " ".join((subject.name, ", ".join(class_name(key) for key in classes)))
    split = subject.split.get(classes[0][0])
    if split is None or (split == "pairs" and len(classes) == 1):
        journal = JournalPlan(
            number=number,
            subject=subject.code,
            name=names,
            classes=classes,
            is_group=False,
            weekly=weekly,
            members=members,
        )
        return Band((journal,))
    if split == "halves":
        labels = [f"{names}, {half}. grupa" for half in (1, 2)]
        subjects = [subject.code] * _HALVES
    else:
        present = len({one.pupil.number for one in members})
        groups = subject.groups[: max(_HALVES, ceil(present / _LARGEST_GROUP - 0.5))]
        is_language = subject.code == SECOND_LANGUAGE
        subjects = list(groups) if is_language else [subject.code] * len(groups)
        labels = [
            names.replace(subject.name, LANGUAGES[group][0]) if is_language else f"{names}, {group}"
            for group in groups
        ]
    shares: list[list[Belonging]] = [[] for _ in labels]
    for one in members:
        shares[_share(subject, one.pupil, len(labels))].append(one)
    return Band(
        tuple(
            JournalPlan(
                number=number + place,
                subject=code,
                name=label,
                classes=classes,
                is_group=True,
                weekly=weekly,
                members=share,
            )
            for place, (code, label, share) in enumerate(zip(subjects, labels, shares, strict=True))
        )
    )


def _share(subject: SubjectPlan, pupil: PupilPlan, groups: int) -> int:
    """Return which group a pupil is in, the same whatever class the pupil moves to."""
    if subject.code == "sport":
        return 0 if pupil.is_girl else 1
    return pupil.number % groups


def _appoint(
    shape: Shape, bands: list[Band], staff: Staff, year_starts: date
) -> dict[ClassKey, StaffPlan]:
    """Give every journal its teachers; return the class teachers."""
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


_DEMO_CLASSES: frozenset[ClassKey] = frozenset({(7, "a"), (7, "b"), (7, "c"), (12, "a")})
_TWO_TEACHERS: ClassKey = (7, "a")


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
