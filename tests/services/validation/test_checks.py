"""What is not in order is found, and only that; each finding leads to the place that fixes it."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from sqlmodel import SQLModel, col, select

from ejournal_app.domain.kinds import JournalKind
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import (
    ClassTeacher,
    CurriculumLine,
    Enrolment,
    GroupMembership,
    Guardianship,
    Journal,
    JournalTeacher,
    LeavingKind,
    Person,
    SchoolYear,
    StudyGroup,
    Subject,
    TimetableSlot,
    TimetableVersion,
)
from ejournal_app.services.lists.definition import ListQuery
from ejournal_app.services.lists.view import show_list
from ejournal_app.services.school_rules import Rule
from ejournal_app.services.setup.rules import save_rule
from ejournal_app.services.validation.checking import (
    address_of,
    count_findings,
    look_through,
)
from ejournal_app.services.validation.findings import CheckKind, Finding, Place
from tests.support.school import TinySchool
from tests.support.school_days import DAY, SEPTEMBER, TODAY, YESTERDAY
from tests.support.statements import statements


def _found(kind: CheckKind) -> dict[str, Finding]:
    found = [finding for finding in look_through() if finding.kind is kind]
    assert len({finding.name for finding in found}) == len(found)
    return {finding.name: finding for finding in found}


def _add(*rows: SQLModel) -> list[int]:
    with writing() as session:
        for row in rows:
            session.add(row)
        session.flush()
        return [row.id for row in rows]  # type: ignore[attr-defined]


def _end(table: Any, on: date, **where: int) -> None:
    with writing() as session:
        for row in session.exec(select(table)):
            if all(getattr(row, name) == value for name, value in where.items()):
                row.ends_on = on


def _journal(school: TinySchool, name: str, **data: Any) -> Journal:
    known: Any = {"year_id": school.year_id, "grade": 5, "starts_on": SEPTEMBER, "subject_id": 1}
    return Journal(name=name, **(known | data))


def _timetable(school: TinySchool, *slots: tuple[int, int, int, int | None]) -> None:
    (version,) = _add(
        TimetableVersion(
            year_id=school.year_id,
            valid_from=SEPTEMBER,
            imported_at=datetime.fromisoformat("2026-08-25T12:00+03:00"),
        )
    )
    _add(
        *(
            TimetableSlot(
                version_id=version, journal_id=journal, weekday=weekday, number=number, room_id=room
            )
            for journal, weekday, number, room in slots
        )
    )


def test_a_journal_nobody_teaches_today_is_found(school: TinySchool) -> None:
    _end(JournalTeacher, YESTERDAY, journal_id=school.maths_b)
    _add(_journal(school, "Ķīmija 5.a", class_id=school.class_a))
    found = _found(CheckKind.JOURNAL_WITHOUT_TEACHER)
    assert set(found) == {"Matemātika 5.b", "Ķīmija 5.a"}
    assert found["Matemātika 5.b"].classes == ("5.b",)
    assert found["Matemātika 5.b"].text != found["Ķīmija 5.a"].text
    assert found["Matemātika 5.b"].place_id == school.maths_b


def test_a_journal_that_has_ended_or_not_begun_is_left_alone(school: TinySchool) -> None:
    _add(
        _journal(school, "Beidzies", class_id=school.class_a, ends_on=YESTERDAY),
        _journal(school, "Vēl nav", class_id=school.class_a, starts_on=TODAY + DAY),
    )
    assert _found(CheckKind.JOURNAL_WITHOUT_TEACHER) == {}


def test_a_journal_without_pupils_leads_to_its_group(school: TinySchool) -> None:
    assert _found(CheckKind.JOURNAL_WITHOUT_PUPILS) == {}
    _end(GroupMembership, YESTERDAY)
    finding = _found(CheckKind.JOURNAL_WITHOUT_PUPILS)["Angļu valoda 5.1"]
    assert (finding.place, finding.place_id) == (Place.GROUP, school.group)


def test_a_class_without_class_teacher_is_found(school: TinySchool) -> None:
    assert _found(CheckKind.CLASS_WITHOUT_TEACHER) == {}
    _end(ClassTeacher, YESTERDAY, class_id=school.class_a)
    assert set(_found(CheckKind.CLASS_WITHOUT_TEACHER)) == {"5.a"}


def test_a_pupil_in_no_journal_is_found(school: TinySchool) -> None:
    assert _found(CheckKind.PUPIL_WITHOUT_JOURNALS) == {}
    _end(Journal, YESTERDAY, class_id=school.class_b)
    # Dace is still in the English group.
    assert set(_found(CheckKind.PUPIL_WITHOUT_JOURNALS)) == {"Krūmiņa Marta"}


def test_a_pupil_left_out_of_a_split_leads_to_the_split(school: TinySchool) -> None:
    finding = _found(CheckKind.PUPIL_WITHOUT_GROUP)["Krūmiņa Marta"]
    assert re.fullmatch(rf"klases={school.class_b}&prieksmeti=\d+", finding.query)
    assert finding.classes == ("5.b",)


def test_a_group_of_few_is_a_choice_and_no_split(school: TinySchool) -> None:
    # One of three of 5.a learns in the English group.
    found = _found(CheckKind.PUPIL_WITHOUT_GROUP)
    assert not [finding for finding in found.values() if finding.classes == ("5.a",)]


def test_who_learns_with_the_whole_class_is_not_missing_in_groups(school: TinySchool) -> None:
    with writing() as session:
        english = session.get_one(Journal, school.english).subject_id
    _add(_journal(school, "Angļu valoda 5.b", class_id=school.class_b, subject_id=english))
    assert _found(CheckKind.PUPIL_WITHOUT_GROUP) == {}


def _second_language(school: TinySchool, *, number: int | None) -> None:
    """Dace learns English as today; Marta learns German at `number` of the same day."""
    with writing() as session:
        own = session.exec(select(StudyGroup)).one()
        german = Subject(school_id=1, name="Vācu valoda", short_name="Vācu")
        session.add(german)
        session.flush()
        group = StudyGroup(year_id=school.year_id, subject_id=german.id, name="Vācu valoda 5.b")
        session.add(group)
        session.flush()
        session.add(
            GroupMembership(group_id=group.id or 0, pupil_id=school.marta, starts_on=SEPTEMBER)
        )
        journal = _journal(school, "Vācu valoda 5.b", group_id=group.id, subject_id=german.id)
        session.add(journal)
        session.flush()
        assert own.id == school.group
        journal_id = journal.id or 0
    if number is not None:
        _timetable(school, (school.english, 1, 1, None), (journal_id, 1, number, None))


def test_languages_held_at_the_same_time_share_a_class_out(school: TinySchool) -> None:
    _second_language(school, number=1)
    assert _found(CheckKind.PUPIL_WITHOUT_GROUP) == {}


def test_without_a_timetable_groups_that_share_no_pupil_are_taken_together(
    school: TinySchool,
) -> None:
    _second_language(school, number=None)
    assert _found(CheckKind.PUPIL_WITHOUT_GROUP) == {}


def test_subjects_held_at_different_times_are_splits_of_their_own(school: TinySchool) -> None:
    _second_language(school, number=2)
    found = [f for f in look_through() if f.kind is CheckKind.PUPIL_WITHOUT_GROUP]
    assert {finding.name for finding in found} == {"Krūmiņa Marta", "Ozola Dace"}


def test_a_pupil_in_two_groups_of_a_subject_is_found(school: TinySchool) -> None:
    assert _found(CheckKind.PUPIL_IN_TWO_GROUPS) == {}
    with writing() as session:
        subject = session.get_one(StudyGroup, school.group).subject_id
    (other,) = _add(StudyGroup(year_id=school.year_id, subject_id=subject, name="Cita"))
    _add(GroupMembership(group_id=other, pupil_id=school.anna, starts_on=TODAY))
    assert set(_found(CheckKind.PUPIL_IN_TWO_GROUPS)) == {"Āboliņa Anna"}
    assert set(_found(CheckKind.GROUP_WITHOUT_JOURNAL)) == {"Cita"}


def test_who_teaches_without_a_contract_is_found(school: TinySchool) -> None:
    finding = _found(CheckKind.TEACHER_WITHOUT_CONTRACT)["Mežs Laura"]
    assert finding.place is Place.PERSON
    assert finding.place_id == school.actors.contract_ended_yesterday.person_id
    assert finding.text.params == {"n": 1}


def test_minors_without_a_guardian_are_found(school: TinySchool) -> None:
    assert "Āboliņa Anna" not in _found(CheckKind.PUPIL_WITHOUT_GUARDIAN)
    assert "Zariņa Zane" not in _found(CheckKind.PUPIL_WITHOUT_GUARDIAN)  # left the school
    _end(Guardianship, YESTERDAY, pupil_id=school.anna)
    assert "Āboliņa Anna" in _found(CheckKind.PUPIL_WITHOUT_GUARDIAN)
    with writing() as session:
        anna = session.exec(select(Person).where(col(Person.given_name) == "Anna")).first()
        assert anna is not None
        anna.birth_date = date(TODAY.year - 18, TODAY.month, TODAY.day)
    assert "Āboliņa Anna" not in _found(CheckKind.PUPIL_WITHOUT_GUARDIAN)


def test_clashes_of_teacher_room_and_pupils_are_found(school: TinySchool) -> None:
    _timetable(
        school,
        (school.maths_a, 1, 2, 1),
        (school.maths_b, 1, 2, None),  # Ilze twice
        (school.maths_a, 2, 2, 1),
        (school.english, 2, 2, 1),  # Anna, Jānis and room 214 twice: held together but for Anna
        (school.maths_b, 3, 3, 1),
        (school.choir, 3, 3, 1),  # the room only
    )
    found = [f for f in look_through() if f.kind is CheckKind.CLASH]
    told = {(f.name, str(f.text.params["what"])) for f in found}
    names = {name for name, _ in told}
    assert names == {
        "Matemātika 5.a; Matemātika 5.b",
        "Angļu valoda 5.1; Matemātika 5.a",
        "Koris 5.a; Matemātika 5.b",
    }
    assert ("Matemātika 5.a; Matemātika 5.b", "Kalniņa Ilze") in told
    assert len([f for f in found if f.name.startswith("Angļu")]) == 1


def test_a_day_over_the_legal_limit_counts_lessons_of_subjects_only(school: TinySchool) -> None:
    full = [(school.maths_a, 1, number, None) for number in range(1, 7)]
    _timetable(school, *full, (school.choir, 1, 7, None))
    assert _found(CheckKind.LONG_DAY) == {}
    _add(TimetableSlot(version_id=1, journal_id=school.maths_a, weekday=1, number=7))
    finding = _found(CheckKind.LONG_DAY)["5.a"]
    assert (finding.text.params["count"], finding.text.params["most"]) == (7, 6)


def test_the_schools_own_limit_goes_before_the_laws(school: TinySchool) -> None:
    _timetable(school, *[(school.maths_a, 1, number, None) for number in range(1, 6)])
    assert _found(CheckKind.LONG_DAY) == {}
    limits = "4,4,4,4,4,6,7,8,8,8,8,8"
    save_rule(school.actors.superuser, Rule.MAX_LESSONS, limits, TODAY)
    finding = _found(CheckKind.LONG_DAY)["5.a"]
    assert (finding.text.params["count"], finding.text.params["most"]) == (5, 4)


def test_a_subject_of_the_plan_without_a_journal_is_found_for_each_class(
    school: TinySchool,
) -> None:
    with writing() as session:
        maths = session.get_one(Journal, school.maths_a).subject_id
        english = session.get_one(Journal, school.english).subject_id
    (sport,) = _add(Subject(school_id=1, name="Sports", short_name="Sports"))
    _add(
        *(
            CurriculumLine(
                year_id=school.year_id, grade=grade, subject_id=subject, kind=JournalKind.SUBJECT
            )
            for grade, subject in ((5, maths), (5, english), (5, sport), (6, sport))
        )
    )
    assert set(_found(CheckKind.SUBJECT_WITHOUT_JOURNAL)) == {"Sports 5.a", "Sports 5.b"}


def test_a_year_to_come_is_looked_at_as_of_its_first_day(
    school: TinySchool, clock_at: Callable[[date], None]
) -> None:
    clock_at(date(2026, 8, 20))
    assert _found(CheckKind.JOURNAL_WITHOUT_TEACHER) == {}
    _end(JournalTeacher, SEPTEMBER, journal_id=school.maths_b)
    assert _found(CheckKind.JOURNAL_WITHOUT_TEACHER) == {}
    clock_at(SEPTEMBER + DAY)
    assert set(_found(CheckKind.JOURNAL_WITHOUT_TEACHER)) == {"Matemātika 5.b"}


def test_a_year_that_has_ended_is_not_looked_at(
    school: TinySchool, clock_at: Callable[[date], None]
) -> None:
    with writing() as session:
        session.get_one(SchoolYear, school.year_id).ends_on = YESTERDAY
    assert [finding.kind for finding in look_through()] == [CheckKind.NOT_SET_UP]


def test_a_school_without_a_timetable_is_not_called_in_order(school: TinySchool) -> None:
    with writing() as session:
        for slot in session.exec(select(TimetableSlot)).all():
            session.delete(slot)
    (finding,) = [f for f in look_through() if f.kind is CheckKind.NOT_SET_UP]
    assert address_of(finding, may_fix=True) == "/iestatijumi"
    _timetable(school, (school.maths_a, 1, 2, None))
    assert CheckKind.NOT_SET_UP not in {f.kind for f in look_through()}


def test_what_is_wrong_in_the_timetable_leads_to_the_week_that_shows_it(
    school: TinySchool,
) -> None:
    full = [(school.maths_b, 1, number, None) for number in range(2, 9)]
    _timetable(school, (school.maths_a, 1, 2, None), *full)
    addresses = {
        (finding.kind, address_of(finding, may_fix=True))
        for finding in look_through()
        if finding.place is Place.TIMETABLE
    }
    assert addresses == {
        (CheckKind.CLASH, f"/stundu-saraksts?skats=skolotajs&id={school.actors.ilze.person_id}"),
        (CheckKind.LONG_DAY, f"/stundu-saraksts?skats=klase&id={school.class_b}"),
    }


def test_counts_and_list_agree_and_the_list_narrows_by_kind(school: TinySchool) -> None:
    who = school.actors.management
    counts = {one.kind: one.count for one in count_findings(who)}
    shown = show_list(who, "parbaude", ListQuery())
    assert shown.total == sum(counts.values())
    kind = CheckKind.PUPIL_WITHOUT_GUARDIAN
    narrowed = show_list(who, "parbaude", ListQuery(filters={"kind": kind}))
    assert narrowed.total == counts[kind] > 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_number_of_questions_does_not_grow_with_the_school(school: TinySchool) -> None:
    with statements() as before:
        look_through()
    with writing() as session:
        for number in range(30):
            person = Person(given_name=f"Jauns{number}", family_name="Jaunais")
            session.add(person)
            session.flush()
            session.add(_journal(school, f"Žurnāls {number}", class_id=school.class_a))
            session.add(StudyGroup(year_id=school.year_id, subject_id=1, name=f"Grupa {number}"))
    with statements() as after:
        look_through()
    assert len(after) == len(before) <= 20


def test_leaving_the_school_ends_the_findings_about_a_pupil(school: TinySchool) -> None:
    with writing() as session:
        for row in session.exec(select(Enrolment).where(Enrolment.pupil_id == school.marta)):
            if row.ends_on is None:
                row.ends_on, row.end_kind = YESTERDAY, LeavingKind.LEFT
    assert "Krūmiņa Marta" not in {finding.name for finding in look_through()}
