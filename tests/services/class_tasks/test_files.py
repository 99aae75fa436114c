"""The checklist of personal files: what the school asks for, who confirmed it, by when."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import select

from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import FileCheck, FileItem
from ejournal_app.services.class_tasks.checking import confirm_items, take_back_item
from ejournal_app.services.class_tasks.files import FileLine, class_checklist
from ejournal_app.services.class_tasks.items import (
    USUAL_ITEMS,
    add_usual_items,
    ask_for_item,
    file_items,
    save_file_item,
)
from ejournal_app.services.class_tasks.overview import CLASS_TASKS, own_class_tasks
from ejournal_app.services.lists.definition import ListQuery
from ejournal_app.services.lists.view import show_list
from ejournal_app.services.school_rules import Rule
from ejournal_app.services.setup.rules import save_rule
from tests.support.school import TinySchool
from tests.support.together import together
from tests.support.trail import trail


@pytest.fixture
def items(school: TinySchool) -> list[int]:
    """Three items asked for."""
    for name in ("Iesniegums", "Medicīniskā karte", "Liecība"):
        save_file_item(school.actors.superuser, None, name, "")
    return [line.item_id for line in file_items(school.actors.superuser)]


def line_of(school: TinySchool, pupil_id: int) -> FileLine:
    checklist = class_checklist(school.actors.maija, school.class_a)
    return next(line for line in checklist.lines if line.pupil_id == pupil_id)


def test_a_school_without_items_gets_the_usual_ones_once(school: TinySchool) -> None:
    assert add_usual_items(school.actors.superuser) == len(USUAL_ITEMS)
    assert [line.name_lv for line in file_items(school.actors.superuser)] == [
        name for name, _ in USUAL_ITEMS
    ]
    with pytest.raises(Refused):
        add_usual_items(school.actors.superuser)


def test_an_item_needs_a_name_of_its_own(school: TinySchool, items: list[int]) -> None:
    superuser = school.actors.superuser
    for item_id, name in ((None, " "), (None, "Liecība"), (items[0], "Liecība"), (None, "x" * 201)):
        with pytest.raises(Refused) as refusal:
            save_file_item(superuser, item_id, name, "")
        assert refusal.value.field == "name_lv"
    with pytest.raises(Forbidden):
        save_file_item(superuser, 999_999, "Cits", "")
    save_file_item(superuser, items[0], "Vecāku iesniegums", "Application")
    assert file_items(superuser)[0].name_lv == "Vecāku iesniegums"


def test_a_confirmation_says_who_and_when_and_is_kept_once(
    school: TinySchool, items: list[int]
) -> None:
    assert confirm_items(school.actors.maija, school.anna, items[:2]) == 2
    assert confirm_items(school.actors.superuser, school.anna, items[:1]) == 0
    line = line_of(school, school.anna)
    assert set(line.confirmed) == set(items[:2])
    assert {own.by for own in line.confirmed.values()} == {school.actors.maija.name}
    assert not line.complete
    assert trail("pupil:filecheck:write")[-1].pupil_id == school.anna


def test_a_confirmation_taken_back_stays_in_the_trail(school: TinySchool, items: list[int]) -> None:
    confirm_items(school.actors.maija, school.anna, items)
    assert line_of(school, school.anna).complete
    take_back_item(school.actors.maija, school.anna, items[0])
    take_back_item(school.actors.maija, school.anna, items[0])
    assert set(line_of(school, school.anna).confirmed) == set(items[1:])
    taken = [entry for entry in trail("pupil:filecheck:write") if entry.before]
    assert len(taken) == 1
    assert (taken[0].before or {})["by"] == school.actors.maija.person_id


def test_two_taps_at_once_confirm_once(school: TinySchool, items: list[int]) -> None:
    done = together(*([lambda: confirm_items(school.actors.maija, school.anna, items[:1])] * 2))
    assert sorted(done) == [0, 1]
    with reading() as session:
        assert len(session.exec(select(FileCheck)).all()) == 1


def test_an_item_no_longer_asked_for_counts_no_more_but_keeps_its_confirmations(
    school: TinySchool, items: list[int]
) -> None:
    confirm_items(school.actors.maija, school.anna, items[:2])
    ask_for_item(school.actors.superuser, items[2], False)
    assert line_of(school, school.anna).complete
    with pytest.raises(Refused):
        confirm_items(school.actors.maija, school.anna, items[2:])
    ask_for_item(school.actors.superuser, items[0], False)
    assert set(line_of(school, school.anna).confirmed) == {items[1]}
    ask_for_item(school.actors.superuser, items[0], True)
    assert set(line_of(school, school.anna).confirmed) == set(items[:2])
    with reading() as session:
        assert len(session.exec(select(FileItem)).all()) == 3


def test_the_usual_day_is_over_but_a_newcomer_has_ten_working_days(
    school: TinySchool, items: list[int]
) -> None:
    anna, emils = line_of(school, school.anna), line_of(school, school.emils)
    assert (anna.due, anna.newcomer, anna.overdue) == (date(2026, 9, 30), False, True)
    # Since Tuesday, 24 November.
    assert (emils.due, emils.newcomer, emils.overdue) == (date(2026, 12, 8), True, False)
    confirm_items(school.actors.maija, school.anna, items)
    assert not line_of(school, school.anna).overdue


def test_a_newcomer_is_overdue_once_the_ten_days_are_over(
    school: TinySchool, items: list[int], clock_at: Callable[[date], None]
) -> None:
    assert items
    clock_at(date(2026, 12, 8))
    assert not line_of(school, school.emils).overdue
    clock_at(date(2026, 12, 9))
    assert line_of(school, school.emils).overdue


def test_a_pupil_who_moved_within_the_school_is_no_newcomer(
    school: TinySchool, items: list[int]
) -> None:
    assert items
    lines = class_checklist(school.actors.nora, school.class_b).lines
    marta = next(line for line in lines if line.pupil_id == school.marta)
    assert (marta.newcomer, marta.due) == (False, date(2026, 9, 30))


def test_who_left_is_not_on_the_list_and_cannot_be_confirmed(
    school: TinySchool, items: list[int]
) -> None:
    listed = {line.pupil_id for line in class_checklist(school.actors.maija, school.class_a).lines}
    assert listed == {school.anna, school.bruno, school.emils}
    with pytest.raises(Refused):
        confirm_items(school.actors.superuser, school.zane, items)
    with pytest.raises(Forbidden):
        confirm_items(school.actors.superuser, 999_999, items)


def test_a_reader_of_all_classes_reads_and_only_the_class_teacher_and_superuser_write(
    school: TinySchool, items: list[int]
) -> None:
    assert items
    for who, writes in (("clerk", False), ("management", False), ("superuser", True)):
        lines = class_checklist(school.actors.all()[who], school.class_a).lines
        assert {line.writable for line in lines} == {writes}
    assert all(line.writable for line in class_checklist(school.actors.maija, school.class_a).lines)


def test_the_overview_counts_what_is_confirmed_and_what_is_overdue(
    school: TinySchool, items: list[int]
) -> None:
    confirm_items(school.actors.maija, school.anna, items)
    confirm_items(school.actors.maija, school.emils, items[:1])
    (own,) = own_class_tasks(school.actors.maija)
    progress = own.files
    assert (progress.pupils, progress.complete, progress.overdue) == (3, 1, 1)
    assert (progress.done, progress.total, progress.percent) == (4, 9, 44)
    assert progress.due == date(2026, 12, 8)
    assert own_class_tasks(school.actors.clerk) == ()
    for who, classes in (("clerk", ["5.a", "5.b"]), ("maija", ["5.a"])):
        rows = show_list(school.actors.all()[who], CLASS_TASKS.key, ListQuery()).rows
        assert [row.cells[0] for row in rows] == classes


def test_without_items_nothing_is_missing(school: TinySchool) -> None:
    (own,) = own_class_tasks(school.actors.maija)
    assert (own.files.percent, own.files.overdue) == (100, 0)


def test_the_schools_own_days_decide_by_when_a_file_is_due(
    school: TinySchool, items: list[int]
) -> None:
    assert items
    superuser = school.actors.superuser
    save_rule(superuser, Rule.CLASS_TASKS_DUE, "15.10.", date(2026, 9, 1))
    view = class_checklist(superuser, school.class_a)
    assert view.due == date(2026, 10, 15)
    assert {line.due for line in view.lines if not line.newcomer} == {view.due}
