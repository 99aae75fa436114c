"""Classes and pupils as rows, each enrolled by an order (Regulation 4, 7.7, 8)."""

from datetime import date, timedelta

from ejournal_app.domain.programmes import USUAL_PROGRAMMES
from ejournal_app.persistence.models import (
    ClassTeacher,
    Enrolment,
    LeavingKind,
    Programme,
    Pupil,
    SchoolClass,
)

from .person_rows import NEW_CODES_FROM, People
from .pupils import PupilPlan, Stay
from .sizes import ClassKey, Shape
from .staff import StaffPlan
from .staff_rows import Accounts
from .tables import Tables

_BASIC, _MINORITY, _GENERAL = "21011111", "21011121", "31016011"
_UPPER = {"a": _GENERAL, "b": "31011011", "c": "31012011"}
_LAST_BASIC_GRADE = 9
_NEWCOMER_GRADES = (1, 10)
_OF_AGE = 18


def add_programmes(tables: Tables, school_id: int) -> None:
    """Add the programmes the pupils are enrolled in."""
    codes = {_BASIC, _MINORITY, _GENERAL, *_UPPER.values()}
    for code, name in USUAL_PROGRAMMES:
        if code in codes:
            tables.add(Programme, school_id=school_id, code=code, name=name)


def add_classes(
    tables: Tables,
    shape: Shape,
    year_id: int,
    class_teachers: dict[ClassKey, StaffPlan],
    year_starts: date,
) -> dict[ClassKey, int]:
    """Add the classes with their class teachers; return their ids."""
    ids: dict[ClassKey, int] = {}
    for key, _ in shape.classes:
        ids[key] = tables.add(SchoolClass, year_id=year_id, grade=key[0], letter=key[1])
        tables.add(
            ClassTeacher,
            class_id=ids[key],
            person_id=class_teachers[key].person_id,
            starts_on=year_starts,
        )
    return ids


def add_pupils(
    tables: Tables,
    people: People,
    accounts: Accounts,
    pupils: list[PupilPlan],
    classes: dict[ClassKey, int],
    school_id: int,
    year_starts: date,
) -> None:
    """Add the pupils with the orders that put them into their classes."""
    adult_has_decided = False
    for pupil in pupils:
        turned = pupil.birth_date.year + _OF_AGE < year_starts.year
        hides = turned and not adult_has_decided
        adult_has_decided |= hides
        pupil.person_id = people.add(
            pupil.given_name,
            pupil.family_name,
            pupil.birth_date,
            # A few have come from abroad and have no code yet, a few have changed theirs.
            has_code=pupil.number % 160 != 33,
            changed_code_on=year_starts - timedelta(days=200)
            if pupil.number % 60 == 44 and pupil.birth_date < NEW_CODES_FROM
            else None,
        )
        pupil.pupil_id = tables.add(
            Pupil,
            school_id=school_id,
            person_id=pupil.person_id,
            parents_see_data=not hides,
            second_language=pupil.second_language,
        )
        for place, stay in enumerate(pupil.stays):
            tables.add(Enrolment, **_enrolment(pupil, stay, classes, year_starts, place))
        if pupil.account:
            accounts.add(pupil.person_id, pupil.account, can_log_in=True)


def _enrolment(
    pupil: PupilPlan, stay: Stay, classes: dict[ClassKey, int], year_starts: date, place: int
) -> dict[str, object]:
    new_here = stay.class_key[0] in _NEWCOMER_GRADES or stay.starts_on > year_starts
    ordered_on = stay.starts_on - timedelta(days=4)
    row: dict[str, object] = {
        "pupil_id": pupil.pupil_id,
        "class_id": classes[stay.class_key],
        "programme_code": _programme(stay.class_key, pupil),
        "starts_on": stay.starts_on,
        "order_number": f"1-9/{'P' if place else 'U' if new_here else 'K'}-{stay.class_key[0]}"
        + (f"-{pupil.number}" if stay.starts_on > year_starts else ""),
        "order_date": ordered_on,
        "end_kind": None,
        "end_order_number": None,
        "end_order_date": None,
        "ends_on": stay.ends_on,
    }
    if stay.ends_on is not None:
        row |= {
            "end_kind": str(LeavingKind.MOVED if stay.moved_on else LeavingKind.LEFT),
            "end_order_number": f"1-9/{'P' if stay.moved_on else 'A'}-{pupil.number}",
            "end_order_date": stay.ends_on - timedelta(days=3),
        }
    return row


def _programme(key: ClassKey, pupil: PupilPlan) -> str:
    grade, letter = key
    if grade > _LAST_BASIC_GRADE:
        return _UPPER[letter]
    # The class d follows the minority programme, one pupil of it the general one.
    return _MINORITY if letter == "d" and pupil.number % 27 else _BASIC
