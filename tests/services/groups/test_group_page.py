"""One group's page and the list of groups."""

import pytest

from ejournal_app.domain.errors import Refused
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import StudyGroup
from ejournal_app.services.changes.undoing import undo
from ejournal_app.services.groups.group_page import (
    delete_group,
    move_member,
    open_group,
    rename_group,
)
from ejournal_app.services.lists.definition import ListQuery
from ejournal_app.services.lists.view import show_list
from tests.support.school import TinySchool
from tests.support.school_days import DAY, FRIDAY, SEPTEMBER, TODAY, YESTERDAY
from tests.support.trail import trail

from .rows import groups, memberships, times_of

FIRST, OTHER = "Angļu valoda 5.1", "Angļu valoda 5.2"


def _other(school: TinySchool) -> int:
    subject = None
    with writing() as session:
        own = session.get_one(StudyGroup, school.group)
        subject = own.subject_id
        other = StudyGroup(year_id=school.year_id, subject_id=subject, name=OTHER)
        session.add(other)
        session.flush()
        return other.id or 0


def test_the_page_shows_who_is_in_and_who_was(school: TinySchool) -> None:
    page = open_group(school.actors.superuser, school.group)
    assert [(one.name, one.class_name, one.in_force) for one in page.members] == [
        ("Āboliņa Anna", "5.a", True),
        ("Ozola Dace", "5.b", True),
        ("Bērziņš Bruno", "5.a", False),
        ("Zariņa Zane", "", False),
    ]
    assert [one.name for one in page.journals] == [FIRST]
    assert not page.deletable


def test_a_moved_pupil_is_in_the_other_group_from_the_day(school: TinySchool) -> None:
    other = _other(school)
    before = memberships()
    run = move_member(school.actors.superuser, school.group, school.anna, other, TODAY)
    assert times_of(school.anna) == [(FIRST, SEPTEMBER, YESTERDAY), (OTHER, TODAY, None)]
    undo(school.actors.superuser, run)
    assert memberships() == before


def test_a_pupil_can_leave_the_group(school: TinySchool) -> None:
    move_member(school.actors.superuser, school.group, school.anna, None, TODAY + DAY)
    assert times_of(school.anna) == [(FIRST, SEPTEMBER, TODAY)]


def test_a_move_that_makes_no_sense_is_refused(school: TinySchool) -> None:
    who, other = school.actors.superuser, _other(school)
    for pupil, day, field in (
        (school.bruno, TODAY, "pupil"),
        (school.emils, TODAY, "pupil"),
        (999_999, TODAY, "pupil"),
        (school.anna, SEPTEMBER - DAY, "on"),
    ):
        with pytest.raises(Refused) as refused:
            move_member(who, school.group, pupil, other, day)
        assert refused.value.field == field
    assert FRIDAY < TODAY


def test_renaming_is_recorded_and_a_taken_name_is_refused(school: TinySchool) -> None:
    _other(school)
    rename_group(school.actors.superuser, school.group, "  Angļu   valoda,  spēcīgie ")
    assert "Angļu valoda, spēcīgie" in groups()
    assert trail()[-1].before == {"name": FIRST}
    for name in ("", OTHER, "a" * 81):
        with pytest.raises(Refused) as refused:
            rename_group(school.actors.superuser, school.group, name)
        assert refused.value.field == "name"


def test_only_an_unused_group_can_be_deleted(school: TinySchool) -> None:
    with pytest.raises(Refused):
        delete_group(school.actors.superuser, school.group, typed=FIRST)
    delete_group(school.actors.superuser, _other(school), typed=OTHER)
    assert set(groups()) == {FIRST}


def test_the_list_counts_those_who_are_in_today(school: TinySchool) -> None:
    shown = show_list(school.actors.superuser, "grupas", ListQuery())
    (row,) = shown.rows
    assert row.cells == (FIRST, "Angļu valoda", "5.a, 5.b", 2, "Liepa Jānis", "2026/2027")
    assert row.href == f"/grupa/{school.group}"
