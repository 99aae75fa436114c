"""Works and marks: tests at the end of topics, homework and lesson work between them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from ejournal_app.domain.kinds import JournalKind
from ejournal_app.domain.marks import NOT_MARKED, Scale, display, scale_for_grade
from ejournal_app.domain.work_defaults import USUAL_KINDS
from ejournal_app.persistence.models import Mark, MarkEvent, Work

from .calendar_rows import YearPlan
from .content.curriculum import CLASS_HOUR
from .entries import Entry
from .pupils import PupilPlan
from .tables import Tables
from .teaching import JournalPlan

LARGE_WORKS = frozenset({"project", "design", "visual_art", "theatre", "engineering"})
_SMALL_WORKS = ("lesson", "homework", "lesson", "formative")
_TITLES = {
    "lesson": "Stundas darbs",
    "homework": "Mājas darbs",
    "formative": "Formatīvs darbs",
    "test": "Pārbaudes darbs",
    "large_work": "Radošs darbs",
}
SKILLS = frozenset({"sport", "music"})
_SKILL_TEST = "Prasmju pārbaude"
_LAST_STAP_GRADE = 3
_TITLE_LENGTH = 200
_LESSONS_BETWEEN_WORKS = 4
_IMPROVABLE = frozenset({"2", "3", "4"})
# Marks of a lesson's own work are for those who were asked.
_SHARE_MARKED = {"lesson": 0.75, "formative": 0.9}


@dataclass(frozen=True, slots=True)
class Sitting:
    """Those who were in a lesson, and those who were not."""

    present: Sequence[PupilPlan]
    absent: Sequence[PupilPlan]


class Marking:
    """Adds the works of a journal and the marks given for them by now."""

    def __init__(
        self, tables: Tables, year: YearPlan, journal: JournalPlan, now: datetime, random: Random
    ) -> None:
        """Mark one journal; every journal has its own random numbers."""
        self._tables = tables
        self._year = year
        self._journal = journal
        self._now = now
        self._random = random
        self._demand = random.gauss(0, 0.35)
        """How much stricter than others the teacher is, in points."""
        self.given: dict[int, list[tuple[date, str, int]]] = defaultdict(list)
        """Marks by pupil, as they stand now: day of the work, value, weight."""
        self._since_work = random.randrange(3)
        self._next_small = random.randrange(len(_SMALL_WORKS))

    def mark(self, entry: Entry, previous: Entry | None, sitting: Sitting) -> None:
        """Add the work of a lesson, if there was one, and its marks."""
        code = self._code(entry, previous)
        if code is None:
            return
        kind = USUAL_KINDS[code]
        scale = kind.scale or scale_for_grade(self._journal.grade)
        work = self._tables.add(
            Work,
            journal_id=self._journal.journal_id,
            lesson_id=entry.lesson.lesson_id,
            kind_id=self._year.kinds[code],
            title=_title(code, self._journal.subject, entry, previous),
            day=entry.lesson.day,
            scale=str(scale),
            weight=kind.weight,
            created_by_id=entry.teacher_id,
        )
        counts = (entry.lesson.day, kind.weight)
        for pupil in sitting.present:
            if self._random.random() < _SHARE_MARKED.get(code, 1.0):
                self._give(
                    work, pupil, scale, self._marked_at(entry, code), entry.teacher_id, counts
                )
        if code == "test":
            for pupil in sitting.absent:
                # They write it when they are back.
                later = self._marked_at(entry, code) + timedelta(days=self._random.randrange(4, 12))
                if self._random.random() < 0.6:
                    self._give(work, pupil, scale, later, entry.teacher_id, counts)

    def _code(self, entry: Entry, previous: Entry | None) -> str | None:
        journal = self._journal
        if journal.kind is not JournalKind.SUBJECT or journal.subject == CLASS_HOUR:
            return None
        if entry.text.is_test:
            self._since_work = 0
            return "large_work" if journal.subject in LARGE_WORKS else "test"
        self._since_work += 1
        if self._since_work < _LESSONS_BETWEEN_WORKS:
            return None
        self._since_work = 0
        self._next_small += 1
        code = _SMALL_WORKS[self._next_small % len(_SMALL_WORKS)]
        if code == "homework" and (previous is None or not previous.homework):
            return "lesson"
        if code == "formative" and journal.grade <= _LAST_STAP_GRADE:
            return "lesson"
        return code

    def _marked_at(self, entry: Entry, code: str) -> datetime:
        """Return when a mark is given: tests within a week, the rest on the day or the next."""
        minutes = self._random.randrange(40, 160)
        days = 1 + entry.lesson.lesson_id % 6 if code in ("test", "large_work") else 0
        return entry.lesson.ends_at + timedelta(days=days, minutes=minutes)

    def _give(
        self,
        work: int,
        pupil: PupilPlan,
        scale: Scale,
        at: datetime,
        by_id: int,
        counts: tuple[date, int],
    ) -> None:
        value = self._value(pupil, scale)
        improves = (
            scale is Scale.TEN_POINTS and value in _IMPROVABLE and self._random.random() < 0.3
        )
        again_at = at + timedelta(days=self._random.randrange(6, 12))
        gain = 1 + self._random.randrange(3)
        if at > self._now:
            return
        better = str(int(value) + gain) if improves and again_at <= self._now else ""
        mark = self._tables.add(
            Mark,
            work_id=work,
            pupil_id=pupil.pupil_id,
            value=better or value,
            improved_from=value if better else "",
            set_at=again_at if better else at,
            set_by_id=by_id,
            version=2 if better else 1,
        )
        day, weight = counts
        self.given[pupil.pupil_id].append((day, better or value, weight))
        self._event(mark, 1, "", display(value), at, by_id)
        if better:
            self._event(mark, 2, display(value), display(better, value), again_at, by_id)

    def _event(self, mark: int, sequence: int, old: str, new: str, at: datetime, by: int) -> None:
        self._tables.add(
            MarkEvent,
            mark_id=mark,
            sequence=sequence,
            old_value=old,
            new_value=new,
            at=at,
            by_id=by,
        )

    def _value(self, pupil: PupilPlan, scale: Scale) -> str:
        if self._random.random() < 0.012:
            return NOT_MARKED
        points = self._random.gauss(pupil.ability - self._demand, 1.1)
        if scale is Scale.TEN_POINTS:
            return str(min(10, max(1, round(points))))
        if scale is Scale.PASS_FAIL:
            return "i" if points > 4.2 else "ni"
        if scale is Scale.PERCENT:
            return f"{min(100, max(0, round(points * 10 + 4)))}%"
        levels = ((8.4, "P"), (6.0, "A"), (4.4, "T"))
        return next((level for least, level in levels if points >= least), "S")


def _title(code: str, subject: str, entry: Entry, previous: Entry | None) -> str:
    if code == "homework" and previous is not None:
        return previous.homework[:_TITLE_LENGTH]
    if code == "test":
        return title_of_test(subject, entry.text.topic)
    return _about(_TITLES[code], entry.text.topic)


def title_of_test(subject: str, topic: str) -> str:
    """Return what a test at the end of a topic is called."""
    return _about(_SKILL_TEST if subject in SKILLS else _TITLES["test"], topic)


def _about(title: str, topic: str) -> str:
    return f"{title}: {topic.partition('. ')[0]}"[:_TITLE_LENGTH]
