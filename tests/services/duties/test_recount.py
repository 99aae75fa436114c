"""The engine equals a naive recount of random small schools (`support.naive_duties`)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from ejournal_app.clock import RIGA
from ejournal_app.domain.duties import Duty, DutyKind
from ejournal_app.persistence.engine import engine
from ejournal_app.persistence.models import (
    Attendance,
    CalendarException,
    DayKind,
    DeadlineExtension,
    Journal,
    JournalTeacher,
    LateSubmission,
    Lesson,
    Mark,
    MarkEvent,
    PeriodReopening,
    Substitution,
    TeacherAbsence,
    Work,
    WorkKind,
)
from ejournal_app.services.duties.owed import owed_by_person, owed_of
from ejournal_app.services.duties.things import things_due
from tests.support.naive_duties import Found, to_do, was_due
from tests.support.school import TinySchool
from tests.support.school_days import SEPTEMBER

KINDS = (DutyKind.LESSON_ENTRY, DutyKind.MARKS)
DAY = timedelta(days=1)


class RandomSchool:
    """Adds random rows to the tiny school, in a transaction that is rolled back."""

    def __init__(self, session: Session, school: TinySchool, chance: Random) -> None:
        self.session, self.school, self.chance = session, school, chance
        self.day = date(2026, 9, 14) + DAY * chance.randrange(0, 250)
        self.now = self.moment(self.day, chance.choice((7, 12, 16, 17, 20)))
        self.journals = (school.maths_a, school.maths_b, school.english, school.choir)
        self.teachers = (
            school.actors.ilze.person_id,
            school.actors.janis.person_id,
            school.actors.maija.person_id,
        )
        self.pupils = (
            school.anna,
            school.bruno,
            school.emils,
            school.zane,
            school.marta,
            school.dace,
        )

    @staticmethod
    def moment(day: date, hour: int) -> datetime:
        return datetime.combine(day, time(hour), RIGA).astimezone(UTC)

    def near(self, spread: int = 25) -> date:
        """A day near today: mostly before it."""
        day = self.day + DAY * self.chance.randrange(-spread, spread // 4)
        return min(max(day, SEPTEMBER), date(2027, 6, 30))

    def add(self, row: object) -> int:
        self.session.add(row)
        self.session.flush()
        return row.id  # type: ignore[attr-defined]

    def fill(self) -> None:
        for kind in self.session.exec(select(WorkKind)).all():
            kind.deadline_days = self.chance.choice((0, 1, 3, 7))
            self.session.add(kind)
        self.new_rule()
        self.teachers_come_and_go()
        self.what_stops_the_clock()
        for number in range(self.chance.randrange(4, 12)):
            self.lesson(20 + number)
        for _ in range(self.chance.randrange(4, 12)):
            self.work()
        self.session.flush()

    def new_rule(self) -> None:
        """From a day on tests have other deadlines."""
        if self.chance.random() < 0.5:
            known = self.session.exec(select(WorkKind).where(WorkKind.code == "test")).first()
            assert known is not None
            data = known.model_dump(exclude={"id", "effective_from", "deadline_days"})
            self.add(
                WorkKind(
                    **data,
                    deadline_days=self.chance.choice((2, 5)),
                    effective_from=max(self.near(), SEPTEMBER + DAY),
                )
            )

    def teachers_come_and_go(self) -> None:
        for row in self.session.exec(select(JournalTeacher)).all():
            if self.chance.random() < 0.3:
                row.ends_on = max(row.starts_on, self.near())
                self.session.add(row)
        if self.chance.random() < 0.5:
            self.add(
                JournalTeacher(
                    journal_id=self.chance.choice(self.journals),
                    person_id=self.teachers[2],
                    starts_on=self.near(),
                )
            )
        if self.chance.random() < 0.2:
            journal = self.session.get_one(Journal, self.chance.choice(self.journals))
            journal.ends_on = max(journal.starts_on, self.near())
            self.session.add(journal)

    def what_stops_the_clock(self) -> None:
        ilze = self.teachers[0]
        for _ in range(self.chance.randrange(0, 4)):
            first = self.near()
            length = self.chance.choice((0, 2, 6, None))
            self.add(
                TeacherAbsence(
                    school_id=1,
                    person_id=self.chance.choice(self.teachers),
                    kind=self.chance.choice(("incapacity", "incapacity", "leave")),
                    starts_on=first,
                    ends_on=None if length is None else first + DAY * length,
                    recorded_at=self.now,
                    recorded_by_id=ilze,
                )
            )
        for _ in range(self.chance.randrange(0, 3)):
            first = self.near()
            last = first + DAY * self.chance.randrange(0, 8)
            self.add(
                DeadlineExtension(
                    school_id=1,
                    person_id=self.chance.choice((*self.teachers, None)),
                    journal_id=self.chance.choice(self.journals),
                    duty=self.chance.choice(KINDS),
                    due_from=first,
                    due_to=last,
                    until=last + DAY * self.chance.randrange(0, 10),
                    reason="Vienošanās",
                    granted_by_id=ilze,
                    granted_at=self.now,
                    ended_at=self.chance.choice((None, None, self.now)),
                )
            )
        if self.chance.random() < 0.4:
            self.add(
                PeriodReopening(
                    year_id=self.school.year_id,
                    entry_kind=self.chance.choice(("semester_1", "interim_1", "year")),
                    person_id=self.chance.choice(self.teachers),
                    journal_id=self.chance.choice((None, *self.journals)),
                    until=self.day + DAY * self.chance.randrange(-3, 10),
                    reason="Slimība",
                    granted_by_id=ilze,
                    granted_at=self.now,
                )
            )
        if self.chance.random() < 0.5:
            self.add(
                CalendarException(
                    year_id=self.school.year_id,
                    day=self.near(10),
                    grade=self.chance.choice((None, 5, 6)),
                    kind=DayKind.CLOSED,
                    name="Skolas diena",
                )
            )

    def lesson(self, number: int) -> None:
        day = self.near()
        start = self.moment(day, self.chance.choice((8, 12, 16, 18)))
        done = self.chance.random() < 0.4
        filled = self.chance.choice(("", " ", "Daļas"))
        lesson = self.add(
            Lesson(
                journal_id=self.chance.choice(self.journals),
                day=day,
                number=number,
                starts_at=start,
                ends_at=start + timedelta(minutes=40),
                topic="Daļas" if done else filled,
                outcome="Saskaita" if done else "",
                no_homework=done,
                attendance_checked_at=start if done else None,
                completed_at=start + DAY * self.chance.randrange(0, 4) if done else None,
            )
        )
        if self.chance.random() < 0.2:
            self.add(
                Substitution(lesson_id=lesson, substitute_id=self.chance.choice(self.teachers))
            )
        for pupil in self.pupils:
            if self.chance.random() < 0.3:
                self.add(
                    Attendance(
                        lesson_id=lesson,
                        pupil_id=pupil,
                        status=self.chance.choice(("absent", "late", "present")),
                        recorded_at=start,
                        recorded_by_id=self.teachers[0],
                    )
                )

    def work(self) -> None:
        lessons = self.session.exec(select(Lesson).where(col(Lesson.number) >= 20)).all()
        lesson = self.chance.choice(lessons)
        kinds = [row.id for row in self.session.exec(select(WorkKind)).all() if row.id]
        on_lesson = self.chance.random() < 0.5
        same_day = self.chance.random() < 0.7
        work = self.add(
            Work(
                journal_id=lesson.journal_id,
                lesson_id=lesson.id if on_lesson else None,
                kind_id=self.chance.choice(kinds),
                title="Darbs",
                day=lesson.day if on_lesson or same_day else self.near(),
                scale="points10",
                weight=1,
            )
        )
        mostly = self.chance.choice((0.5, 1.0))
        for pupil in self.pupils:
            if self.chance.random() < mostly:
                self.mark(work, pupil, lesson.day)
            elif self.chance.random() < 0.3:
                self.add(
                    LateSubmission(
                        work_id=work,
                        pupil_id=pupil,
                        done_on=lesson.day + DAY * self.chance.randrange(0, 12),
                        recorded_at=self.now,
                        recorded_by_id=self.teachers[0],
                    )
                )
        if mostly == 1.0 and self.chance.random() < 0.5:
            self.add(
                LateSubmission(
                    work_id=work,
                    pupil_id=self.chance.choice(self.pupils),
                    done_on=lesson.day + DAY * self.chance.randrange(0, 12),
                    recorded_at=self.now,
                    recorded_by_id=self.teachers[0],
                )
            )

    def mark(self, work: int, pupil: int, day: date) -> None:
        at = self.moment(day + DAY * self.chance.randrange(0, 12), 13)
        mark = self.add(
            Mark(
                work_id=work,
                pupil_id=pupil,
                value=self.chance.choice(("8", "nv", "4", "")),
                set_at=at,
                set_by_id=self.teachers[0],
            )
        )
        if self.chance.random() < 0.8:
            for sequence in (1, 2):
                self.add(
                    MarkEvent(
                        mark_id=mark,
                        sequence=sequence,
                        old_value="",
                        new_value="8",
                        at=at + DAY * sequence,
                        by_id=self.teachers[0],
                    )
                )


@contextmanager
def random_school(school: TinySchool, seed: int) -> Iterator[RandomSchool]:
    with Session(engine(), expire_on_commit=False) as session:
        made = RandomSchool(session, school, Random(seed))
        made.fill()
        try:
            yield made
        finally:
            session.rollback()


def found(duties: list[Duty]) -> set[Found]:
    return {
        Found(person, duty.key, duty.due_at, duty.done_at, duty.missing, duty.total)
        for duty in duties
        for person in duty.person_ids
    }


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32))
@example(seed=4_194_303)  # an incapacity over by the first day moved a deadline past it
def test_lists_and_heat_map_equal_a_naive_recount(
    school: TinySchool, clock_at: Callable[[date | datetime], None], seed: int
) -> None:
    with random_school(school, seed) as made:
        clock_at(made.now.astimezone(RIGA))
        everybody = owed_by_person(made.session, made.now, KINDS)
        assert found([duty for own in everybody.values() for duty in own]) == to_do(
            made.session, made.now
        )
        for person in made.teachers:
            own = owed_of(made.session, person, made.now, KINDS)
            assert {duty.key for duty in own} == {duty.key for duty in everybody.get(person, [])}
            assert all(duty.person_ids == {person} for duty in own)
        first = made.near()
        last = first + DAY * made.chance.randrange(0, 20)
        due = things_due(made.session, school.year_id, first, last, made.now, kinds=KINDS)
        assert found(due) == was_due(made.session, made.now, first, last)
