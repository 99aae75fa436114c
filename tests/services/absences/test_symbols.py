"""Every view of attendance follows the notes and events that cover it (Regulation 11)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from ejournal_app import clock
from ejournal_app.domain.absence_states import EventState
from ejournal_app.domain.access import Actor
from ejournal_app.domain.journal_cells import Justification
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import EventParticipant, Lesson, SchoolEvent
from ejournal_app.services.absences.checking import NoteData
from ejournal_app.services.absences.note_page import open_note
from ejournal_app.services.absences.writing import change_note, record_notes, withdraw_note
from ejournal_app.services.diary import diary_week
from ejournal_app.services.entries.operations import (
    AnswerStatus,
    answer_from_json,
    answer_to_json,
)
from ejournal_app.services.journal_page import open_journal
from ejournal_app.services.journal_views import pupil_in_journal
from ejournal_app.services.lesson_page import LessonPupil, open_lesson
from tests.support.entering import attendance, checked, saved, send
from tests.support.school import TinySchool
from tests.support.school_days import NOW, TODAY, TOMORROW, YESTERDAY

SECRETS = ("Dr. Sīpols", "Pēc operācijas", "illness", "ILLNESS")


def note(school: TinySchool, reason: Justification = Justification.ILLNESS, **other: Any) -> int:
    data = NoteData(
        starts_on=other.pop("starts_on", YESTERDAY),
        ends_on=other.pop("ends_on", TOMORROW),
        reason=reason,
        issued_by="Dr. Sīpols",
        remark="Pēc operācijas",
        **other,
    )
    return record_notes(school.actors.maija, [school.anna], data)[0]


def event(school: TinySchool, state: EventState = EventState.APPROVED) -> None:
    """Anna is at a competition all day."""
    begins, ends = clock.day_bounds(TODAY)
    with writing() as session:
        janis = school.actors.janis.person_id
        row = SchoolEvent(
            school_id=1,
            title="Sacensības",
            responsible_id=janis,
            starts_at=begins,
            ends_at=ends,
            state=state,
            proposed_at=clock.now(),
            proposed_by_id=janis,
        )
        session.add(row)
        session.flush()
        session.add(
            EventParticipant(
                event_id=row.id or 0,
                pupil_id=school.anna,
                added_at=clock.now(),
                added_by_id=janis,
            )
        )


def lesson_of(school: TinySchool) -> int:
    return school.lesson(school.maths_a)


def grid(school: TinySchool, actor: Actor | None = None) -> str:
    view = open_journal(actor or school.actors.ilze, school.maths_a)
    row = [pupil.pupil_id for pupil in view.pupils].index(school.anna)
    places = [getattr(column, "topic", None) is not None for column in view.columns]
    lessons = [column.lesson_id for column, own in zip(view.columns, places, strict=True) if own]
    cells = [cell for cell, own in zip(view.cells[row], places, strict=True) if own]
    return cells[lessons.index(lesson_of(school))]


def listed(school: TinySchool) -> LessonPupil:
    view = open_lesson(school.actors.ilze, lesson_of(school))
    return next(pupil for pupil in view.pupils if pupil.pupil_id == school.anna)


def diary(school: TinySchool, actor: Actor | None = None) -> str:
    week = diary_week(actor or school.actors.parent, school.anna, TODAY)
    lessons = [lesson for day in week.days for lesson in day.lessons]
    return next(own.symbol for own in lessons if own.lesson_id == lesson_of(school))


def of_pupil(school: TinySchool) -> list[str]:
    found = pupil_in_journal(school.actors.ilze, school.maths_a, school.anna)
    return [own.symbol for own in found.absences]


def everywhere(school: TinySchool) -> set[str]:
    return {grid(school), diary(school), *of_pupil(school)}


@pytest.mark.parametrize(
    ("reason", "symbol"),
    [
        (Justification.ILLNESS, "ns"),
        (Justification.OTHER, "nc"),
        (Justification.NONE, "nn"),
    ],
)
def test_an_absence_shows_the_note_everywhere_whichever_came_first(
    school: TinySchool, reason: Justification, symbol: str
) -> None:
    own = note(school, reason)
    assert (listed(school).absent_symbol, listed(school).open_symbol) == (symbol, "")
    saved(school.actors.ilze, attendance(lesson_of(school), school.anna, "absent"))
    assert everywhere(school) == {symbol}
    withdraw_note(school.actors.maija, own, 1)
    assert everywhere(school) == {"n"}
    note(school, reason)
    assert everywhere(school) == {symbol}


def test_a_note_cut_short_lets_the_absence_stand_alone_again(school: TinySchool) -> None:
    saved(school.actors.ilze, attendance(lesson_of(school), school.anna, "absent"))
    own = note(school)
    data = NoteData(starts_on=YESTERDAY, ends_on=YESTERDAY, reason=Justification.ILLNESS)
    change_note(school.actors.maija, own, 1, data)
    assert everywhere(school) == {"n"}
    assert open_note(school.actors.maija, own).row.ends_on == YESTERDAY


def test_being_late_is_never_justified(school: TinySchool) -> None:
    saved(school.actors.ilze, attendance(lesson_of(school), school.anna, "late"))
    note(school)
    assert everywhere(school) == {"k"}


def test_a_note_of_other_lessons_covers_nothing(school: TinySchool) -> None:
    saved(school.actors.ilze, attendance(lesson_of(school), school.anna, "absent"))
    note(school, starts_on=TODAY, ends_on=TODAY, first_lesson=14, last_lesson=15)
    assert everywhere(school) == {"n"}


def test_whoever_is_at_an_approved_event_takes_part_registered_or_not(school: TinySchool) -> None:
    event(school)
    assert (grid(school), diary(school), listed(school).open_symbol) == ("d", "d", "d")
    saved(school.actors.ilze, attendance(lesson_of(school), school.anna, "absent", "d"))
    assert everywhere(school) == {"d"}
    saved(school.actors.ilze, attendance(lesson_of(school), school.anna, "present", "d"))
    assert (grid(school), diary(school)) == ("", "")


def test_an_event_nobody_approved_covers_nothing(school: TinySchool) -> None:
    event(school, EventState.PROPOSED)
    assert (grid(school), diary(school), listed(school).open_symbol) == ("", "", "")


@pytest.mark.parametrize("seen", ["ns", "absent", "n", "nc"])
def test_a_teacher_writes_over_the_symbol_that_was_on_the_screen(
    school: TinySchool, seen: str
) -> None:
    saved(school.actors.ilze, attendance(lesson_of(school), school.anna, "absent"))
    note(school)
    saved(school.actors.ilze, attendance(lesson_of(school), school.anna, "late", seen))
    assert grid(school) == "k"


def test_a_conflict_of_two_writers_shows_the_covered_symbol(school: TinySchool) -> None:
    note(school)
    saved(school.actors.ilze, attendance(lesson_of(school), school.anna, "absent"))
    (answer,) = send(
        school.actors.janis, attendance(lesson_of(school), school.anna, "late", "present")
    )
    assert (answer.status, answer.value, answer.shown) == (AnswerStatus.CONFLICT, "absent", "ns")
    assert answer_from_json(answer.id, answer_to_json(answer)) == answer


def test_a_stored_answer_of_an_earlier_version_is_read(school: TinySchool) -> None:
    (answer,) = send(school.actors.ilze, attendance(lesson_of(school), school.anna, "absent"))
    stored = answer_to_json(answer)
    del stored["shown"]
    assert answer_from_json(answer.id, stored).value == "absent"


def test_present_inside_a_note_is_told_to_the_subject_teacher_without_why(
    school: TinySchool,
) -> None:
    saved(school.actors.ilze, checked(lesson_of(school)))
    assert listed(school).conflict is None
    note(school)
    conflict = listed(school).conflict
    assert conflict is not None
    assert (conflict.registered_by, conflict.note_by) == (
        school.actors.ilze.name,
        school.actors.maija.name,
    )
    view = open_journal(school.actors.ilze, school.maths_a)
    assert [(one.lesson_id, one.pupil_id) for one in view.conflicts] == [
        (lesson_of(school), school.anna)
    ]
    assert grid(school) == ""


def test_subject_teachers_see_symbols_and_nothing_else_of_a_note(school: TinySchool) -> None:
    saved(school.actors.ilze, attendance(lesson_of(school), school.anna, "absent"))
    note(school)
    seen = [
        open_journal(school.actors.ilze, school.maths_a),
        open_lesson(school.actors.ilze, lesson_of(school)),
        pupil_in_journal(school.actors.ilze, school.maths_a, school.anna),
    ]
    for view in seen:
        for secret in SECRETS:
            assert secret not in repr(view)


def test_a_lesson_tomorrow_shows_no_absence_because_there_is_a_note(school: TinySchool) -> None:
    note(school)
    week = diary_week(school.actors.parent, school.anna, TODAY)
    tomorrow = [own for day in week.days if day.day == TOMORROW for own in day.lessons]
    assert tomorrow
    assert {own.symbol for own in tomorrow} == {""}


def test_the_last_of_two_notes_decides_everywhere(
    school: TinySchool, clock_at: Callable[[date | datetime], None]
) -> None:
    saved(school.actors.ilze, attendance(lesson_of(school), school.anna, "absent"))
    note(school)
    clock_at(NOW + timedelta(minutes=1))
    note(school, Justification.NONE)
    assert everywhere(school) == {"nn"}
    with reading() as session:
        assert session.get(Lesson, lesson_of(school)) is not None
