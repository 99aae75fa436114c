"""Substitutions written straight through the models, as planning leaves them."""

from datetime import date
from typing import Any

from sqlmodel import Session

from ejournal_app import clock
from ejournal_app.domain.substitution_kinds import SubstitutionKind
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import Lesson, Substitution

from .school import TinySchool
from .school_days import TODAY
from .school_rows import planned_lesson


def led_by_maija(school: TinySchool, day: date = TODAY, **other: Any) -> int:
    """Mathematics of 5.a is led by Maija, for Ilze is ill; the substitution's id."""
    actors = school.actors
    with writing() as session:
        return put(
            session,
            lesson_id=school.lesson(school.maths_a, day),
            absent_id=actors.ilze.person_id,
            substitute_id=actors.maija.person_id,
            reason="illness",
            **other,
        )


def english_instead(school: TinySchool) -> int:
    """Instead of mathematics 5.b has English, with Jānis; the substitution's id."""
    with writing() as session:
        session.get_one(Lesson, school.lesson(school.maths_b)).called_off_at = clock.now()
        made = planned_lesson(school.english, TODAY, 7)
        session.add(made)
        session.flush()
        return put(
            session,
            lesson_id=made.id,
            replaced_id=school.lesson(school.maths_b),
            kind=SubstitutionKind.OTHER_SUBJECT,
            absent_id=school.actors.ilze.person_id,
            substitute_id=school.actors.janis.person_id,
            reason="courses",
        )


def cancelled(school: TinySchool) -> int:
    """The choir is not held; the substitution's id."""
    with writing() as session:
        lesson = school.lesson(school.choir)
        session.get_one(Lesson, lesson).called_off_at = clock.now()
        return put(
            session,
            lesson_id=lesson,
            kind=SubstitutionKind.CANCELLED,
            absent_id=school.actors.janis.person_id,
            reason="leave",
        )


def put(session: Session, **values: Any) -> int:
    now = clock.now()
    row = Substitution(**{"recorded_at": now, "confirmed_at": now, **values})
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id
