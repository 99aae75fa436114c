"""Journals of the subjects with their pupils, before there are rows (Regulation 7.3, 7.4)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from math import ceil

from ejournal_app.domain.kinds import JournalKind

from .content.curriculum import LANGUAGES, SECOND_LANGUAGE, SUBJECTS, SubjectPlan
from .pupils import PupilPlan
from .sizes import ClassKey, Shape
from .staff import StaffPlan

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


def class_name(key: ClassKey) -> str:
    """Return a class as people write it: 5.a."""
    return f"{key[0]}.{key[1]}"


def bands_of(shape: Shape, pupils: list[PupilPlan]) -> Iterator[Band]:
    """Yield everything taught as subjects, with its pupils and without teachers."""
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
        place = _share(subject, one.pupil, len(labels))
        shares[place].append(one)
        if subject.code == SECOND_LANGUAGE:
            one.pupil.second_language = LANGUAGES[subjects[place]][0].split()[0].lower()
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
