"""Personal codes, addresses and telephone numbers that look real and belong to nobody."""

from datetime import date, timedelta
from random import Random

from ejournal_app.domain import personal_code
from ejournal_app.persistence.models import FormerPersonalCode, Person

from .names import username
from .tables import Tables

NEW_CODES_FROM = date(2017, 7, 1)
"""People born since then have a code that tells no birth date."""


class People:
    """Adds persons, no two of whom share a personal code."""

    def __init__(self, tables: Tables, random: Random) -> None:
        """Write into the given tables."""
        self._tables = tables
        self._random = random
        self._codes: set[str] = set()
        self._phones = 0

    def add(
        self,
        given_name: str,
        family_name: str,
        birth_date: date | None,
        *,
        has_code: bool = True,
        contacts: bool = False,
        changed_code_on: date | None = None,
    ) -> int:
        """Add a person; `changed_code_on` gives a new kind of code and keeps the old one."""
        code = self._code(birth_date, new=changed_code_on is not None) if has_code else None
        phone = email = None
        if contacts:
            self._phones += 1
            # Numbers and a domain that are never given to anybody.
            phone = f"+371 2000 {self._phones:04d}"
            email = f"{username(given_name, family_name)}@epasts.example"
        person = self._tables.add(
            Person,
            given_name=given_name,
            family_name=family_name,
            personal_code=code,
            birth_date=birth_date,
            email=email,
            phone=phone,
        )
        if changed_code_on is not None:
            self._tables.add(
                FormerPersonalCode,
                person_id=person,
                code=self._code(birth_date, new=False),
                changed_on=changed_code_on,
            )
        return person

    def _code(self, birth_date: date | None, *, new: bool) -> str:
        while True:
            code = self._draw(birth_date, new=new)
            if code not in self._codes:
                self._codes.add(code)
                return code

    def _draw(self, birth_date: date | None, *, new: bool) -> str:
        if new or birth_date is None or birth_date >= NEW_CODES_FROM:
            return f"32{self._random.randrange(10**4):04d}-{self._random.randrange(10**5):05d}"
        return personal_code.make_old_code(birth_date, self._random.randrange(1000))


def adult_birth_date(random: Random, born_before: date, youngest: int, oldest: int) -> date:
    """Return the birth date of somebody so many years older than a date."""
    return born_before - timedelta(days=random.randrange(youngest * 365, oldest * 365))
