"""Entering marks of periods: one work of each kind, its window, who gets such a mark."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import col, select

from ejournal_app import clock
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    Enrolment,
    Journal,
    Mark,
    PeriodReopening,
    PeriodWindow,
    Semester,
    Work,
    WorkKind,
)
from ejournal_app.services.entries.operations import Answer, AnswerStatus
from tests.support.entering import mark, mark_life, period_mark, saved, send
from tests.support.school import TinySchool
from tests.support.together import together

ClockAt = Callable[[date], None]

OPEN = date(2026, 12, 10)
"""Interim marks are entered from 4 to 25 December."""
LAST_DAY = date(2026, 12, 18)
SPRING = date(2027, 6, 1)
SUMMER = date(2027, 6, 10)


def works(kind: str) -> list[Work]:
    with reading() as session:
        return list(
            session.exec(
                select(Work)
                .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
                .where(col(WorkKind.entry_kind) == kind)
            )
        )


def refusal(answer: Answer) -> str:
    assert answer.status is AnswerStatus.REFUSED
    assert answer.message is not None
    return answer.message.english()


def test_the_first_mark_makes_the_work_of_the_kind(school: TinySchool, clock_at: ClockAt) -> None:
    clock_at(OPEN)
    ilze = school.actors.ilze
    assert saved(
        ilze,
        period_mark(school.maths_a, "interim_1", school.anna, "7"),
        period_mark(school.maths_a, "interim_1", school.bruno, "nv"),
    ) == ["7", "nv"]
    (work,) = works("interim_1")
    assert (work.journal_id, work.day, work.scale, work.weight) == (
        school.maths_a,
        OPEN,
        "points10",
        0,
    )
    assert mark_life() == [(1, "", "7"), (1, "", "nv")]


def test_the_work_is_dated_the_last_day_of_its_period_at_most(
    school: TinySchool, clock_at: ClockAt
) -> None:
    for today, dated in ((OPEN, OPEN), (date(2026, 12, 22), LAST_DAY)):
        clock_at(today)
        saved(
            school.actors.ilze,
            period_mark(school.maths_a, "interim_1", school.anna, "7")
            if today == OPEN
            else period_mark(school.maths_a, "interim_1", school.bruno, "8"),
        )
        assert [work.day for work in works("interim_1")] == [dated]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_two_who_enter_the_first_mark_at_once_make_one_work(
    school: TinySchool, clock_at: ClockAt
) -> None:
    clock_at(OPEN)
    both = together(
        lambda: send(
            school.actors.ilze, period_mark(school.maths_a, "interim_1", school.anna, "7")
        ),
        lambda: send(
            school.actors.janis, period_mark(school.maths_a, "interim_1", school.bruno, "8")
        ),
    )
    assert [answer.status for own in both for answer in own] == [AnswerStatus.SAVED] * 2
    assert len(works("interim_1")) == 1


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_two_who_enter_the_same_first_mark_at_once_are_told(
    school: TinySchool, clock_at: ClockAt
) -> None:
    clock_at(OPEN)
    both = together(
        *(
            lambda actor=actor, value=value: send(
                actor, period_mark(school.maths_a, "interim_1", school.anna, value)
            )
            for actor, value in ((school.actors.ilze, "7"), (school.actors.janis, "8"))
        )
    )
    assert {answer.status for own in both for answer in own} == {
        AnswerStatus.SAVED,
        AnswerStatus.CONFLICT,
    }
    assert len(works("interim_1")) == 1
    assert len(mark_life()) == 1


def test_a_mark_not_seen_is_not_written_over(school: TinySchool, clock_at: ClockAt) -> None:
    clock_at(OPEN)
    saved(school.actors.ilze, period_mark(school.maths_a, "interim_1", school.anna, "7"))
    (answer,) = send(
        school.actors.janis, period_mark(school.maths_a, "interim_1", school.anna, "5")
    )
    assert (answer.status, answer.value, answer.by) == (AnswerStatus.CONFLICT, "7", "Ilze Kalniņa")
    assert saved(
        school.actors.janis, period_mark(school.maths_a, "interim_1", school.anna, "", base="7")
    ) == [""]


@pytest.mark.parametrize(
    ("today", "sentence"),
    [
        (
            date(2026, 12, 3),
            (
                "Marks of this kind are entered from 2026-12-04 to 2026-12-25."
                " Earlier it can be opened for you by Guna Direktore."
            ),
        ),
        (
            date(2026, 12, 26),
            (
                "Marks of this kind were entered from 2026-12-04 to 2026-12-25; now it is closed."
                " It can be opened for you again by Guna Direktore."
            ),
        ),
    ],
)
def test_a_closed_period_names_its_dates_and_who_can_open_it(
    school: TinySchool, clock_at: ClockAt, today: date, sentence: str
) -> None:
    clock_at(today)
    (answer,) = send(school.actors.ilze, period_mark(school.maths_a, "interim_1", school.anna, "7"))
    assert refusal(answer) == sentence
    assert works("interim_1") == []


def test_the_schools_own_window_goes_before_the_calendar(
    school: TinySchool, clock_at: ClockAt
) -> None:
    with writing() as session:
        session.add(
            PeriodWindow(
                year_id=school.year_id,
                entry_kind=EntryKind.INTERIM_1,
                grade=5,
                opens_on=date(2026, 12, 1),
                closes_on=date(2026, 12, 5),
            )
        )
    clock_at(date(2026, 12, 3))
    saved(school.actors.ilze, period_mark(school.maths_a, "interim_1", school.anna, "7"))
    clock_at(OPEN)
    (answer,) = send(
        school.actors.ilze, period_mark(school.maths_a, "interim_1", school.anna, "8", base="7")
    )
    assert "2026-12-05" in refusal(answer)


@pytest.mark.parametrize("whole", [True, False])
def test_a_closed_period_opens_again_for_one_person_until_a_day(
    school: TinySchool, clock_at: ClockAt, whole: bool
) -> None:
    until = date(2027, 1, 15)
    clock_at(until)
    ilze = school.actors.ilze
    with writing() as session:
        session.add(
            PeriodReopening(
                year_id=school.year_id,
                entry_kind=EntryKind.INTERIM_1,
                person_id=ilze.person_id,
                journal_id=None if whole else school.maths_a,
                until=until,
                reason="Bija slima",
                granted_by_id=school.actors.management.person_id,
                granted_at=clock.now(),
            )
        )
    saved(ilze, period_mark(school.maths_a, "interim_1", school.anna, "7"))
    others = [
        send(school.actors.janis, period_mark(school.maths_a, "interim_1", school.bruno, "7")),
        send(ilze, period_mark(school.maths_a, "year", school.anna, "7")),
    ]
    elsewhere = send(ilze, period_mark(school.maths_b, "interim_1", school.dace, "7"))
    (others if not whole else []).append(elsewhere)
    assert {answer.status for own in others for answer in own} == {AnswerStatus.REFUSED}
    assert (elsewhere[0].status is AnswerStatus.SAVED) is whole
    clock_at(date(2027, 1, 16))
    (late,) = send(ilze, period_mark(school.maths_a, "interim_1", school.anna, "8", base="7"))
    assert "2026-12-25" in refusal(late)


def test_what_stands_may_be_sent_again_when_closed(school: TinySchool, clock_at: ClockAt) -> None:
    clock_at(OPEN)
    saved(school.actors.ilze, period_mark(school.maths_a, "interim_1", school.anna, "7"))
    clock_at(date(2027, 2, 1))
    assert saved(
        school.actors.ilze, period_mark(school.maths_a, "interim_1", school.anna, "7", base="7")
    ) == ["7"]
    assert mark_life() == [(1, "", "7")]


def test_a_window_holds_in_the_journals_own_grid_too(school: TinySchool, clock_at: ClockAt) -> None:
    clock_at(OPEN)
    saved(school.actors.ilze, period_mark(school.maths_a, "interim_1", school.anna, "7"))
    (work,) = works("interim_1")
    assert work.id is not None
    assert saved(school.actors.ilze, mark(work.id, school.anna, "8", base="7")) == ["8"]
    clock_at(date(2027, 2, 1))
    (answer,) = send(school.actors.ilze, mark(work.id, school.anna, "9", base="8"))
    assert "now it is closed" in refusal(answer)


@pytest.mark.parametrize(
    ("period", "sentence"),
    [
        ("semester_1", "This journal has no marks of this kind."),
        ("final", "This journal has no marks of this kind."),
        ("state_exam", "This journal has no marks of this kind."),
        ("interim_2", "This journal has no marks of this kind."),
        ("transferred", "This journal has no marks of this kind."),
        ("", "This journal has no marks of this kind."),
        ("nav", "This journal has no marks of this kind."),
    ],
)
def test_a_kind_the_journal_does_not_have_is_refused(
    school: TinySchool, clock_at: ClockAt, period: str, sentence: str
) -> None:
    clock_at(OPEN)
    (answer,) = send(school.actors.ilze, period_mark(school.maths_a, period, school.anna, "7"))
    assert refusal(answer) == sentence


@pytest.mark.parametrize(
    ("value", "part"),
    [("7,5", "whole points"), ("11", "from 1 to 10"), ("4|7", "whole points from 1 to 10 or nv")],
)
def test_a_value_outside_the_scale_is_refused(
    school: TinySchool, clock_at: ClockAt, value: str, part: str
) -> None:
    clock_at(OPEN)
    (answer,) = send(
        school.actors.ilze, period_mark(school.maths_a, "interim_1", school.anna, value)
    )
    assert part in refusal(answer)


def test_an_exam_of_the_school_is_typed_by_its_teacher_while_year_marks_are(
    school: TinySchool, clock_at: ClockAt
) -> None:
    ilze, exam = school.actors.ilze, "session_exam"
    clock_at(OPEN)
    (early,) = send(ilze, period_mark(school.maths_a, exam, school.anna, "7"))
    assert "from 2027-05-17 to 2027-06-07" in refusal(early)
    clock_at(SPRING)
    assert saved(ilze, period_mark(school.maths_a, exam, school.anna, "7")) == ["7"]
    assert [(work.day, work.scale, work.weight) for work in works(exam)] == [
        (date(2027, 5, 31), "points10", 0)
    ]
    # State exams are in per cent, those of the school in the scale of the grade.
    (per_cent,) = send(ilze, period_mark(school.maths_a, exam, school.bruno, "75%"))
    assert "from 1 to 10" in refusal(per_cent)
    (foreign,) = send(ilze, period_mark(school.english, exam, school.anna, "7"))
    assert refusal(foreign) == "You have no access to this, or it does not exist."
    clock_at(SUMMER)
    (late,) = send(ilze, period_mark(school.maths_a, exam, school.anna, "9", base="7"))
    assert "now it is closed" in refusal(late)


def test_movement_decides_whose_mark_it_is(school: TinySchool, clock_at: ClockAt) -> None:
    clock_at(OPEN)
    ilze, janis = school.actors.ilze, school.actors.janis
    # Joined in November, moved in November: the journal they are in at the end gives the mark.
    assert saved(
        ilze,
        period_mark(school.maths_a, "interim_1", school.emils, "6"),
        period_mark(school.maths_b, "interim_1", school.marta, "8"),
    ) == ["6", "8"]
    gone = send(
        ilze,
        period_mark(school.maths_a, "interim_1", school.zane, "6"),
        period_mark(school.maths_a, "interim_1", school.marta, "6"),
    ) + send(janis, period_mark(school.english, "interim_1", school.bruno, "6"))
    assert ["left on" in refusal(answer) for answer in gone] == [True] * 3
    (no_group,) = send(janis, period_mark(school.english, "interim_1", school.emils, "6"))
    assert refusal(no_group) == "You have no access to this, or it does not exist."


def test_who_came_after_the_end_of_the_period_gets_no_mark_of_it(
    school: TinySchool, clock_at: ClockAt
) -> None:
    with writing() as session:
        window = PeriodWindow(
            year_id=school.year_id,
            entry_kind=EntryKind.INTERIM_1,
            grade=5,
            opens_on=date(2026, 12, 1),
            closes_on=date(2027, 1, 31),
        )
        session.add(window)

        row = session.scalars(
            select(Enrolment).where(
                col(Enrolment.pupil_id) == school.marta,
                col(Enrolment.class_id) == school.class_b,
            )
        ).one()
        row.starts_on = date(2027, 1, 11)
    clock_at(date(2027, 1, 12))
    (answer,) = send(
        school.actors.ilze, period_mark(school.maths_b, "interim_1", school.marta, "6")
    )
    assert refusal(answer) == "Krūmiņa Marta was not in this class or group on 2026-12-18."


def test_a_re_examination_is_for_those_who_need_it_and_leaves_the_year_mark(
    school: TinySchool, clock_at: ClockAt
) -> None:
    ilze = school.actors.ilze
    clock_at(SPRING)
    saved(
        ilze,
        period_mark(school.maths_a, "year", school.anna, "3"),
        period_mark(school.maths_a, "year", school.bruno, "7"),
    )
    (early,) = send(ilze, period_mark(school.maths_a, "re_exam", school.anna, "5"))
    assert "2027-06-08" in refusal(early)
    clock_at(SUMMER)
    saved(
        ilze,
        period_mark(school.maths_a, "re_exam", school.anna, "5"),
        period_mark(school.maths_a, "re_exam", school.emils, "4"),  # no year mark at all
    )
    (fine,) = send(ilze, period_mark(school.maths_a, "re_exam", school.bruno, "9"))
    assert refusal(fine) == (
        "Bērziņš Bruno has the year mark 7: a re-examination is only for marks below 4, nv or none."
    )
    (year,) = works("year")
    with reading() as session:
        values = dict(
            session.execute(
                select(col(Mark.pupil_id), col(Mark.value)).where(col(Mark.work_id) == year.id)
            ).all()
        )
    assert values == {school.anna: "3", school.bruno: "7"}
    (closed,) = send(ilze, period_mark(school.maths_a, "year", school.anna, "5", base="3"))
    assert "now it is closed" in refusal(closed)


def test_a_final_mark_is_given_once_in_a_subject(school: TinySchool, clock_at: ClockAt) -> None:
    with writing() as session:
        for journal_id in (school.maths_a, school.maths_b):
            journal = session.get_one(Journal, journal_id)
            journal.grade, journal.course_ends_on = 10, date(2026, 12, 1)

        for number, first, last in ((1, 9, date(2026, 12, 18)), (2, 1, date(2027, 5, 31))):
            session.add(
                Semester(
                    year_id=school.year_id,
                    grade=10,
                    number=number,
                    starts_on=date(2026 if number == 1 else 2027, first, 4),
                    ends_on=last,
                )
            )
    ilze = school.actors.ilze
    clock_at(date(2026, 11, 19))
    saved(ilze, period_mark(school.maths_a, "final", school.marta, "8"))
    clock_at(date(2026, 12, 1))
    (answer,) = send(ilze, period_mark(school.maths_b, "final", school.marta, "9"))
    assert refusal(answer) == (
        "Krūmiņa Marta has the final mark of this subject in another journal: 8."
    )
