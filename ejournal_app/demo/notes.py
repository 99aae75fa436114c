"""Absence notes over the absences of the year so far (zīmju reģistrs, Regulation 11)."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.clock import RIGA
from ejournal_app.domain.journal_cells import Justification
from ejournal_app.persistence.models import AbsenceNote, ClassTeacher, Enrolment

from .absences import Absences
from .calendar_rows import YearPlan
from .pupils import PupilPlan
from .sizes import random_for
from .tables import Tables

_DAY = timedelta(days=1)
_TOLD_AT = time(8, 10)
_LAST_LESSON = 15
# Of a hundred absences: how many are told of by each kind of note; the rest nobody has told of.
_ILL, _OTHERWISE, _UNJUSTIFIED = 74, 86, 91
_VISITS_TOLD = 60
_TOO_LONG = 4
"""Of a hundred notes of an illness: one day longer than the pupil was away."""
_DOCTOR_FROM = 3
"""Days from which a doctor, not a parent, issues the note."""


def add_notes(
    tables: Tables, year: YearPlan, pupils: Sequence[PupilPlan], absences: Absences, first: date
) -> None:
    """Add the notes of absences from a day on, recorded by the class teachers."""
    teachers = _class_teachers(tables.session)
    for pupil in pupils:
        recorder = teachers.get(pupil.pupil_id)
        if recorder is None:
            continue
        random = random_for(f"notes {pupil.number}")
        for begins, ends in absences.illnesses(pupil):
            if begins >= first:
                _illness(tables, year, pupil, recorder, (begins, ends), random)
        for day, number in absences.early_leaves(pupil):
            if first <= day <= year.today and random.randrange(100) < _VISITS_TOLD:
                _add(
                    tables,
                    year,
                    pupil,
                    recorder,
                    (day, day),
                    Justification.OTHER,
                    "Vecāki",
                    lessons=(number, _LAST_LESSON),
                )


def _illness(
    tables: Tables,
    year: YearPlan,
    pupil: PupilPlan,
    recorder: int,
    days: tuple[date, date],
    random: Random,
) -> None:
    drawn, longer = random.randrange(100), random.randrange(100) < _TOO_LONG
    begins, ends = days
    if drawn < _ILL:
        by = "Ģimenes ārsts" if (ends - begins).days + 1 >= _DOCTOR_FROM else "Vecāki"
        days = (begins, ends + _DAY) if longer else days
        _add(tables, year, pupil, recorder, days, Justification.ILLNESS, by)
    elif drawn < _OTHERWISE:
        _add(tables, year, pupil, recorder, days, Justification.OTHER, "Vecāki")
    elif drawn < _UNJUSTIFIED:
        _add(tables, year, pupil, recorder, days, Justification.NONE, "")


def _add(
    tables: Tables,
    year: YearPlan,
    pupil: PupilPlan,
    recorder: int,
    days: tuple[date, date],
    reason: Justification,
    issued_by: str,
    lessons: tuple[int, int] | None = None,
) -> None:
    recorded_on = min(days[1] + _DAY, year.today)
    tables.add(
        AbsenceNote,
        pupil_id=pupil.pupil_id,
        starts_on=days[0],
        ends_on=days[1],
        first_lesson=lessons[0] if lessons else None,
        last_lesson=lessons[1] if lessons else None,
        reason=str(reason),
        issued_by=issued_by,
        recorded_at=min(datetime.combine(recorded_on, _TOLD_AT, RIGA), clock.now()),
        recorded_by_id=recorder,
    )


def _class_teachers(session: Session) -> dict[int, int]:
    """Return who is class teacher of each pupil."""
    rows = session.execute(
        select(col(Enrolment.pupil_id), col(ClassTeacher.person_id))
        .join(ClassTeacher, col(ClassTeacher.class_id) == col(Enrolment.class_id))
        .where(col(Enrolment.ends_on).is_(None), col(ClassTeacher.ends_on).is_(None))
    )
    return {pupil_id: person_id for pupil_id, person_id in rows}  # noqa: C416 - typed rows
