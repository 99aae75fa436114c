"""Marks that close a part of the year: which there are, when, and what they suggest (17-19)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from .averages import weighted_average
from .kinds import EntryKind
from .marks import NOT_MARKED, Scale, is_numeric
from .school_numbers import ROUND_UP_FROM, suggested_mark
from .spans import Span, in_force

INTERIM_GRADES = range(4, 13)
"""Grades with interim marks (starpvērtējums, Regulation 17)."""
SESSION_EXAM_GRADES = range(4, 13)
"""Grades in which the school may hold exams of its own (sesijas eksāmens, Regulation 18)."""
FINAL_GRADES = range(10, 13)
"""Grades with a final mark in the subject at the end of a course (Regulation 19)."""
RE_EXAM_BELOW = 4
"""A year mark below this one is followed by a re-examination (Regulation 18)."""

PERIOD_KINDS = frozenset(
    {
        EntryKind.INTERIM_1,
        EntryKind.SEMESTER_1,
        EntryKind.SEMESTER_2,
        EntryKind.COMBINED,
        EntryKind.YEAR,
        EntryKind.SESSION_EXAM,
        EntryKind.RE_EXAM,
        EntryKind.FINAL,
    }
)
"""What teachers enter, within the window of each."""

OPTIONAL = frozenset({EntryKind.SESSION_EXAM})
"""What nobody owes: the school decides in which subjects, and who of the pupils, has one."""

SUGGESTED = frozenset(
    {EntryKind.INTERIM_1, EntryKind.SEMESTER_1, EntryKind.SEMESTER_2, EntryKind.YEAR}
)
"""What the marks of ordinary works suggest a mark for."""

_SECOND_SEMESTER = frozenset(
    {EntryKind.SEMESTER_2, EntryKind.COMBINED, EntryKind.YEAR, EntryKind.SESSION_EXAM}
)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What decides which marks of periods a journal has."""

    grade: int
    attendance_only: bool = False
    course_ends_on: date | None = None
    """The day the course of the subject ends in this journal; None: not in it."""
    scale: Scale = Scale.TEN_POINTS
    """The ordinary scale of its grade."""
    semester_marks: bool = False
    """The school gives marks of the semesters beside the year mark."""


def entered_kinds(course: Course) -> tuple[EntryKind, ...]:
    """Return the kinds teachers enter in a journal, in the order of the year (Regulation 17-19).

    The interim mark of semester II, predicted marks and state exams are none of them: they come
    from the superuser or a file and are shown where they exist (7.8). An exam of the school's own
    has a place wherever marks are points; whether it is held is the school's decision.
    """
    if course.attendance_only:
        return ()
    points = course.scale is Scale.TEN_POINTS
    wanted = (
        (EntryKind.INTERIM_1, course.grade in INTERIM_GRADES),
        (EntryKind.SEMESTER_1, course.semester_marks),
        (EntryKind.SEMESTER_2, course.semester_marks),
        (EntryKind.COMBINED, True),
        (EntryKind.YEAR, True),
        (EntryKind.SESSION_EXAM, points and course.grade in SESSION_EXAM_GRADES),
        (EntryKind.RE_EXAM, points),
        (
            EntryKind.FINAL,
            points and course.grade in FINAL_GRADES and course.course_ends_on is not None,
        ),
    )
    return tuple(kind for kind, has in wanted if has)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The days of a school year that periods follow from, for one journal."""

    first_ends: date
    """Last day of semester I of its grade."""
    second_ends: date
    year_ends: date
    """31 August: the last day of re-examinations."""
    course_ends: date | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when marks of a kind may be entered, both days included."""

    opens_on: date
    closes_on: date

    def is_open(self, day: date) -> bool:
        """Tell whether marks may be entered on a day."""
        return self.opens_on <= day <= self.closes_on

    def has_begun(self, day: date) -> bool:
        """Tell whether the window is open or over on a day."""
        return self.opens_on <= day


def period_end(kind: EntryKind, terms: Terms) -> date:
    """Return the day a period ends: who is in the journal then gets its mark."""
    if kind is EntryKind.RE_EXAM:
        return terms.year_ends
    if kind is EntryKind.FINAL:
        return terms.course_ends or terms.second_ends
    return terms.second_ends if kind in _SECOND_SEMESTER else terms.first_ends


def default_window(
    kind: EntryKind, terms: Terms, days: tuple[int, int], year_window: Window | None = None
) -> Window:
    """Return a kind's window as it follows from the calendar.

    `days` are those before and after the end of the period; `year_window` is that of year marks
    when the school set one: a session exam is entered together with them, and a re-examination
    begins on the day after it.
    """
    before, after = (timedelta(days=number) for number in days)
    if kind is EntryKind.SESSION_EXAM and year_window is not None:
        return year_window
    if kind is EntryKind.RE_EXAM:
        closed = (year_window or default_window(EntryKind.YEAR, terms, days)).closes_on
        return Window(min(closed + _DAY, terms.year_ends), terms.year_ends)
    end = period_end(kind, terms)
    return Window(end - before, end + after)


class Openness(StrEnum):
    """How a period stands for one person on a day."""

    NOT_YET = "not_yet"
    OPEN = "open"
    REOPENED = "reopened"
    """Closed, but open for this person."""
    OVER = "over"


def openness(window: Window, day: date, reopened_until: date | None = None) -> Openness:
    """Return how a window stands on a day for whom it may have been opened again."""
    if window.is_open(day):
        return Openness.OPEN
    if reopened_until is not None and day <= reopened_until:
        return Openness.REOPENED
    return Openness.OVER if window.has_begun(day) else Openness.NOT_YET


def owes_mark(spans: Iterable[Span], ends_on: date, today: date) -> bool:
    """Tell whether a pupil with these days in a journal gets the mark of a period (Regulation 8).

    Who came after its end gets none there, who left gets none any more; before the end of the
    period it is asked of today.
    """
    day = min(ends_on, today)
    own = tuple(spans)
    return any(in_force(span, day) for span in own) and any(in_force(span, today) for span in own)


def needs_re_exam(year_mark: str) -> bool:
    """Tell whether a year mark is followed by a re-examination: below 4, nv or none (18)."""
    if not year_mark or year_mark == NOT_MARKED:
        return True
    return is_numeric(year_mark) and int(year_mark) < RE_EXAM_BELOW


def is_insufficient(value: str) -> bool:
    """Tell whether a mark calls for attention: below 4, or nv."""
    return bool(value) and needs_re_exam(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenMark:
    """A mark of ordinary work, as a suggestion counts it."""

    day: date
    value: str
    weight: int
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What the marks suggest, and what it was counted from."""

    mark: int | None = None
    """None: no number is suggested; the teacher decides from what there is."""
    average: Decimal | None = None
    counted: tuple[GivenMark, ...] = ()
    """Of levels: all of them, in order of day."""
    left_out: tuple[GivenMark, ...] = ()
    """nv, pass or fail, per cent and works without a weight."""

    @property
    def levels(self) -> str:
        """Return the STAP levels in order of day: `T T A`; empty where marks are points."""
        return " ".join(given.value for given in self.counted) if self.average is None else ""


def suggestion(
    kind: EntryKind,
    marks: Iterable[GivenMark],
    terms: Terms,
    scale: Scale = Scale.TEN_POINTS,
    round_up_from: Decimal = ROUND_UP_FROM,
) -> Suggestion | None:
    """Return what a pupil's ordinary marks suggest for a kind (Regulation 16, 17).

    None for kinds that no average decides: a combined work, an exam and a re-examination are
    works of their own, and the final mark follows from the marks of the years.
    """
    if kind not in SUGGESTED:
        return None
    own = sorted(
        (given for given in marks if _in_period(kind, given.day, terms)), key=lambda one: one.day
    )
    if scale is Scale.STAP:
        levels = tuple(given for given in own if given.value in _LEVELS)
        return Suggestion(
            counted=levels, left_out=tuple(given for given in own if given.value not in _LEVELS)
        )
    counted = tuple(given for given in own if is_numeric(given.value) and given.weight > 0)
    average = weighted_average((given.value, given.weight) for given in counted)
    return Suggestion(
        mark=None if average is None else suggested_mark(average, round_up_from),
        average=average,
        counted=counted,
        left_out=tuple(given for given in own if given not in counted),
    )


def mean_of_years(year_marks: Sequence[str]) -> Decimal | None:
    """Return the mean of a subject's year marks, which the final mark is decided by (19)."""
    return weighted_average((value, 1) for value in year_marks)


_LEVELS = frozenset({"S", "T", "A", "P"})


def _in_period(kind: EntryKind, day: date, terms: Terms) -> bool:
    """Semester marks never enter the year's: it is counted from the works of the whole year."""
    if kind in (EntryKind.INTERIM_1, EntryKind.SEMESTER_1):
        return day <= terms.first_ends
    return kind is EntryKind.YEAR or day > terms.first_ends
