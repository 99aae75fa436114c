"""What a family's calendar shows: lessons, tests ahead and homework of a pupil, never a mark."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor
from ejournal_app.domain.feeds import FeedEvent, FeedPart, Window
from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.persistence.models import Journal, Lesson, Subject, Work
from ejournal_app.persistence.queries.events import events_of_pupil
from ejournal_app.persistence.queries.members import Span
from ejournal_app.persistence.queries.pupils import journals_of
from ejournal_app.persistence.queries.teaching import is_held, lesson_rows
from ejournal_app.services.diary.lessons import covers
from ejournal_app.services.diary.pupils import child

from .rows import in_window, joined, lesson_event, test_event, test_rows

_LONGEST_TITLE = 80

_Spans = dict[int, tuple[Span, ...]]


def family_events(
    session: Session, actor: Actor, pupil_id: int, parts: Collection[FeedPart], window: Window
) -> list[FeedEvent]:
    """Return them; Forbidden unless the actor may read the pupil's diary."""
    whose = child(session, actor, pupil_id, clock.today())
    # Pupils themselves, and parents of one, need not be told whose lesson it is.
    is_plain = actor.pupil_id == pupil_id or (len(actor.child_ids) == 1 and not actor.is_staff)
    name = "" if is_plain else whose.given_name
    spans = journals_of(session, pupil_id, window.first, window.last)
    path = f"/dienasgramata/{pupil_id}"
    found: list[FeedEvent] = []
    if FeedPart.LESSONS in parts:
        found += _lessons(session, pupil_id, spans, window, name, path)
        found += _events(session, pupil_id, window, name, path)
    if FeedPart.TESTS in parts:
        found += [
            test_event(
                row, actor.language, uid=f"test-{row.work.id}-{pupil_id}", of=name, path=path
            )
            for row in test_rows(session, window, col(Work.journal_id).in_(spans))
            if covers(spans[row.work.journal_id], row.work.day)
        ]
    if FeedPart.HOMEWORK in parts:
        found += _homework(session, pupil_id, spans, window, name, actor.language)
    return found


def _lessons(
    session: Session, pupil_id: int, spans: _Spans, window: Window, name: str, path: str
) -> list[FeedEvent]:
    today = clock.today()
    return [
        lesson_event(
            row,
            uid=f"lesson-{row.lesson.id}-{pupil_id}",
            summary=joined(": ", name, row.subject),
            # What a teacher prepares ahead is a draft until the day, as in the diary.
            description=row.lesson.topic if row.lesson.day <= today else "",
            path=f"{path}?datums={row.lesson.day}",
        )
        for row in lesson_rows(
            session, col(Lesson.journal_id).in_(spans), is_held(), *in_window(window)
        )
        if covers(spans[row.lesson.journal_id], row.lesson.day)
    ]


def _events(
    session: Session, pupil_id: int, window: Window, name: str, path: str
) -> list[FeedEvent]:
    """Return the events of the school the pupil takes part in: they are instead of lessons."""
    return [
        FeedEvent(
            uid=f"event-{event.event_id}-{pupil_id}",
            starts=event.starts_at,
            ends=event.ends_at,
            summary=joined(": ", name, event.title),
            location=event.place,
            path=f"{path}?datums={clock.local(event.starts_at).date()}",
            revision=event.version - 1,
            changed_at=event.decided_at,
            takes_time=True,
        )
        for event in events_of_pupil(session, pupil_id, window.first, window.last)
    ]


def _homework(
    session: Session, pupil_id: int, spans: _Spans, window: Window, name: str, language: str
) -> list[FeedEvent]:
    rows = session.execute(
        select(Lesson, col(Subject.name))
        .join(Journal, col(Journal.id) == col(Lesson.journal_id))
        .join(Subject, col(Subject.id) == col(Journal.subject_id))
        .where(
            col(Lesson.journal_id).in_(spans),
            col(Lesson.homework) != "",
            col(Lesson.homework_due) >= window.first,
            col(Lesson.homework_due) <= window.last,
            col(Lesson.day) <= clock.today(),
        )
        .order_by(col(Lesson.homework_due), col(Lesson.id))
    )
    return [
        FeedEvent(
            uid=f"homework-{lesson.id}-{pupil_id}",
            starts=lesson.homework_due,
            summary=joined(
                ": ",
                name,
                gettext(language, _HOMEWORK, subject=subject, text=_title(lesson.homework)),
            ),
            path=f"/dienasgramata/{pupil_id}?datums={lesson.homework_due}",
            revision=lesson.version - 1,
            changed_at=lesson.homework_set_at,
        )
        for lesson, subject in rows
        if lesson.homework_due is not None and covers(spans[lesson.journal_id], lesson.homework_due)
    ]


_HOMEWORK = N_("Homework in {subject}: {text}")


def _title(text: str) -> str:
    """Return the first line of a homework, cut to what a calendar shows."""
    line = text.strip().splitlines()[0] if text.strip() else ""
    return line if len(line) <= _LONGEST_TITLE else line[: _LONGEST_TITLE - 1].rstrip() + "…"
