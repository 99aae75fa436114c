"""Changing and deleting works: what may change once marks were entered, and what stays (15, 16)."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.marks import Scale
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import CalendarException, DayKind, Work
from ejournal_app.services import live
from ejournal_app.services.journal_page import open_journal
from ejournal_app.services.works.deciding import WorkValues
from ejournal_app.services.works.editing import delete_work, edit_work
from ejournal_app.services.works.form import work_form
from ejournal_app.services.works.warning import look_at_change
from tests.support.entering import mark, recorded, saved
from tests.support.school import TinySchool
from tests.support.school_days import DAY, FRIDAY, HOLIDAY, TODAY, TOMORROW, YESTERDAY
from tests.support.together import together
from tests.support.trail import trail

from .planning import planned, values, work

TEST = values(YESTERDAY)
"""The tiny school's test as it is."""


def refused(call: Callable[[], object]) -> tuple[str, str]:
    """Make a call that must be refused and change nothing; gives the sentence and the field."""
    before, entries = recorded(), len(trail())
    with pytest.raises(Refused) as refusal:
        call()
    assert (recorded(), len(trail())) == (before, entries)
    return refusal.value.message.english(), refusal.value.field


def change(school: TinySchool, wanted: WorkValues, version: int = 1) -> int:
    return edit_work(school.actors.ilze, school.test, version, wanted)


def test_a_change_is_kept_with_what_stood_before(school: TinySchool) -> None:
    change(school, replace(TEST, title="Daļu reizināšana", weight=5))
    row = work(school.test)
    assert (row.title, row.weight, row.version) == ("Daļu reizināšana", 5, 2)
    (entry,) = trail(Permission.WORK_WRITE)
    assert entry.before == {"title": "Daļas", "weight": 3}
    assert entry.after == {"title": "Daļu reizināšana", "weight": 5}


def test_what_is_as_it_was_writes_nothing(school: TinySchool) -> None:
    change(school, TEST)
    assert work(school.test).version == 1
    assert not trail(Permission.WORK_WRITE)


def test_a_moved_work_goes_to_the_lesson_of_its_new_day(school: TinySchool) -> None:
    change(school, replace(TEST, day=TOMORROW))
    row = work(school.test)
    assert (row.day, row.lesson_id) == (TOMORROW, school.lesson(school.maths_a, TOMORROW))


def test_a_work_is_not_moved_to_a_holiday_but_keeps_a_day_closed_later(school: TinySchool) -> None:
    said, field = refused(lambda: change(school, replace(TEST, day=HOLIDAY)))
    assert "official holiday" in said
    assert field == "day"
    with writing() as session:
        session.add(
            CalendarException(
                year_id=school.year_id, day=YESTERDAY, kind=DayKind.CLOSED, name="Remonts"
            )
        )
    change(school, replace(TEST, title="Cits"))
    assert work(school.test).title == "Cits"


def test_another_kind_may_bring_another_scale_while_nothing_is_marked(school: TinySchool) -> None:
    form = work_form(school.actors.ilze, school.test, "formative")
    assert (form.kind_code, form.scale, form.weight) == ("formative", Scale.PASS_FAIL, 0)
    change(school, replace(TEST, kind_code="formative", scale="pass_fail", weight=0))
    form = work_form(school.actors.ilze, school.test)
    assert (form.kind_code, form.scale, form.has_marks) == ("formative", Scale.PASS_FAIL, False)


def test_once_marked_the_scale_stays_also_when_the_marks_were_cleared(school: TinySchool) -> None:
    ilze = school.actors.ilze
    saved(ilze, mark(school.test, school.anna, "8"))
    saved(ilze, mark(school.test, school.anna, "", "8"))
    said, field = refused(lambda: change(school, replace(TEST, scale="percent")))
    assert said.startswith("Marks were entered in this work, so its scale stays")
    assert field == "scale"
    form = work_form(ilze, school.test, "formative")
    assert (form.has_marks, form.scale) == (True, Scale.TEN_POINTS)
    change(school, replace(TEST, kind_code="formative", weight=0))
    assert work(school.test).scale == Scale.TEN_POINTS


def test_a_marked_work_is_not_moved_where_its_marks_could_not_be(school: TinySchool) -> None:
    saved(school.actors.ilze, mark(school.test, school.emils, "8"))
    said, _ = refused(lambda: change(school, replace(TEST, day=TOMORROW)))
    assert "cannot be moved ahead of today" in said
    # Emīls joined yesterday.
    said, field = refused(lambda: change(school, replace(TEST, day=FRIDAY)))
    assert "was not in the class or group" in said
    assert field == "day"
    change(school, replace(TEST, day=TODAY))
    assert work(school.test).day == TODAY


def test_a_change_of_the_weight_says_how_many_averages_it_touches_and_changes_them(
    school: TinySchool,
) -> None:
    ilze = school.actors.ilze
    saved(
        ilze,
        mark(school.test, school.anna, "8"),
        mark(school.test, school.bruno, "nv"),
        mark(school.test, school.emils, "4"),
    )
    (other,) = planned(ilze, school.maths_a, TODAY)
    saved(ilze, mark(other, school.anna, "5"))
    assert look_at_change(ilze, school.test, replace(TEST, title="Cits")).averages == 0
    assert look_at_change(ilze, school.test, replace(TEST, weight=6)).averages == 2
    change(school, replace(TEST, weight=6))
    averages = {own.pupil_id: own.average for own in open_journal(ilze, school.maths_a).pupils}
    assert averages[school.anna] == "7,00"


def test_who_changes_what_another_has_changed_meanwhile_is_told(school: TinySchool) -> None:
    edit_work(school.actors.janis, school.test, 1, replace(TEST, title="Jāņa"))
    said, _ = refused(lambda: change(school, replace(TEST, title="Ilzes")))
    assert said.startswith("Somebody else has changed this work meanwhile")
    assert work(school.test).title == "Jāņa"


def test_a_work_that_never_had_a_mark_can_go(school: TinySchool) -> None:
    assert delete_work(school.actors.ilze, school.test) == school.maths_a
    with reading() as session:
        assert session.get(Work, school.test) is None
    (entry,) = trail(Permission.WORK_WRITE)
    assert (entry.entity_id, entry.after) == (school.test, None)
    assert entry.before is not None
    assert entry.before["title"] == "Daļas"


def test_a_work_that_had_a_mark_stays(school: TinySchool) -> None:
    ilze = school.actors.ilze
    saved(ilze, mark(school.test, school.anna, "8"))
    saved(ilze, mark(school.test, school.anna, "", "8"))
    said, _ = refused(lambda: delete_work(ilze, school.test))
    assert "it stays: their history is in it" in said
    assert "clear the marks" in said


def test_a_mark_entered_while_its_work_is_deleted_is_never_lost(school: TinySchool) -> None:
    def delete() -> str:
        try:
            delete_work(school.actors.janis, school.test)
        except Refused:
            return "kept"
        return "gone"

    def enter() -> str:
        try:
            return ", ".join(saved(school.actors.ilze, mark(school.test, school.anna, "8")))
        except AssertionError:
            return "refused"

    assert set(together(delete, enter)) in ({"kept", "8"}, {"gone", "refused"})


@pytest.mark.parametrize("act", ["moved", "deleted"])
def test_open_pages_of_the_journal_hear_of_it(
    school: TinySchool, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    told: list[str] = []
    monkeypatch.setattr(live, "publish", told.extend)
    if act == "moved":
        change(school, replace(TEST, day=TOMORROW + DAY))
    else:
        delete_work(school.actors.ilze, school.test)
    assert told == [live.journal_topic(school.maths_a)]
