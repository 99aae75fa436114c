"""The tiny school with somebody away, and short ways to cover their lessons."""

from collections.abc import Callable
from datetime import date

import pytest

from ejournal_app.domain.teacher_absences import TeacherAbsenceKind
from ejournal_app.services.teacher_absences.checking import AbsenceData
from ejournal_app.services.teacher_absences.writing import record_absence
from tests.support.school import TinySchool
from tests.support.school_days import TODAY

Ill = Callable[..., int]


@pytest.fixture
def ill(school: TinySchool) -> Ill:
    """Record that somebody is away; today and for incapacity, where nothing else is said."""

    def record(
        who: str = "ilze",
        first: date = TODAY,
        last: date | None = TODAY,
        kind: TeacherAbsenceKind = TeacherAbsenceKind.INCAPACITY,
    ) -> int:
        return record_absence(
            school.actors.clerk,
            school.actors.all()[who].person_id,
            AbsenceData(kind=kind, starts_on=first, ends_on=last, remark="Lapa Nr. 7"),
        )

    return record
