"""Lessons outside the timetable (Regulation 10, 13)."""

from datetime import date

from sqlalchemy.exc import IntegrityError

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import Journal, Lesson, SchoolYear
from ejournal_app.persistence.queries.facts import journal_facts
from ejournal_app.policies.rules import require
from ejournal_app.services import audit, live
from ejournal_app.services.bells import load_bells
from ejournal_app.services.guard import use_case
from ejournal_app.services.lesson_days import require_lesson_day


@use_case
def add_lesson(actor: Actor, journal_id: int, day: date, number: int) -> int:
    """Add a lesson that is not in the timetable and return its id.

    Refused on days the calendar of the grade closes, with the holiday named, or on which the actor
    is unfit for work (Regulation 13, 14), and where the journal already has a lesson.
    """
    with writing() as session:
        journal = session.get(Journal, journal_id)
        if journal is None:
            raise Forbidden(
                Attempt(action=Permission.LESSON_WRITE, entity="journal", entity_id=journal_id)
            )
        require(actor, Permission.LESSON_WRITE, journal_facts(session, journal, clock.today()))
        require_lesson_day(session, actor, journal, day)
        year = session.get_one(SchoolYear, journal.year_id)
        starts_at, ends_at = load_bells(session, year.school_id).span(day, number)
        lesson = Lesson(
            journal_id=journal_id, day=day, number=number, starts_at=starts_at, ends_at=ends_at
        )
        lesson.changed_at = clock.now()
        lesson.changed_by_id = actor.person_id
        session.add(lesson)
        try:
            session.flush()
        except IntegrityError:
            # Asking first would not do: somebody else may add the same lesson at this moment.
            raise Refused(
                Message(
                    N_("This journal already has lesson {number} on {day}."),
                    {"number": number, "day": day},
                )
            ) from None
        audit.record(
            session,
            actor=actor,
            action=Permission.LESSON_WRITE,
            entity="lesson",
            entity_id=lesson.id,
            after={"day": day.isoformat(), "number": number},
        )
        assert lesson.id is not None
        lesson_id = lesson.id
    live.publish([live.journal_topic(journal_id)])
    return lesson_id
