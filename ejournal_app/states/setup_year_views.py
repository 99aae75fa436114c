"""The calendar of a school year as its page shows it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import long_date, short_date, weekday
from ejournal_app.services.setup.lesson_effects import Effect, HitLesson
from ejournal_app.services.setup.year_page import GradeGroup, LawDay, YearPage

_KIND_WORDS = {
    "closed": N_("No lessons"),
    "moved_working": N_("Working day"),
    "lessons_allowed": N_("Lessons allowed"),
}
_MOST_HITS = 100


@dataclass(frozen=True)
class GroupView:
    """Grades with the same semesters."""

    place: int
    grades: str
    first: str
    second: str
    missing: bool


@dataclass(frozen=True)
class BreakView:
    """A break."""

    break_id: int
    name: str
    span: str
    who: str


@dataclass(frozen=True)
class DayView:
    """A single day of the school's own."""

    day_id: int
    day: str
    kind: str
    name: str
    who: str


@dataclass(frozen=True)
class LawView:
    """A day from the law's calendar."""

    day: str
    iso: str
    name: str
    is_overridden: bool
    is_holiday: bool


@dataclass(frozen=True)
class HitView:
    """A lesson with entries."""

    href: str
    title: str


@dataclass(frozen=True)
class HitDayView:
    """A day without lessons on which lessons have entries."""

    iso: str
    reasons: list[str]
    lessons: list[HitView]
    is_own: bool
    """The school itself has set something for the day: that is removed rather than overridden."""


def effect_in_words(effect: Effect) -> Message:
    """Return what a change of the calendar did to lessons."""
    params = {
        "added": effect.added,
        "changed": effect.changed,
        "removed": effect.removed,
        "kept": effect.kept,
    }
    if effect.kept:
        return Message(
            N_(
                "Saved. Planned lessons added: {added}, removed: {removed}. Lessons with entries on"
                " days without lessons: {kept}; they stay and are listed below."
            ),
            params,
        )
    if effect.added or effect.removed:
        return Message(N_("Saved. Planned lessons added: {added}, removed: {removed}."), params)
    return Message(N_("Saved."))


def hit_days(page: YearPage, language: str) -> list[HitDayView]:
    """Return the lessons on days without lessons, by day."""
    own = {row.day for row in page.days}
    by_day: defaultdict[date, list[HitLesson]] = defaultdict(list)
    for hit in page.hits[:_MOST_HITS]:
        by_day[hit.day].append(hit)
    return [
        HitDayView(
            iso=day.isoformat(),
            reasons=list(dict.fromkeys(translate(language, hit.reason) for hit in hits)),
            lessons=[
                HitView(href=f"/stunda/{hit.lesson_id}", title=f"{hit.number}. {hit.journal}")
                for hit in hits
            ],
            is_own=day in own,
        )
        for day, hits in by_day.items()
    ]


def own_days(page: YearPage, language: str) -> list[DayView]:
    """Return the school's own days."""
    shown: list[DayView] = []
    for row in page.days:
        kind = gettext(language, _KIND_WORDS[row.kind])
        if row.replaces is not None:
            kind = gettext(
                language,
                N_("Working day instead of {day}"),
                day=short_date(row.replaces, language),
            )
        shown.append(
            DayView(
                day_id=row.day_id,
                day=f"{weekday(row.day, language)}, {short_date(row.day, language)}",
                kind=kind,
                name=row.name,
                who=who_in_words(row.grade, language),
            )
        )
    return shown


def law_view(one: LawDay, language: str) -> LawView:
    """Return a day of the law."""
    name = one.name
    if one.worked_on is not None:
        name = gettext(
            language, N_("Day off, worked on {day}"), day=short_date(one.worked_on, language)
        )
    return LawView(
        day=f"{long_date(one.day, language)} {one.day.year}",
        iso=one.day.isoformat(),
        name=name,
        is_overridden=one.is_overridden,
        is_holiday=one.worked_on is None,
    )


def semester_span(group: GradeGroup, language: str, *, first: bool) -> str:
    """Return the dates of a semester; empty while it has none."""
    dates = group.dates
    if dates is None:
        return ""
    starts = dates.first_starts if first else dates.second_starts
    ends = dates.first_ends if first else dates.second_ends
    return f"{short_date(starts, language)} – {short_date(ends, language)}"


def who_in_words(grade: int | None, language: str) -> str:
    """Return for whom something holds."""
    if grade is None:
        return gettext(language, N_("every grade"))
    return gettext(language, N_("grade {grade}"), grade=grade)


def grades_in_words(grades: tuple[int, ...]) -> str:
    """Return grades in short, neighbours together: `1.–8., 10.–11.`."""
    runs: list[list[int]] = []
    for grade in grades:
        if runs and runs[-1][-1] == grade - 1:
            runs[-1].append(grade)
        else:
            runs.append([grade])
    return ", ".join(f"{run[0]}." if len(run) == 1 else f"{run[0]}.–{run[-1]}." for run in runs)
