"""How the lessons of the year so far were recorded: mostly in time, some late, some not yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from ejournal_app.clock import RIGA, local
from ejournal_app.domain.kinds import JournalKind

from .teacher_absences import TeacherAbsences
from .teaching import JournalPlan
from .topics import LessonText, homework_text, lesson_text

_BEFORE_DUE = time(16, 50)
_HOMEWORK_SHARE = 0.6
_LATE_SHARE = 0.03


@dataclass(frozen=True, slots=True)
class PlannedLesson:
    """A lesson as planned from the timetable."""

    lesson_id: int
    day: date
    number: int
    starts_at: datetime
    ends_at: datetime


@dataclass(slots=True, kw_only=True)
class Entry:
    """What is recorded of a lesson by now."""

    lesson: PlannedLesson
    text: LessonText
    teacher_id: int
    topic: str = ""
    outcome: str = ""
    homework: str = ""
    homework_due: date | None = None
    no_homework: bool = False
    checked_at: datetime | None = None
    changed_at: datetime | None = None
    completed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The present, as far as recording goes."""

    now: datetime
    today: date
    last_lesson_day: date
    """The latest day with lessons before today."""


def entries_of(
    journal: JournalPlan,
    lessons: Sequence[PlannedLesson],
    moment: Moment,
    away: TeacherAbsences,
    random: Random,
) -> list[Entry]:
    """Return what is recorded in a journal's lessons that are over, in their order."""
    entries: list[Entry] = []
    own_last = max((lesson.day for lesson in lessons if lesson.day < moment.today), default=None)
    for place, lesson in enumerate(lessons):
        if lesson.ends_at > moment.now:
            break
        following = next((one.day for one in lessons[place + 1 :] if one.day > lesson.day), None)
        teacher = journal.teacher_on(lesson.day)
        entry = Entry(
            lesson=lesson,
            text=lesson_text(journal, place, len(lessons)),
            teacher_id=teacher.person_id,
        )
        _fill(entry, journal, place, following, moment, random)
        if away.stop_lessons_of(teacher, lesson.day):
            _empty(entry)
        if teacher.account == "skolotajs":
            _leave_gaps(entry, journal, moment.today, own_last)
        entries.append(entry)
    return entries


def _fill(
    entry: Entry,
    journal: JournalPlan,
    place: int,
    following: date | None,
    moment: Moment,
    random: Random,
) -> None:
    """Record the lesson as teachers do: attendance at its start, the rest by the afternoon."""
    lesson = entry.lesson
    # Every draw is made whatever the time is, so that an hour later only newer lessons differ.
    draw, minutes, late_days = random.random(), random.randrange(-6, 90), random.randrange(1, 4)
    has_homework = random.random() < _HOMEWORK_SHARE
    homework = homework_text(journal, place, random)
    forgotten = _share_of_gaps(lesson.day, moment)
    if draw < forgotten / 2:
        return
    entry.checked_at = lesson.starts_at + timedelta(minutes=4 + minutes % 7)
    done_at = _done_at(lesson, minutes, late_days if draw > 1 - _LATE_SHARE else 0)
    if done_at > moment.now:
        return
    entry.topic, entry.outcome = entry.text.topic, entry.text.outcome
    entry.changed_at = done_at
    if draw < forgotten:
        return
    if has_homework and homework and following and journal.kind is JournalKind.SUBJECT:
        entry.homework, entry.homework_due = homework, following
    else:
        entry.no_homework = True
    entry.completed_at = done_at


def _done_at(lesson: PlannedLesson, minutes: int, late_days: int) -> datetime:
    if late_days:
        return lesson.ends_at + timedelta(days=late_days, minutes=minutes)
    done = lesson.ends_at + timedelta(minutes=minutes)
    due = datetime.combine(local(lesson.ends_at).date(), _BEFORE_DUE, RIGA)
    return min(done, max(due, lesson.ends_at))


def _share_of_gaps(day: date, moment: Moment) -> float:
    if day == moment.today:
        return 0.12
    if day == moment.last_lesson_day:
        return 0.06
    return 0.02 if (moment.today - day).days <= 7 else 0.003


def _leave_gaps(entry: Entry, journal: JournalPlan, today: date, last: date | None) -> None:
    """Let the demo teacher have something left to do, and something to copy it from.

    Of today's lessons only that of 7.a is recorded; in the lessons before, 7.b lacks its homework
    and 12.a its attendance.
    """
    day, key = entry.lesson.day, journal.classes[0]
    if day == today and key != (7, "a"):
        _empty(entry)
    elif day == last and key == (7, "b"):
        entry.homework, entry.homework_due, entry.no_homework = "", None, False
        entry.completed_at = None
    elif day == last and key == (12, "a"):
        entry.checked_at = entry.completed_at = None


def _empty(entry: Entry) -> None:
    entry.topic = entry.outcome = entry.homework = ""
    entry.homework_due, entry.no_homework = None, False
    entry.checked_at = entry.changed_at = entry.completed_at = None
