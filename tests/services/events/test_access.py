"""Who may do what with events; what is another's does not exist (Regulation 11)."""

from typing import Any

import pytest

from ejournal_app.domain.access import Permission
from ejournal_app.services import events
from ejournal_app.services.events.choosing import event_choices, find_pupils
from ejournal_app.services.events.deciding import (
    approve_event,
    call_off_event,
    decline_event,
)
from ejournal_app.services.events.page import event_form, lesson_times, open_event
from ejournal_app.services.events.participants import (
    add_class,
    add_group,
    add_pupil,
    remove_pupils,
)
from ejournal_app.services.events.proposing import change_event, propose_event
from tests.support.school import TinySchool
from tests.support.school_days import TODAY
from tests.support.school_events import event_data, proposed
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in

TEACHERS = {"ilze", "janis", "maija", "nora", "attached_until_yesterday"}


def cases(school: TinySchool, *, teachers: bool) -> dict[Any, Case]:
    """The use cases about Ilze's event; for the other teachers it is there but not theirs."""
    event = proposed(school)
    list_, write, decide = Permission.EVENT_LIST, Permission.EVENT_WRITE, Permission.EVENT_DECIDE
    staff = {who for who, actor in school.actors.all().items() if actor.is_staff}
    writers = {*TEACHERS, "management"}
    data = event_data(school)
    own = {
        change_event: lambda actor: change_event(actor, event, 1, data),
        add_class: lambda actor: add_class(actor, event, school.class_a),
        add_group: lambda actor: add_group(actor, event, school.group),
        add_pupil: lambda actor: add_pupil(actor, event, school.anna),
        remove_pupils: lambda actor: remove_pupils(actor, event, [school.anna]),
    }
    outsiders = {*TEACHERS} - {"ilze"}
    if teachers:
        everybody_else = {*school.actors.all()} - outsiders
        about = ("school_event", event)
        return {
            **{one: Case(call, everybody_else, write, *about) for one, call in own.items()},
            event_choices: Case(
                lambda actor: event_choices(actor, event), everybody_else, write, *about
            ),
            find_pupils: Case(
                lambda actor: find_pupils(actor, event, "anna"), everybody_else, write, *about
            ),
        }
    return {
        event_form: Case(event_form, writers, write),
        lesson_times: Case(lambda actor: lesson_times(actor, TODAY, 1, 2), writers, write),
        open_event: Case(lambda actor: open_event(actor, event), staff, list_),
        propose_event: Case(lambda actor: propose_event(actor, data), writers, write),
        **{one: Case(call, writers, write) for one, call in own.items()},
        event_choices: Case(
            lambda actor: event_choices(actor, event), {"ilze", "management"}, write,
            "school_event", event,
        ),
        find_pupils: Case(
            lambda actor: find_pupils(actor, event, "anna"), {"ilze", "management"}, write,
            "school_event", event,
        ),
        approve_event: Case(lambda actor: approve_event(actor, event, 1), {"management"}, decide),
        decline_event: Case(
            lambda actor: decline_event(actor, event, 1, "x"), {"management"}, decide
        ),
        call_off_event: Case(
            lambda actor: call_off_event(actor, event, 1, "x"), {"management"}, decide
        ),
    }  # fmt: skip


def test_everybody_else_is_refused_on_record(school: TinySchool, subtests: pytest.Subtests) -> None:
    examined = cases(school, teachers=False)
    assert named(examined) == use_cases_in(events)
    each_refuses_everybody_else(school, examined, subtests)


def test_an_event_of_another_teacher_is_not_there_for_writing(
    school: TinySchool, subtests: pytest.Subtests
) -> None:
    each_refuses_everybody_else(school, cases(school, teachers=True), subtests)
