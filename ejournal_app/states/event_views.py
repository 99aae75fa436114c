"""An event in the words of its reader."""

from dataclasses import dataclass
from datetime import datetime

from ejournal_app.clock import local
from ejournal_app.domain.absence_states import EventState
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.i18n.formats import clock_time, long_date, short_date
from ejournal_app.services.events.attending import AttendingClass
from ejournal_app.services.events.own_lessons import LeftLesson

LOOKS = {
    EventState.PROPOSED: "warn",
    EventState.APPROVED: "ok",
    EventState.DECLINED: "bad",
    EventState.CALLED_OFF: "bad",
}


@dataclass(frozen=True)
class PupilView:
    """Somebody who takes part."""

    pupil_id: str
    name: str
    also: str
    """Another event at the same time; empty when there is none."""


@dataclass(frozen=True)
class ClassView:
    """Who takes part of one class."""

    class_id: str
    """Zero for those enrolled in none."""
    name: str
    count: int
    pupils: list[PupilView]


@dataclass(frozen=True)
class FoundView:
    """A pupil found by name."""

    pupil_id: str
    name: str
    class_name: str


@dataclass(frozen=True)
class LessonHint:
    """A lesson that needs a substitution."""

    key: str
    title: str


def class_view(one: AttendingClass, language: str) -> ClassView:
    """Return the participants of a class."""
    return ClassView(
        class_id=str(one.class_id),
        name=one.name or gettext(language, "not enrolled on this day"),
        count=len(one.pupils),
        pupils=[
            PupilView(
                pupil_id=str(pupil.pupil_id),
                name=pupil.name,
                also=gettext(language, "also: {event}", event=", ".join(pupil.also))
                if pupil.also
                else "",
            )
            for pupil in one.pupils
        ],
    )


def hint_view(lesson: LeftLesson, language: str) -> LessonHint:
    """Return a lesson the responsible teacher cannot lead."""
    day = short_date(lesson.day, language)
    return LessonHint(key=str(lesson.lesson_id), title=f"{day}, {lesson.number}. {lesson.journal}")


def span_words(starts_at: datetime, ends_at: datetime, language: str) -> str:
    """Return from when to when an event lasts."""
    begins, ends = local(starts_at), local(ends_at)
    first = f"{long_date(begins.date(), language)}, {clock_time(begins, language)}"
    if begins.date() == ends.date():
        return f"{first}–{clock_time(ends, language)}"
    return f"{first} – {long_date(ends.date(), language)}, {clock_time(ends, language)}"
