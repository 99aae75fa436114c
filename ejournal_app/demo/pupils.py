"""The pupils of every class, their families and the orders that put them there."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from .content import names
from .names import NameBook
from .sizes import ClassKey, Shape, random_for

_ONE_DAY = timedelta(days=1)
_LARGEST_FAMILY = 3
_SIBLING_CHANCE = 0.28


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """A pupil's time in one class; the last day is open while it lasts."""

    class_key: ClassKey
    starts_on: date
    ends_on: date | None = None
    moved_on: bool = False
    """Whether another class follows; otherwise an end means leaving the school."""


@dataclass(slots=True, kw_only=True)
class Family:
    """A household with children at the school."""

    number: int
    surname: str
    """The masculine form."""
    grades: list[int] = field(default_factory=list[int])
    is_demo: bool = False
    """Whether it is the family of the demo accounts vecaks and skolens."""


@dataclass(slots=True, kw_only=True)
class PupilPlan:
    """A pupil before there is a row: who they are and how they learn."""

    number: int
    """Counts from 0 in order of classes; everything that varies hangs on it."""
    given_name: str
    family_name: str
    is_girl: bool
    birth_date: date
    family: Family
    stays: tuple[Stay, ...]
    ability: float
    """What they would get on an average day, in points."""
    tardiness: float
    """Chance of being late for the first lesson."""
    pupil_id: int = 0
    person_id: int = 0
    account: str = ""
    """User name of a demo account."""
    second_language: str = ""
    """Otrā svešvaloda; empty before it is learnt."""

    @property
    def grade(self) -> int:
        """Return the pupil's grade."""
        return self.stays[-1].class_key[0]


def pupils_of(shape: Shape, year_starts: date) -> list[PupilPlan]:
    """Return every pupil of the school in order of classes."""
    random = random_for("pupils")
    book = NameBook(random, names.GIRLS, names.BOYS)
    families: list[Family] = []
    pupils: list[PupilPlan] = []
    for key, count in shape.classes:
        for _ in range(count):
            number = len(pupils)
            family = _family(random, book, families, key[0])
            is_girl = random.random() < 0.5
            given, surname = book.given(family.surname, is_woman=is_girl)
            pupils.append(
                PupilPlan(
                    number=number,
                    given_name=given,
                    family_name=surname,
                    is_girl=is_girl,
                    birth_date=_birth_date(random, year_starts.year, key[0]),
                    family=family,
                    stays=_stays(number, key, shape, year_starts),
                    ability=min(9.4, max(3.2, random.gauss(6.7, 1.4))),
                    tardiness=random.choice((0.0, 0.005, 0.01, 0.02, 0.09)),
                )
            )
    _put_demo_family(pupils, families, random)
    return pupils


def _family(random: Random, book: NameBook, families: list[Family], grade: int) -> Family:
    """Return an older family with a child of another grade, or a new one."""
    if families and random.random() < _SIBLING_CHANCE:
        for _ in range(10):
            family = random.choice(families)
            apart = all(abs(grade - other) > 1 for other in family.grades)
            if apart and len(family.grades) < _LARGEST_FAMILY:
                family.grades.append(grade)
                return family
    family = Family(number=len(families), surname=book.families.next(), grades=[grade])
    families.append(family)
    return family


def _birth_date(random: Random, starting: int, grade: int) -> date:
    """Return a birth date of the usual age: seven in the calendar year of grade 1."""
    year = starting - 6 - grade - (random.random() < 0.03)
    return date(year, 1, 1) + timedelta(days=random.randrange(365))


def _stays(number: int, key: ClassKey, shape: Shape, first: date) -> tuple[Stay, ...]:
    """Return where a pupil was this year: a few come late, leave or move to the next class."""
    if number % 97 == 12:
        return (Stay(class_key=key, starts_on=first + timedelta(days=29)),)
    if number % 97 == 41:
        return (Stay(class_key=key, starts_on=first, ends_on=first + timedelta(days=45)),)
    neighbour = (key[0], chr(ord(key[1]) + 1))
    if number % 150 == 20 and any(other == neighbour for other, _ in shape.classes):
        last = first + timedelta(days=34)
        return (
            Stay(class_key=key, starts_on=first, ends_on=last, moved_on=True),
            Stay(class_key=neighbour, starts_on=last + _ONE_DAY),
        )
    return (Stay(class_key=key, starts_on=first),)


def _put_demo_family(pupils: list[PupilPlan], families: list[Family], random: Random) -> None:
    """Make two pupils of 7.a and 2.a siblings, the older with an account of her own."""
    family = Family(number=len(families), surname="Krūmiņš", grades=[7, 2], is_demo=True)
    families.append(family)
    for key, given, surname, is_girl in (
        ((7, "a"), "Marta", "Krūmiņa", True),
        ((2, "a"), "Jēkabs", "Krūmiņš", False),
    ):
        pupil = next(
            candidate
            for candidate in pupils
            if candidate.stays[0].class_key == key and _has_plain_year(candidate)
        )
        pupil.family.grades.remove(key[0])
        pupil.given_name, pupil.family_name = given, surname
        pupil.is_girl, pupil.family = is_girl, family
        pupil.ability = 7.6 + random.random()
        if key == (7, "a"):
            pupil.account = "skolens"
    for other in pupils:
        # The demo family's names belong to it alone.
        if other.family is not family and other.given_name in ("Marta", "Jēkabs"):
            other.given_name += "-Elza" if other.is_girl else "-Jānis"


def _has_plain_year(pupil: PupilPlan) -> bool:
    return len(pupil.stays) == 1 and pupil.stays[0].ends_on is None and pupil.number % 97 != 12
