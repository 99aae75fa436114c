"""Applications for absences: some in each state, so that every page has something to show (11)."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.absence_states import ApplicationState
from ejournal_app.domain.journal_cells import Justification
from ejournal_app.domain.school_calendar import SchoolCalendar
from ejournal_app.persistence.models import (
    AbsenceApplication,
    AbsenceNote,
    ClassTeacher,
    Enrolment,
    Guardianship,
    Person,
    SchoolClass,
)
from ejournal_app.services.calendars import load_calendar

from .calendar_rows import YearPlan
from .tables import Tables

_DAY = timedelta(days=1)

# State, school days from today (the first one with lessons is 0), days, reason, words, answer.
_OF_THE_DEMO_FAMILY: tuple[tuple[ApplicationState, int, int, Justification, str, str], ...] = (
    (ApplicationState.ACCEPTED, -12, 1, Justification.ILLNESS, "Galvassāpes un temperatūra.", ""),
    (
        ApplicationState.DECLINED,
        -7,
        1,
        Justification.OTHER,
        "Braucam pie vecmāmiņas.",
        "Brauciens nav attaisnojošs iemesls; lūdzu, plānojiet to brīvlaikā.",
    ),
    (ApplicationState.WITHDRAWN, 7, 2, Justification.OTHER, "Sporta nometne.", ""),
    (
        ApplicationState.ASKED,
        5,
        1,
        Justification.OTHER,
        "Vizīte pie ortodonta.",
        "Vai kavēs visu dienu, vai tikai pirmās stundas?",
    ),
)
_OF_OTHERS: tuple[tuple[int, int, Justification, str], ...] = (
    (0, 1, Justification.ILLNESS, "Klepus un iesnas."),
    (0, 2, Justification.ILLNESS, "Augsta temperatūra, gaidām ārsta zvanu."),
    (1, 1, Justification.OTHER, "Ģimenes apstākļi: bēres."),
)
_CLASSES = 3


def add_applications(tables: Tables, session: Session, year: YearPlan, parent: int) -> None:
    """Add the applications of the demo `parent` and pending ones in a few classes."""
    calendar = load_calendar(session, year.year_id)
    teachers = {
        class_id: (teacher, grade)
        for class_id, teacher, grade in session.execute(
            select(col(SchoolClass.id), col(ClassTeacher.person_id), col(SchoolClass.grade))
            .join(ClassTeacher, col(ClassTeacher.class_id) == col(SchoolClass.id))
            .order_by(col(SchoolClass.id))
        )
        if class_id is not None
    }
    families = _families(session)
    own = [one for one in families if one[1] == parent]
    if not own:
        return
    # The elder child: its class teacher has a demo account too.
    pupil, _, own_class = max(own, key=lambda one: teachers[one[2]][1])
    teacher, grade = teachers[own_class]
    for state, offset, days, reason, words, answer in _OF_THE_DEMO_FAMILY:
        first = _school_day(calendar, grade, year.today, offset)
        if first < year.starts_on or first > year.today + timedelta(days=60):
            continue
        _add(tables, pupil, parent, teacher, state, first, days, reason, words, answer, year.today)
    others = [own_class, *(one for one in teachers if one != own_class)][:_CLASSES]
    for class_id in others:
        _, grade = teachers[class_id]
        known = [one for one in families if one[2] == class_id and one[1] != parent]
        for (pupil, guardian, _), (offset, days, reason, words) in zip(
            known, _OF_OTHERS, strict=False
        ):
            first = _school_day(calendar, grade, year.today, offset)
            pending = ApplicationState.PENDING
            _add(tables, pupil, guardian, 0, pending, first, days, reason, words, "", year.today)


def _families(session: Session) -> list[tuple[int, int, int]]:
    """Return pupil, one guardian and class of those for whom somebody may apply, in order."""
    found: dict[int, tuple[int, int, int]] = {}
    for pupil, guardian, class_id in session.execute(
        select(col(Guardianship.pupil_id), col(Guardianship.person_id), col(Enrolment.class_id))
        .join(Enrolment, col(Enrolment.pupil_id) == col(Guardianship.pupil_id))
        .where(
            col(Guardianship.may_file_absences).is_(True),
            col(Guardianship.ends_on).is_(None),
            col(Enrolment.ends_on).is_(None),
        )
        .order_by(col(Guardianship.pupil_id), col(Guardianship.id))
    ):
        found.setdefault(pupil, (pupil, guardian, class_id))
    return list(found.values())


def _school_day(calendar: SchoolCalendar, grade: int, today: date, offset: int) -> date:
    """Return the day with lessons so many such days from today."""
    day = calendar.nearest_lesson_day(today, [grade], 1) or today
    step: int = 1 if offset > 0 else -1
    for _ in range(abs(offset)):
        near = calendar.nearest_lesson_day(day + step * _DAY, [grade], 1 if step > 0 else -1)
        day = near or day + step * _DAY
    return day


def _add(
    tables: Tables,
    pupil: int,
    guardian: int,
    teacher: int,
    state: ApplicationState,
    first: date,
    days: int,
    reason: Justification,
    words: str,
    answer: str,
    today: date,
) -> None:
    last = first + (days - 1) * _DAY
    filed = datetime.combine(min(first, today), time(5, 40), UTC)
    filed = min(filed, clock.now())
    decided = filed if state not in (ApplicationState.PENDING, ApplicationState.WITHDRAWN) else None
    application = tables.add(
        AbsenceApplication,
        pupil_id=pupil,
        starts_on=first,
        ends_on=last,
        reason=str(reason),
        words=words,
        filed_at=filed,
        filed_by_id=guardian,
        state=str(state),
        answer=answer,
        decided_at=decided,
        decided_by_id=teacher if decided else None,
    )
    if state is not ApplicationState.ACCEPTED:
        return
    person = tables.session.get_one(Person, guardian)
    tables.add(
        AbsenceNote,
        pupil_id=pupil,
        starts_on=first,
        ends_on=last,
        reason=str(reason),
        issued_by=f"{person.given_name} {person.family_name}",
        recorded_at=filed,
        recorded_by_id=teacher,
        application_id=application,
    )
