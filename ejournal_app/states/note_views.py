"""Absence notes in the reader's words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import date_and_time, short_date
from ejournal_app.services.absences.note_page import CoveredLesson, NoteStep
from ejournal_app.services.absences.overlaps import Overlap
from ejournal_app.services.absences.rows import NoteRow
from ejournal_app.services.absences.symbol_words import SYMBOL_LOOKS, SYMBOL_WORDS
from ejournal_app.services.absences.words import (
    PLAIN_REASONS,
    REASONS,
    is_justified,
    span_words,
)

_TEXTS = {
    "issuer_changed": N_("the issuer was changed"),
    "remark_changed": N_("the remark was changed"),
    "document_changed": N_("the document was changed"),
}


@dataclass(frozen=True)
class PupilView:
    """A pupil to choose, or chosen."""

    pupil_id: str
    name: str
    class_name: str


@dataclass(frozen=True)
class ConflictView:
    """A pupil registered as there in a lesson that a note covers."""

    key: str
    note_href: str
    title: str
    words: str


@dataclass(frozen=True)
class LessonLine:
    """A lesson inside a note."""

    href: str
    title: str
    words: str
    look: str
    conflict: str
    other: bool
    """A note recorded later decides about it."""


@dataclass(frozen=True)
class OverlapView:
    """A note of the same pupil and days."""

    href: str
    words: str


@dataclass(frozen=True)
class StepView:
    """One step in the life of a note."""

    key: str
    title: str
    lines: list[str]


def span_text(row: NoteRow | Overlap, language: str) -> str:
    """Return when the absence was."""
    return translate(
        language, span_words(row.starts_on, row.ends_on, row.first_lesson, row.last_lesson)
    )


def reason_words(reason: str, language: str, *, full: bool) -> str:
    """Return why, for whoever may know; else whether it is justified."""
    return translate(language, REASONS[reason] if full else PLAIN_REASONS[is_justified(reason)])


def recorded_words(name: str, at: datetime, language: str) -> str:
    """Return who recorded it last."""
    return gettext(
        language, N_("Recorded by {name}, {at}."), name=name, at=date_and_time(at, language)
    )


def withdrawn_words(name: str, at: datetime, language: str) -> str:
    """Return who took it back."""
    return gettext(
        language,
        N_("Withdrawn by {name}, {at}: it covers nothing any more."),
        name=name,
        at=date_and_time(at, language),
    )


def overlap_view(one: Overlap, language: str) -> OverlapView:
    """Return a note of the same days in one line."""
    reason = translate(language, REASONS[one.reason])
    return OverlapView(
        href=f"/kavejumu-zimes/{one.note_id}",
        words=f"{one.pupil}: {span_text(one, language)}, {reason}",
    )


def lesson_line(one: CoveredLesson, language: str, *, full: bool) -> LessonLine:
    """Return a lesson with what it shows."""
    words = gettext(language, SYMBOL_WORDS[one.symbol]) if one.symbol else ""
    if one.symbol in ("ns", "nc") and not full:
        words = translate(language, PLAIN_REASONS[True])
    conflict = (
        gettext(language, N_("Conflict: registered as present by {name}"), name=one.registered_by)
        if one.conflict
        else ""
    )
    return LessonLine(
        href=f"/stunda/{one.lesson_id}",
        title=f"{short_date(one.day, language)}, {one.number}. {one.subject}",
        words=words,
        look=SYMBOL_LOOKS.get(one.symbol, ""),
        conflict=conflict,
        other=one.other_note,
    )


def step_view(step: NoteStep, language: str, *, full: bool) -> StepView:
    """Return what was done to a note, by whom, and what it said before and after."""
    before, after = step.before, step.after or {}
    if before is None:
        act, lines = N_("Recorded"), [_said(after, language, full=full)]
    elif after.get("withdrawn"):
        act, lines = N_("Withdrawn"), []
    else:
        was, now = (_said(one, language, full=full) for one in (before, after))
        act, lines = N_("Changed"), [f"{was} → {now}"] if was != now else []
        lines += [gettext(language, words) for key, words in _TEXTS.items() if after.get(key)]
    at = date_and_time(step.at, language)
    return StepView(
        key=step.at.isoformat(), title=f"{at}, {step.by}: {gettext(language, act)}", lines=lines
    )


def _said(told: dict[str, Any], language: str, *, full: bool) -> str:
    first, last = date.fromisoformat(told["first"]), date.fromisoformat(told["last"])
    span = span_words(first, last, told.get("first_lesson"), told.get("last_lesson"))
    symbol = told["symbol"]
    reason = Message(symbol) if full else PLAIN_REASONS[symbol != "nn"]
    return f"{translate(language, span)}, {translate(language, reason)}"
