"""Who may see and do the class teachers' tasks; everybody else is refused on record."""

from typing import Any

import pytest

from ejournal_app.domain.access import Permission
from ejournal_app.services import class_tasks
from ejournal_app.services.class_tasks.checking import confirm_items, take_back_item
from ejournal_app.services.class_tasks.files import class_checklist
from ejournal_app.services.class_tasks.items import (
    add_usual_items,
    ask_for_item,
    file_items,
    save_file_item,
)
from ejournal_app.services.class_tasks.notices import (
    class_notice,
    note_told,
    publish_notice,
    take_back_told,
)
from ejournal_app.services.class_tasks.overview import own_class_tasks
from ejournal_app.services.class_tasks.reading_notices import notice_for, read_notice
from tests.support.school import TinySchool
from tests.support.school_days import TODAY
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in

READERS = {"maija", "nora", "clerk", "management", "superuser"}


def cases(school: TinySchool) -> dict[Any, Case]:
    publish_notice(school.actors.maija, school.class_a, "Labdien!")
    notice = notice_for(school.actors.parent, school.anna)
    assert notice is not None
    setup = ({"superuser"}, Permission.SETUP_WRITE)
    anna = ("pupil", school.anna, school.anna)
    files = ({"maija", "superuser"}, Permission.FILE_CHECK_WRITE, *anna)
    own_class = ({"maija"}, Permission.CLASS_NOTICE_WRITE, "class", school.class_a)
    parent = school.actors.parent.person_id
    return {
        file_items: Case(file_items, *setup),
        add_usual_items: Case(add_usual_items, *setup),
        save_file_item: Case(lambda actor: save_file_item(actor, None, "Cits", ""), *setup),
        ask_for_item: Case(lambda actor: ask_for_item(actor, 1, False), *setup),
        own_class_tasks: Case(own_class_tasks, READERS, Permission.FILE_CHECK_READ),
        confirm_items: Case(lambda actor: confirm_items(actor, school.anna, []), *files),
        take_back_item: Case(lambda actor: take_back_item(actor, school.anna, 1), *files),
        class_notice: Case(lambda actor: class_notice(actor, school.class_a), *own_class),
        publish_notice: Case(
            lambda actor: publish_notice(actor, school.class_a, "Cits"), *own_class
        ),
        note_told: Case(
            lambda actor: note_told(actor, school.class_a, [parent], TODAY), *own_class
        ),
        take_back_told: Case(
            lambda actor: take_back_told(actor, school.class_a, parent), *own_class
        ),
        notice_for: Case(
            lambda actor: notice_for(actor, school.anna),
            {"maija", "parent", "pupil", "management", "superuser"},
            Permission.DIARY_READ,
            *anna,
        ),
        read_notice: Case(
            lambda actor: read_notice(actor, notice.notice_id, notice.version),
            {"parent"},
            Permission.DIARY_READ,
            "class_notice",
            notice.notice_id,
        ),
    }


def test_every_use_case_is_examined(school: TinySchool) -> None:
    assert named(cases(school)) | {f"{class_checklist.__module__}.class_checklist"} == use_cases_in(
        class_tasks
    )


def test_everybody_else_is_refused_on_record(school: TinySchool, subtests: pytest.Subtests) -> None:
    each_refuses_everybody_else(school, cases(school), subtests)


def test_a_checklist_is_refused_by_role_first_and_then_by_class(
    school: TinySchool, subtests: pytest.Subtests
) -> None:
    roles = Case(
        lambda actor: class_checklist(actor, school.class_a), READERS, Permission.FILE_CHECK_READ
    )
    each_refuses_everybody_else(school, {class_checklist: roles}, subtests)
    for class_id in (school.class_b, 999_999):
        foreign = Case(
            lambda actor, class_id=class_id: class_checklist(actor, class_id),
            {*school.actors.all()} - {"maija"},
            Permission.FILE_CHECK_READ,
            "class",
            class_id,
        )
        each_refuses_everybody_else(school, {class_checklist: foreign}, subtests)
