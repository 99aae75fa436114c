"""A superuser's marks: only of three kinds, in the ledger, shown as the superuser's (7.8)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlmodel import col, select

from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Mark, MarkEvent, Work
from ejournal_app.services.diary import diary_week, other_marks
from ejournal_app.services.journal_page import WorkColumn, open_journal
from ejournal_app.services.lesson_page import open_lesson
from ejournal_app.services.superuser_marks.desk import override_desk
from ejournal_app.services.superuser_marks.writing import (
    ExtraMark,
    add_exam_result,
    add_transferred_mark,
    correct_mark,
)
from tests.support.entering import mark, mark_life, saved
from tests.support.school import TinySchool
from tests.support.school_days import DAY, TODAY, TOMORROW, YESTERDAY

REASON = "Ilze Kalna lūdza: pārskatīts darbs"


def correct(school: TinySchool, base: str, value: str, **other: Any) -> None:
    given: dict[str, Any] = {
        "journal_id": school.maths_a,
        "work_id": school.test,
        "pupil_id": school.anna,
        "reason": REASON,
        **other,
    }
    correct_mark(school.actors.superuser, base=base, value=value, **given)


def extra(pupil_id: int, day: date, **other: Any) -> ExtraMark:
    given: dict[str, Any] = {"title": "Daļas", "value": "7", "reason": "", **other}
    return ExtraMark(pupil_id=pupil_id, day=day, **given)


def standing(school: TinySchool) -> tuple[str, str]:
    with reading() as session:
        row = session.exec(
            select(Mark).where(Mark.work_id == school.test, Mark.pupil_id == school.anna)
        ).one()
        return row.value, row.entered_as


def refused(call: Callable[[], None], field: str | None = None) -> None:
    before = mark_life()
    with pytest.raises(Refused) as refusal:
        call()
    assert mark_life() == before
    if field is not None:
        assert refusal.value.field == field


def test_a_correction_is_one_more_step_with_its_reason_and_role(school: TinySchool) -> None:
    saved(school.actors.ilze, mark(school.test, school.anna, "4"))
    correct(school, "4", "7")
    assert standing(school) == ("7", "superuser")
    with reading() as session:
        events = session.exec(select(MarkEvent).order_by(col(MarkEvent.id))).all()
    assert [(event.new_value, event.as_role, event.reason) for event in events] == [
        ("4", "teacher", ""),
        ("7", "superuser", REASON),
    ]


def test_a_teacher_who_writes_over_it_makes_it_a_teachers_mark_again(school: TinySchool) -> None:
    correct(school, "", "7")
    saved(school.actors.ilze, mark(school.test, school.anna, "8", "7"))
    assert standing(school) == ("8", "teacher")
    assert open_journal(school.actors.ilze, school.maths_a).by_superuser == ()


def test_a_correction_is_refused_without_a_reason_or_a_change_or_over_another_value(
    school: TinySchool,
) -> None:
    saved(school.actors.ilze, mark(school.test, school.anna, "4"))
    refused(lambda: correct(school, "4", "7", reason="  "), "reason")
    refused(lambda: correct(school, "4", "7", reason="x" * 301), "reason")
    refused(lambda: correct(school, "4", "4"), "value")
    refused(lambda: correct(school, "", "7"), "pupil")
    refused(lambda: correct(school, "4", "11"), "value")
    refused(lambda: correct(school, "4", "5|7"), "value")
    refused(lambda: correct(school, "", "7", pupil_id=school.zane))
    correct(school, "4", "4|7")
    correct(school, "4|7", "")
    assert standing(school)[0] == ""


def test_a_work_or_a_pupil_of_another_journal_is_not_there(school: TinySchool) -> None:
    for other in ({"journal_id": school.maths_b}, {"pupil_id": school.dace}, {"work_id": 999_999}):
        with pytest.raises(Forbidden):
            correct(school, "", "7", **other)


def test_a_transferred_mark_is_dated_before_the_pupil_came(school: TinySchool) -> None:
    def add(day: date, **other: Any) -> None:
        add_transferred_mark(
            school.actors.superuser,
            school.maths_a,
            extra(school.emils, day, **other),
            "Ogres vsk.",
        )

    refused(lambda: add(YESTERDAY), "day")
    refused(lambda: add(date(2010, 1, 1)), "day")
    refused(lambda: add(YESTERDAY - DAY, value=""), "value")
    refused(lambda: add(YESTERDAY - DAY, value="80%"), "value")
    refused(lambda: add(YESTERDAY - DAY, title=" "), "title")
    add(YESTERDAY - DAY)
    refused(lambda: add(YESTERDAY - DAY), "value")
    add(date(2026, 5, 20))
    view = open_journal(school.actors.ilze, school.maths_a)
    assert [(own.day, own.value, own.title) for own in view.by_superuser] == [
        (date(2026, 5, 20), "7", "Daļas, Ogres vsk."),
        (YESTERDAY - DAY, "7", "Daļas, Ogres vsk."),
    ]
    row = [pupil.pupil_id for pupil in view.pupils].index(school.emils)
    assert view.pupils[row].average == "—"
    shown = [
        view.cells[row][at]
        for at, column in enumerate(view.columns)
        if isinstance(column, WorkColumn) and column.kind_lv == "Pārnests vērtējums"
    ]
    assert shown == ["7", "7"]
    # It can be corrected although the pupil was not here on its day.
    with reading() as session:
        work = session.exec(select(Work.id).where(Work.day == date(2026, 5, 20))).one()
    correct(school, "7", "8", work_id=work, pupil_id=school.emils)


def test_an_exam_is_one_work_for_all_its_pupils_in_per_cent(school: TinySchool) -> None:
    def add(pupil: int, **other: Any) -> None:
        given = {"title": "Matemātika", "value": "75,5%", **other}
        day = given.pop("day", TODAY)
        add_exam_result(
            school.actors.superuser,
            school.maths_a,
            extra(pupil, day, **given),
            EntryKind.STATE_EXAM,
        )

    add(school.anna)
    add(school.bruno, value="60")
    refused(lambda: add(school.emils, day=TOMORROW))
    refused(lambda: add(school.emils, value="101%"), "value")
    refused(lambda: add(school.zane))
    refused(
        lambda: add_exam_result(
            school.actors.superuser, school.maths_a, extra(school.anna, TODAY), EntryKind.YEAR
        ),
        "kind",
    )
    with reading() as session:
        assert len(session.exec(select(Work).where(Work.title == "Matemātika")).all()) == 1
    (own,) = other_marks(school.actors.parent, school.anna)
    assert (own.subject, own.mark.shown, own.mark.superuser_reason) == ("Matemātika", "75,5%", "")


def test_parents_and_teachers_see_who_entered_it_and_why(school: TinySchool) -> None:
    correct(school, "", "7")
    (entry,) = open_journal(school.actors.maija, school.maths_a).by_superuser
    assert (entry.value, entry.reason) == ("7", REASON)
    assert entry.by == school.actors.superuser.name
    week = diary_week(school.actors.parent, school.anna, YESTERDAY)
    marks = [own for day in week.days for lesson in day.lessons for own in lesson.marks]
    assert [(own.shown, own.superuser_reason) for own in marks] == [("7", REASON)]
    lesson = open_lesson(school.actors.ilze, school.lesson(school.maths_a, YESTERDAY))
    assert lesson.works[0].by_superuser == {school.anna: REASON}
    saved(school.actors.ilze, mark(school.test, school.bruno, "9"))
    week = diary_week(school.actors.management, school.bruno, YESTERDAY)
    marks = [own for day in week.days for lesson in day.lessons for own in lesson.marks]
    assert [own.superuser_reason for own in marks] == [None]


def test_the_form_offers_the_journals_works_and_the_pupils_with_their_marks(
    school: TinySchool,
) -> None:
    saved(school.actors.ilze, mark(school.test, school.anna, "4"))
    desk = override_desk(school.actors.superuser, school.maths_a, school.test)
    assert {work.work_id for work in desk.works} == {school.test, school.quiz}
    standing_marks = {pupil.pupil_id: pupil.standing for pupil in desk.pupils}
    assert standing_marks == {school.anna: "4", school.bruno: "", school.emils: ""}
    foreign = override_desk(school.actors.superuser, school.maths_b, school.test)
    assert foreign.chosen is None


def test_a_journal_of_attendance_takes_no_marks(school: TinySchool) -> None:
    refused(
        lambda: add_transferred_mark(
            school.actors.superuser,
            school.choir,
            extra(school.emils, YESTERDAY - DAY),
            "Ogres vsk.",
        )
    )
    assert not open_journal(school.actors.superuser, school.choir).overridable
    assert open_journal(school.actors.superuser, school.maths_a).overridable
    assert not open_journal(school.actors.management, school.maths_a).overridable
