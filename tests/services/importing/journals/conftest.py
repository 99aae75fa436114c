"""Class 5.a with three pupils and mathematics on Mondays and Wednesdays, nothing recorded."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import pytest

from ejournal_app import clock
from ejournal_app.domain.personal_code import make_old_code
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import Enrolment, Lesson, Person, Pupil
from tests.services.importing.building import (
    Built,
    add,
    add_journal,
    add_journal_teacher,
    build_school,
)
from tests.services.importing.conftest import MONDAY, contents

__all__ = ["contents"]

NAMES = (("Ābele", "Anna"), ("Bērzs", "Bruno"), ("Celma", "Dace"))
CODES = tuple(str(make_old_code(date(2015, 3, day), 100 + day)) for day in (1, 2, 3))
PUPILS = tuple((family, given, code) for (family, given), code in zip(NAMES, CODES, strict=True))
LESSON_DAYS = (date(2026, 9, 7), date(2026, 9, 9), date(2026, 9, 14))


@dataclass
class Moved:
    """The school and what the workbook is about."""

    built: Built
    pupils: tuple[int, ...]
    maths: int
    lessons: dict[date, int]

    @property
    def superuser(self):
        return self.built.superuser


@pytest.fixture
def school(db: str, clock_at: Callable[[date | datetime], None]) -> Moved:
    clock_at(MONDAY)
    built = build_school()
    with writing() as session:
        pupils = []
        for family, given, code in PUPILS:
            person = add(session, Person(family_name=family, given_name=given, personal_code=code))
            pupil = add(session, Pupil(school_id=built.school_id, person_id=person))
            add(
                session,
                Enrolment(
                    pupil_id=pupil,
                    class_id=built.classes["5.a"],
                    programme_code="21011111",
                    starts_on=date(2026, 9, 1),
                    order_number="1",
                    order_date=date(2026, 8, 25),
                ),
            )
            pupils.append(pupil)
        maths = add_journal(session, built, "Matemātika", "5.a")
        add_journal_teacher(session, built, maths, "Jānis Ozols")
        lessons = {
            day: add(
                session,
                Lesson(
                    journal_id=maths,
                    day=day,
                    number=2,
                    starts_at=at(day, time(9, 20)),
                    ends_at=at(day, time(10, 0)),
                ),
            )
            for day in LESSON_DAYS
        }
    return Moved(built=built, pupils=tuple(pupils), maths=maths, lessons=lessons)


def at(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, clock.RIGA).astimezone(UTC)
