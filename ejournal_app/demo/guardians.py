"""Who stands for the pupils: parents, guardians, an institution, a parent kept away by a court."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from ejournal_app.domain.kinds import GuardianKind
from ejournal_app.persistence.models import Guardianship

from .content import names
from .names import NameBook
from .person_rows import People, adult_birth_date
from .pupils import Family, PupilPlan
from .sizes import random_for
from .tables import Tables

DEMO_PARENT = ("Kristīne", "Krūmiņa")

# Remainders of the family's number by 40: one family in 40 is in each situation.
_EVERY = 40
_GUARDIAN, _INSTITUTION, _RESTRICTED, _FORMER, _FOSTER = 7, 13, 17, 23, 29


@dataclass(frozen=True, slots=True, kw_only=True)
class _Adult:
    """A person of a family and what that person may do."""

    person_id: int
    kind: GuardianKind = GuardianKind.PARENT
    is_notified: bool = True
    court_restricted: bool = False
    ended: bool = False


class _Households:
    """Makes the adults of each family once."""

    def __init__(self, people: People, random: Random, year_starts: date) -> None:
        self._people = people
        self._random = random
        self._starting = year_starts.year
        self._book = NameBook(random, names.MOTHERS, names.FATHERS, {DEMO_PARENT})
        self._institution: int | None = None
        self._adults: dict[int, tuple[_Adult, ...]] = {}
        self.demo_parent: int = 0

    def of(self, pupil: PupilPlan) -> tuple[_Adult, ...]:
        family = pupil.family
        if family.number not in self._adults:
            eldest_born = date(self._starting - 7 - max(family.grades), 1, 1)
            self._adults[family.number] = (
                self._demo(family, eldest_born)
                if family.is_demo
                else self._situation(family, eldest_born)
            )
        return self._adults[family.number]

    def _demo(self, family: Family, child_born: date) -> tuple[_Adult, ...]:
        born = adult_birth_date(self._random, child_born, 26, 30)
        self.demo_parent = self._people.add(*DEMO_PARENT, born, contacts=True)
        return _Adult(person_id=self.demo_parent), self._father(family, child_born)

    def _situation(self, family: Family, child_born: date) -> tuple[_Adult, ...]:
        situation = family.number % _EVERY
        if situation == _GUARDIAN:
            born = adult_birth_date(self._random, child_born, 45, 58)
            grandmother = self._person(family, born, is_woman=True)
            return (_Adult(person_id=grandmother, kind=GuardianKind.GUARDIAN),)
        if situation == _INSTITUTION:
            return (_Adult(person_id=self._centre(), kind=GuardianKind.INSTITUTION),)
        if situation == _FOSTER:
            other = Family(number=-1, surname=self._book.families.next())
            pair = (self._mother(other, child_born), self._father(other, child_born))
            return tuple(replace(adult, kind=GuardianKind.FOSTER_FAMILY) for adult in pair)
        chance = self._random.random() if situation not in (_RESTRICTED, _FORMER) else 1.0
        if chance < 0.05:
            return (self._father(family, child_born),)
        mother = self._mother(family, child_born)
        if chance < 0.27:
            return (mother,)
        father = self._father(family, child_born)
        if situation == _RESTRICTED:
            father = replace(father, court_restricted=True, is_notified=False)
        return mother, replace(father, ended=situation == _FORMER)

    def _centre(self) -> int:
        if self._institution is None:
            self._institution = self._people.add(
                "Līga", "Norvele", None, has_code=False, contacts=True
            )
        return self._institution

    def _mother(self, family: Family, child_born: date) -> _Adult:
        born = adult_birth_date(self._random, child_born, 20, 34)
        return _Adult(person_id=self._person(family, born, is_woman=True))

    def _father(self, family: Family, child_born: date) -> _Adult:
        born = adult_birth_date(self._random, child_born, 21, 40)
        return _Adult(person_id=self._person(family, born, is_woman=False))

    def _person(self, family: Family, born: date, *, is_woman: bool) -> int:
        name = self._book.given(family.surname, is_woman=is_woman)
        return self._people.add(*name, born, has_code=self._random.random() < 0.7, contacts=True)


def add_guardians(
    tables: Tables, people: People, pupils: list[PupilPlan], year_starts: date
) -> int:
    """Add everybody who stands for a pupil; return the person of the demo account `vecaks`."""
    households = _Households(people, random_for("guardians"), year_starts)
    for pupil in pupils:
        for adult in households.of(pupil):
            sees = not adult.court_restricted
            tables.add(
                Guardianship,
                pupil_id=pupil.pupil_id,
                person_id=adult.person_id,
                kind=str(adult.kind),
                sees_data=sees,
                is_notified=adult.is_notified,
                may_file_absences=sees,
                court_restricted=adult.court_restricted,
                starts_on=pupil.stays[0].starts_on,
                ends_on=pupil.stays[0].starts_on + timedelta(days=20) if adult.ended else None,
            )
    return households.demo_parent
