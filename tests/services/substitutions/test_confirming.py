"""Confirming makes the journal row of clause 12, calls lessons off, and can be undone."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest
from sqlmodel import SQLModel

from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.domain.substitution_kinds import SubstitutionKind
from ejournal_app.domain.teacher_absences import TeacherAbsenceKind
from ejournal_app.i18n.catalogue import translate
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Journal, JournalTeacher, Lesson, SchoolYear, Subject
from ejournal_app.services.entries.operations import OperationKind
from ejournal_app.services.substitutions.board import BoardState, open_board
from ejournal_app.services.substitutions.confirming import confirm_covers, undo_cover
from ejournal_app.services.substitutions.planning import plan_cover, propose_all
from ejournal_app.services.teacher_absences.writing import remove_absence
from ejournal_app.services.works import create_work
from tests.support.covering import cover, plans, substitutions, the_lesson
from tests.support.entering import (
    attendance,
    checked,
    mark,
    operation,
    saved,
    topic,
)
from tests.support.school import TinySchool
from tests.support.school_days import SEPTEMBER, TODAY, TOMORROW
from tests.support.school_rows import planned_lesson
from tests.support.statements import statements
from tests.support.told import told
from tests.support.trail import last_entry, trail

from .conftest import Ill

KINDS = SubstitutionKind


def standing() -> dict[str, list[tuple[Any, ...]]]:
    """Everything a substitution touches; how often a lesson was written does not matter."""
    with reading() as session:
        return {
            name: [
                tuple(value for key, value in row._mapping.items() if key != "version")
                for row in session.connection().execute(
                    SQLModel.metadata.tables[name]
                    .select()
                    .order_by(SQLModel.metadata.tables[name].c.id)
                )
            ]
            for name in ("lesson", "substitution", "substitution_plan", "attendance", "work")
        }


def test_the_journal_row_is_there_ticked_with_everything_the_clause_asks(
    school: TinySchool, ill: Ill
) -> None:
    absence = ill()
    lesson = school.lesson(school.maths_b)
    entries = last_entry()
    row = cover(school, lesson, "maija")
    actors = school.actors
    assert (row.lesson_id, row.replaced_id, row.kind) == (lesson, None, KINDS.SAME_SUBJECT)
    assert (row.absent_id, row.substitute_id) == (actors.ilze.person_id, actors.maija.person_id)
    assert (row.reason, row.absence_id) == ("illness", absence)
    assert row.confirmed_by_id == row.recorded_by_id == actors.management.person_id
    assert row.confirmed_at is not None
    assert row.subject_id is not None
    assert plans() == []
    assert the_lesson(lesson).called_off_at is None
    assert {entry.entity for entry in trail(after=entries)} == {"substitution_plan", "substitution"}
    (one,) = [
        x for x in open_board(actors.management, TODAY, TODAY).lessons if x.lesson_id == lesson
    ]
    assert (one.state, one.substitution_id) == (BoardState.CONFIRMED, row.id)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (TeacherAbsenceKind.INCAPACITY, "illness"),
        (TeacherAbsenceKind.BUSINESS_TRIP, "business_trip"),
        (TeacherAbsenceKind.COURSES, "courses"),
        (TeacherAbsenceKind.LEAVE, "leave"),
        (TeacherAbsenceKind.OTHER, "other"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_reason_follows_from_the_register(
    school: TinySchool, ill: Ill, kind: TeacherAbsenceKind, reason: str
) -> None:
    ill(kind=kind)
    assert cover(school, school.lesson(school.maths_b)).reason == reason


def test_a_moved_lesson_stands_in_the_place_and_leaves_its_own(
    school: TinySchool, ill: Ill
) -> None:
    ill()
    maths, choir = school.lesson(school.maths_a), school.lesson(school.choir)
    row = cover(school, maths, "janis", KINDS.MOVED, moved_from_id=choir)
    held, replaced = the_lesson(row.lesson_id), the_lesson(maths)
    assert (held.journal_id, held.number, held.room_id) == (school.choir, 2, replaced.room_id)
    assert (held.starts_at, held.ends_at) == (replaced.starts_at, replaced.ends_at)
    assert (row.replaced_id, row.moved_from_id) == (maths, choir)
    assert replaced.called_off_at is not None
    assert the_lesson(choir).called_off_at is not None


def _geometry(school: TinySchool) -> int:
    """Another journal of 5.a, taught by Nora."""

    with writing() as session:
        year = session.get_one(SchoolYear, school.year_id)
        subject = Subject(school_id=year.school_id, name="Ģeometrija", short_name="Ģeom")
        session.add(subject)
        session.flush()
        journal = Journal(
            year_id=school.year_id,
            subject_id=subject.id or 0,
            class_id=school.class_a,
            name="Ģeometrija 5.a",
            grade=5,
            starts_on=SEPTEMBER,
        )
        session.add(journal)
        session.flush()
        session.add(
            JournalTeacher(
                journal_id=journal.id or 0,
                person_id=school.actors.nora.person_id,
                starts_on=SEPTEMBER,
            )
        )
        return journal.id or 0


def test_another_subject_is_a_new_lesson_in_its_own_journal(school: TinySchool, ill: Ill) -> None:
    geometry = _geometry(school)
    ill()
    maths = school.lesson(school.maths_a)
    row = cover(school, maths, "nora", KINDS.OTHER_SUBJECT, journal_id=geometry)
    held = the_lesson(row.lesson_id)
    assert (held.journal_id, held.day, held.number) == (geometry, TODAY, 2)
    assert row.replaced_id == maths
    assert the_lesson(maths).called_off_at is not None
    (one,) = [
        x
        for x in open_board(school.actors.management, TODAY, TODAY).lessons
        if x.lesson_id in (maths, row.lesson_id)
    ]
    assert (one.lesson_id, one.state) == (maths, BoardState.CONFIRMED)
    assert one.cover is not None
    assert one.cover.detail is not None
    assert one.cover.detail.english() == "Instead: Ģeometrija 5.a"


def test_the_proposal_gives_the_class_the_substitutes_own_subject(
    school: TinySchool, ill: Ill
) -> None:
    geometry = _geometry(school)
    for who in ("ilze", "janis", "maija", "attached_until_yesterday"):
        ill(who)
    propose_all(school.actors.management, TODAY, TODAY)
    plan = next(one for one in plans() if one.lesson_id == school.lesson(school.maths_a))
    assert (plan.kind, plan.journal_id) == (KINDS.OTHER_SUBJECT, geometry)


_WHO = {
    KINDS.SAME_SUBJECT: "maija",
    KINDS.MOVED: "janis",
    KINDS.OTHER_SUBJECT: "nora",
    KINDS.CANCELLED: None,
}


@pytest.mark.parametrize(
    "kind", [KINDS.SAME_SUBJECT, KINDS.MOVED, KINDS.OTHER_SUBJECT, KINDS.CANCELLED]
)
def test_undoing_gives_back_exactly_what_was(
    school: TinySchool, ill: Ill, kind: SubstitutionKind
) -> None:
    geometry = _geometry(school)
    ill()
    maths, choir = school.lesson(school.maths_a), school.lesson(school.choir)
    before = standing()
    row = cover(
        school,
        maths,
        {KINDS.MOVED: "janis", KINDS.OTHER_SUBJECT: "nora", KINDS.CANCELLED: None}.get(
            kind, "maija"
        ),
        kind,
        moved_from_id=choir if kind is KINDS.MOVED else None,
        journal_id=geometry if kind is KINDS.OTHER_SUBJECT else None,
    )
    assert standing() != before
    undo_cover(school.actors.management, row.id or 0)
    assert standing() == before
    with pytest.raises(Forbidden):
        undo_cover(school.actors.management, row.id or 0)


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("topic", "The topic"),
        ("outcome", "The outcome"),
        ("homework", "Homework"),
        ("no_homework", "Homework"),
        ("attendance", "Attendance"),
        ("checked", "Attendance"),
        ("work", "A work"),
        ("mark", "Marks"),
    ],
)
def test_undoing_is_refused_once_anything_is_recorded_and_says_what(
    school: TinySchool, ill: Ill, what: str, words: str
) -> None:
    ill()
    lesson, maija = school.lesson(school.maths_a), school.actors.maija
    row = cover(school, lesson, "maija")
    if what == "work":
        create_work(maija, lesson, "formative", "Aiz Ilzes")
    else:
        saved(
            maija,
            {
                "topic": topic(lesson, "Daļas"),
                "outcome": operation(OperationKind.OUTCOME, "Saskaita", lesson=lesson),
                "homework": operation(OperationKind.HOMEWORK, "12. lpp.", lesson=lesson),
                "no_homework": operation(OperationKind.NO_HOMEWORK, "1", lesson=lesson),
                "attendance": attendance(lesson, school.anna, "absent"),
                "checked": checked(lesson),
                "mark": mark(school.quiz, school.anna, "i"),
            }[what],
        )
    before = standing()
    with pytest.raises(Refused) as refused:
        undo_cover(school.actors.management, row.id or 0)
    assert refused.value.message.english().startswith(words)
    assert standing() == before


def test_what_was_prepared_before_does_not_keep_it_from_being_undone(
    school: TinySchool, ill: Ill, clock_at: Callable[[date | datetime], None]
) -> None:
    lesson = school.lesson(school.maths_b, TOMORROW)
    saved(school.actors.ilze, topic(lesson, "Daļas"))
    create_work(school.actors.ilze, lesson, "test", "Plānots")
    clock_at(datetime.combine(TODAY, time(15)))
    ill(first=TOMORROW, last=TOMORROW)
    before = standing()
    undo_cover(school.actors.management, cover(school, lesson, "maija").id or 0)
    assert standing() == before


def test_a_confirmed_cover_gives_way_to_another_plan(school: TinySchool, ill: Ill) -> None:
    ill()
    maths, choir = school.lesson(school.maths_a), school.lesson(school.choir)
    cover(school, maths, "janis", KINDS.MOVED, moved_from_id=choir)
    row = cover(school, maths, "maija")
    assert [one.id for one in substitutions()] == [row.id]
    assert the_lesson(maths).called_off_at is None
    assert the_lesson(choir).called_off_at is None


def test_all_are_confirmed_or_none(school: TinySchool, ill: Ill) -> None:
    ill()
    management, maija = school.actors.management, school.actors.maija.person_id
    first, second = school.lesson(school.maths_a), school.lesson(school.maths_b)
    for lesson in (first, second):
        plan_cover(management, lesson, kind=KINDS.SAME_SUBJECT, substitute_id=maija)
    ill("maija")
    with pytest.raises(Refused) as refused:
        confirm_covers(management, [first, second])
    assert "lesson 2, Matemātika 5.a: Maija Sproģe cannot: is away that day." in (
        translate("en", refused.value.message)
    )
    assert substitutions() == []
    assert len(plans()) == 2
    assert confirm_covers(management, []) == confirm_covers(management, [10**6]) == 0


def test_a_held_lesson_is_not_called_off(school: TinySchool, ill: Ill) -> None:
    lesson = school.lesson(school.maths_a)
    saved(school.actors.janis, attendance(lesson, school.anna, "absent"))
    ill()
    with pytest.raises(Refused) as refused:
        plan_cover(school.actors.management, lesson, kind=KINDS.CANCELLED)
    assert "it was held" in refused.value.message.english()


def test_a_confirmed_cover_stays_when_the_absence_goes(school: TinySchool, ill: Ill) -> None:
    absence = ill(first=TOMORROW, last=TOMORROW)
    lesson = school.lesson(school.maths_b, TOMORROW)
    row = cover(school, lesson, "maija")
    remove_absence(school.actors.clerk, absence, typed="Kalniņa Ilze")
    board = open_board(school.actors.management, TOMORROW, TOMORROW)
    assert [one.lesson_id for one in board.lessons] == [lesson]
    undo_cover(school.actors.management, row.id or 0)
    assert open_board(school.actors.management, TOMORROW, TOMORROW).lessons == ()


def test_confirming_asks_as_much_for_the_check_of_two_as_of_one(
    school: TinySchool, ill: Ill
) -> None:
    ill(last=TOMORROW)
    management = school.actors.management
    propose_all(management, TODAY, TOMORROW)
    lessons = [plan.lesson_id for plan in plans()]
    with statements() as of_one:
        confirm_covers(management, lessons[:1])
    with statements() as of_two:
        confirm_covers(management, lessons[1:3])
    reads = [
        len([one for one in seen if "school_year" in one or "journal_teacher" in one])
        for seen in (of_one, of_two)
    ]
    assert reads[0] == reads[1]


def test_whoever_leads_is_told_and_told_again_when_it_is_undone(
    school: TinySchool, ill: Ill
) -> None:
    ill()
    row = cover(school, school.lesson(school.maths_b), "maija")
    assert told(school.actors.maija) == [
        "25 Nov 2026, lesson 3: you lead Matemātika 5.b in the place of Ilze Kalniņa."
    ]
    undo_cover(school.actors.management, row.id or 0)
    assert told(school.actors.maija)[0] == (
        "25 Nov 2026, lesson 3, Matemātika 5.b: the substitution is called off."
    )
    for who in ("ilze", "janis", "nora", "parent", "pupil"):
        assert told(school.actors.all()[who]) == []


def test_the_same_slot_of_another_journal_is_not_taken_twice(school: TinySchool, ill: Ill) -> None:
    geometry = _geometry(school)
    ill()
    with writing() as session:
        session.add(planned_lesson(geometry, TODAY, 2))
    maths = school.lesson(school.maths_a)
    with pytest.raises(Refused):
        cover(school, maths, "nora", KINDS.OTHER_SUBJECT, journal_id=geometry)
    with reading() as session:
        assert session.get_one(Lesson, maths).called_off_at is None
