"""Substitutions: the board, changes of the day, screens, entering, hours."""

from typing import Any

from tests.states.rows import Row, at
from tests.states.school import READS_EVERYTHING, TEACHERS

PLANNERS = frozenset({"vadiba"})
OFFICE = READS_EVERYTHING | {"lietvede"}
WRITERS = frozenset({"lietvede", "vadiba"})
NOT_THERE = 1_000_000_000
DAY = {"first": "2026-09-01", "last": "2026-09-01"}
"""A day on which nobody is away."""


def _on_nothing(open_to: frozenset[str], path: str, name: str, **arguments: Any) -> Row:
    """A row of a handler about a thing there is not: whom it is open to may see all of them."""
    about = {name: str(NOT_THERE), **arguments}
    return Row(
        open_to=open_to,
        arguments=lambda _school: about,
        foreign=lambda _school, _things, _caller: [at(path, NOT_THERE, **about)],
    )


_WANTED = {"kind": "same_subject", "substitute_id": str(NOT_THERE)}
_CORRECTION = {"kind": "same_subject", "reason": "illness", "substitute": "1", "words": "x"}

ROWS = {
    "board.SubstitutionBoard.enter": Row(open_to=PLANNERS, path=lambda _own: "/aizvietosana"),
    "board.SubstitutionBoard.watch": Row(
        open_to=PLANNERS, arguments=lambda _school: DAY, path=lambda _own: "/aizvietosana"
    ),
    "board.SubstitutionBoard.go_to": Row(open_to=PLANNERS, arguments=lambda _school: DAY),
    "board.SubstitutionBoard.regroup": Row(
        open_to=PLANNERS, arguments=lambda _school: DAY | {"grouping": "laiks"}
    ),
    "board.SubstitutionBoard.choose": _on_nothing(PLANNERS, "/aizvietosana", "lesson_id"),
    "board.SubstitutionBoard.plan": _on_nothing(
        PLANNERS, "/aizvietosana", "lesson_id", seen="-", wanted=_WANTED
    ),
    "board.SubstitutionBoard.clear": _on_nothing(PLANNERS, "/aizvietosana", "lesson_id", seen="-"),
    "board.SubstitutionBoard.propose": Row(open_to=PLANNERS, arguments=lambda _school: DAY),
    "board.SubstitutionBoard.summarise": Row(open_to=PLANNERS, arguments=lambda _school: DAY),
    "board.SubstitutionBoard.close_summary": Row(open_to=PLANNERS),
    "board.SubstitutionBoard.confirm": Row(
        open_to=PLANNERS,
        arguments=lambda _school: DAY | {"planned": f"{NOT_THERE} plan same_subject 1"},
    ),
    "board.SubstitutionBoard.undo": _on_nothing(PLANNERS, "/aizvietosana", "substitution_id"),
    "board.SubstitutionBoard.accept": _on_nothing(PLANNERS, "/aizvietosana", "substitution_id"),
    "board_absence.BoardAbsence.enter": Row(open_to=WRITERS),
    "board_absence.BoardAbsence.record": Row(
        open_to=WRITERS,
        arguments=lambda _school: {
            "first": "2026-09-01",
            "form": {"person": str(NOT_THERE), "kind": "leave", "ends_on": ""},
        },
    ),
    "day_changes.DayChangesPage.enter": Row(path=lambda _own: "/stundu-izmainas"),
    "day_changes.DayChangesPage.watch": Row(
        arguments=lambda _school: {"day": "2026-09-01"}, path=lambda _own: "/stundu-izmainas"
    ),
    "day_changes.ChangesToday.look": Row(),
    "screens.Screens.enter": Row(open_to=READS_EVERYTHING),
    "screens.Screens.create": Row(
        open_to=READS_EVERYTHING, arguments=lambda _school: {"form": {"name": " "}}
    ),
    "screens.Screens.end": Row(
        open_to=READS_EVERYTHING,
        arguments=lambda _school: {"screen_id": NOT_THERE},
        foreign=lambda _school, _things, _caller: [at("/ekrani", NOT_THERE, screen_id=NOT_THERE)],
    ),
    "substituting.Substituting.enter": Row(open_to=TEACHERS, path=lambda _own: "/aizvietoju"),
    "substituting.Substituting.go_to": Row(
        open_to=TEACHERS, arguments=lambda _school: {"day": "2026-09-01"}
    ),
    "substituting.Substituting.choose": Row(
        open_to=TEACHERS, arguments=lambda _school: {"lesson_id": str(NOT_THERE)}
    ),
    "substituting.Substituting.save": _on_nothing(
        TEACHERS, "/aizvietoju", "lesson_id", form={"reason": "illness", "subject": ""}
    ),
    "substitution_page.SubstitutionRecord.enter": Row(
        open_to=OFFICE,
        path=lambda _own: f"/aizvietotas-stundas/{NOT_THERE}",
        foreign=lambda _school, _things, _caller: [
            at(f"/aizvietotas-stundas/{NOT_THERE}", NOT_THERE)
        ],
    ),
    "substitution_page.SubstitutionRecord.correct": _on_nothing(
        PLANNERS, "/aizvietotas-stundas/1", "substitution_id", version=1, form=_CORRECTION
    ),
}
