"""What a list of pupils would do, row by row; nothing is written by looking."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlmodel import col, select

from ejournal_app.domain.errors import Forbidden
from ejournal_app.domain.personal_code import make_old_code
from ejournal_app.i18n.catalogue import translate
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    AuditEntry,
    AuditOutcome,
    Enrolment,
    FormerPersonalCode,
    Person,
    Pupil,
)
from ejournal_app.services.importing.viis import ImportPlan, RowKind, plan
from tests.services.importing.building import Built, add_pupil
from tests.services.importing.conftest import MONDAY
from tests.services.importing.files import (
    ALISE,
    ALISE_ROW,
    MOTHER,
    NEW_STYLE,
    OTTO,
    OTTO_ROW,
    ZANE_ROW,
    pupil,
    viis_file,
)


def planned(school: Built, *rows: tuple[str, ...]) -> ImportPlan:
    return plan(school.superuser, viis_file(*rows), MONDAY)


def errors(result: ImportPlan) -> list[str]:
    return [translate("en", problem.message) for problem in result.problems]


def enrol_alise(school: Built, **fields: Any) -> int:
    with writing() as session:
        fields = {"code": ALISE, "birth_date": date(2015, 3, 14)} | fields
        return add_pupil(session, school, "Alise Bērziņa", "5.a", **fields)


def test_unknown_pupils_are_new(school: Built) -> None:
    result = planned(school, ALISE_ROW, OTTO_ROW)
    assert [(row.kind, row.name, row.class_name) for row in result.rows] == [
        (RowKind.NEW, "Bērziņa Alise", "5.a"),
        (RowKind.NEW, "Ozols Otto", "5.b"),
    ]
    assert not result.problems
    assert not result.missing


def test_looking_writes_nothing(school: Built, contents: Callable[[], Any]) -> None:
    before = contents()
    planned(school, ALISE_ROW, OTTO_ROW, pupil(code="1"))
    assert contents() == before


def test_a_pupil_as_on_record_is_unchanged(school: Built) -> None:
    enrol_alise(school)
    result = planned(school, pupil(order="1-9/1"))
    assert [row.kind for row in result.rows] == [RowKind.UNCHANGED]
    assert result.is_empty


def test_changes_are_told_field_by_field(school: Built) -> None:
    enrol_alise(school)
    row = pupil(family="Bērziņa-Liepa", order="1-9/99", programme="21011121")
    result = planned(school, row)
    assert [row.kind for row in result.rows] == [RowKind.CHANGED]
    assert {(c.label.msgid, c.old, c.new) for c in result.rows[0].changes} == {
        ("family name", "Bērziņa", "Bērziņa-Liepa"),
        ("order number", "1-9/1", "1-9/99"),
        ("programme code", "21011111", "21011121"),
    }


def test_capitals_only_are_no_change(school: Built) -> None:
    enrol_alise(school)
    result = planned(school, pupil(family="BĒRZIŅA", given="ALISE", order="1-9/1"))
    assert result.is_empty


def test_another_class_is_a_move_from_the_day_of_the_import(school: Built) -> None:
    enrol_alise(school)
    row = planned(school, pupil(class_name="5.b")).rows[0]
    assert (row.kind, row.moved_from, row.class_name) == (RowKind.MOVED, "5.a", "5.b")
    assert row.from_day == MONDAY


def test_a_move_starts_when_the_file_says(school: Built) -> None:
    enrol_alise(school)
    row = planned(school, pupil(class_name="5.b", effective="02.11.2026")).rows[0]
    assert row.from_day == date(2026, 11, 2)


def test_a_new_code_is_followed_from_the_previous_one(school: Built) -> None:
    enrol_alise(school)
    row = planned(school, pupil(code=NEW_STYLE, previous=ALISE, order="1-9/1")).rows[0]
    assert row.kind is RowKind.CHANGED
    assert [(c.label.msgid, c.old, c.new) for c in row.changes] == [
        ("personal code", f"{ALISE[:6]}-*****", "324567-*****")
    ]
    assert row.person.former_codes == (ALISE,)


def test_a_former_code_still_finds_the_pupil_and_is_not_taken_back(school: Built) -> None:
    pupil_id = enrol_alise(school, code=NEW_STYLE)
    with writing() as session:
        person_id = session.get_one(Pupil, pupil_id).person_id
        session.add(FormerPersonalCode(person_id=person_id, code=ALISE, changed_on=MONDAY))
    row = planned(school, pupil(order="1-9/1")).rows[0]
    assert (row.kind, row.pupil_id) == (RowKind.UNCHANGED, pupil_id)
    assert "former personal code" in row.notes[0].english()


def test_codes_of_two_people_in_one_row_are_an_error(school: Built) -> None:
    enrol_alise(school)
    with writing() as session:
        add_pupil(session, school, "Otto Ozols", "5.b", code=OTTO)
    assert errors(planned(school, pupil(previous=OTTO))) == [
        (
            "Row 2, column «Personas kods»: The personal code and the previous one belong to"
            " different people."
        )
    ]


def test_a_pupil_is_never_found_by_name_when_both_have_codes(school: Built) -> None:
    enrol_alise(school)
    row = planned(school, pupil(code=make_old_code(date(2015, 3, 14), 777))).rows[0]
    assert row.kind is RowKind.NEW
    assert "another personal code" in row.notes[0].english()


def test_a_row_without_a_code_finds_the_pupil_by_name_and_birth_date(school: Built) -> None:
    pupil_id = enrol_alise(school)
    row = planned(school, pupil(code="", order="1-9/1")).rows[0]
    assert (row.kind, row.pupil_id) == (RowKind.UNCHANGED, pupil_id)
    assert "name and birth date" in row.notes[0].english()
    other = planned(school, pupil(code="", born="15.03.2015")).rows[0]
    assert other.kind is RowKind.NEW


def test_a_pupil_recorded_without_a_code_gets_one(school: Built) -> None:
    pupil_id = enrol_alise(school, code=None)
    row = planned(school, pupil(order="1-9/1")).rows[0]
    assert (row.kind, row.pupil_id) == (RowKind.CHANGED, pupil_id)
    assert row.person.values == {"personal_code": ALISE}


def test_enrolled_pupils_not_in_the_file_are_missing(school: Built) -> None:
    pupil_id = enrol_alise(school)
    result = planned(school, OTTO_ROW)
    assert [(m.pupil_id, m.name, m.class_name) for m in result.missing] == [
        (pupil_id, "Bērziņa Alise", "5.a")
    ]


def test_a_pupil_whose_row_has_an_error_is_not_missing(school: Built) -> None:
    enrol_alise(school)
    result = planned(school, pupil(order=""))
    assert not result.missing
    assert len(result.problems) == 1


def test_a_pupil_who_left_is_not_missing_and_does_not_come_back_by_itself(school: Built) -> None:
    pupil_id = enrol_alise(school)
    with writing() as session:
        enrolment = session.exec(select(Enrolment).where(col(Enrolment.pupil_id) == pupil_id)).one()
        enrolment.ends_on, enrolment.end_kind = date(2026, 11, 20), "left"
    assert not planned(school, OTTO_ROW).missing
    assert "left the school" in errors(planned(school, pupil()))[0]
    back = planned(school, pupil(effective="24.11.2026", order="1-9/80")).rows[0]
    assert (back.kind, back.pupil_id) == (RowKind.NEW, pupil_id)


def test_every_fault_of_every_row_is_told_with_its_place(school: Built) -> None:
    result = planned(
        school,
        pupil(code="310215-20005", born="31.02.2015"),
        pupil(code=OTTO, class_name="7.z", order=""),
        pupil(code="12345", programme="1234"),
        pupil(code="", born="", given="123"),
        ZANE_ROW,
    )
    assert [row.name for row in result.rows] == ["Žagare Zane"]
    assert errors(result) == [
        (
            "Row 2, column «Personas kods»: The first six digits of this personal code are not"
            " a real date."
        ),
        "Row 2, column «Dzimšanas datums»: There is no such date.",
        "Row 3, column «Uzņemšanas rīkojuma Nr.»: This must be filled in.",
        "Row 4, column «Personas kods»: A personal code has 11 digits; this one has 5.",
        "Row 4, column «Izglītības programmas kods»: A programme code has 8 digits.",
        "Row 5, column «Vārds»: This is not a name.",
        "Row 5, column «Dzimšanas datums»: This must be filled in.",
    ]


def test_an_unknown_class_is_an_error(school: Built) -> None:
    assert errors(planned(school, pupil(class_name="7.z"))) == [
        "Row 2, column «Klase»: There is no class 7.z this year."
    ]
    assert "written as 5.a" in errors(planned(school, pupil(class_name="piektā")))[0]


@pytest.mark.parametrize("written", ["5.a", "5a", "5. A", "5.A klase"])
def test_a_class_is_known_however_it_is_written(school: Built, written: str) -> None:
    assert planned(school, pupil(class_name=written)).rows[0].class_name == "5.a"


def test_the_same_pupil_twice_is_an_error_in_both_rows(school: Built) -> None:
    result = planned(school, ALISE_ROW, OTTO_ROW, pupil(class_name="5.b"))
    assert [row.name for row in result.rows] == ["Ozols Otto"]
    assert errors(result) == [
        "Row 2, column «Personas kods»: The same pupil is also in row 4.",
        "Row 4, column «Personas kods»: The same pupil is also in row 2.",
    ]


def test_old_and_new_code_in_two_rows_are_the_same_pupil(school: Built) -> None:
    enrol_alise(school)
    result = planned(school, pupil(), pupil(code=NEW_STYLE, previous=ALISE))
    assert len(result.problems) == 2


def test_two_rows_that_disagree_about_a_guardian_are_an_error(school: Built) -> None:
    guardian = (MOTHER, "Liepa", "Ilze", "", "", "")
    result = planned(school, ALISE_ROW, pupil(code=OTTO, guardian=guardian))
    assert errors(result) == [
        (
            "Row 3, column «1. pārstāvja personas kods»: Row 2 says something else of the same"
            " person: family name."
        )
    ]


def test_a_pupil_cannot_be_their_own_guardian(school: Built) -> None:
    result = planned(school, pupil(guardian=(ALISE, "Bērziņa", "Alise", "", "", "")))
    assert "twice" in errors(result)[0]


def test_a_birth_date_is_taken_from_an_old_code(school: Built) -> None:
    row = planned(school, pupil(born="")).rows[0]
    assert row.person.values["birth_date"] == date(2015, 3, 14)
    other = planned(school, pupil(born="15.03.2015")).rows[0]
    assert "differs" in other.notes[0].english()


def test_a_member_of_staff_may_become_a_guardian(school: Built) -> None:
    with writing() as session:
        teacher = session.get_one(Person, school.people["Jānis Ozols"])
        teacher.personal_code = MOTHER
    guardian = (MOTHER, "Ozols", "Jānis", "tēvs", "", "")
    step = planned(school, pupil(guardian=guardian)).rows[0].guardians[0]
    assert step.person.person_id == school.people["Jānis Ozols"]


def test_in_summer_the_list_is_for_the_coming_year(school: Built) -> None:
    from ejournal_app.services.importing.viis.snapshot import default_day

    with reading() as session:
        assert default_day(session, date(2026, 8, 20)) == date(2026, 9, 1)
        assert default_day(session, date(2027, 7, 20)) == date(2027, 7, 20)
        assert default_day(session, MONDAY) == MONDAY


def test_only_a_superuser_may_look_and_the_refusal_is_audited(school: Built) -> None:
    with pytest.raises(Forbidden):
        plan(school.teacher, viis_file(ALISE_ROW), MONDAY)
    with reading() as session:
        entry = session.exec(
            select(AuditEntry).where(col(AuditEntry.outcome) == AuditOutcome.REFUSED)
        ).one()
        assert entry.account_id == school.teacher.account_id


def test_no_code_shows_in_what_a_plan_prints_of_itself(school: Built) -> None:
    enrol_alise(school)
    result = planned(school, ALISE_ROW, pupil(code=NEW_STYLE, previous=OTTO, family="Liepa"))
    for code in (ALISE, NEW_STYLE, OTTO, MOTHER):
        assert code not in repr(result)
