"""When lessons may be held and which days count as working days (Regulation 13, 15).

The calendar is plain data put together by a service; dates are Europe/Riga calendar dates.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Literal

from .messages import N_, Message
from .official_holidays import MovedWorkingDay

_DAY = timedelta(days=1)
_SATURDAY = 6

_Params = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SemesterSpan:
    """A semester of one grade, both days included."""

    grade: int
    number: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakSpan:
    """Pupils' break (skolēnu brīvlaiks), both days included; grade None means every grade."""

    name: str
    starts_on: date
    ends_on: date
    grade: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedDay:
    """A day the school is closed; for every grade (None) it is no working day either."""

    day: date
    name: str
    grade: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonsAllowed:
    """The superuser lets lessons be held on a day, whatever the calendar says."""

    day: date
    reason: str
    grade: int | None = None


@dataclass(frozen=True, slots=True)
class DayVerdict:
    """Whether a lesson may be held, and if not, the sentence that says why."""

    allowed: bool
    reason: Message | None = None


_ALLOWED = DayVerdict(allowed=True)


@dataclass(frozen=True, kw_only=True)
class SchoolCalendar:
    """The calendar of one or more school years of a school."""

    semesters: Collection[SemesterSpan] = ()
    breaks: Collection[BreakSpan] = ()
    closed_days: Collection[ClosedDay] = ()
    moved_days: Collection[MovedWorkingDay] = ()
    lessons_allowed: Collection[LessonsAllowed] = ()
    holidays: Mapping[date, str] = field(default_factory=dict[date, str])

    @cached_property
    def _worked_instead(self) -> dict[date, date]:
        return {moved.day: moved.replaces for moved in self.moved_days}

    @cached_property
    def _moved_away(self) -> dict[date, date]:
        return {moved.replaces: moved.day for moved in self.moved_days}

    @cached_property
    def _closed_for_all(self) -> frozenset[date]:
        return frozenset(closed.day for closed in self.closed_days if closed.grade is None)

    def semester_on(self, day: date, grade: int) -> int | None:
        """Return the number of the grade's semester a day belongs to, None outside them."""
        for span in self.semesters:
            if span.grade == grade and span.starts_on <= day <= span.ends_on:
                return span.number
        return None

    def lesson_day(self, day: date, grade: int, *, in_breaks: bool = False) -> DayVerdict:
        """Tell whether a lesson of a grade may be held on a day (Regulation 13).

        `in_breaks` is for journal kinds that also run in pupils' breaks (interest education …);
        official holidays, closed days and weekends hold for them too.
        """
        if any(o.day == day and o.grade in (None, grade) for o in self.lessons_allowed):
            return _ALLOWED
        params: _Params = {"day": day, "grade": grade}
        reason = (
            self._why_closed(day, grade, params)
            or self._why_outside(day, grade, params, in_breaks=in_breaks)
            or self._why_weekend(day, grade, params, in_breaks=in_breaks)
        )
        return _ALLOWED if reason is None else DayVerdict(allowed=False, reason=reason)

    def _why_closed(self, day: date, grade: int, params: _Params) -> Message | None:
        moved_to = self._moved_away.get(day)
        if moved_to is not None:
            return Message(
                N_("No lessons on {day}: the working day is moved to {moved}."),
                {**params, "moved": moved_to},
            )
        holiday = self.holidays.get(day)
        if holiday is not None:
            return Message(
                N_("No lessons on {day}: official holiday, {holiday}."),
                {**params, "holiday": holiday},
            )
        for closed in self.closed_days:
            if closed.day == day and closed.grade in (None, grade):
                return Message(N_("No lessons on {day}: {name}."), {**params, "name": closed.name})
        return None

    def _why_outside(
        self, day: date, grade: int, params: _Params, *, in_breaks: bool
    ) -> Message | None:
        for span in self.breaks:
            if span.grade in (None, grade) and span.starts_on <= day <= span.ends_on:
                if in_breaks:
                    return None
                return Message(
                    N_("No lessons on {day}: pupils' break, {name}."), {**params, "name": span.name}
                )
        if self.semester_on(day, grade) is not None:
            return None
        if not any(span.grade == grade for span in self.semesters):
            return Message(N_("The school calendar has no semesters for grade {grade}."), params)
        return Message(
            N_("No lessons on {day}: it is outside the semesters of grade {grade}."), params
        )

    def _why_weekend(
        self, day: date, grade: int, params: _Params, *, in_breaks: bool
    ) -> Message | None:
        replaced = self._worked_instead.get(day)
        if replaced is None:
            if day.isoweekday() < _SATURDAY:
                return None
            return Message(N_("No lessons on {day}: it is a Saturday or a Sunday."), params)
        # A working day moved out of a break gives the staff a working Saturday, not the pupils.
        if self._why_outside(replaced, grade, params, in_breaks=in_breaks) is None:
            return None
        return Message(
            N_("No lessons on {day}: it replaces {replaced}, when pupils have no lessons."),
            {**params, "replaced": replaced},
        )

    def timetable_weekday(self, day: date) -> int:
        """Return the ISO weekday whose timetable a day follows: its own, or the replaced day's."""
        return self._worked_instead.get(day, day).isoweekday()

    def is_working_day(self, day: date) -> bool:
        """Tell whether a day counts in deadlines: Mon–Fri less holidays, with moved Saturdays."""
        if day in self._worked_instead:
            return True
        return (
            day.isoweekday() < _SATURDAY
            and day not in self.holidays
            and day not in self._moved_away
            and day not in self._closed_for_all
        )

    def day_off(self, day: date) -> Message | None:
        """Return why a day from Monday to Friday is no working day; None when it is one."""
        if self.is_working_day(day) or day.isoweekday() >= _SATURDAY:
            return None
        moved_to = self._moved_away.get(day)
        if moved_to is not None:
            return Message(
                N_("{day} does not count: the working day is moved to {moved}."),
                {"day": day, "moved": moved_to},
            )
        name = self.holidays.get(day) or next(
            closed.name for closed in self.closed_days if closed.day == day and closed.grade is None
        )
        return Message(N_("{day} does not count: {name}."), {"day": day, "name": name})

    def is_working_weekend(self, day: date) -> bool:
        """Tell whether a Saturday or Sunday is worked instead of another day."""
        return day.isoweekday() >= _SATURDAY and self.is_working_day(day)

    def add_working_days(self, day: date, count: int) -> date:
        """Return the count-th working day after day 0 (Regulation 15), never a day off.

        With count 0 it is the day itself, or the next working day after a day off.
        """
        if count < 0:
            raise ValueError("working days are counted forwards")
        while count > 0 or not self.is_working_day(day):
            day += _DAY
            count -= self.is_working_day(day)
        return day

    def nearest_lesson_day(
        self, day: date, grades: Collection[int], direction: Literal[-1, 1]
    ) -> date | None:
        """Return the nearest day from this one on, back or forward, with lessons for any grade."""
        for candidate in self._days_from(day, direction):
            if any(self.lesson_day(candidate, grade).allowed for grade in grades):
                return candidate
        return None

    def _days_from(self, day: date, direction: Literal[-1, 1]) -> Iterator[date]:
        known = [allowed.day for allowed in self.lessons_allowed]
        known += [edge for span in self.semesters for edge in (span.starts_on, span.ends_on)]
        if not known:
            return
        first, last = min(known), max(known)
        day = max(day, first) if direction > 0 else min(day, last)
        while first <= day <= last:
            yield day
            day += direction * _DAY
