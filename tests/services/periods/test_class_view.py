"""A class in all its subjects: who learns what, what is below 4, what comes from elsewhere."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import col, select

from ejournal_app.domain.errors import Forbidden
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import Mark
from ejournal_app.services.periods.class_view import (
    ClassMarks,
    class_marks,
    export_class_marks,
)
from tests.support.entering import mark, period_mark, saved
from tests.support.school import TinySchool
from tests.support.trail import trail

ClockAt = Callable[[date], None]
OPEN = date(2026, 12, 10)
INTERIM = EntryKind.INTERIM_1


def texts(view: ClassMarks) -> dict[str, list[str | None]]:
    return {pupil.name: [cell and cell.text for cell in pupil.cells] for pupil in view.pupils}


@pytest.fixture
def marked(school: TinySchool, clock_at: ClockAt) -> TinySchool:
    """Interim marks in mathematics and in the group."""
    saved(school.actors.ilze, mark(school.test, school.anna, "3"))
    clock_at(OPEN)
    saved(
        school.actors.ilze,
        period_mark(school.maths_a, INTERIM, school.anna, "3"),
        period_mark(school.maths_a, INTERIM, school.bruno, "nv"),
        period_mark(school.maths_b, INTERIM, school.marta, "8"),
    )
    saved(school.actors.janis, period_mark(school.english, INTERIM, school.anna, "9"))
    return school


def test_pupils_stand_by_subjects_and_what_they_do_not_learn_is_empty(marked: TinySchool) -> None:
    view = class_marks(marked.actors.maija, marked.class_a, None, latest=True)
    assert (view.chosen, view.kinds) == (INTERIM, (INTERIM,))
    assert [subject.name for subject in view.subjects] == ["Angļu valoda", "Matemātika"]
    # Bruno left the group, Emīls is in none; Zane and Marta left the class.
    assert texts(view) == {
        "Āboliņa Anna": ["9", "3"],
        "Bērziņš Bruno": [None, "nv"],
        "Eglītis Emīls": [None, ""],
    }


def test_below_four_and_nv_are_told_apart(marked: TinySchool) -> None:
    view = class_marks(marked.actors.maija, marked.class_a, INTERIM, latest=False)
    anna, bruno, _ = (pupil.cells[1] for pupil in view.pupils)
    assert anna is not None
    assert (anna.below, anna.not_marked) == (True, False)
    assert bruno is not None
    assert (bruno.below, bruno.not_marked) == (False, True)


def test_the_average_now_counts_ordinary_marks_only(marked: TinySchool) -> None:
    view = class_marks(marked.actors.maija, marked.class_a, None, latest=False)
    anna = view.pupils[0].cells[1]
    assert view.chosen is None
    assert anna is not None
    assert (anna.text, anna.below) == ("3,00", True)


def test_a_pupil_who_moved_brings_the_marks_along(marked: TinySchool) -> None:
    with writing() as session:
        row = session.scalars(select(Mark).where(col(Mark.work_id) == marked.test)).one()
        row.pupil_id = marked.marta
    view = class_marks(marked.actors.nora, marked.class_b, None, latest=False)
    assert texts(view)["Krūmiņa Marta"] == ["3,00"]
    assert "Krūmiņa Marta" not in texts(
        class_marks(marked.actors.maija, marked.class_a, None, latest=False)
    )


def test_a_file_of_it_is_on_record(marked: TinySchool) -> None:
    view = export_class_marks(marked.actors.maija, marked.class_a, INTERIM)
    assert texts(view)["Āboliņa Anna"] == ["9", "3"]
    assert trail()[-1].after == {"exported": "interim_1", "pupils": 3}


def test_a_class_that_is_not_there_is_refused_like_a_foreign_one(marked: TinySchool) -> None:
    for actor in (marked.actors.management, marked.actors.nora):
        with pytest.raises(Forbidden):
            class_marks(actor, 999_999, None, latest=True)
