"""The register of absence notes: who writes and reads what, and what a note covers (11)."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.domain.journal_cells import Justification
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import AbsenceNote
from ejournal_app.services import absences, live
from ejournal_app.services.absences.checking import NoteData
from ejournal_app.services.absences.choosing import find_pupils, named_pupils
from ejournal_app.services.absences.conflicts import recent_conflicts
from ejournal_app.services.absences.note_page import open_note
from ejournal_app.services.absences.overlaps import look_for_overlaps
from ejournal_app.services.absences.writing import change_note, record_notes, withdraw_note
from ejournal_app.services.attachments.kinds import Purpose
from ejournal_app.services.attachments.storing import store
from ejournal_app.services.lists.definition import ListQuery
from ejournal_app.services.lists.view import export_list, show_list
from tests.support.documents import PDF
from tests.support.entering import attendance, checked, recorded, saved
from tests.support.school import TinySchool
from tests.support.school_days import DAY, FRIDAY, NOW, TODAY, TOMORROW, YESTERDAY
from tests.support.trail import trail
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in

ILL = NoteData(
    starts_on=YESTERDAY,
    ends_on=TOMORROW,
    reason=Justification.ILLNESS,
    issued_by="Dr. Sīpols",
    remark="Pēc operācijas",
)
SECRETS = ("Dr. Sīpols", "Pēc operācijas", "zīme.pdf")
OWN = {"writing", "note_page", "conflicts", "overlaps", "choosing"}
READERS = {"maija", "nora", "management", "superuser"}


def note(school: TinySchool, **other: Any) -> int:
    return record_notes(school.actors.maija, [school.anna], replace(ILL, **other))[0]


def test_each_use_case_refuses_everybody_else(
    school: TinySchool, subtests: pytest.Subtests
) -> None:
    own = note(school)
    about = ("pupil", school.anna, school.anna)
    of_note = (Permission.NOTE_WRITE, "absence_note", own)
    writers = {"maija", "management"}
    cases: dict[Any, Case] = {
        record_notes: Case(
            lambda actor: record_notes(actor, [school.anna], ILL),
            writers,
            Permission.NOTE_WRITE,
            *about,
        ),
        change_note: Case(lambda actor: change_note(actor, own, 1, ILL), writers, *of_note),
        withdraw_note: Case(lambda actor: withdraw_note(actor, own, 1), writers, *of_note),
        look_for_overlaps: Case(
            lambda actor: look_for_overlaps(actor, [school.anna], TODAY, TODAY),
            writers,
            Permission.NOTE_WRITE,
            *about,
        ),
        open_note: Case(lambda actor: open_note(actor, own), READERS, Permission.NOTE_LIST),
        find_pupils: Case(find_pupils, READERS, Permission.NOTE_LIST),
        named_pupils: Case(
            lambda actor: named_pupils(actor, [school.anna]),
            writers,
            Permission.NOTE_WRITE,
            *about,
        ),
        recent_conflicts: Case(recent_conflicts, READERS, Permission.NOTE_LIST),
    }
    here = {name for name in use_cases_in(absences) if name.split(".")[-2] in OWN}
    assert named(cases) == here
    each_refuses_everybody_else(school, cases, subtests)


def test_another_classs_note_does_not_exist_for_a_class_teacher(school: TinySchool) -> None:
    own = note(school)
    nora = school.actors.nora
    for attempt in (
        lambda: open_note(nora, own),
        lambda: change_note(nora, own, 1, ILL),
        lambda: withdraw_note(nora, own, 1),
        # One foreign pupil among own ones: nothing is written at all.
        lambda: record_notes(nora, [school.dace, school.anna], ILL),
        lambda: open_note(nora, 999_999),
    ):
        with pytest.raises(Forbidden):
            attempt()
    assert show_list(nora, "kavejumu-zimes", ListQuery()).total == 0
    with reading() as session:
        assert session.get_one(AbsenceNote, own).version == 1


def test_one_note_for_several_pupils_changes_no_absence_and_repaints_what_shows_them(
    school: TinySchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(school.actors.ilze, attendance(school.lesson(school.maths_a), school.anna, "absent"))
    before = recorded()
    heard: list[set[str]] = []
    monkeypatch.setattr(live, "publish", lambda topics: heard.append(set(topics)))
    record_notes(school.actors.maija, [school.anna, school.bruno, school.anna], ILL)
    assert recorded() == before
    assert show_list(school.actors.maija, "kavejumu-zimes", ListQuery()).total == 2
    (topics,) = heard
    assert topics >= {
        live.pupil_topic(school.anna),
        live.pupil_topic(school.bruno),
        live.class_topic(school.class_a),
        live.journal_topic(school.maths_a),
        live.journal_topic(school.english),
    }
    assert live.journal_topic(school.maths_b) not in topics


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"ends_on": FRIDAY}, "ends_on"),
        ({"starts_on": TODAY - timedelta(days=400)}, "starts_on"),
        ({"ends_on": TODAY + timedelta(days=400)}, "ends_on"),
        (
            {"starts_on": TODAY, "ends_on": TODAY, "first_lesson": 4, "last_lesson": 2},
            "last_lesson",
        ),
        ({"issued_by": "x" * 201}, "issued_by"),
        ({"remark": "x" * 501}, "remark"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(
    school: TinySchool, other: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        note(school, **other)
    assert refusal.value.field == field


def test_nobody_chosen_is_refused(school: TinySchool) -> None:
    with pytest.raises(Refused) as refusal:
        record_notes(school.actors.maija, [], ILL)
    assert refusal.value.field == "pupil"


def test_half_a_span_of_lessons_runs_from_the_beginning_or_to_the_end(school: TinySchool) -> None:
    from_third = open_note(school.actors.maija, note(school, first_lesson=3)).row
    to_third = open_note(school.actors.maija, note(school, last_lesson=3)).row
    assert (from_third.first_lesson, from_third.last_lesson) == (3, 15)
    assert (to_third.first_lesson, to_third.last_lesson) == (0, 3)


def test_a_note_is_cut_short_with_before_and_after_and_without_health_in_the_trail(
    school: TinySchool,
) -> None:
    own = note(school)
    change_note(
        school.actors.management,
        own,
        1,
        replace(ILL, ends_on=TODAY, reason=Justification.OTHER, remark="Brīvdienas"),
    )
    page = open_note(school.actors.maija, own)
    assert (page.row.ends_on, page.row.reason) == (TODAY, Justification.OTHER)
    changed, made = page.steps
    assert changed.before is not None
    assert changed.after is not None
    assert (changed.before["last"], changed.after["last"]) == ("2026-11-26", "2026-11-25")
    assert (changed.before["symbol"], changed.after["symbol"]) == ("ns", "nc")
    assert changed.after["remark_changed"] is True
    assert made.by == school.actors.maija.name
    told = json.dumps([[one.before, one.after] for one in trail(Permission.NOTE_WRITE)])
    for secret in (*SECRETS, "Brīvdienas"):
        assert secret not in told
        assert json.dumps(secret) not in told


def test_saving_what_stands_changes_nothing(school: TinySchool) -> None:
    own = note(school)
    change_note(school.actors.maija, own, 1, ILL)
    assert open_note(school.actors.maija, own).version == 1


def test_a_stale_change_is_refused_with_both_values(school: TinySchool) -> None:
    own = note(school)
    change_note(school.actors.management, own, 1, replace(ILL, ends_on=TODAY))
    with pytest.raises(Refused) as refusal:
        change_note(school.actors.maija, own, 1, replace(ILL, ends_on=TOMORROW + DAY))
    params = refusal.value.message.params
    assert params["theirs"].params["last"] == TODAY
    assert params["mine"].params["last"] == TOMORROW + DAY
    assert params["name"] == school.actors.management.name
    with pytest.raises(Refused):
        withdraw_note(school.actors.maija, own, 1)
    assert open_note(school.actors.maija, own).row.ends_on == TODAY


def test_a_withdrawn_note_stays_and_is_not_changed_any_more(school: TinySchool) -> None:
    own = note(school)
    withdraw_note(school.actors.maija, own, 1)
    page = open_note(school.actors.maija, own)
    assert (page.row.withdrawn, page.writable) == (True, False)
    assert page.withdrawn_by == school.actors.maija.name
    assert page.lessons[0].symbol == ""
    with pytest.raises(Refused):
        change_note(school.actors.maija, own, page.version, ILL)
    withdraw_note(school.actors.maija, own, page.version)
    assert len(open_note(school.actors.maija, own).steps) == 2


def test_overlapping_notes_are_told_and_the_last_recorded_decides(
    school: TinySchool, clock_at: Callable[[date | datetime], None]
) -> None:
    saved(school.actors.ilze, attendance(school.lesson(school.maths_a), school.anna, "absent"))
    first = note(school)
    clock_at(NOW + timedelta(minutes=1))
    second = note(school, starts_on=TODAY, ends_on=TODAY, reason=Justification.NONE)
    seen = look_for_overlaps(school.actors.maija, [school.anna, school.bruno], TODAY, TODAY)
    assert [one.note_id for one in seen] == [first, second]
    page = open_note(school.actors.maija, first)
    assert [one.note_id for one in page.overlaps] == [second]
    today = [lesson for lesson in page.lessons if lesson.day == TODAY]
    assert [(lesson.symbol, lesson.other_note) for lesson in today if lesson.symbol] == [
        ("nn", True)
    ]
    withdraw_note(school.actors.maija, second, 1)
    page = open_note(school.actors.maija, first)
    assert "ns" in [lesson.symbol for lesson in page.lessons if lesson.day == TODAY]
    assert page.overlaps == ()


def test_the_superuser_sees_that_there_is_a_note_and_no_health_text(school: TinySchool) -> None:
    file_id = store(school.actors.maija, purpose=Purpose.NOTE, name="zīme.pdf", content=PDF)
    own = note(school, document_id=file_id)
    page = open_note(school.actors.superuser, own)
    assert (page.row.starts_on, page.row.ends_on) == (YESTERDAY, TOMORROW)
    assert (page.row.full, page.writable, page.document_id, page.document) == (
        False,
        False,
        None,
        "",
    )
    shown = show_list(school.actors.superuser, "kavejumu-zimes", ListQuery())
    exported = export_list(school.actors.superuser, "kavejumu-zimes", ListQuery())
    for secret in (*SECRETS, "Illness"):
        assert secret not in repr(page.row) + repr(shown.rows) + repr(exported.rows) + page.remark
    assert (
        show_list(school.actors.superuser, "kavejumu-zimes", ListQuery(search="Sīpols")).total == 0
    )
    full = show_list(school.actors.management, "kavejumu-zimes", ListQuery(search="Sīpols"))
    assert full.total == 1
    assert open_note(school.actors.maija, own).document == "zīme.pdf"


def test_a_conflict_names_who_registered_what_and_changes_nothing(school: TinySchool) -> None:
    lesson = school.lesson(school.maths_a)
    saved(school.actors.ilze, attendance(lesson, school.bruno, "absent"), checked(lesson))
    before = recorded()
    own = note(school)
    (conflict,) = recent_conflicts(school.actors.maija)
    assert (conflict.note_id, conflict.pupil_id, conflict.lesson_id) == (own, school.anna, lesson)
    assert conflict.registered_by == school.actors.ilze.name
    assert conflict.note_by == school.actors.maija.name
    assert recorded() == before
    assert recent_conflicts(school.actors.nora) == ()
    page = open_note(school.actors.maija, own)
    assert [one.lesson_id for one in page.lessons if one.conflict] == [lesson]
    withdraw_note(school.actors.maija, own, 1)
    assert recent_conflicts(school.actors.management) == ()


def test_a_conflict_in_a_lesson_of_a_group_is_found_too(school: TinySchool) -> None:
    lesson = school.lesson(school.english)
    saved(school.actors.janis, checked(lesson))
    note(school)
    assert lesson in {one.lesson_id for one in recent_conflicts(school.actors.management)}


def test_a_lesson_outside_the_notes_lessons_is_no_conflict(school: TinySchool) -> None:
    lesson = school.lesson(school.maths_a)
    saved(school.actors.ilze, checked(lesson))
    note(school, starts_on=TODAY, ends_on=TODAY, first_lesson=14, last_lesson=15)
    assert recent_conflicts(school.actors.maija) == ()


def test_a_class_teacher_finds_the_own_class_and_the_management_whoever_is_named(
    school: TinySchool,
) -> None:
    assert {one.pupil_id for one in find_pupils(school.actors.maija)} == {
        school.anna,
        school.bruno,
        school.emils,
    }
    assert find_pupils(school.actors.management) == ()
    assert {one.pupil_id for one in find_pupils(school.actors.management, "5.b")} == {
        school.dace,
        school.marta,
    }
    assert find_pupils(school.actors.superuser, "5.b") == ()
