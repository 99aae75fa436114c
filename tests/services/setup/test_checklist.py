"""The checklist knows what is done, what is missing and what blocks people."""

from sqlalchemy import update
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.pages import PAGES
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import (
    Account,
    BellSchedule,
    ClassTeacher,
    SchoolYear,
    WorkKind,
)
from ejournal_app.services.invitations.roster import load_roster
from ejournal_app.services.setup.checklist import checklist, has_blocking_steps
from ejournal_app.services.setup.checklist_model import StepState
from ejournal_app.services.setup.school_data import SchoolData, save_school
from tests.support.school import TinySchool
from tests.support.school_days import DAY, YESTERDAY

DONE, MISSING, BLOCKS = StepState.DONE, StepState.MISSING, StepState.BLOCKS


def states(school: TinySchool) -> dict[str, StepState]:
    return {step.key: step.state for step in checklist(school.actors.superuser).steps}


def test_a_school_that_works_has_no_step_that_blocks_but_the_timetable(school: TinySchool) -> None:
    found = states(school)
    assert [key for key, state in found.items() if state == BLOCKS] in ([], ["timetable"])
    assert found["school"] == MISSING
    assert found["year"] == found["semesters"] == found["bells"] == found["works"] == DONE


def test_who_sets_the_school_up_is_led_to_what_blocks_people(school: TinySchool) -> None:
    superuser = school.actors.superuser
    assert has_blocking_steps(superuser) == (BLOCKS in states(school).values())
    with writing() as session:
        session.connection().execute(update(WorkKind).values(is_active=False))
    assert has_blocking_steps(superuser)


def test_people_without_a_password_are_counted_until_they_have_one(school: TinySchool) -> None:
    (before,) = [one for one in checklist(school.actors.superuser).steps if one.key == "access"]
    assert (before.state, before.detail.params["count"]) != (DONE, 0)
    with writing() as session:
        for member in load_roster(session, clock.today()).members.values():
            if member.account_id is None:
                name = f"user{member.person_id}"
                session.add(Account(person_id=member.person_id, username=name, username_key=name))
        session.flush()
        session.connection().execute(update(Account).values(password_hash="chosen"))
    (after,) = [one for one in checklist(school.actors.superuser).steps if one.key == "access"]
    assert (after.state, after.detail.params["count"]) == (DONE, 0)


def test_filling_in_the_school_data_ticks_them_off(school: TinySchool) -> None:
    save_school(
        school.actors.superuser,
        SchoolData(
            name="Paraugskola", address="Skolas iela 1", phone="67000000", director_name="I. Kalna"
        ),
    )
    assert states(school)["school"] == DONE


def test_what_teachers_cannot_work_without_blocks(school: TinySchool) -> None:
    with writing() as session:
        session.connection().execute(update(BellSchedule).values(is_ordinary=False))
        session.connection().execute(update(WorkKind).values(is_active=False))
    found = states(school)
    assert (found["bells"], found["works"]) == (BLOCKS, BLOCKS)


def test_a_class_whose_class_teacher_has_left_is_counted(school: TinySchool) -> None:
    before = [step for step in checklist(school.actors.superuser).steps if step.key == "classes"]
    with writing() as session:
        session.connection().execute(
            update(ClassTeacher)
            .where(col(ClassTeacher.ends_on).is_(None))
            .values(ends_on=YESTERDAY)
        )
    (after,) = [step for step in checklist(school.actors.superuser).steps if step.key == "classes"]
    assert before[0].state == DONE
    assert (after.state, after.detail.params["without"]) == (MISSING, 2)


def test_before_there_is_a_year_everything_about_it_blocks(school: TinySchool) -> None:
    with writing() as session:
        session.connection().execute(
            update(SchoolYear).values(starts_on=YESTERDAY - DAY, ends_on=YESTERDAY)
        )
    # The latest year is worked on even when it is over.
    assert checklist(school.actors.superuser).starting == 2026


def test_every_step_leads_to_a_page_that_is_there(school: TinySchool) -> None:
    routes = {page.route.replace("[year]", str(school.year_id)) for page in PAGES}
    assert {step.href for step in checklist(school.actors.superuser).steps} <= routes
