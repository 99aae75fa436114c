"""What the demo school has recorded by a Tuesday at a quarter past twelve."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlmodel import Session, col

from ejournal_app import clock
from ejournal_app.demo.load import load_if_empty
from ejournal_app.domain.marks import NOT_MARKED, Scale, display, parse_mark
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import (
    Account,
    Attendance,
    Enrolment,
    Guardianship,
    Journal,
    JournalTeacher,
    Lesson,
    Mark,
    MarkEvent,
    Pupil,
    SchoolClass,
    Work,
)
from ejournal_app.persistence.queries.members import members_of

from .conftest import TUESDAY

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

TODAY = TUESDAY.date()
MONDAY = TODAY - timedelta(days=1)


def person_of(session: Session, username: str) -> int:
    found = session.scalar(select(Account).where(col(Account.username) == username))
    assert found is not None
    return found.person_id


def demo_lessons(session: Session, day: date) -> list[Lesson]:
    return list(
        session.scalars(
            select(Lesson)
            .join(JournalTeacher, col(JournalTeacher.journal_id) == col(Lesson.journal_id))
            .where(
                col(JournalTeacher.person_id) == person_of(session, "skolotajs"),
                col(Lesson.day) == day,
            )
            .order_by(col(Lesson.number))
        )
    )


def test_the_demo_teacher_has_something_left_to_do(session: Session) -> None:
    today = [lesson for lesson in demo_lessons(session, TODAY) if lesson.ends_at < clock.now()]
    assert any(lesson.changed_at is None for lesson in today)
    gaps = [lesson for lesson in demo_lessons(session, MONDAY) if lesson.completed_at is None]
    assert len(gaps) == 2
    assert all(lesson.topic for lesson in gaps)


def test_earlier_lessons_are_nearly_all_complete(session: Session) -> None:
    past = session.scalars(select(Lesson).where(col(Lesson.day) < MONDAY)).all()
    complete = [lesson for lesson in past if lesson.completed_at]
    assert 0.97 < len(complete) / len(past) < 1
    for lesson in complete:
        assert lesson.topic
        assert lesson.outcome
        assert lesson.attendance_checked_at
        assert lesson.no_homework != bool(lesson.homework)


def test_nothing_is_recorded_ahead_of_its_time(session: Session) -> None:
    now = clock.now()
    for lesson in session.scalars(select(Lesson).where(col(Lesson.ends_at) > now)):
        assert lesson.topic == ""
        assert lesson.attendance_checked_at is None
        assert lesson.completed_at is None
    assert (session.scalar(select(func.max(Mark.set_at))) or now) <= now
    assert (session.scalar(select(func.max(Attendance.recorded_at))) or now) <= now


def test_homework_is_due_in_the_next_lesson(session: Session) -> None:
    days: dict[int, list[date]] = defaultdict(list)
    for journal_id, day in session.execute(
        select(col(Lesson.journal_id), col(Lesson.day)).order_by(col(Lesson.day))
    ):
        days[journal_id].append(day)
    due = session.scalars(select(Lesson).where(col(Lesson.homework) != "")).all()
    assert due
    for lesson in due:
        later = [day for day in days[lesson.journal_id] if day > lesson.day]
        assert lesson.homework_due == later[0]


def test_checked_lessons_have_a_fact_for_everybody_who_belongs(session: Session) -> None:
    facts: dict[int, set[int]] = defaultdict(set)
    for lesson_id, pupil_id in session.execute(
        select(col(Attendance.lesson_id), col(Attendance.pupil_id))
    ):
        facts[lesson_id].add(pupil_id)
    for journal in session.scalars(select(Journal)):
        members = members_of(session, journal)
        for lesson in session.scalars(
            select(Lesson).where(
                col(Lesson.journal_id) == journal.id,
                col(Lesson.day).between(TODAY - timedelta(days=14), TODAY),
                col(Lesson.attendance_checked_at).is_not(None),
            )
        ):
            assert lesson.id is not None
            belonging = {member.pupil_id for member in members if member.belongs(lesson.day)}
            assert facts[lesson.id] == belonging


def test_absent_pupils_have_no_mark_of_the_lessons_own_work(session: Session) -> None:
    wrong = session.scalar(
        select(func.count())
        .select_from(Mark)
        .join(Work, col(Work.id) == col(Mark.work_id))
        .join(
            Attendance,
            (col(Attendance.lesson_id) == col(Work.lesson_id))
            & (col(Attendance.pupil_id) == col(Mark.pupil_id)),
        )
        .where(col(Attendance.status) == "absent", col(Work.weight) < 2)
    )
    assert wrong == 0


def test_marks_are_what_their_scale_allows(session: Session) -> None:
    values = session.execute(
        select(Mark.value, Work.scale).join(Work, col(Work.id) == col(Mark.work_id))  # type: ignore[call-overload]
    ).all()
    for value, scale in values:
        assert parse_mark(value, Scale(scale)) == value
    assert {scale for _, scale in values} == set(Scale)
    assert any(value == NOT_MARKED for value, _ in values)


def test_every_mark_has_its_history(session: Session) -> None:
    events: dict[int, list[MarkEvent]] = defaultdict(list)
    for event in session.scalars(select(MarkEvent).order_by(col(MarkEvent.sequence))):
        events[event.mark_id].append(event)
    for mark in session.scalars(select(Mark)):
        assert mark.id is not None
        history = events[mark.id]
        assert [event.sequence for event in history] == list(range(1, mark.version + 1))
        assert history[0].old_value == ""
        assert history[-1].new_value == display(mark.value, mark.improved_from)
        assert history[-1].at == mark.set_at
        if mark.improved_from:
            assert int(mark.value) > int(mark.improved_from)


def test_the_demo_parent_has_two_children_one_taught_by_the_demo_teacher(
    session: Session,
) -> None:
    children = session.execute(
        select(SchoolClass.grade, SchoolClass.letter, Pupil.id, Pupil.person_id)  # type: ignore[call-overload]
        .join(Enrolment, col(Enrolment.class_id) == col(SchoolClass.id))
        .join(Pupil, col(Pupil.id) == col(Enrolment.pupil_id))
        .join(Guardianship, col(Guardianship.pupil_id) == col(Pupil.id))
        .where(col(Guardianship.person_id) == person_of(session, "vecaks"))
    ).all()
    assert {(grade, letter) for grade, letter, *_ in children} == {(7, "a"), (2, "a")}
    older = next(row for row in children if row[0] == 7)
    assert older[3] == person_of(session, "skolens")
    taught = session.scalar(
        select(func.count())
        .select_from(Mark)
        .where(
            col(Mark.pupil_id) == older[2],
            col(Mark.set_by_id) == person_of(session, "skolotajs"),
        )
    )
    assert taught


@pytest.mark.parametrize(
    "moment", [datetime(2027, 7, 15, 12), datetime(2026, 9, 1, 7), datetime(2027, 1, 3, 12)]
)
def test_it_loads_in_the_summer_on_the_first_day_and_in_a_break(
    db: str, clock_at: Callable[[date | datetime], None], moment: datetime
) -> None:
    clock_at(moment)
    report = load_if_empty("small")
    assert report is not None
    assert (report.counts.get("mark", 0) > 400) == (moment.date() > date(2026, 10, 1))
    with reading() as session:
        taught = len(demo_lessons(session, date(2026, 9, 7)))
    assert taught == 3
