"""A journal of 35 pupils and 200 columns in the database of a demo school."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import create_engine
from sqlmodel import Session, col, select

from ejournal_app import clock
from ejournal_app.domain.marks import Scale
from ejournal_app.persistence.models import (
    Account,
    CalendarException,
    DayKind,
    Enrolment,
    Journal,
    JournalTeacher,
    Lesson,
    Mark,
    MarkEvent,
    Person,
    Pupil,
    SchoolClass,
    Work,
    WorkKind,
)

PUPILS = 35
LESSONS = 40
"""As many as one page of the grid shows."""
WORKS_A_LESSON = 4
"""40 lessons and 160 works: 200 columns."""
LAST_WORK = "Mērījumu darbs"


@dataclass(frozen=True)
class WideJournal:
    """What was made."""

    journal_id: int
    last_work: int
    """Of today, with nothing marked yet."""
    pupil_ids: tuple[int, ...]
    names: tuple[str, ...]


def make_wide_journal(database_url: str, teacher: str) -> WideJournal:
    """Make it for a teacher of the demo school, every second lesson with somebody's marks."""
    with Session(create_engine(database_url)) as session, session.begin():
        person_id = session.exec(select(Account.person_id).where(Account.username == teacher)).one()
        pattern = session.exec(select(Journal).where(Journal.name == "Matemātika 7.a")).one()
        kind_id = session.exec(
            select(WorkKind.id).where(WorkKind.code == "test", col(WorkKind.id).is_not(None))
        ).first()
        school_class = SchoolClass(year_id=pattern.year_id, grade=7, letter="z")
        session.add(school_class)
        session.flush()
        journal = Journal(
            year_id=pattern.year_id,
            subject_id=pattern.subject_id,
            class_id=school_class.id,
            name="Matemātika 7.z",
            grade=7,
            starts_on=pattern.starts_on,
        )
        session.add(journal)
        session.flush()
        journal_id = journal.id or 0
        session.add(
            JournalTeacher(journal_id=journal_id, person_id=person_id, starts_on=pattern.starts_on)
        )
        school_id = session.exec(select(Pupil.school_id)).first() or 0
        names = tuple(f"Mērītājs Nr{number:02}" for number in range(1, PUPILS + 1))
        pupil_ids = tuple(
            _pupil(session, school_id, school_class.id or 0, name, pattern.starts_on)
            for name in names
        )
        works = list(_works(session, journal_id, pattern.year_id, kind_id or 0))
        for number, work_id in enumerate(works[:-1]):
            for place, pupil_id in enumerate(pupil_ids):
                if (number + place) % 5:
                    _mark(session, work_id, pupil_id, str(4 + (number + place) % 6), person_id)
        return WideJournal(
            journal_id=journal_id, last_work=works[-1], pupil_ids=pupil_ids, names=names
        )


def _pupil(session: Session, school_id: int, class_id: int, name: str, since: date) -> int:
    family, given = name.split()
    person = Person(given_name=given, family_name=family)
    session.add(person)
    session.flush()
    pupil = Pupil(school_id=school_id, person_id=person.id or 0)
    session.add(pupil)
    session.flush()
    session.add(
        Enrolment(
            pupil_id=pupil.id or 0,
            class_id=class_id,
            programme_code="21011111",
            starts_on=since,
            order_number="1",
            order_date=since,
        )
    )
    return pupil.id or 0


def _works(session: Session, journal_id: int, year_id: int, kind_id: int) -> Iterator[int]:
    today = clock.today()
    for ago in range(LESSONS - 1, -1, -1):
        day = today - timedelta(days=ago)
        # Lessons of this journal are held every day, Sundays and holidays too.
        session.add(
            CalendarException(
                year_id=year_id, day=day, grade=7, kind=DayKind.LESSONS_ALLOWED, name="Mērījumiem"
            )
        )
        starts_at = datetime.combine(day, time(0, 5), clock.RIGA).astimezone(UTC)
        lesson = Lesson(
            journal_id=journal_id,
            day=day,
            number=1,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=40),
            topic="Daļas",
        )
        session.add(lesson)
        session.flush()
        for number in range(WORKS_A_LESSON):
            is_last = ago == 0 and number == WORKS_A_LESSON - 1
            work = Work(
                journal_id=journal_id,
                lesson_id=lesson.id,
                kind_id=kind_id,
                title=LAST_WORK if is_last else f"Darbs {day} {number}",
                day=day,
                scale=Scale.TEN_POINTS,
                weight=2,
            )
            session.add(work)
            session.flush()
            yield work.id or 0


def _mark(session: Session, work_id: int, pupil_id: int, value: str, by_id: int) -> None:
    mark = Mark(
        work_id=work_id, pupil_id=pupil_id, value=value, set_at=clock.now(), set_by_id=by_id
    )
    session.add(mark)
    session.flush()
    session.add(
        MarkEvent(
            mark_id=mark.id or 0,
            sequence=1,
            old_value="",
            new_value=value,
            at=clock.now(),
            by_id=by_id,
        )
    )
