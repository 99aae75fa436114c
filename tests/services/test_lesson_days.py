"""Days without lessons are refused at every door, the reason named to who may know it (13, 14)."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from ejournal_app import clock
from ejournal_app.domain.access import Actor
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.teacher_absences import TeacherAbsenceKind
from ejournal_app.i18n.catalogue import translate
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    AbsenceOverride,
    CalendarException,
    DayKind,
    Journal,
    SchoolBreak,
    TeacherAbsence,
    TimetableSlot,
    TimetableVersion,
    Work,
    WorkKind,
)
from ejournal_app.persistence.queries.incapacity import Incapacity
from ejournal_app.services.entries.operations import AnswerStatus, Operation, OperationKind
from ejournal_app.services.lesson_copy import copy_entry
from ejournal_app.services.lesson_days import incapacity_words, require_lesson_day
from ejournal_app.services.lesson_page import open_lesson
from ejournal_app.services.lesson_planning import replan
from ejournal_app.services.works import add_lesson, create_work, plan_work
from ejournal_app.services.works.editing import delete_work, edit_work
from ejournal_app.services.works.warning import look_at_lesson, look_at_new
from tests.services.works.planning import add, values, work
from tests.support.entering import (
    attendance,
    checked,
    mark,
    operation,
    period_mark,
    recorded,
    saved,
    send,
    topic,
)
from tests.support.school import TinySchool
from tests.support.school_days import DAY, FRIDAY, HOLIDAY, SEPTEMBER, TODAY, YESTERDAY
from tests.support.school_rows import planned_lesson

MONDAY = date(2026, 11, 23)

Door = Callable[[Actor], None]


def typed(*operations: Operation) -> Door:
    """The door of what is typed: a refusal there is an answer."""

    def call(actor: Actor) -> None:
        for answer in send(actor, *operations):
            if answer.status is AnswerStatus.REFUSED:
                assert answer.message is not None
                raise Refused(answer.message)
            assert answer.status is AnswerStatus.SAVED, answer

    return call


def doors(school: TinySchool, lesson: int, day: date) -> Mapping[str, Door]:
    """Every way to write something dated on a day into mathematics of 5.a."""
    with reading() as session:
        kind = session.get_one(Work, school.test).kind_id
    dated = add(
        Work(
            journal_id=school.maths_a,
            lesson_id=lesson,
            kind_id=kind,
            day=day,
            scale="points10",
            weight=3,
        )
    )
    source = school.lesson(school.maths_b, FRIDAY)
    ahead = plan_work(school.actors.janis, school.maths_a, values(title="Cits"))
    return {
        "topic": typed(topic(lesson, "Daļas")),
        "attendance": typed(attendance(lesson, school.anna, "absent")),
        "mark": typed(mark(dated, school.anna, "8")),
        "work in a lesson": lambda actor: _drop(create_work(actor, lesson, "test")),
        "looking at it": lambda actor: _drop(look_at_lesson(actor, lesson, "test")),
        "planned work": lambda actor: _drop(plan_work(actor, school.maths_a, values(day))),
        "looking at that": lambda actor: _drop(look_at_new(actor, school.maths_a, values(day))),
        "work moved there": lambda actor: _drop(
            edit_work(actor, ahead, work(ahead).version, values(day, title="Cits"))
        ),
        "lesson added": lambda actor: _drop(add_lesson(actor, school.maths_a, day, 6)),
        "outcome": typed(operation(OperationKind.OUTCOME, "Saskaita", lesson=lesson)),
        "no homework": typed(operation(OperationKind.NO_HOMEWORK, "1", lesson=lesson)),
        "due": typed(operation(OperationKind.HOMEWORK_DUE, TODAY.isoformat(), lesson=lesson)),
        "checked": typed(checked(lesson)),
        "copied": lambda actor: copy_entry(actor, source, lesson),
    }


def _drop(_answer: object) -> None:
    """Doors give nothing back."""


def closed_by(school: TinySchool, closing: str) -> tuple[date, str, Callable[[], object]]:
    """Close a day; gives it, what the refusal names, and how the superuser opens it."""
    ilze, year = school.actors.ilze.person_id, school.year_id

    def allow(day: date) -> Callable[[], object]:
        return lambda: add(
            CalendarException(
                year_id=year, day=day, grade=5, kind=DayKind.LESSONS_ALLOWED, name="Atļauts"
            )
        )

    match closing:
        case "holiday":
            return HOLIDAY, "Latvijas Republikas Proklamēšanas diena", allow(HOLIDAY)
        case "break of the grade":
            for grade, name in ((5, "Piektās klases brīvlaiks"), (6, "Sestās klases brīvlaiks")):
                add(
                    SchoolBreak(
                        year_id=year, name=name, grade=grade, starts_on=MONDAY, ends_on=MONDAY
                    )
                )
            return MONDAY, "Piektās klases brīvlaiks", allow(MONDAY)
        case "closed day":
            add(CalendarException(year_id=year, day=MONDAY, kind=DayKind.CLOSED, name="Karantīna"))
            return MONDAY, "Karantīna", lambda: _reopen(MONDAY)
        case _:
            absence = away(school, TeacherAbsenceKind.INCAPACITY, MONDAY, YESTERDAY)
            return (
                MONDAY,
                "Jūsu darba nespēja no 23.11.2026. līdz 24.11.2026.",
                lambda: add(
                    AbsenceOverride(
                        absence_id=absence,
                        day=MONDAY,
                        reason="Vadīja attālināti",
                        granted_by_id=ilze,
                        granted_at=clock.now(),
                    )
                ),
            )


def away(school: TinySchool, kind: TeacherAbsenceKind, first: date, last: date | None) -> int:
    with writing() as session:
        row = TeacherAbsence(
            school_id=1,
            person_id=school.actors.ilze.person_id,
            kind=kind,
            starts_on=first,
            ends_on=last,
            recorded_at=clock.now(),
            recorded_by_id=school.actors.clerk.person_id,
        )
        session.add(row)
        session.flush()
        assert row.id is not None
        return row.id


def _reopen(day: date) -> None:
    with writing() as session:
        for row in session.query(CalendarException).filter_by(day=day):
            session.delete(row)


@pytest.mark.parametrize("closing", ["holiday", "break of the grade", "closed day", "incapacity"])
def test_every_door_refuses_a_closed_day_by_name_and_opens_when_it_is_allowed(
    school: TinySchool, subtests: pytest.Subtests, closing: str
) -> None:
    ilze = school.actors.ilze
    saved(ilze, topic(school.lesson(school.maths_b, FRIDAY), "Paraugs"))
    day, named, allow = closed_by(school, closing)
    lesson = (
        add(planned_lesson(school.maths_a, day, 2))
        if day == HOLIDAY
        else school.lesson(school.maths_a, day)
    )
    ways = doors(school, lesson, day)
    before = recorded()
    for name, door in ways.items():
        with subtests.test(f"{name} refused"):
            with pytest.raises(Refused) as refusal:
                door(ilze)
            assert named in translate("lv", refusal.value.message)
            assert recorded() == before
    page = open_lesson(ilze, lesson)
    assert page.closed is not None
    assert named in translate("lv", page.closed)
    assert not page.editable
    allow()
    for name, door in ways.items():
        if name != "copied":  # the lesson has a topic by now
            with subtests.test(f"{name} allowed"):
                door(ilze)
    assert open_lesson(ilze, lesson).editable


def test_incapacity_closes_days_for_that_teacher_only_and_no_other_day(school: TinySchool) -> None:
    ilze, janis = school.actors.ilze, school.actors.janis
    away(school, TeacherAbsenceKind.INCAPACITY, YESTERDAY, None)
    inside, before = school.lesson(school.maths_a), school.lesson(school.maths_a, FRIDAY)
    # A colleague in the same journal, and what is dated earlier, written while unfit for work.
    saved(janis, topic(inside, "Vada Jānis"), checked(inside))
    saved(ilze, topic(before, "Pabeidz vēlāk"), checked(before))
    (refused,) = send(ilze, topic(inside, "Mana", base="Vada Jānis"))
    assert refused.message is not None
    assert translate("lv", refused.message).startswith("Jūsu darba nespēja no 24.11.2026.")
    # What is already so may be sent again, what is there may be taken away.
    saved(ilze, topic(inside, "Vada Jānis"), topic(inside, "", base="Vada Jānis"))
    # A mark that closes a part of the year belongs to no lesson.
    (answer,) = send(ilze, period_mark(school.maths_a, "interim_1", school.anna, "8"))
    assert answer.message is None or "nespēja" not in translate("lv", answer.message)


def test_other_absences_close_no_day(school: TinySchool) -> None:
    away(school, TeacherAbsenceKind.BUSINESS_TRIP, YESTERDAY, TODAY)
    saved(school.actors.ilze, topic(school.lesson(school.maths_a), "Daļas"))


def test_what_is_on_a_day_closed_later_can_be_moved_by_hand(school: TinySchool) -> None:
    ilze, lesson = school.actors.ilze, school.lesson(school.maths_a, MONDAY)
    made = plan_work(ilze, school.maths_a, values(MONDAY))
    other = plan_work(ilze, school.maths_a, values(MONDAY, title="Lieks"))
    saved(ilze, topic(lesson, "Daļas"), mark(made, school.anna, "8"))
    closed_by(school, "closed day")
    page = open_lesson(ilze, lesson)
    assert (page.editable, page.closed is not None) == (True, True)
    edit_work(ilze, made, work(made).version, values(YESTERDAY))
    delete_work(ilze, other)
    copy_entry(ilze, lesson, school.lesson(school.maths_b, YESTERDAY))
    saved(ilze, topic(lesson, "", base="Daļas"))
    assert not open_lesson(ilze, lesson).editable


def test_journals_that_run_in_breaks_are_open_in_breaks_and_closed_on_holidays(
    school: TinySchool,
) -> None:
    autumn = date(2026, 10, 21)
    janis = school.actors.janis
    lesson = add_lesson(janis, school.choir, autumn, 7)
    saved(janis, checked(lesson))
    with pytest.raises(Refused) as refusal:
        add_lesson(janis, school.english, autumn, 7)
    assert "brīvlaiks" in translate("lv", refusal.value.message).casefold()
    with pytest.raises(Refused):
        add_lesson(janis, school.choir, HOLIDAY, 7)


def test_a_timetable_plans_nothing_on_closed_days(school: TinySchool) -> None:
    closed_by(school, "break of the grade")
    version = add(
        TimetableVersion(year_id=school.year_id, valid_from=SEPTEMBER, imported_at=clock.now())
    )
    for weekday in range(1, 8):
        add(TimetableSlot(version_id=version, journal_id=school.maths_a, weekday=weekday, number=8))
    with writing() as session:
        replan(session, school.year_id, SEPTEMBER)
    with reading() as session:
        days = {
            day
            for (day,) in session.connection().exec_driver_sql(
                f"SELECT day FROM lesson WHERE journal_id = {school.maths_a} AND number = 8"
            )
        }
    planned = {date.fromisoformat(str(day)) for day in days}
    assert FRIDAY in planned
    assert not planned & {HOLIDAY, MONDAY, date(2026, 10, 21), date(2027, 7, 1), FRIDAY + DAY}


def test_the_reason_is_told_to_who_may_know_it_and_a_superuser_is_led_to_the_override(
    school: TinySchool,
) -> None:
    ilze, everybody = school.actors.ilze.person_id, school.actors.all()
    unfit = Incapacity(absence_id=7, starts_on=MONDAY, ends_on=YESTERDAY, allowed=frozenset())
    with reading() as session:
        told = {
            who: translate("lv", incapacity_words(session, actor, ilze, unfit, MONDAY))
            for who, actor in everybody.items()
        }
    knowing = {who for who, words in told.items() if "nespēja" in words}
    assert knowing == {"ilze", "clerk", "management", "superuser"}
    assert told["parent"] == told["janis"] == "Ilze Kalniņa 23.11.2026. stundas neieraksta."
    absence = away(school, TeacherAbsenceKind.INCAPACITY, MONDAY, None)
    with writing() as session:  # a superuser who teaches and is unfit for work
        session.get_one(TeacherAbsence, absence).person_id = school.actors.superuser.person_id
    superuser = school.actors.superuser
    places = {MONDAY: f"/prombutnes/{absence}", HOLIDAY: f"/iestatijumi/gads/{school.year_id}"}
    for day, leads_to in places.items():
        with reading() as session, pytest.raises(Refused) as refusal:
            require_lesson_day(
                session, superuser, session.get_one(Journal, school.maths_a), day, field="day"
            )
        assert (refusal.value.field, refusal.value.leads_to) == ("day", leads_to)


def test_a_mark_from_outside_lessons_has_a_day_of_its_own(school: TinySchool) -> None:
    """A state exam may be on a Saturday; a teacher may still write over its mark (7.8)."""
    with reading() as session:
        kind = session.get_one(Work, school.test).kind_id
    with writing() as session:
        exam = session.get_one(WorkKind, kind)
        exam.entry_kind = "state_exam"
        session.get_one(Work, school.test).day = FRIDAY + DAY
    saved(school.actors.ilze, mark(school.test, school.anna, "8"))
