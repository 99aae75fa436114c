"""Unjustified lessons, steps and contacts of the demo school."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from sqlmodel import Session, col, select

from ejournal_app import clock
from ejournal_app.demo.load import DemoReport
from ejournal_app.domain.access import Actor
from ejournal_app.persistence.models import AbsenceContact, Account, AttendanceStep, SchoolClass
from ejournal_app.services.absent_today.page import absent_today
from ejournal_app.services.accounts.identity import standing_of
from ejournal_app.services.attendance.unjustified import unjustified_page

from .conftest import TUESDAY

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def actor_of(session: Session, username: str) -> Actor:
    account = session.exec(select(Account).where(col(Account.username) == username)).one()
    assert account.id is not None
    standing = standing_of(
        session, account_id=account.id, person_id=account.person_id, on=clock.today()
    )
    return Actor(
        account_id=account.id,
        person_id=account.person_id,
        session_id=0,
        name=username,
        roles=standing.roles,
        class_ids=standing.class_ids,
        pupil_id=standing.pupil_id,
        child_ids=standing.child_ids,
    )


def test_somebody_has_reached_a_step_and_something_is_left_to_do(session: Session) -> None:
    page = unjustified_page(actor_of(session, "vadiba"))
    assert any(line.open_steps for line in page.lines)
    for step in session.exec(select(AttendanceStep)):
        line = next(line for line in page.lines if line.pupil_id == step.pupil_id)
        assert step.threshold <= line.unjustified


def test_whoever_is_told_today_is_absent_today(session: Session) -> None:
    listed = absent_today(actor_of(session, "vadiba"))
    told = {one.pupil_id for own in listed.classes for one in own.told}
    reached = {
        row.pupil_id for row in session.exec(select(AbsenceContact)) if row.told_id is not None
    }
    assert told == reached
    assert all(row.at <= clock.now() for row in session.exec(select(AbsenceContact)))


def test_the_demo_class_teacher_sees_the_own_class(
    loaded: DemoReport, session: Session, clock_at: Callable[[date | datetime], None]
) -> None:
    assert loaded.counts["absence_note"] > 0
    clock_at(TUESDAY)
    own = actor_of(session, "audzinatajs")
    names = {session.get_one(SchoolClass, class_id).name for class_id in own.class_ids}
    assert {line.class_name for line in unjustified_page(own).lines} <= names
