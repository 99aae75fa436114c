"""Who stood in for the absent teachers of the past weeks, and for some of today's lessons (12).

The rest of today and the days to come are open: there is something to plan on the board. One
lesson was entered by its substitute and waits for the management.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, or_, select

from ejournal_app.domain.substitution_kinds import SubstitutionKind
from ejournal_app.persistence.models import Journal, JournalTeacher, Lesson, Substitution
from ejournal_app.services.substitutions.effects import REASONS

from .tables import Tables
from .teacher_absences import Away, TeacherAbsences

_TODAY_EVERY = 3
"""Of today's lessons each third is covered already."""
_COVERED_ON = timedelta(hours=2)
"""So long before its lesson the substitution is confirmed."""
_WAITS_SINCE = timedelta(days=4)
"""The lesson that waits for the management was held not longer ago."""
_TOPIC, _OUTCOME = "Atkārtojums", "Prot lietot iepriekš mācīto."


@dataclass(frozen=True, slots=True)
class _Taught:
    """A lesson with who teaches it and what."""

    lesson: Lesson
    teacher_id: int
    subject_id: int


class _Free:
    """Who is free when, and how often everybody has stood in."""

    def __init__(self, taught: list[_Taught], away: TeacherAbsences, known: set[int]) -> None:
        self._known = sorted(known)
        self._away = away
        self._busy = {(one.lesson.day, one.lesson.number, one.teacher_id) for one in taught}
        self._subjects: defaultdict[int, set[int]] = defaultdict(set)
        for one in taught:
            self._subjects[one.teacher_id].add(one.subject_id)
        self._load: Counter[int] = Counter()

    def take(self, one: _Taught) -> tuple[int, SubstitutionKind] | None:
        """Return somebody free, of the same subject if there is one, and count the lesson."""
        day, number = one.lesson.day, one.lesson.number
        free = [
            who
            for who in self._known
            if (day, number, who) not in self._busy and not self._away.is_away(who, day)
        ]
        if not free:
            return None
        who = min(
            free,
            key=lambda who: (one.subject_id not in self._subjects[who], self._load[who], who),
        )
        self._load[who] += 1
        self._busy.add((day, number, who))
        same = one.subject_id in self._subjects[who]
        return who, SubstitutionKind.SAME_SUBJECT if same else SubstitutionKind.SUPERVISED


def add_substitutions(tables: Tables, session: Session, away: TeacherAbsences, today: date) -> None:
    """Add the substitutions, once the lessons are there; those who log in never stand in."""
    tables.write()
    spans = [one for one in away.all if one.starts_on <= today]
    if not spans:
        return
    taught = list(_taught(session, min(one.starts_on for one in spans), today))
    people = {one.teacher_id for one in taught} - away.with_accounts
    free = _Free(taught, away, people)
    waiting = True
    for span in spans:
        own = [
            one
            for one in taught
            if one.teacher_id == span.who.person_id and span.covers(one.lesson.day)
        ]
        for place, one in enumerate(own):
            if one.lesson.day == today and place % _TODAY_EVERY:
                continue
            waiting = _cover(tables, free, span, one, away.planner_id, today, waiting)


def _cover(
    tables: Tables,
    free: _Free,
    span: Away,
    one: _Taught,
    planner_id: int,
    today: date,
    waiting: bool,
) -> bool:
    """Add one substitution; returns whether one that waits for confirmation is still to come."""
    found = free.take(one)
    if found is None:
        return waiting
    who, kind = found
    waits = (
        waiting
        and today - _WAITS_SINCE <= one.lesson.day < today
        and kind is SubstitutionKind.SAME_SUBJECT
    )
    recorded = one.lesson.starts_at - _COVERED_ON
    tables.add(
        Substitution,
        lesson_id=one.lesson.id,
        kind=str(kind),
        absent_id=span.who.person_id,
        substitute_id=who,
        subject_id=one.subject_id,
        reason=str(REASONS[span.kind]),
        recorded_at=recorded,
        recorded_by_id=who if waits else planner_id,
        confirmed_at=None if waits else recorded,
        confirmed_by_id=None if waits else planner_id,
    )
    if one.lesson.day < today:
        _enter(one.lesson, who, one.lesson.ends_at)
    return waiting and not waits


def _enter(lesson: Lesson, who: int, at: datetime) -> None:
    """Let the substitute have written the lesson, where nothing is written yet."""
    if lesson.completed_at is not None:
        return
    lesson.topic, lesson.outcome, lesson.no_homework = _TOPIC, _OUTCOME, True
    lesson.attendance_checked_at = lesson.completed_at = lesson.changed_at = at
    lesson.changed_by_id = who


def _taught(session: Session, first: date, last: date) -> Iterator[_Taught]:
    for lesson, teacher_id, subject_id in session.exec(
        select(Lesson, col(JournalTeacher.person_id), col(Journal.subject_id))
        .join(Journal, col(Journal.id) == col(Lesson.journal_id))
        .join(JournalTeacher, col(JournalTeacher.journal_id) == col(Journal.id))
        .where(
            col(Lesson.day) >= first,
            col(Lesson.day) <= last,
            col(JournalTeacher.starts_on) <= col(Lesson.day),
            or_(
                col(JournalTeacher.ends_on).is_(None),
                col(JournalTeacher.ends_on) >= col(Lesson.day),
            ),
        )
        .order_by(col(Lesson.day), col(Lesson.number), col(Lesson.id))
    ):
        yield _Taught(lesson, teacher_id, subject_id)
