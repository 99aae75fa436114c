"""The dates of one school year carried into the next (Regulation 7.1)."""

from datetime import date, timedelta

from .school_calendar import BreakSpan, SchoolCalendar, SemesterSpan

_WEEK = 7


def shifted_semesters(
    spans: tuple[SemesterSpan, ...], old: SchoolCalendar, new: SchoolCalendar
) -> tuple[SemesterSpan, ...]:
    """Return semesters of a year moved into another.

    Where the school kept the usual date of the old year it gets the usual one of the new year;
    where it differed by so many days, it differs by as many again.
    """
    usual_old = {(span.grade, span.number): span for span in old.semesters}
    usual_new = {(span.grade, span.number): span for span in new.semesters}
    moved: list[SemesterSpan] = []
    for span in spans:
        was, will = usual_old[span.grade, span.number], usual_new[span.grade, span.number]
        moved.append(
            SemesterSpan(
                grade=span.grade,
                number=span.number,
                starts_on=will.starts_on + (span.starts_on - was.starts_on),
                ends_on=will.ends_on + (span.ends_on - was.ends_on),
            )
        )
    return tuple(moved)


def shifted_breaks(
    spans: tuple[BreakSpan, ...], old: SchoolCalendar, new: SchoolCalendar
) -> tuple[BreakSpan, ...]:
    """Return breaks of a year moved into another.

    A break that is the usual one of the old year becomes the usual one of the new year; any other
    is moved by whole weeks, so that it begins on the same day of the week.
    """
    usual_new = {span.name: span for span in new.breaks}
    weeks = _whole_weeks(old, new)
    moved: list[BreakSpan] = []
    for span in spans:
        if span in old.breaks and span.name in usual_new:
            moved.append(usual_new[span.name])
            continue
        moved.append(
            BreakSpan(
                name=span.name,
                starts_on=span.starts_on + weeks,
                ends_on=span.ends_on + weeks,
                grade=span.grade,
            )
        )
    return tuple(moved)


def _whole_weeks(old: SchoolCalendar, new: SchoolCalendar) -> timedelta:
    days = (_first(new) - _first(old)).days
    return timedelta(days=round(days / _WEEK) * _WEEK)


def _first(calendar: SchoolCalendar) -> date:
    return min(span.starts_on for span in calendar.semesters)
