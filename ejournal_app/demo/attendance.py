"""Unjustified absences with the school's steps, and who was told today (MK 89/2011).

In every class of grade 7 and above the pupil with the most absences has them unjustified, the next
one a week of them.
"""

from collections import Counter, defaultdict
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.absence_numbers import LAW_STEP, UNJUSTIFIED_STEPS, reached, thresholds
from ejournal_app.domain.absence_states import ContactChannel
from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.domain.journal_cells import Justification
from ejournal_app.persistence.models import (
    AbsenceContact,
    AbsenceNote,
    AttendanceStep,
    ClassTeacher,
    Lesson,
)
from ejournal_app.persistence.queries.pupils import PupilRow, pupils_enrolled
from ejournal_app.services.absent_today.absent import absent_on
from ejournal_app.services.absent_today.people import contacts_of
from ejournal_app.services.attendance.counting import missed_lessons

from .calendar_rows import YearPlan
from .tables import Tables

_FROM_GRADE = 7
_DONE = {
    5: "Klases audzinātāja saruna ar izglītojamo",
    10: "Saruna ar vecākiem skolā",
    15: "Atbalsta personāla tikšanās, vienošanās par apmeklējumu",
}
_WEEK = timedelta(days=7)


def add_attendance(tables: Tables, year: YearPlan) -> None:
    """Add notes, steps and contacts, once attendance is written."""
    session = tables.session
    teachers: dict[int, int] = {}
    for class_id, person_id in session.connection().execute(
        select(col(ClassTeacher.class_id), col(ClassTeacher.person_id)).order_by(
            col(ClassTeacher.id)
        )
    ):
        teachers.setdefault(class_id, person_id)
    by_class: defaultdict[int, list[PupilRow]] = defaultdict(list)
    for row in pupils_enrolled(session, year.today):
        if row.grade >= _FROM_GRADE and row.class_id in teachers:
            by_class[row.class_id].append(row)
    for class_id, pupils in sorted(by_class.items()):
        _unjustified(tables, year, pupils, teachers[class_id])
        _told_today(tables, year, pupils, teachers[class_id])


def _unjustified(tables: Tables, year: YearPlan, pupils: list[PupilRow], teacher: int) -> None:
    ids = sorted(row.pupil_id for row in pupils)
    grade = pupils[0].grade
    semester = year.calendar.semester_on(year.today, grade)
    if semester is None:
        return
    days: defaultdict[int, Counter[date]] = defaultdict(Counter)
    for one in missed_lessons(tables.session, ids, year.starts_on, year.today):
        if (
            one.status is AttendanceStatus.ABSENT
            and one.day < year.today
            and year.calendar.semester_on(one.day, grade) == semester
        ):
            days[one.pupil_id][one.day] += 1
    worst = sorted(days, key=lambda pupil: (-days[pupil].total(), pupil))[:2]
    notes = _latest_notes(tables.session, worst)
    for place, pupil_id in enumerate(worst):
        own = days[pupil_id]
        last = max(own)
        first = min(own) if place == 0 else max(min(own), last - _WEEK)
        recorded = datetime.combine(last, time(16), clock.RIGA)
        if pupil_id in notes:
            # Of overlapping notes the one recorded last decides: it is to be this one.
            recorded = max(recorded, notes[pupil_id] + timedelta(minutes=1))
        tables.add(
            AbsenceNote,
            pupil_id=pupil_id,
            starts_on=first,
            ends_on=last,
            reason=Justification.NONE.value,
            issued_by="Klases audzinātājs",
            remark="Attaisnojuma nav, vecāki informēti",
            recorded_at=recorded,
            recorded_by_id=teacher,
        )
        count = sum(number for day, number in own.items() if first <= day)
        for threshold in reached(count, thresholds(UNJUSTIFIED_STEPS))[:-1]:
            if threshold < LAW_STEP:
                tables.add(
                    AttendanceStep,
                    pupil_id=pupil_id,
                    year_id=year.year_id,
                    semester=semester,
                    threshold=threshold,
                    words=_DONE[threshold],
                    at=recorded + timedelta(minutes=threshold),
                    by_id=teacher,
                )


def _latest_notes(session: Session, pupil_ids: list[int]) -> dict[int, datetime]:
    rows = session.connection().execute(
        select(col(AbsenceNote.pupil_id), func.max(col(AbsenceNote.recorded_at)))
        .where(col(AbsenceNote.pupil_id).in_(pupil_ids))
        .group_by(col(AbsenceNote.pupil_id))
    )
    return {row[0]: row[1] for row in rows}


def _told_today(tables: Tables, year: YearPlan, pupils: list[PupilRow], teacher: int) -> None:
    """Of those absent today the first was told about, at the second's nobody answered."""
    session = tables.session
    absent = sorted(absent_on(session, sorted(row.pupil_id for row in pupils), year.today))
    contacts = contacts_of(session, absent, year.today)
    moment = _first_lesson_over(session, year.today) or clock.now()
    for place, pupil_id in enumerate(absent[:2]):
        for contact in contacts.get(pupil_id, ())[:1]:
            tables.add(
                AbsenceContact,
                pupil_id=pupil_id,
                day=year.today,
                channel=ContactChannel.CALL.value,
                told_id=contact.person_id if place == 0 else None,
                words="Slims, zīme sekos" if place == 0 else contact.name,
                at=moment + timedelta(minutes=4 + 3 * place),
                by_id=teacher,
            )


def _first_lesson_over(session: Session, day: date) -> datetime | None:
    return session.scalar(
        select(col(Lesson.ends_at))
        .where(col(Lesson.day) == day, col(Lesson.ends_at) <= clock.now() - timedelta(minutes=10))
        .order_by(col(Lesson.ends_at))
        .limit(1)
    )
