"""Absences, and what covers them, written straight through the models for tests."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from ejournal_app import clock
from ejournal_app.domain.absence_states import ApplicationState, EventState
from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.domain.journal_cells import Justification
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import (
    AbsenceApplication,
    AbsenceNote,
    Attendance,
    EventParticipant,
    Guardianship,
    Person,
    SchoolEvent,
)
from tests.support.school import TinySchool
from tests.support.school_days import SEPTEMBER, TODAY


def put(*rows: Any) -> list[int]:
    """Add rows; gives their ids."""
    with writing() as session:
        session.add_all(rows)
        session.flush()
        return [row.id for row in rows]


def missed(
    school: TinySchool,
    lesson: int,
    pupil: int,
    status: AttendanceStatus = AttendanceStatus.ABSENT,
) -> None:
    put(
        Attendance(
            lesson_id=lesson,
            pupil_id=pupil,
            status=status,
            recorded_at=clock.now(),
            recorded_by_id=school.actors.ilze.person_id,
        )
    )


def note(
    school: TinySchool,
    pupil: int,
    first: date = TODAY,
    last: date | None = None,
    reason: Justification = Justification.ILLNESS,
    **other: Any,
) -> int:
    return put(
        AbsenceNote(
            pupil_id=pupil,
            starts_on=first,
            ends_on=last or first,
            reason=reason,
            recorded_at=clock.now(),
            recorded_by_id=school.actors.maija.person_id,
            **other,
        )
    )[0]


def application(school: TinySchool, pupil: int, day: date = TODAY) -> int:
    return put(
        AbsenceApplication(
            pupil_id=pupil,
            starts_on=day,
            ends_on=day,
            reason=Justification.ILLNESS,
            filed_at=clock.now(),
            filed_by_id=school.actors.parent.person_id,
            state=ApplicationState.PENDING,
        )
    )[0]


def event(
    school: TinySchool,
    pupils: list[int],
    day: date = TODAY,
    hours: tuple[int, int] = (8, 16),
    state: EventState = EventState.APPROVED,
) -> int:
    begins = datetime.combine(day, time(hours[0]), clock.RIGA).astimezone(UTC)
    (event_id,) = put(
        SchoolEvent(
            school_id=1,
            title="Zinātnes diena",
            place="",
            remark="",
            responsible_id=school.actors.ilze.person_id,
            starts_at=begins,
            ends_at=begins + timedelta(hours=hours[1] - hours[0]),
            state=state,
            proposed_at=clock.now(),
            proposed_by_id=school.actors.ilze.person_id,
        )
    )
    put(
        *(
            EventParticipant(
                event_id=event_id,
                pupil_id=pupil,
                added_at=clock.now(),
                added_by_id=school.actors.ilze.person_id,
            )
            for pupil in pupils
        )
    )
    return event_id


def guardian(pupil: int, name: str, *, email: str = "", phone: str = "", **relation: Any) -> int:
    """A person without an account who stands for a pupil."""
    given, family = name.split()
    (person,) = put(
        Person(given_name=given, family_name=family, email=email or None, phone=phone or None)
    )
    put(Guardianship(pupil_id=pupil, person_id=person, starts_on=SEPTEMBER, **relation))
    return person
