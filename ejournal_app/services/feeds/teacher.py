"""What a teacher's calendar shows: lessons of the journals taught today and those substituted,
tests of the journals."""

from collections.abc import Collection

from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.feeds import FeedEvent, FeedPart, Window
from ejournal_app.persistence.models import Work
from ejournal_app.persistence.queries.teaching import led_by, lesson_rows, taught_journal_ids
from ejournal_app.policies.rules import require

from .rows import in_window, joined, lesson_event, place_beside, test_event, test_rows


def teacher_events(
    session: Session, actor: Actor, parts: Collection[FeedPart], window: Window
) -> list[FeedEvent]:
    """Return them; the actor is a teacher."""
    require(actor, Permission.DAY_READ)
    own = taught_journal_ids(actor.person_id, clock.today())
    found: list[FeedEvent] = []
    if FeedPart.LESSONS in parts:
        found += [
            lesson_event(
                row,
                uid=f"lesson-{row.lesson.id}",
                summary=joined(" ", place_beside(row.subject, row.place), row.subject),
                description=row.lesson.topic,
                path=f"/stunda/{row.lesson.id}",
            )
            for row in lesson_rows(
                session, led_by(actor.person_id, clock.today()), *in_window(window)
            )
        ]
    if FeedPart.TESTS in parts:
        found += [
            test_event(
                row,
                actor.language,
                uid=f"test-{row.work.id}",
                of=place_beside(row.subject, row.place),
                path=f"/zurnals/{row.work.journal_id}/darbi",
            )
            for row in test_rows(session, window, col(Work.journal_id).in_(own))
        ]
    return found
