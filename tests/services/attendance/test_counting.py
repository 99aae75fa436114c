"""Absences in numbers: against a recount lesson by lesson, by the one rule of what a cell shows."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from random import Random

import pytest
from sqlmodel import col, select

from ejournal_app import clock
from ejournal_app.domain.absence_numbers import STUDY_KINDS
from ejournal_app.domain.absence_states import EventState
from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.domain.journal_cells import Justification
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Attendance, Journal, Lesson
from ejournal_app.persistence.queries.covers import read_covers
from ejournal_app.persistence.queries.members import members_of
from ejournal_app.services.attendance.counting import count_symbols
from ejournal_app.services.attendance.noted import Counts
from ejournal_app.services.attendance.summary import absence_summary
from tests.support.absences import event, missed, note
from tests.support.school import TinySchool, school
from tests.support.school_days import LESSON_DAYS, NOW, TODAY
from tests.support.statements import statements

__all__ = ["school"]

FIRST, LAST = LESSON_DAYS[0], LESSON_DAYS[-1]


def recount(pupils: list[int], first: date, last: date) -> Counts:
    """Every lesson of every pupil, one by one, asking what its cell shows."""
    counts: Counts = Counter()
    with reading() as session:
        covers = read_covers(session, pupils, first, last)
        for lesson in session.exec(select(Lesson)).all():
            journal = session.get_one(Journal, lesson.journal_id)
            if journal.kind not in STUDY_KINDS or lesson.called_off_at is not None:
                continue
            if not first <= lesson.day <= last:
                continue
            belongs = {
                one.pupil_id for one in members_of(session, journal) if one.belongs(lesson.day)
            }
            facts = {
                fact.pupil_id: AttendanceStatus(fact.status)
                for fact in session.exec(
                    select(Attendance).where(col(Attendance.lesson_id) == lesson.id)
                )
            }
            for pupil in pupils:
                status = facts.get(pupil)
                if status is None and (pupil not in belongs or lesson.ends_at > clock.now()):
                    continue
                shown = covers.symbol(
                    status, pupil, lesson.day, lesson.number, lesson.starts_at, lesson.ends_at
                )
                if shown:
                    counts[pupil, lesson.day, shown] += 1
    return counts


def scatter(school: TinySchool, seed: int) -> list[int]:
    """Absences, notes, events and lessons called off, at random."""
    random = Random(seed)
    pupils = [school.anna, school.bruno, school.emils, school.zane, school.marta, school.dace]
    with reading() as session:
        lessons = session.exec(select(Lesson)).all()
        members = {
            journal.id: members_of(session, journal) for journal in session.exec(select(Journal))
        }
        rows = [
            (
                lesson.id or 0,
                [one.pupil_id for one in members[lesson.journal_id] if one.belongs(lesson.day)],
            )
            for lesson in lessons
        ]
    with writing() as session:
        for lesson_id, belonging in rows:
            if random.random() < 0.1:
                session.get_one(Lesson, lesson_id).called_off_at = clock.now()
            for pupil in belonging:
                if random.random() < 0.6:
                    session.add(
                        Attendance(
                            lesson_id=lesson_id,
                            pupil_id=pupil,
                            status=random.choice(list(AttendanceStatus)),
                            recorded_at=clock.now(),
                            recorded_by_id=school.actors.ilze.person_id,
                        )
                    )
    for _ in range(12):
        first = random.choice(LESSON_DAYS)
        partial = random.random() < 0.4
        note(
            school,
            random.choice(pupils),
            first,
            first + timedelta(days=random.randrange(4)),
            random.choice(list(Justification)),
            first_lesson=random.randrange(1, 4) if partial else None,
            last_lesson=random.randrange(1, 4) if partial else None,
            withdrawn_at=clock.now() if random.random() < 0.2 else None,
        )
    for _ in range(4):
        begins = random.randrange(7, 12)
        event(
            school,
            random.sample(pupils, 3),
            random.choice(LESSON_DAYS),
            (begins, begins + random.randrange(1, 40)),
            random.choice([EventState.APPROVED, EventState.APPROVED, EventState.PROPOSED]),
        )
    return pupils


@pytest.mark.parametrize("seed", range(6))
def test_numbers_agree_with_a_recount_of_every_cell(school: TinySchool, seed: int) -> None:
    pupils = scatter(school, seed)
    for first, last in ((FIRST, LAST), (TODAY, TODAY), (LESSON_DAYS[3], LESSON_DAYS[5])):
        with reading() as session:
            counted = count_symbols(session, pupils, first, last)
        assert counted == recount(pupils, first, last)
        assert counted or first != FIRST


def test_a_summary_holds_each_lesson_in_the_class_of_its_day(school: TinySchool) -> None:
    pupils = scatter(school, 99)
    summary = absence_summary(school.actors.management, None, "2026-11")
    expected: Counter[str] = Counter()
    for (*_, symbol), number in recount(pupils, date(2026, 11, 1), TODAY).items():
        expected[symbol] += number
    whole = [own.total for own in summary.classes]
    assert sum(one.unjustified for one in whole) == expected["nn"]
    assert sum(one.undecided for one in whole) == expected["n"]
    assert sum(one.illness for one in whole) == expected["ns"]
    assert sum(one.other for one in whole) == expected["nc"]
    assert sum(one.late for one in whole) == expected["k"]
    assert sum(one.takes_part for one in whole) == expected["d"]
    # Marta moved: she stands in both classes, with the days in each.
    names = {own.name: [one.name for one in own.pupils] for own in summary.classes}
    assert "Krūmiņa Marta" in names["5.a"]
    assert "Krūmiņa Marta" in names["5.b"]


def test_interest_education_is_no_lesson_missed(school: TinySchool) -> None:
    missed(school, school.lesson(school.choir), school.anna)
    with reading() as session:
        assert count_symbols(session, [school.anna], TODAY, TODAY) == Counter()


def test_an_event_counts_once_its_lessons_are_over(
    school: TinySchool, clock_at: Callable[[date | datetime], None]
) -> None:
    event(school, [school.bruno], TODAY)
    clock_at(datetime.combine(TODAY, time(9)))
    with reading() as session:
        assert count_symbols(session, [school.bruno], TODAY, TODAY) == Counter()
    clock_at(NOW)
    with reading() as session:
        assert count_symbols(session, [school.bruno], TODAY, TODAY) == {
            (school.bruno, TODAY, "d"): 1
        }


def test_the_questions_do_not_grow_with_pupils_and_lessons(school: TinySchool) -> None:
    with statements() as before:
        absence_summary(school.actors.management, None, "gads")
    scatter(school, 7)
    with statements() as after:
        absence_summary(school.actors.management, None, "gads")
    assert len(after) <= len(before) + 3  # of the events
