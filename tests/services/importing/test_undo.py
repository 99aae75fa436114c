"""An applied import is taken back exactly, or refused with what stands on it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlmodel import col, select

from ejournal_app import clock
from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.i18n.catalogue import translate
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    Account,
    Attendance,
    AuditEntry,
    ImportRun,
    Journal,
    Lesson,
    Mark,
    Person,
    Pupil,
    Work,
)
from ejournal_app.services.changes.runs import AppliedImport
from ejournal_app.services.changes.undoing import UndoBlocked, undo
from ejournal_app.services.importing.viis import apply, plan
from tests.services.importing.building import Built, add, add_journal
from tests.services.importing.conftest import MONDAY
from tests.services.importing.files import (
    ALISE,
    ALISE_ROW,
    NEW_STYLE,
    OTTO_ROW,
    ZANE_ROW,
    pupil,
    viis_file,
)
from tests.services.importing.test_viis_apply import ROWS, forget_pupils


def carry_out(school: Built, *rows: tuple[str, ...]) -> AppliedImport:
    shown = plan(school.superuser, viis_file(*rows), MONDAY)
    return apply(school.superuser, shown, skip_errors=True)


def run_of(applied: AppliedImport) -> int:
    assert applied.run_id is not None
    return applied.run_id


def obstacles(school: Built, applied: AppliedImport) -> list[str]:
    with pytest.raises(UndoBlocked) as blocked:
        undo(school.superuser, run_of(applied))
    return [translate("en", message) for message in blocked.value.obstacles]


def pupil_id_of(code: str) -> int:
    with reading() as session:
        found = session.exec(
            select(Pupil.id)
            .join(Person, col(Person.id) == col(Pupil.person_id))
            .where(col(Person.personal_code) == code)
        ).one()
        assert found is not None
        return found


def journal_of(school: Built, class_name: str) -> int:
    with writing() as session:
        known = session.exec(
            select(Journal.id).where(col(Journal.class_id) == school.classes[class_name])
        ).first()
        return known or add_journal(session, school, "Matemātika", class_name)


def record_attendance(school: Built, code: str, class_name: str, day: date) -> None:
    journal_id, pupil_id = journal_of(school, class_name), pupil_id_of(code)
    with writing() as session:
        begins = datetime(day.year, day.month, day.day, 7, tzinfo=UTC)
        lesson_id = add(
            session,
            Lesson(
                journal_id=journal_id,
                day=day,
                number=1,
                starts_at=begins,
                ends_at=begins + timedelta(minutes=40),
            ),
        )
        session.add(
            Attendance(
                lesson_id=lesson_id,
                pupil_id=pupil_id,
                status="present",
                recorded_at=clock.now(),
                recorded_by_id=school.people["Jānis Ozols"],
            )
        )


def give_mark(school: Built, code: str, class_name: str) -> None:
    journal_id, pupil_id = journal_of(school, class_name), pupil_id_of(code)
    with writing() as session:
        work_id = add(
            session,
            Work(
                journal_id=journal_id,
                kind_id=school.work_kind_id,
                day=MONDAY,
                scale="points10",
                weight=2,
            ),
        )
        session.add(
            Mark(
                work_id=work_id,
                pupil_id=pupil_id,
                value="7",
                set_at=clock.now(),
                set_by_id=school.people["Jānis Ozols"],
            )
        )


def test_undoing_new_pupils_leaves_no_trace(school: Built, contents: Callable[[], Any]) -> None:
    before = contents()
    applied = carry_out(school, ALISE_ROW, OTTO_ROW, ZANE_ROW)
    undo(school.superuser, run_of(applied))
    assert contents() == before
    with reading() as session:
        assert session.get_one(ImportRun, applied.run_id).undone_at is not None


def test_undoing_changes_moves_and_codes_restores_them(
    school: Built, contents: Callable[[], Any]
) -> None:
    carry_out(school, ALISE_ROW, OTTO_ROW)
    before = contents()
    guardian = ("", "Bērziņš", "Juris", "tēvs", "juris@example.lv", "")
    changed = pupil(
        code=NEW_STYLE, previous=ALISE, family="Liepa", class_name="5.b", guardian=guardian
    )
    applied = carry_out(school, changed, (*OTTO_ROW[:5], "21011121", *OTTO_ROW[6:]))
    undo(school.superuser, run_of(applied))
    assert contents() == before


def test_imports_are_undone_one_after_another(school: Built, contents: Callable[[], Any]) -> None:
    before = contents()
    first = carry_out(school, ALISE_ROW)
    second = carry_out(school, pupil(family="Liepa"))
    assert obstacles(school, first) == ["Liepa Alise: has been changed since"]
    undo(school.superuser, run_of(second))
    undo(school.superuser, run_of(first))
    assert contents() == before


def test_an_import_can_be_applied_again_after_undoing(
    school: Built, contents: Callable[[], Any]
) -> None:
    undo(school.superuser, run_of(carry_out(school, ALISE_ROW)))
    assert carry_out(school, ALISE_ROW).run_id is not None


def test_attendance_of_a_new_pupil_stands_in_the_way(
    school: Built, contents: Callable[[], Any]
) -> None:
    applied = carry_out(school, ALISE_ROW, OTTO_ROW)
    record_attendance(school, ALISE, "5.a", MONDAY)
    before = contents()
    assert obstacles(school, applied) == ["Bērziņa Alise: has recorded attendance"]
    assert contents() == before


def test_a_mark_of_a_new_pupil_and_an_account_stand_in_the_way(school: Built) -> None:
    applied = carry_out(school, ALISE_ROW)
    give_mark(school, ALISE, "5.a")
    with writing() as session:
        person_id = session.get_one(Pupil, pupil_id_of(ALISE)).person_id
        session.add(Account(person_id=person_id, username="alise", username_key="alise"))
    assert set(obstacles(school, applied)) == {
        "Bērziņa Alise: has marks",
        "Bērziņa Alise: has an account",
    }


def test_a_mark_in_the_new_class_stands_in_the_way_of_undoing_a_move(school: Built) -> None:
    carry_out(school, ALISE_ROW)
    record_attendance(school, ALISE, "5.a", MONDAY)
    applied = carry_out(school, pupil(class_name="5.b"))
    give_mark(school, ALISE, "5.b")
    assert obstacles(school, applied) == ["Bērziņa Alise: has marks"]


def test_entries_in_the_old_class_do_not_stand_in_the_way(school: Built) -> None:
    carry_out(school, ALISE_ROW)
    applied = carry_out(school, pupil(class_name="5.b"))
    record_attendance(school, ALISE, "5.a", date(2026, 11, 20))
    undo(school.superuser, run_of(applied))


def test_a_later_change_by_hand_stands_in_the_way(school: Built) -> None:
    applied = carry_out(school, ALISE_ROW)
    with writing() as session:
        person = session.get_one(Pupil, pupil_id_of(ALISE)).person_id
        session.get_one(Person, person).phone = "20000000"
    assert obstacles(school, applied) == ["Bērziņa Alise: has been changed since"]


def test_an_import_is_taken_back_only_once(school: Built) -> None:
    applied = carry_out(school, ALISE_ROW)
    undo(school.superuser, run_of(applied))
    with pytest.raises(Refused, match="already"):
        undo(school.superuser, run_of(applied))
    for unknown in (4711, 0, -1, 2**40):
        with pytest.raises(Refused, match="no import"):
            undo(school.superuser, unknown)


def test_a_teacher_may_not_undo(school: Built, contents: Callable[[], Any]) -> None:
    applied = carry_out(school, ALISE_ROW)
    before = contents()
    with pytest.raises(Forbidden):
        undo(school.teacher, run_of(applied))
    assert contents() == before


def test_undoing_is_audited_for_every_pupil(school: Built) -> None:
    applied = carry_out(school, ALISE_ROW, OTTO_ROW)
    undo(school.superuser, run_of(applied))
    with reading() as session:
        entries = session.exec(
            select(AuditEntry).where(col(AuditEntry.action) == "import_undo")
        ).all()
        assert sum(entry.entity == "pupil" for entry in entries) == 2
        assert sum(entry.entity == "import_run" for entry in entries) == 1


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(first=ROWS, second=ROWS)
def test_any_import_is_undone_exactly(
    school: Built,
    contents: Callable[[], Any],
    first: list[tuple[str, ...]],
    second: list[tuple[str, ...]],
) -> None:
    forget_pupils(school)
    carry_out(school, *first)
    before = contents()
    applied = carry_out(school, *second)
    if applied.run_id is not None:
        undo(school.superuser, applied.run_id)
    assert contents() == before
