"""Journals of the earlier system: what comes over, what does not and why, and taking it back."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, col, select

from ejournal_app import clock
from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.marks import display
from ejournal_app.domain.teacher_absences import TeacherAbsenceKind
from ejournal_app.i18n.catalogue import translate
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    AbsenceNote,
    Attendance,
    Journal,
    Lesson,
    Mark,
    MarkEvent,
    Substitution,
    TeacherAbsence,
    Work,
    WorkKind,
)
from ejournal_app.services.changes.undoing import UndoBlocked, undo
from ejournal_app.services.importing.journals.applying import apply
from ejournal_app.services.importing.journals.layout import read_workbook
from ejournal_app.services.importing.journals.plan_model import JournalsPlan, LessonStep
from ejournal_app.services.importing.journals.planning import plan
from ejournal_app.services.importing.journals.problems import HasSheetProblems
from ejournal_app.services.importing.problems import PlanIsStale
from tests.services.importing.journals.conftest import LESSON_DAYS, PUPILS, Moved
from tests.services.importing.journals.workbooks import Line, Page, workbook

Contents = Callable[[], dict[str, list[tuple[Any, ...]]]]
FIRST = "07.09.2026"


def planned(school: Moved, *lines: Line, place: str = "5.a") -> JournalsPlan:
    content = workbook(Page(place, PUPILS, lines))
    return plan(school.superuser, read_workbook(content, "zurnali.xlsx"), school.built.year_id)


def carried_out(school: Moved, *lines: Line, **how: Any) -> int:
    applied = apply(school.superuser, planned(school, *lines), **how)
    assert applied.run_id is not None
    return applied.run_id


def problems(found: JournalsPlan) -> list[str]:
    return [translate("en", problem.message) for problem in found.problems]


def shown_marks(session: Session) -> dict[tuple[int, str], str]:
    """Pupil and kind of work to the mark as shown."""
    return {
        (mark.pupil_id, kind.entry_kind or kind.code): display(mark.value, mark.improved_from)
        for mark, _work, kind in session.exec(
            select(Mark, Work, WorkKind)
            .join(Work, col(Work.id) == col(Mark.work_id))
            .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
        )
    }


LESSON = Line(
    FIRST, ("8", "n", "k 4|7"), topic="Daļas", homework="12. uzdevums", notes="Saskaita daļas"
)


def test_a_row_fills_the_lesson_of_the_timetable(school: Moved) -> None:
    found = planned(school, LESSON)
    assert found.problems == ()
    assert [row.step for row in found.lessons] == [LessonStep.FILLED]
    carried_out(school, LESSON)
    with reading() as session:
        lesson = session.get_one(Lesson, school.lessons[LESSON_DAYS[0]])
        assert (lesson.topic, lesson.homework, lesson.outcome) == (
            "Daļas",
            "12. uzdevums",
            "Saskaita daļas",
        )
        assert lesson.completed_at == lesson.attendance_checked_at == lesson.ends_at
        assert lesson.changed_by_id == school.built.people["Jānis Ozols"]
        anna, bruno, dace = school.pupils
        statuses = {row.pupil_id: row.status for row in session.exec(select(Attendance))}
        assert statuses == {bruno: "absent", dace: "late"}
        marks = shown_marks(session)
        assert {pupil: value for (pupil, _), value in marks.items()} == {anna: "8", dace: "4|7"}


def test_an_improved_mark_keeps_what_it_was_before(school: Moved) -> None:
    carried_out(school, LESSON)
    with reading() as session:
        mark = session.exec(select(Mark).where(col(Mark.pupil_id) == school.pupils[2])).one()
        events = session.exec(
            select(MarkEvent)
            .where(col(MarkEvent.mark_id) == mark.id)
            .order_by(col(MarkEvent.sequence))
        ).all()
    assert (mark.value, mark.improved_from, mark.entered_as) == ("7", "4", "import")
    assert [(event.old_value, event.new_value) for event in events] == [("", "4"), ("4", "4|7")]
    assert {event.by_id for event in events} == {school.built.people["Jānis Ozols"]}
    assert all(event.reason for event in events)


def test_a_row_without_a_planned_lesson_becomes_a_new_one(school: Moved) -> None:
    tuesday = Line("08.09.2026", topic="Ārpus saraksta", number="5")
    carried_out(school, tuesday, Line("08.09.2026", topic="Vēl viena"))
    with reading() as session:
        rows = session.exec(
            select(Lesson.number, Lesson.topic)
            .where(col(Lesson.topic) != "")
            .order_by(col(Lesson.number))
        ).all()
    assert rows == [(5, "Ārpus saraksta"), (6, "Vēl viena")]


def test_tests_count_with_the_weight_of_tests_and_other_scales_with_none(school: Moved) -> None:
    carried_out(
        school,
        Line(FIRST, ("9", "nv"), kind="Pārbaudes darbs", topic="1. pārbaudes darbs"),
        Line("09.09.2026", ("75%", "i", "8")),
    )
    with reading() as session:
        works = {(work.scale, work.weight, work.title) for work in session.exec(select(Work)).all()}
        marks = shown_marks(session)
    assert works == {
        ("points10", 2, "1. pārbaudes darbs"),
        ("percent", 0, ""),
        ("pass_fail", 0, ""),
        ("points10", 1, ""),
    }
    assert marks[school.pupils[1], "test"] == "nv"


def test_marks_that_close_a_part_of_the_year_are_kept_apart(school: Moved) -> None:
    carried_out(
        school,
        Line("18.12.2026", ("7", "8"), kind="I semestra starpvērtējums"),
        Line("18.12.2026", ("7", "nv"), kind="I semestra vērtējums"),
    )
    with reading() as session:
        marks = shown_marks(session)
        weights = {work.weight for work in session.exec(select(Work))}
    anna, bruno, _ = school.pupils
    assert marks == {
        (anna, EntryKind.INTERIM_1): "7",
        (bruno, EntryKind.INTERIM_1): "8",
        (anna, EntryKind.SEMESTER_1): "7",
        (bruno, EntryKind.SEMESTER_1): "nv",
    }
    assert weights == {0}


def test_another_author_than_the_teacher_is_a_substitution(school: Moved) -> None:
    carried_out(school, Line(FIRST, topic="Daļas", author="Kalniņa Līga"))
    with reading() as session:
        found = session.exec(select(Substitution)).one()
        lesson = session.get_one(Lesson, found.lesson_id)
    people = school.built.people
    assert (found.absent_id, found.substitute_id) == (people["Jānis Ozols"], people["Līga Kalniņa"])
    assert lesson.changed_by_id == people["Līga Kalniņa"]


def test_justified_absences_become_notes_of_the_day(school: Moved) -> None:
    carried_out(
        school,
        Line(FIRST, ("ns", "nc"), number="2"),
        Line(FIRST, ("ns", "nn"), number="3"),
    )
    with reading() as session:
        notes = {
            (note.pupil_id, note.reason, note.first_lesson, note.last_lesson)
            for note in session.exec(select(AbsenceNote))
        }
        absent = session.exec(select(Attendance)).all()
    anna, bruno, _ = school.pupils
    assert notes == {
        (anna, "illness", 2, 3),
        (bruno, "other", 2, 2),
        (bruno, "none", 3, 3),
    }
    assert {row.status for row in absent} == {"absent"}
    assert len(absent) == 4


def test_a_second_run_has_nothing_to_change(school: Moved) -> None:
    lines = (
        LESSON,
        Line("09.09.2026", ("ns nv", "", "75%"), topic="Reizināšana"),
        Line("08.09.2026", ("5",), topic="Ārpus saraksta"),
        Line("18.12.2026", ("7",), kind="I semestra vērtējums"),
        Line("10.09.2026", topic="Dabas parādības", subject="Dabaszinības"),
    )
    carried_out(school, *lines)
    again = planned(school, *lines)
    assert again.is_empty
    assert again.problems == ()
    assert {row.step for row in (*again.lessons, *again.closings)} == {LessonStep.UNCHANGED}
    assert apply(school.superuser, again).run_id is None


def test_what_is_recorded_here_already_stays_and_is_said(school: Moved) -> None:
    with writing() as session:
        session.get_one(Lesson, school.lessons[LESSON_DAYS[0]]).topic = "Mūsu tēma"
    found = planned(school, LESSON, Line("09.09.2026", topic="Cita"))
    assert [row.step for row in found.lessons] == [LessonStep.CONFLICT, LessonStep.FILLED]
    assert any("ours stays" in translate("en", note) for note in found.notes)
    apply(school.superuser, found)
    with reading() as session:
        assert session.get_one(Lesson, school.lessons[LESSON_DAYS[0]]).topic == "Mūsu tēma"
        assert session.exec(select(Mark)).all() == []


def test_a_missing_subject_journal_and_group_are_added(school: Moved) -> None:
    lines = (Line("10.09.2026", ("8",), topic="Hello", subject="Angļu valoda"),)
    found = planned(school, *lines, place="Angļu valoda 5. klases 1. grupa")
    assert [group.pupil_ids for group in found.groups] == [school.pupils]
    assert found.subjects == ("Angļu valoda",)
    apply(school.superuser, found)
    with reading() as session:
        journal = session.exec(select(Journal).where(col(Journal.group_id).is_not(None))).one()
    assert journal.name == "Angļu valoda Angļu valoda 5. klases 1. grupa"
    assert journal.grade == 5


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (Line("31.02.2026", topic="x"), "There is no such date"),
        (Line("01.09.2025", topic="x"), "not in the chosen school year"),
        (Line(FIRST, kind="Ballīte"), "Unknown kind of entry"),
        (Line(FIRST, ("7,5",)), "whole points only"),
        (Line(FIRST, ("11",)), "from 1 to 10"),
        (Line(FIRST, author="Nezināms Cilvēks"), "is not among the staff"),
        (Line(FIRST, teacher="Nezināms Cilvēks"), "is not among the staff"),
        (Line(FIRST, topic="x" * 501), "too long"),
        (Line(FIRST, topic="x", number="14"), "no time for lesson 14"),
    ],
)
def test_what_cannot_be_imported_is_named_with_its_place(
    school: Moved, contents: Contents, line: Line, said: str
) -> None:
    before = contents()
    found = planned(school, line, Line("09.09.2026", topic="Laba rinda"))
    (problem,) = problems(found)
    assert problem.startswith("Sheet «5.a», row 5")
    assert said in problem
    with pytest.raises(HasSheetProblems):
        apply(school.superuser, found)
    assert contents() == before
    apply(school.superuser, found, skip_errors=True)
    with reading() as session:
        topics = {row.topic for row in session.exec(select(Lesson))}
        assert "Laba rinda" in topics
        assert session.exec(select(Mark)).all() == []


def test_a_pupil_is_found_by_code_or_by_a_name_that_is_nobody_elses(school: Moved) -> None:
    family, given, _code = PUPILS[0]
    stranger = ("Svešais", "Skolēns", "")
    wrong_code = (PUPILS[1][0], PUPILS[1][1], "010101-10101")
    page = Page("5.a", ((family, given, ""), stranger, wrong_code), (Line(FIRST, ("8", "9", "7")),))
    found = plan(school.superuser, read_workbook(workbook(page), "z.xlsx"), school.built.year_id)
    assert [name for sheet in found.sheets for name in sheet.unmatched] == [
        "Svešais Skolēns",
        f"{wrong_code[0]} {wrong_code[1]}",
    ]
    assert len(problems(found)) == 2
    marks = [mark for row in found.lessons for work in row.works for mark in work.marks]
    assert [mark.pupil_id for mark in marks] == [school.pupils[0]]


def test_a_class_the_year_does_not_have_is_not_invented(school: Moved) -> None:
    found = planned(school, LESSON, place="7.z")
    assert problems(found) == ["Sheet «7.z», row 1: There is no class 7.z in this year."]
    assert found.is_empty


def test_the_plan_is_not_carried_out_when_the_school_has_changed(school: Moved) -> None:
    found = planned(school, LESSON)
    with writing() as session:
        session.get_one(Lesson, school.lessons[LESSON_DAYS[0]]).topic = "Jauna"
    with pytest.raises(PlanIsStale):
        apply(school.superuser, found)


def test_taking_back_restores_exactly_what_was_there(school: Moved, contents: Contents) -> None:
    before = contents()
    run = carried_out(
        school,
        LESSON,
        Line("08.09.2026", ("ns 5",), topic="Ārpus saraksta", author="Kalniņa Līga"),
        Line("18.12.2026", ("7",), kind="Gada vērtējums"),
        Line("10.09.2026", topic="Hello", subject="Angļu valoda"),
    )
    assert contents() != before
    undo(school.superuser, run)
    assert contents() == before


def test_it_is_not_taken_back_over_a_mark_changed_since(school: Moved) -> None:
    run = carried_out(school, LESSON)
    with writing() as session:
        session.exec(select(Mark).where(col(Mark.pupil_id) == school.pupils[0])).one().value = "9"
    with pytest.raises(UndoBlocked) as blocked:
        undo(school.superuser, run)
    assert "Ābele Anna: has been changed since" in [
        translate("en", message) for message in blocked.value.obstacles
    ]
    with reading() as session:
        assert len(session.exec(select(Mark)).all()) == 2


def test_events_of_marks_not_imported_cannot_be_deleted_even_by_a_statement(school: Moved) -> None:
    carried_out(school, LESSON)
    with writing() as session:
        mark = session.exec(select(Mark)).first()
        assert mark is not None
        session.add(
            MarkEvent(
                mark_id=mark.id or 0,
                sequence=9,
                old_value="8",
                new_value="9",
                at=mark.set_at,
                by_id=mark.set_by_id,
            )
        )
    with pytest.raises(Exception, match="append-only"), writing() as session:
        for event in session.exec(select(MarkEvent).where(col(MarkEvent.sequence) == 9)):
            session.delete(event)


def test_only_the_superuser_imports_journals(school: Moved) -> None:
    source = read_workbook(workbook(Page("5.a", PUPILS, (LESSON,))), "z.xlsx")
    with pytest.raises(Forbidden) as refusal:
        plan(school.built.teacher, source, school.built.year_id)
    assert refusal.value.attempt is not None
    assert refusal.value.attempt.action == Permission.IMPORT_APPLY
    found = plan(school.superuser, source, school.built.year_id)
    with pytest.raises(Forbidden):
        apply(school.built.teacher, found)


def test_progress_is_told_to_the_end(school: Moved) -> None:
    told: list[tuple[int, int]] = []
    carried_out(school, LESSON, progress=lambda done, whole: told.append((done, whole)))
    assert told[-1] == (1, 1)


@pytest.mark.parametrize(
    "content",
    [b"", b"Klase;Priek\xc5\xa1mets\n5.a;Matem\xc4\x81tika", b"PK\x03\x04nav", b"\x00" * 1000],
)
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(Refused):
        read_workbook(content, "zurnali.xlsx")


def test_a_sheet_of_another_layout_is_named(school: Moved) -> None:
    page = Page("5.a", (), (LESSON,))
    source = read_workbook(workbook(page), "z.xlsx")
    (problem,) = source.problems
    assert translate("en", problem.message).startswith("Sheet «5.a»: This is no journal sheet")


def test_rows_on_days_without_lessons_are_left_out_and_named(school: Moved) -> None:
    """As at every other door: holiday, break, the incapacity of whoever led it (13, 14)."""
    janis = school.built.people["Jānis Ozols"]
    with writing() as session:
        session.add(
            TeacherAbsence(
                school_id=school.built.school_id,
                person_id=janis,
                kind=TeacherAbsenceKind.INCAPACITY,
                starts_on=date(2026, 9, 7),
                ends_on=date(2026, 9, 8),
                recorded_at=clock.now(),
                recorded_by_id=janis,
            )
        )
    lines = (
        Line("18.11.2026", topic="Svētkos"),
        Line("21.10.2026", topic="Brīvlaikā"),
        Line(FIRST, topic="Slims"),
        Line(FIRST, topic="Vada cita", author="Līga Kalniņa", number="5"),
        Line("09.09.2026", topic="Vesels"),
        Line("19.12.2026", ("7",), kind="I semestra vērtējums"),
    )
    found = planned(school, *lines)
    assert [
        (problem.row, problem.column, translate("lv", problem.problem).partition(":")[0])
        for problem in found.problems
    ] == [
        (5, "D", "18.11.2026. mācību stundu nav"),
        (6, "D", "21.10.2026. mācību stundu nav"),
        (7, "L", "Jānis Ozols"),
    ]
    assert "darba nespēja no 07.09.2026. līdz 08.09.2026." in translate(
        "lv", found.problems[-1].message
    )
    assert "nespēja" not in translate("lv", found.problems[0].message)
    carried_out(school, *lines, skip_errors=True)
    with reading() as session:
        topics = session.exec(select(Lesson.topic).where(col(Lesson.topic) != "")).all()
    assert sorted(topics) == ["Vada cita", "Vesels"]
