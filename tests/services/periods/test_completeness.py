"""The list of what is missing: whose journals, which kinds, and who counts (Regulation 8)."""

from collections.abc import Callable
from datetime import date

import pytest

from ejournal_app.domain.access import Actor
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import Work
from ejournal_app.services.lists.definition import ListQuery
from ejournal_app.services.lists.view import show_list
from ejournal_app.services.periods.completeness import PERIOD_MARKS
from tests.support.entering import mark, period_mark, saved
from tests.support.school import TinySchool
from tests.support.school_days import YESTERDAY

ClockAt = Callable[[date], None]
OPEN = date(2026, 12, 10)


def lines(actor: Actor) -> list[tuple[str, str, int, int]]:
    return [(line.journal, line.kind, line.missing, line.of) for line in PERIOD_MARKS.load(actor)]


@pytest.fixture
def marked(school: TinySchool) -> TinySchool:
    """Ordinary marks in every journal that keeps marks."""
    with writing() as session:
        kind_id = session.get_one(Work, school.test).kind_id
        for journal_id in (school.maths_b, school.english):
            work = Work(
                journal_id=journal_id, kind_id=kind_id, day=YESTERDAY, scale="points10", weight=1
            )
            session.add(work)
            session.flush()
            assert work.id is not None
            _WORKS[journal_id] = work.id
    saved(
        school.actors.ilze,
        mark(school.test, school.anna, "8"),
        mark(_WORKS[school.maths_b], school.dace, "8"),
    )
    saved(school.actors.janis, mark(_WORKS[school.english], school.anna, "8"))
    return school


_WORKS: dict[int, int] = {}


def test_before_its_window_nothing_is_missing(marked: TinySchool) -> None:
    assert lines(marked.actors.management) == []


def test_management_sees_every_journal_with_how_many_are_missing(
    marked: TinySchool, clock_at: ClockAt
) -> None:
    clock_at(OPEN)
    saved(
        marked.actors.ilze,
        period_mark(marked.maths_a, "interim_1", marked.anna, "8"),
        period_mark(marked.maths_b, "interim_1", marked.marta, "7"),
        period_mark(marked.maths_b, "interim_1", marked.dace, "7"),
    )
    # Zane and Marta left 5.a, Bruno left the group; Emīls joined and counts.
    assert lines(marked.actors.management) == [
        ("Angļu valoda 5.1", "interim_1", 2, 2),
        ("Matemātika 5.a", "interim_1", 2, 3),
        ("Matemātika 5.b", "interim_1", 0, 2),
    ]


def test_teachers_see_their_own_and_class_teachers_their_class(
    marked: TinySchool, clock_at: ClockAt
) -> None:
    clock_at(OPEN)
    seen = {
        name: [journal for journal, *_ in lines(actor)]
        for name, actor in marked.actors.all().items()
        if name in ("ilze", "janis", "maija", "nora")
    }
    assert seen == {
        "ilze": ["Matemātika 5.a", "Matemātika 5.b"],
        "janis": ["Angļu valoda 5.1", "Matemātika 5.a"],
        "maija": ["Angļu valoda 5.1", "Matemātika 5.a"],
        "nora": ["Angļu valoda 5.1", "Matemātika 5.b"],
    }


def test_what_is_missing_when_the_window_is_over_stays_in_the_list(
    marked: TinySchool, clock_at: ClockAt
) -> None:
    clock_at(date(2027, 2, 1))
    (line, *_) = PERIOD_MARKS.load(marked.actors.ilze)
    assert (line.is_open, line.missing) == (False, 3)


def test_a_journal_in_which_nothing_is_marked_owes_nothing(
    school: TinySchool, clock_at: ClockAt
) -> None:
    clock_at(OPEN)
    assert lines(school.actors.management) == []


def test_re_examinations_count_only_those_who_need_one(
    marked: TinySchool, clock_at: ClockAt
) -> None:
    clock_at(date(2027, 6, 1))
    saved(
        marked.actors.ilze,
        period_mark(marked.maths_b, "year", marked.marta, "3"),
        period_mark(marked.maths_b, "year", marked.dace, "9"),
    )
    clock_at(date(2027, 6, 9))
    found = {
        (line.journal, line.kind): (line.missing, line.of)
        for line in PERIOD_MARKS.load(marked.actors.ilze)
    }
    assert found["Matemātika 5.b", EntryKind.RE_EXAM] == (1, 1)
    assert found["Matemātika 5.b", EntryKind.YEAR] == (0, 2)


def test_the_list_shows_what_is_missing_first_and_all_on_request(
    marked: TinySchool, clock_at: ClockAt
) -> None:
    clock_at(OPEN)
    saved(
        marked.actors.ilze,
        period_mark(marked.maths_b, "interim_1", marked.marta, "7"),
        period_mark(marked.maths_b, "interim_1", marked.dace, "7"),
    )
    boss = marked.actors.management
    assert show_list(boss, "periodu-saraksts", ListQuery()).total == 2
    everything = show_list(boss, "periodu-saraksts", ListQuery(filters={"state": "visi"}))
    assert everything.total == 3
    assert everything.rows[0].href == f"/zurnals/{marked.english}/periodi"
    one = ListQuery(filters={"state": "visi", "class": "5.b", "teacher": "Kalniņa Ilze"})
    assert show_list(boss, "periodu-saraksts", one).total == 1
