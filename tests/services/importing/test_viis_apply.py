"""Carrying out a list of pupils: whole or not at all, and once is enough."""

import dataclasses
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlmodel import Session, col, select

from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.domain.personal_code import make_old_code
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    AuditEntry,
    Enrolment,
    FormerPersonalCode,
    Guardianship,
    ImportChange,
    ImportRun,
    Person,
    Pupil,
)
from ejournal_app.services.changes.runs import AppliedImport
from ejournal_app.services.importing.problems import HasRowProblems, PlanIsStale
from ejournal_app.services.importing.viis import ImportPlan, RowKind, ViisFile, apply, plan
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


def carry_out(school: Built, *rows: tuple[str, ...], **options: Any) -> AppliedImport:
    return apply(school.superuser, plan(school.superuser, viis_file(*rows), MONDAY), **options)


def kinds(school: Built, *rows: tuple[str, ...]) -> list[RowKind]:
    return [row.kind for row in plan(school.superuser, viis_file(*rows), MONDAY).rows]


def person_of(session: Session, code: str) -> Person:
    return session.exec(select(Person).where(col(Person.personal_code) == code)).one()


def enrolments_of(session: Session, code: str) -> list[Enrolment]:
    return list(
        session.exec(
            select(Enrolment)
            .join(Pupil, col(Pupil.id) == col(Enrolment.pupil_id))
            .where(col(Pupil.person_id) == person_of(session, code).id)
            .order_by(col(Enrolment.starts_on))
        )
    )


def test_new_pupils_get_person_enrolment_and_guardian(school: Built) -> None:
    applied = carry_out(school, ALISE_ROW, OTTO_ROW)
    assert applied.run_id is not None
    with reading() as session:
        alise = person_of(session, ALISE)
        assert (alise.family_name, alise.given_name) == ("Bērziņa", "Alise")
        assert alise.birth_date == date(2015, 3, 14)
        (enrolment,) = enrolments_of(session, ALISE)
        assert enrolment.class_id == school.classes["5.a"]
        assert enrolment.starts_on == date(2026, 9, 1)
        assert enrolment.order_number == "1-9/12"
        mother = person_of(session, MOTHER)
        assert (mother.email, mother.phone) == ("ilze@example.lv", "+371 20000001")
        relation = session.exec(select(Guardianship)).one()
        assert (relation.person_id, relation.pupil_id) == (mother.id, enrolment.pupil_id)
        assert relation.starts_on == MONDAY


def test_the_second_run_changes_nothing(school: Built, contents: Callable[[], Any]) -> None:
    carry_out(school, ALISE_ROW, OTTO_ROW, ZANE_ROW)
    before = contents()
    again = carry_out(school, ALISE_ROW, OTTO_ROW, ZANE_ROW)
    assert again.run_id is None
    assert contents() == before
    with reading() as session:
        assert len(session.exec(select(ImportRun)).all()) == 1


def test_a_move_ends_one_enrolment_and_opens_the_next(school: Built) -> None:
    carry_out(school, ALISE_ROW)
    moved = pupil(class_name="5.b", order="1-9/60", order_date="20.11.2026")
    carry_out(school, moved)
    with reading() as session:
        old, new = enrolments_of(session, ALISE)
        assert (old.class_id, old.ends_on) == (school.classes["5.a"], date(2026, 11, 22))
        assert (old.end_kind, old.end_order_number) == ("moved", "1-9/60")
        assert old.end_order_date == date(2026, 11, 20)
        assert (new.class_id, new.starts_on) == (school.classes["5.b"], MONDAY)
        assert (new.order_number, new.ends_on) == ("1-9/60", None)
    assert kinds(school, moved) == [RowKind.UNCHANGED]


def test_siblings_share_a_new_guardian(school: Built) -> None:
    sparse = (MOTHER, "Bērziņa", "Ilze", "", "", "")
    carry_out(school, pupil(guardian=sparse), (*OTTO_ROW[:10], *ALISE_ROW[10:]))
    with reading() as session:
        assert person_of(session, MOTHER).email == "ilze@example.lv"
        assert len(session.exec(select(Guardianship)).all()) == 2


def test_a_changed_code_leaves_the_former_one_on_record(school: Built) -> None:
    carry_out(school, ALISE_ROW)
    row = pupil(code=NEW_STYLE, previous=ALISE)
    carry_out(school, row)
    with reading() as session:
        person = person_of(session, NEW_STYLE)
        former = session.exec(select(FormerPersonalCode)).one()
        assert (former.person_id, former.code) == (person.id, ALISE)
        assert len(session.exec(select(Pupil)).all()) == 1
    assert kinds(school, row) == [RowKind.UNCHANGED]
    assert kinds(school, pupil()) == [RowKind.UNCHANGED]


def test_an_empty_cell_erases_nothing(school: Built) -> None:
    carry_out(school, ALISE_ROW)
    bare = pupil(guardian=(MOTHER, "Bērziņa", "Ilze", "", "", ""))
    assert kinds(school, bare) == [RowKind.UNCHANGED]
    assert kinds(school, pupil()) == [RowKind.UNCHANGED]


def test_a_relation_that_ended_is_not_opened_again(school: Built) -> None:
    carry_out(school, ALISE_ROW)
    with writing() as session:
        relation = session.exec(select(Guardianship)).one()
        relation.ends_on = MONDAY
    again = plan(school.superuser, viis_file(ALISE_ROW), MONDAY)
    assert again.is_empty
    assert any("ended" in note.msgid for note in again.rows[0].notes)


def test_a_missing_pupil_stays_enrolled(school: Built) -> None:
    carry_out(school, ALISE_ROW)
    carry_out(school, OTTO_ROW)
    with reading() as session:
        assert enrolments_of(session, ALISE)[0].ends_on is None


def test_with_errors_nothing_is_written(school: Built, contents: Callable[[], Any]) -> None:
    before = contents()
    with pytest.raises(HasRowProblems) as refused:
        carry_out(school, ALISE_ROW, pupil(code="1"))
    assert len(refused.value.problems) == 1
    assert contents() == before


def test_rows_with_errors_may_be_skipped(school: Built) -> None:
    applied = carry_out(school, ALISE_ROW, pupil(code="1"), skip_errors=True)
    assert applied.counts["new"] == 1
    assert applied.counts["with_errors"] == 1


def test_a_failure_in_the_middle_leaves_nothing(
    school: Built, contents: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from ejournal_app.services.importing.viis import applying

    def broken(*_: object) -> None:
        raise OSError("disk full")

    shown = plan(school.superuser, viis_file(ALISE_ROW), MONDAY)
    before = contents()
    monkeypatch.setattr(applying, "record_rows", broken)
    with pytest.raises(OSError, match="disk full"):
        apply(school.superuser, shown)
    assert contents() == before


def test_a_plan_made_before_somebody_elses_change_is_refused(school: Built) -> None:
    shown = plan(school.superuser, viis_file(ALISE_ROW), MONDAY)
    with writing() as session:
        add_pupil(session, school, "Otto Ozols", "5.b", code=OTTO)
    with pytest.raises(PlanIsStale):
        apply(school.superuser, shown)


def test_a_plan_somebody_tampered_with_is_refused(school: Built) -> None:
    shown = plan(school.superuser, viis_file(ALISE_ROW), MONDAY)
    forged: ImportPlan = dataclasses.replace(shown, rows=())
    with pytest.raises(PlanIsStale):
        apply(school.superuser, forged)


def test_a_start_after_recorded_facts_is_refused(school: Built) -> None:
    from tests.services.importing.test_undo import record_attendance

    carry_out(school, ALISE_ROW)
    record_attendance(school, ALISE, "5.a", date(2026, 9, 7))
    source: ViisFile = viis_file(pupil(effective="01.10.2026"))
    (problem,) = plan(school.superuser, source, MONDAY).problems
    assert "recorded" in problem.problem.msgid
    earlier = viis_file(pupil(effective="07.09.2026"))
    assert not plan(school.superuser, earlier, MONDAY).problems


def test_a_teacher_may_not_apply(school: Built, contents: Callable[[], Any]) -> None:
    shown = plan(school.superuser, viis_file(ALISE_ROW), MONDAY)
    before = contents()
    with pytest.raises(Forbidden):
        apply(school.teacher, shown)
    assert contents() == before


def test_every_changed_person_has_an_audit_entry_without_whole_codes(school: Built) -> None:
    carry_out(school, ALISE_ROW, OTTO_ROW)
    carry_out(school, pupil(code=NEW_STYLE, previous=ALISE, family="Liepa"), OTTO_ROW)
    with reading() as session:
        entries = session.exec(select(AuditEntry).order_by(col(AuditEntry.id))).all()
        kinds_of = [(entry.entity, entry.account_id) for entry in entries]
        account = school.superuser.account_id
        assert kinds_of == [
            ("import_run", account),
            ("pupil", account),
            ("pupil", account),
            ("person", account),
            ("import_run", account),
            ("pupil", account),
        ]
        assert entries[-1].before == {
            "family name": "Bērziņa",
            "personal code": f"{ALISE[:6]}-*****",
        }
        assert entries[-1].after == {"family name": "Liepa", "personal code": "324567-*****"}
        for code in (ALISE, OTTO, MOTHER, NEW_STYLE):
            assert all(code not in f"{entry.before}{entry.after}" for entry in entries)


def test_what_was_before_is_kept_for_undoing(school: Built) -> None:
    carry_out(school, ALISE_ROW)
    applied = carry_out(school, pupil(family="Liepa"))
    with reading() as session:
        changes = session.exec(
            select(ImportChange).where(col(ImportChange.run_id) == applied.run_id)
        ).all()
        assert [(change.entity, change.before) for change in changes] == [
            ("person", {"version": 1, "family_name": "Bērziņa"})
        ]


def test_no_school_year_is_said_plainly(school: Built) -> None:
    with pytest.raises(Refused, match="No school year"):
        plan(school.superuser, viis_file(ALISE_ROW), date(2031, 1, 1))


def forget_pupils(school: Built) -> None:
    """Empty the school of everything imports bring: every example starts from the same state."""
    staff = sorted(school.people.values())
    with writing() as session:
        for model in (ImportChange, ImportRun, Guardianship, Enrolment, FormerPersonalCode, Pupil):
            session.connection().execute(delete(model))
        session.connection().execute(delete(Person).where(col(Person.id).not_in(staff)))


# One pupil in many states: names, classes, orders and days that a file may bring in any order.
ROWS = st.lists(
    st.builds(
        pupil,
        code=st.sampled_from([ALISE, OTTO, ""]),
        family=st.sampled_from(["Bērziņa", "Ozola"]),
        born=st.sampled_from(["14.03.2015", "02.07.2015"]),
        class_name=st.sampled_from(["5.a", "5.b", "9.a"]),
        order=st.sampled_from(["1", "2"]),
        effective=st.sampled_from(["01.09.2022", "01.10.2026", "24.11.2026"]),
        previous=st.sampled_from(["", make_old_code(date(2015, 3, 14), 900)]),
        guardian=st.sampled_from(
            [
                ("",) * 6,
                (MOTHER, "Bērziņa", "Ilze", "māte", "", ""),
                (MOTHER, "Bērziņa", "Ilze", "aizbildnis", "i@example.lv", ""),
                ("", "Bērziņš", "Juris", "tēvs", "", ""),
            ]
        ),
    ),
    max_size=3,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(files=st.lists(ROWS, min_size=1, max_size=3))
def test_any_file_run_twice_changes_nothing_the_second_time(
    school: Built, contents: Callable[[], Any], files: list[list[tuple[str, ...]]]
) -> None:
    forget_pupils(school)
    for rows in files:
        shown = plan(school.superuser, viis_file(*rows), MONDAY)
        apply(school.superuser, shown, skip_errors=True)
        if shown.problems:
            continue  # a row left out may become clear by what the others brought
        before = contents()
        assert carry_out(school, *rows, skip_errors=True).run_id is None
        assert contents() == before
