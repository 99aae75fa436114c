"""The grid of period marks: suggestions, overrides, movement, accepting (Regulation 8, 17-19)."""

from collections.abc import Callable
from datetime import date

import pytest

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.periods import Openness
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import Journal, Mark, SchoolYear, Semester, Work
from ejournal_app.services.diary.other_marks import other_marks
from ejournal_app.services.entries.operations import AnswerStatus
from ejournal_app.services.entry_kinds import entry_work_kind
from ejournal_app.services.journal_page import OUTSIDE
from ejournal_app.services.periods.class_view import class_marks
from ejournal_app.services.periods.columns import (
    EarlierYearColumn,
    EntryColumn,
    PeriodColumn,
    ShownColumn,
    SuggestionColumn,
)
from ejournal_app.services.periods.completeness import PERIOD_MARKS
from ejournal_app.services.periods.page import PeriodsView, open_periods
from ejournal_app.services.periods.suggestions import accept_suggestions, explain_suggestions
from ejournal_app.services.superuser_marks.writing import ExtraMark, add_exam_result
from tests.support.entering import mark, mark_life, period_mark, saved, send
from tests.support.school import TinySchool
from tests.support.school_days import NOW
from tests.support.trail import trail

ClockAt = Callable[[date], None]
OPEN = date(2026, 12, 10)
INTERIM = EntryKind.INTERIM_1


def column(view: PeriodsView, wanted: type[PeriodColumn], kind: EntryKind) -> dict[int, str]:
    """The cells of a column by pupil."""
    at = next(
        place
        for place, own in enumerate(view.columns)
        if isinstance(own, wanted) and getattr(own, "kind", None) == kind
    )
    return {pupil.pupil_id: row[at] for pupil, row in zip(view.pupils, view.cells, strict=True)}


def test_a_suggestion_stands_beside_the_entry_and_an_override_stays_visible(
    school: TinySchool, clock_at: ClockAt
) -> None:
    ilze = school.actors.ilze
    saved(ilze, mark(school.test, school.anna, "8"), mark(school.test, school.bruno, "5"))
    clock_at(OPEN)
    saved(ilze, period_mark(school.maths_a, INTERIM, school.anna, "9"))
    view = open_periods(ilze, school.maths_a)
    assert column(view, SuggestionColumn, INTERIM)[school.anna] == "8"
    assert column(view, EntryColumn, INTERIM)[school.anna] == "9"
    assert [(own.pupil_id, own.suggested, own.given) for own in view.overrides] == [
        (school.anna, 8, "9")
    ]
    assert [(own.pupil_id, own.mark) for own in view.acceptable] == [(school.bruno, 5)]
    interim = view.kinds[0]
    assert interim.standing.openness is Openness.OPEN
    # Anna has it; Bruno and Emīls do not; Zane and Marta have left.
    assert (interim.missing, interim.of) == (2, 3)


def test_before_its_window_nothing_is_open_and_re_examinations_are_not_there(
    school: TinySchool,
) -> None:
    view = open_periods(school.actors.ilze, school.maths_a)
    assert [line.standing.kind for line in view.kinds] == [
        EntryKind.INTERIM_1,
        EntryKind.COMBINED,
        EntryKind.YEAR,
        EntryKind.SESSION_EXAM,
    ]
    assert {line.standing.openness for line in view.kinds} == {Openness.NOT_YET}
    assert not any(own.open for own in view.columns if isinstance(own, EntryColumn))
    assert view.who_opens == "Guna Direktore"
    # What is next has its columns already, with what it would suggest.
    assert [type(own) for own in view.columns] == [SuggestionColumn, EntryColumn]


def test_who_only_reads_has_nothing_to_enter(school: TinySchool, clock_at: ClockAt) -> None:
    saved(school.actors.ilze, mark(school.test, school.anna, "8"))
    clock_at(OPEN)
    view = open_periods(school.actors.maija, school.maths_a)
    assert (view.editable, view.acceptable) == (False, ())
    assert not any(own.open for own in view.columns if isinstance(own, EntryColumn))


def test_marks_carried_along_count_in_the_suggestion(school: TinySchool, clock_at: ClockAt) -> None:
    # Marta moved from 5.a to 5.b; her mark of 5.a is dated before.
    with writing() as session:
        work = session.get_one(Work, school.test)
        work.day = date(2026, 11, 17)
        session.add(
            Mark(
                work_id=school.test,
                pupil_id=school.marta,
                value="4",
                set_at=NOW.astimezone(),
                set_by_id=school.actors.ilze.person_id,
            )
        )
    clock_at(OPEN)
    new = open_periods(school.actors.ilze, school.maths_b)
    assert column(new, SuggestionColumn, INTERIM)[school.marta] == "4"
    assert [(own.pupil_id, own.mark) for own in new.acceptable] == [(school.marta, 4)]
    (explained,) = [
        own
        for own in explain_suggestions(school.actors.ilze, school.maths_b, INTERIM)
        if own.pupil_id == school.marta
    ]
    assert "Matemātika 5.a" in explained.suggestion.counted[0].title
    old = open_periods(school.actors.ilze, school.maths_a)
    assert column(old, EntryColumn, INTERIM)[school.marta] == OUTSIDE
    assert school.marta not in {own.pupil_id for own in old.acceptable}


def test_each_group_has_its_own_pupils(school: TinySchool, clock_at: ClockAt) -> None:
    clock_at(OPEN)
    view = open_periods(school.actors.janis, school.english)
    entry = column(view, EntryColumn, INTERIM)
    # Emīls is in no group, Bruno and Zane left theirs.
    assert school.emils not in entry
    assert {pupil: cell for pupil, cell in entry.items() if cell == OUTSIDE}.keys() == {
        school.bruno,
        school.zane,
    }
    assert view.kinds[0].of == 2


def test_one_press_fills_empty_cells_only_through_the_ledger(
    school: TinySchool, clock_at: ClockAt
) -> None:
    ilze = school.actors.ilze
    saved(ilze, mark(school.test, school.anna, "8"), mark(school.test, school.bruno, "5"))
    clock_at(OPEN)
    saved(ilze, period_mark(school.maths_a, INTERIM, school.anna, "9"))
    before = len(mark_life())
    with pytest.raises(Refused, match="changed meanwhile"):
        accept_suggestions(ilze, school.maths_a, INTERIM, {school.bruno: 6})
    assert accept_suggestions(ilze, school.maths_a, INTERIM, {school.bruno: 5}) == 1
    assert mark_life()[before:] == [(1, "", "5")]
    view = open_periods(ilze, school.maths_a)
    assert column(view, EntryColumn, INTERIM)[school.anna] == "9"
    assert column(view, EntryColumn, INTERIM)[school.bruno] == "5"
    assert view.acceptable == ()
    # Undone like any entry, by clearing it.
    assert saved(ilze, period_mark(school.maths_a, INTERIM, school.bruno, "", base="5")) == [""]
    assert trail()[-1].before == {"value": "5"}


def test_a_closed_period_accepts_nothing(school: TinySchool, clock_at: ClockAt) -> None:
    saved(school.actors.ilze, mark(school.test, school.anna, "8"))
    clock_at(date(2027, 1, 10))
    with pytest.raises(Refused, match="now it is closed"):
        accept_suggestions(school.actors.ilze, school.maths_a, INTERIM, {school.anna: 8})
    assert open_periods(school.actors.ilze, school.maths_a).acceptable == ()


def test_an_attendance_only_journal_has_no_period_marks(school: TinySchool) -> None:
    view = open_periods(school.actors.janis, school.choir)
    assert (view.marks_allowed, view.columns, view.kinds) == (False, (), ())


def test_a_grade_without_semesters_has_nothing_to_enter_yet(school: TinySchool) -> None:
    with writing() as session:
        session.get_one(Journal, school.maths_a).grade = 7
    view = open_periods(school.actors.ilze, school.maths_a)
    assert (view.has_semesters, view.columns) == (False, ())


def test_an_exam_is_entered_for_who_took_it_and_is_missing_for_nobody(
    school: TinySchool, clock_at: ClockAt
) -> None:
    ilze, exam = school.actors.ilze, EntryKind.SESSION_EXAM
    saved(ilze, mark(school.test, school.anna, "8"))
    clock_at(date(2027, 6, 1))
    empty = open_periods(ilze, school.maths_a)
    assert set(column(empty, EntryColumn, exam).values()) == {"", OUTSIDE}
    assert exam not in {own.kind for own in empty.columns if isinstance(own, SuggestionColumn)}
    saved(ilze, period_mark(school.maths_a, exam, school.anna, "3"))
    view = open_periods(ilze, school.maths_a)
    (line,) = [one for one in view.kinds if one.standing.kind is exam]
    assert (line.missing, line.of, line.entered) == (0, 0, 1)
    # It changes no year mark, neither given nor suggested, and calls nobody to a re-examination.
    assert column(view, EntryColumn, EntryKind.YEAR)[school.anna] == ""
    assert column(view, SuggestionColumn, EntryKind.YEAR)[school.anna] == "8"
    saved(ilze, period_mark(school.maths_a, "year", school.anna, "8"))
    assert not {one.kind for one in PERIOD_MARKS.load(ilze)} & {exam}
    # The class and the family see it; the class opens with what every subject has.
    boss = school.actors.management
    board = class_marks(boss, school.class_a, None, latest=True)
    assert (exam in board.kinds, board.chosen) == (True, EntryKind.YEAR)
    clock_at(date(2027, 6, 10))
    found = other_marks(school.actors.parent, school.anna)
    assert ("3", "Session exam") in [(own.mark.shown, own.mark.kind_en) for own in found]
    # Where none was held its place goes with its window.
    assert exam not in {one.standing.kind for one in open_periods(ilze, school.maths_b).kinds}
    assert column(open_periods(ilze, school.maths_a), EntryColumn, exam)[school.anna] == "3"


def test_a_state_exam_is_shown_in_per_cent_as_the_superuser_entered_it(
    school: TinySchool, clock_at: ClockAt
) -> None:
    clock_at(date(2027, 6, 1))
    exam = ExtraMark(
        pupil_id=school.anna, day=date(2027, 5, 25), title="Matemātika", value="83%", reason=""
    )
    add_exam_result(school.actors.superuser, school.maths_a, exam, EntryKind.STATE_EXAM)
    view = open_periods(school.actors.ilze, school.maths_a)
    assert column(view, ShownColumn, EntryKind.STATE_EXAM)[school.anna] == "83%"
    (own,) = view.by_superuser
    assert own.column in {one.key for one in view.columns if isinstance(one, ShownColumn)}
    assert (own.entry.pupil_id, own.entry.value) == (school.anna, "83%")
    (answer,) = send(
        school.actors.ilze,
        period_mark(school.maths_a, EntryKind.STATE_EXAM, school.anna, "90%", base="83%"),
    )
    assert answer.status is AnswerStatus.REFUSED


def test_re_examinations_name_who_has_one(school: TinySchool, clock_at: ClockAt) -> None:
    clock_at(date(2027, 6, 1))
    saved(
        school.actors.ilze,
        period_mark(school.maths_a, "year", school.anna, "3"),
        period_mark(school.maths_a, "year", school.bruno, "7"),
    )
    clock_at(date(2027, 6, 10))
    view = open_periods(school.actors.ilze, school.maths_a)
    assert view.re_exams == ("Āboliņa Anna", "Eglītis Emīls")


def _in_grade(school: TinySchool, grade: int, course_ends_on: date | None = None) -> None:
    """Let 5.a's mathematics be a journal of another grade, with its semesters."""
    with writing() as session:
        journal = session.get_one(Journal, school.maths_a)
        journal.grade, journal.course_ends_on = grade, course_ends_on
        for number, starts_on, ends_on in (
            (1, date(2026, 9, 1), date(2026, 12, 18)),
            (2, date(2027, 1, 4), date(2027, 5, 31)),
        ):
            session.add(
                Semester(
                    year_id=school.year_id,
                    grade=grade,
                    number=number,
                    starts_on=starts_on,
                    ends_on=ends_on,
                )
            )


def test_levels_are_listed_beside_the_entry_and_suggest_nothing(
    school: TinySchool, clock_at: ClockAt
) -> None:
    _in_grade(school, 3)
    with writing() as session:
        session.get_one(Work, school.test).scale = "stap"
        session.get_one(Work, school.quiz).scale = "stap"
    ilze = school.actors.ilze
    saved(ilze, mark(school.test, school.anna, "T"), mark(school.quiz, school.anna, "A"))
    clock_at(date(2027, 5, 20))
    view = open_periods(ilze, school.maths_a)
    assert [line.standing.kind for line in view.kinds] == [EntryKind.COMBINED, EntryKind.YEAR]
    assert column(view, SuggestionColumn, EntryKind.YEAR)[school.anna] == "T A"
    assert view.acceptable == ()
    assert saved(ilze, period_mark(school.maths_a, "year", school.anna, "A")) == ["A"]
    assert open_periods(ilze, school.maths_a).overrides == ()


def test_beside_the_final_mark_stand_the_years_with_their_mean(
    school: TinySchool, clock_at: ClockAt
) -> None:
    ends_on = date(2027, 5, 28)
    _in_grade(school, 12, ends_on)
    ilze = school.actors.ilze
    with writing() as session:
        year = SchoolYear(
            school_id=1, starting=2025, starts_on=date(2025, 9, 1), ends_on=date(2026, 8, 31)
        )
        session.add(year)
        session.flush()
        twin = session.get_one(Journal, school.maths_a).model_dump(exclude={"id", "version"})
        before = Journal(**{**twin, "year_id": year.id, "course_ends_on": None})
        session.add(before)
        session.flush()
        kind_id = entry_work_kind(session, EntryKind.YEAR, year).id
        work = Work(
            journal_id=before.id or 0,
            kind_id=kind_id or 0,
            day=date(2026, 5, 29),
            scale="points10",
            weight=0,
        )
        session.add(work)
        session.flush()
        session.add(
            Mark(
                work_id=work.id or 0,
                pupil_id=school.anna,
                value="8",
                set_at=NOW.astimezone(),
                set_by_id=ilze.person_id,
            )
        )
    clock_at(ends_on)
    saved(ilze, period_mark(school.maths_a, "year", school.anna, "7"))
    view = open_periods(ilze, school.maths_a)
    years = [own.starting for own in view.columns if isinstance(own, EarlierYearColumn)]
    assert years == [2025, 2026]
    assert column(view, SuggestionColumn, EntryKind.FINAL)[school.anna] == "7,50"
    # The teacher decides: the mean is never accepted by a press.
    assert EntryKind.FINAL not in {own.kind for own in view.acceptable}
    assert saved(ilze, period_mark(school.maths_a, "final", school.anna, "8")) == ["8"]
