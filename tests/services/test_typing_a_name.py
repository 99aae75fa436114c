"""What is deleted for good goes only with its name typed; another name deletes nothing."""

from collections.abc import Callable
from datetime import time

import pytest

from ejournal_app.domain.access import Actor
from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.domain.kinds import AchievementKind, AchievementLevel
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import StudyGroup
from ejournal_app.services.achievements.writing import (
    AchievementData,
    add_achievement,
    delete_achievement,
)
from ejournal_app.services.changes.history import show_run
from ejournal_app.services.changes.kinds import RunKind
from ejournal_app.services.changes.taking_back import take_back, take_back_of_kind
from ejournal_app.services.groups.group_page import delete_group
from ejournal_app.services.movements.enrolling import enrol
from ejournal_app.services.movements.history import runs_of_pupil, undo_movement
from ejournal_app.services.movements.moving import move
from ejournal_app.services.people.person_form import PersonForm
from ejournal_app.services.setup.bell_schedules import Period, remove_schedule, save_schedule
from ejournal_app.services.staff.contract_form import ContractForm
from ejournal_app.services.staff.entering import enter_staff, remove_contract
from ejournal_app.services.staff.file import staff_file
from ejournal_app.services.teaching.classes import create_classes, delete_class
from ejournal_app.services.teaching.journals import delete_journal
from ejournal_app.services.teaching.subjects import create_subject, delete_subject
from ejournal_app.services.timetabling.drafts import discard_draft, start_draft
from tests.services.movements.asking import enrolling, everything, moving
from tests.support.school import TinySchool
from tests.support.school_days import SEPTEMBER, TODAY

Act = Callable[[str], object]
"""Deletes something, given the typed name."""


def a_class(school: TinySchool, superuser: Actor) -> tuple[str, Act]:
    (made,) = create_classes(
        superuser, year_id=school.year_id, grade=9, letters="x", programme_code=""
    )
    return "9.x", lambda typed: delete_class(superuser, made, typed=typed)


def a_group(school: TinySchool, superuser: Actor) -> tuple[str, Act]:
    with writing() as session:
        own = session.get_one(StudyGroup, school.group)
        made = StudyGroup(year_id=school.year_id, subject_id=own.subject_id, name="Angļu 5.2")
        session.add(made)
        session.flush()
        group_id = made.id or 0
    return "Angļu 5.2", lambda typed: delete_group(superuser, group_id, typed=typed)


def a_journal(school: TinySchool, superuser: Actor) -> tuple[str, Act]:
    return "Koris 5.a", lambda typed: delete_journal(superuser, school.choir, typed=typed)


def a_subject(_school: TinySchool, superuser: Actor) -> tuple[str, Act]:
    made = create_subject(superuser, name="Ķīmija", short_name="")
    return "Ķīmija", lambda typed: delete_subject(superuser, made, typed=typed)


def a_bell_schedule(_school: TinySchool, superuser: Actor) -> tuple[str, Act]:
    made = save_schedule(
        superuser,
        None,
        name="Īsās stundas",
        valid_from=SEPTEMBER,
        is_ordinary=False,
        periods=[Period(number=1, starts_at=time(9), ends_at=time(9, 30))],
    )
    return "Īsās stundas", lambda typed: remove_schedule(superuser, made, typed=typed)


def an_achievement(school: TinySchool, superuser: Actor) -> tuple[str, Act]:
    data = AchievementData(
        day=TODAY,
        kind=AchievementKind.OLYMPIAD,
        level=AchievementLevel.REGION,
        title="Olimpiāde",
        result="",
        teacher_name="",
    )
    made = add_achievement(superuser, school.anna, data)
    return "Olimpiāde", lambda typed: delete_achievement(superuser, made, typed=typed)


def a_timetable_draft(_school: TinySchool, superuser: Actor) -> tuple[str, Act]:
    made = start_draft(superuser, TODAY)
    return f"{TODAY:%d.%m.%Y}", lambda typed: discard_draft(superuser, made, typed=typed)


def a_contract(school: TinySchool, superuser: Actor) -> tuple[str, Act]:
    terms = ContractForm(kind="employment", number="9", position="x", starts_on=SEPTEMBER)
    person = PersonForm(given_name="Velga", family_name="Jaunzeme")
    done = enter_staff(school.actors.clerk, person, terms)
    contract = staff_file(superuser, done.person_id or 0).contracts[0].contract_id
    return "Velga Jaunzeme", lambda typed: remove_contract(superuser, contract, typed=typed)


def a_run_with_a_person(school: TinySchool, superuser: Actor) -> tuple[str, Act]:
    run = enrol(superuser, enrolling(school)).run_id
    assert show_run(superuser, run).name_to_type == "Kārlis Ozols"
    return "Kārlis Ozols", lambda typed: take_back(superuser, run, typed=typed)


def an_enrolment_with_a_person(school: TinySchool, superuser: Actor) -> tuple[str, Act]:
    done = enrol(superuser, enrolling(school))
    (line,) = runs_of_pupil(superuser, done.pupil_id)
    return line.name_to_type, lambda typed: undo_movement(superuser, done.run_id, typed=typed)


@pytest.mark.parametrize(
    "prepare",
    [
        a_class,
        a_group,
        a_journal,
        a_subject,
        a_bell_schedule,
        an_achievement,
        a_timetable_draft,
        a_contract,
        a_run_with_a_person,
        an_enrolment_with_a_person,
    ],
)
def test_another_name_deletes_nothing_and_the_own_one_does(
    school: TinySchool, prepare: Callable[[TinySchool, Actor], tuple[str, Act]]
) -> None:
    name, act = prepare(school, school.actors.superuser)
    before = everything()
    for other in ("", "cits"):
        with pytest.raises(Refused) as refused:
            act(other)
        assert refused.value.field == "typed"
        assert refused.value.message.params == {"name": name}
    assert everything() == before
    act(f" {name.upper()} ")
    assert everything() != before


def test_a_run_that_brought_no_person_is_taken_back_without_a_name(school: TinySchool) -> None:
    superuser = school.actors.superuser
    before = everything()
    run = move(superuser, moving(school.anna, school.class_b)).run_id
    assert show_run(superuser, run).name_to_type == ""
    take_back(superuser, run, typed="")
    assert everything() == before


def test_no_page_of_another_kind_of_run_takes_one_back(school: TinySchool) -> None:
    superuser = school.actors.superuser
    run = enrol(superuser, enrolling(school)).run_id
    before = everything()
    for kind in (RunKind.GROUPS, RunKind.YEAR_COPY, RunKind.JOURNALS):
        for run_id in (run, 0, 999_999):
            with pytest.raises(Forbidden):
                take_back_of_kind(superuser, kind, run_id)
    assert everything() == before
