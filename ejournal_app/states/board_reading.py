"""What the board reads: its days, its lessons, why some stay uncovered."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from ejournal_app import clock
from ejournal_app.domain.access import Actor
from ejournal_app.i18n.catalogue import translate
from ejournal_app.services.substitutions.board import Board, open_board
from ejournal_app.services.substitutions.candidates import candidates_for
from ejournal_app.services.substitutions.entering import EnteredLesson, entered_substitutions

from .parsing import as_day, as_id, as_text

_LONGEST = 200_000
_EXPLAINED = 5
"""Of so many uncovered lessons it is said why; the others say it when they are tapped."""


def span_of(first: Any, last: Any) -> tuple[date, date]:
    """Return the days a page is about; today when it names none."""
    begins = as_day(first) or clock.today()
    return begins, as_day(last) or begins


def read_board(actor: Actor, first: date, last: date) -> tuple[Board, tuple[EnteredLesson, ...]]:
    """Return the lessons of the days, and what waits for confirmation."""
    return open_board(actor, first, last), entered_substitutions(actor)


def read_marks(raw: Any) -> dict[int, str]:
    """Return what a summary showed, by lesson."""
    marks: dict[int, str] = {}
    for line in as_text(raw, _LONGEST).split(";"):
        lesson_id, _space, mark = line.partition(" ")
        marks[as_id(lesson_id)] = mark
    return marks


def why_uncovered(actor: Actor, span: tuple[date, date], lesson_ids: Sequence[int]) -> list[str]:
    """Return the lessons nobody was found for, the first of them with what keeps most away."""
    language = actor.language
    lessons = {one.lesson_id: one for one in open_board(actor, *span).lessons}
    lines: list[str] = []
    for place, lesson_id in enumerate(lesson_ids):
        lesson = lessons.get(lesson_id)
        if lesson is None:
            continue
        line = f"{lesson.number}. · {lesson.place} · {lesson.subject}"
        if place < _EXPLAINED:
            choice = candidates_for(actor, lesson_id)
            why = Counter(translate(language, one.why[0]) for one in choice.impossible if one.why)
            reasons = ", ".join(f"{words}: {count}" for words, count in why.most_common(2))
            line = f"{line} ({reasons})" if reasons else line
        lines.append(line)
    return lines
