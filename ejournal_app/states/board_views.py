"""The substitution board as the browser gets it (Regulation 12)."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.substitution_words import KINDS
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import clock_time, long_date, short_date
from ejournal_app.services.substitutions.board import Board, BoardState, CoverView, HitLesson
from ejournal_app.services.substitutions.candidates import Alternative, Candidate, NotPossible
from ejournal_app.services.substitutions.entering import EnteredLesson
from ejournal_app.services.substitutions.kind_words import reason_words
from ejournal_app.services.substitutions.seen import mark_of
from ejournal_app.services.teacher_absences.words import KINDS as ABSENCE_KINDS

BY_TIME, BY_TEACHER = "laiks", "pedagogs"


@dataclass(frozen=True)
class LessonLine:
    """A lesson whose teacher is away."""

    lesson_id: str
    title: str
    """Class and subject."""
    when: str
    absent: str
    state: str
    look: str
    cover: str
    """Who or what covers it; empty while it is open."""
    detail: str
    seen: str
    """What the page showed of it: nobody overwrites what a colleague has changed since."""
    substitution_id: str
    """Of a confirmed one that can be undone; else empty."""
    is_open: bool
    is_planned: bool


@dataclass(frozen=True)
class LessonGroup:
    """Lessons of one hour, or of one teacher."""

    title: str
    note: str
    lines: list[LessonLine]


@dataclass(frozen=True)
class OfferLine:
    """Somebody, or another way out, that can be chosen."""

    key: str
    name: str
    reasons: str
    kind: str
    kind_words: str
    substitute_id: str
    moved_from_id: str
    journal_id: str


@dataclass(frozen=True)
class NotLine:
    """Somebody who cannot, and why."""

    name: str
    why: str


@dataclass(frozen=True)
class WaitingLine:
    """A substitution a substitute has entered."""

    substitution_id: str
    title: str
    who: str
    reason: str


@dataclass(frozen=True)
class SummaryLine:
    """What one person gets when all is confirmed."""

    who: str
    lessons: str


def groups_of(
    board: Board, waiting: frozenset[int], grouping: str, language: str
) -> list[LessonGroup]:
    """Return the lessons in groups: by day and hour, or by who is away."""
    many_days = board.first != board.last

    def hour(lesson: HitLesson) -> str:
        number = gettext(language, N_("Lesson {n}"), n=lesson.number)
        return f"{short_date(lesson.day, language)} · {number}" if many_days else number

    lessons: Iterable[HitLesson] = board.lessons
    title = hour
    if grouping == BY_TEACHER:

        def absent(lesson: HitLesson) -> str:
            return lesson.absent_name

        lessons, title = sorted(lessons, key=lambda one: (one.absent_name, one.starts_at)), absent
    found: list[LessonGroup] = []
    for name, members in groupby(lessons, key=title):
        own = list(members)
        note = ""
        if grouping == BY_TEACHER and own[0].reason:
            note = translate(language, ABSENCE_KINDS[own[0].reason])
        lines = [_line(one, waiting, many_days, language) for one in own]
        found.append(LessonGroup(title=name, note=note, lines=lines))
    return found


def _line(lesson: HitLesson, waiting: frozenset[int], many_days: bool, language: str) -> LessonLine:
    start, end = (clock_time(at, language) for at in (lesson.starts_at, lesson.ends_at))
    when = f"{lesson.number}. · {start}–{end}"
    state, look = _state(lesson, lesson.substitution_id in waiting)
    confirmed = lesson.state is BoardState.CONFIRMED
    detail = lesson.cover.detail if lesson.cover is not None else None
    return LessonLine(
        lesson_id=str(lesson.lesson_id),
        title=f"{lesson.place} · {lesson.subject}",
        when=f"{short_date(lesson.day, language)} · {when}" if many_days else when,
        absent=lesson.absent_name,
        state=gettext(language, state),
        look=look,
        cover=cover_words(lesson.cover, language),
        detail=translate(language, detail) if detail is not None else "",
        seen=mark_of(lesson),
        substitution_id=str(lesson.substitution_id or "") if confirmed else "",
        is_open=lesson.state is BoardState.OPEN,
        is_planned=lesson.state is BoardState.PLANNED,
    )


def _state(lesson: HitLesson, waits: bool) -> tuple[str, str]:
    if waits:
        return N_("To be confirmed"), "warn"
    if lesson.state is BoardState.OPEN:
        return N_("Not covered"), "bad"
    if lesson.state is BoardState.PLANNED:
        return N_("Planned"), "info"
    return N_("Is confirmed"), "ok"


def cover_words(cover: CoverView | None, language: str) -> str:
    """Return who covers a lesson and how."""
    if cover is None:
        return ""
    kind = translate(language, KINDS[cover.kind])
    return f"{cover.substitute_name} · {kind}" if cover.substitute_name else kind


def candidate_line(one: Candidate, language: str) -> OfferLine:
    """Return a candidate in words."""
    return OfferLine(
        key=f"{one.kind}-{one.person_id}",
        name=one.name,
        reasons=_joined(one.reasons, language),
        kind=one.kind.value,
        kind_words=translate(language, KINDS[one.kind]),
        substitute_id=str(one.person_id),
        moved_from_id="",
        journal_id=str(one.journal_id or ""),
    )


def alternative_line(one: Alternative, language: str) -> OfferLine:
    """Return another way out in words."""
    ids = (one.substitute_id or 0, one.moved_from_id or 0, one.journal_id or 0)
    return OfferLine(
        key=f"{one.kind}-{'-'.join(map(str, ids))}",
        name=translate(language, one.words),
        reasons="",
        kind=one.kind.value,
        kind_words=translate(language, KINDS[one.kind]),
        substitute_id=str(one.substitute_id or ""),
        moved_from_id=str(one.moved_from_id or ""),
        journal_id=str(one.journal_id or ""),
    )


def not_line(one: NotPossible, language: str) -> NotLine:
    """Return somebody who cannot, with the reasons."""
    return NotLine(name=one.name, why=_joined(one.why, language))


def waiting_line(one: EnteredLesson, language: str) -> WaitingLine:
    """Return what a substitute has entered, in words."""
    day = long_date(one.day, language)
    return WaitingLine(
        substitution_id=str(one.substitution_id),
        title=f"{day}, {one.number}. · {one.place} · {one.subject}",
        who=gettext(
            language,
            N_("{substitute} instead of {absent}"),
            substitute=one.substitute,
            absent=one.absent,
        ),
        reason=translate(language, reason_words(one.reason)),
    )


def summary_of(lessons: Iterable[HitLesson], language: str) -> list[SummaryLine]:
    """Return who gets what of planned lessons, by name; what nobody leads comes last."""
    by_name: dict[str, list[str]] = {}
    for lesson in sorted(lessons, key=lambda one: one.starts_at):
        if lesson.cover is None:
            continue
        who = lesson.cover.substitute_name or translate(language, KINDS[lesson.cover.kind])
        words = f"{lesson.number}. {lesson.place} {lesson.subject}"
        by_name.setdefault(who, []).append(words)
    return [SummaryLine(who=who, lessons=", ".join(own)) for who, own in sorted(by_name.items())]


def _joined(messages: Iterable[Message], language: str) -> str:
    return ", ".join(translate(language, one) for one in messages)
