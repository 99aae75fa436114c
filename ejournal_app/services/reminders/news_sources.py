"""What happened to pupils since a moment: marks, absences, homework, tests, changes of lessons."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from sqlalchemy import select, text
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.clock import local
from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.domain.messages import N_
from ejournal_app.domain.reminders import Topic
from ejournal_app.domain.telling_times import homework_told_from, mark_told_from
from ejournal_app.persistence.models import (
    Attendance,
    Journal,
    Lesson,
    Mark,
    MarkEvent,
    Subject,
    Work,
    WorkKind,
)
from ejournal_app.persistence.queries.covers import read_covers
from ejournal_app.services.absences.shown import symbol_in
from ejournal_app.services.importing.journals.mark_rows import AS_ROLE as AS_IMPORT
from ejournal_app.services.school_rules import marks_held_until

from .news_changes import changes
from .news_lines import News, WorkName, mark_step
from .news_members import members_on
from .news_tests import planned_tests

ByPupil = dict[int, list[News]]

_DAY = timedelta(days=1)
_JUSTIFIED = N_("{day}, lesson {number}, {subject}: absent, justified")
_ABSENCE_NEWS: dict[str, str] = {
    "k": N_("{day}, lesson {number}, {subject}: late"),
    "n": N_("{day}, lesson {number}, {subject}: absent"),
    "ns": _JUSTIFIED,
    "nc": _JUSTIFIED,
    "nn": N_("{day}, lesson {number}, {subject}: absent, unjustified"),
}
"""What is told of a symbol."""
_LONGEST_HOMEWORK = 300


def news_of(
    session: Session, topic: Topic, pupils: frozenset[int], since: datetime, until: datetime
) -> ByPupil:
    """Return what may be told of a topic after one moment and up to another."""
    match topic:
        case Topic.MARKS:
            found = _marks(session, pupils, since, until)
        case Topic.ABSENCES:
            found = _absences(session, pupils, since, until)
        case Topic.CHANGES:
            found = changes(session, pupils, since, until)
        case _:
            found = _homework(session, pupils, since, until)
            for pupil_id, tests in planned_tests(session, pupils, since, until).items():
                found[pupil_id] += tests
    return found


def _marks(
    session: Session, pupils: frozenset[int], since: datetime, until: datetime
) -> defaultdict[int, list[News]]:
    """Every step of a mark; what came from a file of the earlier system is no news."""
    found: defaultdict[int, list[News]] = defaultdict(list)
    rows = session.execute(
        select(
            MarkEvent,
            col(Mark.pupil_id),
            Work,
            col(WorkKind.name_lv),
            col(WorkKind.name_en),
            col(Subject.name),
        )
        .join(Mark, col(Mark.id) == col(MarkEvent.mark_id))
        .join(Work, col(Work.id) == col(Mark.work_id))
        .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
        .join(Journal, col(Journal.id) == col(Work.journal_id))
        .join(Subject, col(Subject.id) == col(Journal.subject_id))
        .where(
            # Held back for less than a day.
            col(MarkEvent.at) > since - _DAY,
            col(MarkEvent.at) <= until,
            col(MarkEvent.as_role) != AS_IMPORT,
        )
        .order_by(col(MarkEvent.mark_id), col(MarkEvent.sequence))
    )
    for event, pupil_id, work, kind_lv, kind_en, subject in rows:
        if pupil_id not in pupils:
            continue
        told_from = mark_told_from(event.at, marks_held_until(session, local(event.at).date()))
        if since < told_from <= until:
            found[pupil_id].append(
                mark_step(
                    mark_id=event.mark_id,
                    told_from=told_from,
                    day=work.day,
                    subject=subject,
                    work=WorkName(kind_lv=kind_lv, kind_en=kind_en, title=work.title),
                    old=event.old_value,
                    new=event.new_value,
                )
            )
    return found


def _absences(
    session: Session, pupils: frozenset[int], since: datetime, until: datetime
) -> defaultdict[int, list[News]]:
    found: defaultdict[int, list[News]] = defaultdict(list)
    rows = [
        (fact, lesson, subject)
        for fact, lesson, subject in session.execute(
            select(Attendance, Lesson, col(Subject.name))
            .join(Lesson, col(Lesson.id) == col(Attendance.lesson_id))
            .join(Journal, col(Journal.id) == col(Lesson.journal_id))
            .join(Subject, col(Subject.id) == col(Journal.subject_id))
            .where(
                text("attendance.status <> 'present'"),  # as its index says it
                col(Attendance.recorded_at) > since,
                col(Attendance.recorded_at) <= until,
            )
        )
        if fact.pupil_id in pupils
    ]
    if not rows:
        return found
    days = [lesson.day for _, lesson, _ in rows]
    covers = read_covers(session, {fact.pupil_id for fact, _, _ in rows}, min(days), max(days))
    for fact, lesson, subject in rows:
        words = _ABSENCE_NEWS.get(
            symbol_in(covers, AttendanceStatus(fact.status), fact.pupil_id, lesson)
        )
        # Taking part in an event of the school is no absence to be told of.
        if words is not None:
            found[fact.pupil_id].append(
                News(
                    topic=Topic.ABSENCES,
                    told_from=fact.recorded_at,
                    day=lesson.day,
                    msgid=words,
                    params={"day": lesson.day, "number": lesson.number, "subject": subject},
                )
            )
    return found


def _homework(
    session: Session, pupils: frozenset[int], since: datetime, until: datetime
) -> defaultdict[int, list[News]]:
    """Homework of lessons that are over; text prepared ahead is told after its lesson."""
    first: date = local(since).date() - 7 * _DAY
    rows = session.execute(
        select(Lesson, Journal, col(Subject.name))
        .join(Journal, col(Journal.id) == col(Lesson.journal_id))
        .join(Subject, col(Subject.id) == col(Journal.subject_id))
        .where(
            col(Lesson.day) >= first,
            col(Lesson.ends_at) <= until,
            col(Lesson.homework) != "",
            col(Lesson.homework_set_at) <= until,
        )
    ).all()
    fresh = [
        (lesson, journal, subject, told_from)
        for lesson, journal, subject in rows
        if lesson.homework_set_at is not None
        and since < (told_from := homework_told_from(lesson.homework_set_at, lesson.ends_at))
    ]
    members = members_on(session, [(journal, lesson.day) for lesson, journal, _, _ in fresh])
    found: defaultdict[int, list[News]] = defaultdict(list)
    for lesson, journal, subject, told_from in fresh:
        news = News(
            topic=Topic.HOMEWORK,
            told_from=told_from,
            day=lesson.homework_due or lesson.day,
            msgid=N_("{subject}, homework due {day}: {text}")
            if lesson.homework_due
            else N_("{subject}, homework: {text}"),
            params={
                "subject": subject,
                "day": lesson.homework_due,
                "text": _short(lesson.homework),
            },
        )
        for pupil_id in members[journal.id or 0, lesson.day] & pupils:
            found[pupil_id].append(news)
    return found


def _short(homework: str) -> str:
    words = " ".join(homework.split())
    return words if len(words) <= _LONGEST_HOMEWORK else words[: _LONGEST_HOMEWORK - 1] + "…"
