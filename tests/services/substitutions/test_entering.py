"""A substitution nobody planned: entered by the substitute, confirmed by management (12)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import col, select

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.domain.substitution_kinds import SubstitutionKind, SubstitutionReason
from ejournal_app.domain.teacher_absences import TeacherAbsenceKind
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    Journal,
    JournalTeacher,
    Lesson,
    Subject,
    Substitution,
)
from ejournal_app.services.lesson_page import open_lesson
from ejournal_app.services.substitutions import enterable as enterable_module
from ejournal_app.services.substitutions import entering
from ejournal_app.services.substitutions.changes import day_changes
from ejournal_app.services.substitutions.confirming import undo_cover
from ejournal_app.services.substitutions.enterable import enterable
from ejournal_app.services.substitutions.entering import (
    confirm_entered,
    enter_substitution,
    entered_substitutions,
)
from ejournal_app.services.teacher_absences.checking import AbsenceData
from ejournal_app.services.teacher_absences.writing import record_absence
from tests.support.entering import checked, saved, topic
from tests.support.school import TinySchool
from tests.support.school_days import DAY, SEPTEMBER, TODAY, TOMORROW, YESTERDAY
from tests.support.substituted import cancelled, led_by_maija
from tests.support.trail import last_entry, trail
from tests.support.use_cases import Case, each_refuses_everybody_else

ILL = SubstitutionReason.ILLNESS


def away(school: TinySchool, who: str, kind: TeacherAbsenceKind) -> int:
    data = AbsenceData(kind=kind, starts_on=YESTERDAY, ends_on=TOMORROW, remark="")
    return record_absence(school.actors.clerk, school.actors.all()[who].person_id, data)


def places(actor: Actor, day: date = TODAY) -> list[tuple[int, str]]:
    return [(one.number, one.place) for one in enterable(actor, day).lessons]


def row_of(lesson_id: int) -> Substitution | None:
    with reading() as session:
        return session.exec(
            select(Substitution).where(col(Substitution.lesson_id) == lesson_id)
        ).one_or_none()


def test_one_is_offered_the_lessons_of_others_when_one_is_free(school: TinySchool) -> None:
    actors = school.actors
    assert places(actors.maija) == [(1, "Angļu valoda 5.1"), (2, "5.a"), (3, "5.b"), (7, "5.a")]
    # Jānis teaches in lesson 2 as well, together with Ilze; Ilze is free in lessons 1 and 7.
    assert places(actors.janis) == [(3, "5.b")]
    assert places(actors.ilze) == [(1, "Angļu valoda 5.1"), (7, "5.a")]
    led_by_maija(school)
    cancelled(school)
    assert places(actors.maija) == [(1, "Angļu valoda 5.1"), (3, "5.b")]
    assert enterable(actors.maija, TOMORROW).day == TODAY
    assert enterable(actors.maija, TODAY - timedelta(days=30)).day == TODAY - timedelta(days=7)


def test_it_is_there_at_once_can_be_written_and_waits_for_management(school: TinySchool) -> None:
    maija, management = school.actors.maija, school.actors.management
    lesson = school.lesson(school.maths_b)
    absence = away(school, "ilze", TeacherAbsenceKind.COURSES)
    with pytest.raises(Forbidden):
        open_lesson(maija, lesson)
    before = last_entry()
    assert enter_substitution(maija, lesson, reason=ILL) == lesson
    row = row_of(lesson)
    assert row is not None
    assert (row.kind, row.absent_id, row.substitute_id, row.absence_id, row.reason) == (
        SubstitutionKind.SAME_SUBJECT,
        school.actors.ilze.person_id,
        maija.person_id,
        absence,
        "illness",
    )
    assert (row.confirmed_at, row.recorded_by_id) == (None, maija.person_id)
    assert not any("illness" in str(entry.after) for entry in trail(after=before))
    saved(maija, topic(lesson, "Daļas"), checked(lesson))
    assert open_lesson(maija, lesson).editable
    assert [one.place for one in day_changes(management).others] == ["5.b"]
    (waiting,) = entered_substitutions(management)
    assert (waiting.substitute, waiting.absent, waiting.reason) == (
        maija.name,
        "Ilze Kalniņa",
        "illness",
    )
    confirm_entered(management, waiting.substitution_id)
    assert entered_substitutions(management) == ()
    with pytest.raises(Forbidden):
        confirm_entered(management, waiting.substitution_id)
    with pytest.raises(Refused, match="recorded"):
        undo_cover(management, waiting.substitution_id)


def test_management_takes_back_what_was_entered_by_mistake(school: TinySchool) -> None:
    lesson = school.lesson(school.maths_b)
    enter_substitution(school.actors.maija, lesson, reason=ILL)
    (waiting,) = entered_substitutions(school.actors.management)
    undo_cover(school.actors.management, waiting.substitution_id)
    assert row_of(lesson) is None
    with pytest.raises(Forbidden):
        open_lesson(school.actors.maija, lesson)


def test_another_subject_of_ones_own_makes_a_lesson_of_that_journal(school: TinySchool) -> None:
    actors, lesson = school.actors, school.lesson(school.maths_b)
    with writing() as session:
        subject = Subject(school_id=1, name="Vēsture", short_name="Vēst.")
        session.add(subject)
        session.flush()
        for class_id, teacher in (
            (school.class_a, actors.maija.person_id),
            (school.class_b, actors.nora.person_id),
        ):
            journal = Journal(
                year_id=school.year_id,
                name=f"Vēsture {class_id}",
                subject_id=subject.id or 0,
                class_id=class_id,
                grade=5,
                starts_on=SEPTEMBER,
            )
            session.add(journal)
            session.flush()
            assert journal.id is not None
            session.add(
                JournalTeacher(journal_id=journal.id, person_id=teacher, starts_on=SEPTEMBER)
            )
        history_b = journal.id
    offer = {one.lesson_id: one for one in enterable(actors.maija).lessons}[lesson]
    assert [(own.journal_id, own.subject) for own in offer.own_subjects] == [(history_b, "Vēsture")]
    for foreign in (school.english, school.maths_a, 10**9):
        with pytest.raises(Refused) as refusal:
            enter_substitution(actors.maija, lesson, reason=ILL, journal_id=foreign)
        assert refusal.value.field == "subject"
    made = enter_substitution(actors.maija, lesson, reason=ILL, journal_id=history_b)
    row = row_of(made)
    assert row is not None
    assert (row.kind, row.replaced_id) == (SubstitutionKind.OTHER_SUBJECT, lesson)
    with reading() as session:
        assert session.get_one(Lesson, lesson).called_off_at is not None
        assert session.get_one(Lesson, made).journal_id == history_b
    saved(actors.maija, topic(made, "Viduslaiki"))


@pytest.mark.parametrize(
    ("who", "what", "words"),
    [
        ("ilze", lambda school: school.lesson(school.maths_b), "of your own"),
        ("janis", lambda school: school.lesson(school.maths_a), "of your own"),
        ("maija", lambda school: school.lesson(school.maths_b, TOMORROW), "still to come"),
        ("maija", lambda school: school.lesson(school.maths_b, TODAY - 9 * DAY), "entered within"),
    ],
)
def test_what_cannot_be_entered_is_refused_with_the_reason(
    school: TinySchool, who: str, what: Callable[[TinySchool], int], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        enter_substitution(school.actors.all()[who], what(school), reason=ILL)


def test_a_covered_a_cancelled_lesson_and_a_busy_or_unfit_teacher_are_refused(
    school: TinySchool, clock_at: Callable[[date | datetime], None]
) -> None:
    actors = school.actors
    led_by_maija(school)
    cancelled(school)
    with pytest.raises(Refused, match="substituted already"):
        enter_substitution(actors.nora, school.lesson(school.maths_a), reason=ILL)
    with pytest.raises(Refused, match="substituted already"):
        enter_substitution(actors.nora, school.lesson(school.choir), reason=ILL)
    enter_substitution(actors.nora, school.lesson(school.maths_b), reason=ILL)
    with writing() as session:
        own, other = (
            session.get_one(Lesson, school.lesson(journal, YESTERDAY))
            for journal in (school.english, school.maths_b)
        )
        other.starts_at = own.starts_at + timedelta(minutes=5)
        other.ends_at = own.ends_at + timedelta(minutes=5)
    with pytest.raises(Refused, match="another lesson then"):
        enter_substitution(actors.janis, school.lesson(school.maths_b, YESTERDAY), reason=ILL)
    away(school, "maija", TeacherAbsenceKind.INCAPACITY)
    with pytest.raises(Refused, match="unfit for work"):
        enter_substitution(actors.maija, school.lesson(school.english), reason=ILL)


def test_each_refuses_everybody_it_is_not_for(
    school: TinySchool, subtests: pytest.Subtests
) -> None:
    lesson = school.lesson(school.choir)
    teachers = {"ilze", "janis", "maija", "nora", "attached_until_yesterday"}
    enter, plan = Permission.SUBSTITUTION_ENTER, Permission.SUBSTITUTION_PLAN
    each_refuses_everybody_else(
        school,
        {
            enterable_module.enterable: Case(enterable, teachers, enter),
            entering.enter_substitution: Case(
                lambda actor: enter_substitution(actor, lesson, reason=ILL), teachers, enter
            ),
            entering.entered_substitutions: Case(entered_substitutions, {"management"}, plan),
            entering.confirm_entered: Case(
                lambda actor: confirm_entered(actor, 1), {"management"}, plan
            ),
        },
        subtests,
    )
