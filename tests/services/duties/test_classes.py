"""What class teachers owe through the year, and what waits in the office (6, 9, 16, 17-19, 21)."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from sqlmodel import select

from ejournal_app import clock
from ejournal_app.domain.duties import Duty, DutyKind
from ejournal_app.domain.errors import Refused
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    Enrolment,
    OutboxMessage,
    PeriodReopening,
    StaffContract,
    TeacherAbsence,
)
from ejournal_app.services.class_tasks.checking import confirm_items, take_back_item
from ejournal_app.services.class_tasks.items import file_items, save_file_item
from ejournal_app.services.class_tasks.notices import publish_notice
from ejournal_app.services.duties.class_done import confirm_class_duty, withdraw_class_duty
from ejournal_app.services.duties.owed import own_duties
from ejournal_app.services.duties.things import things_due
from ejournal_app.services.lists.definition import ListQuery
from ejournal_app.services.lists.view import show_list
from tests.support.entering import complete_entry, mark, period_mark, saved
from tests.support.school import TinySchool
from tests.support.school_days import TODAY

ClockAt = Callable[[date | datetime], None]


def owed(school: TinySchool) -> dict[str, Duty]:
    return {duty.key: duty for duty in own_duties(school.actors.maija).duties}


def day_of(duty: Duty) -> date:
    assert duty.due_at is not None
    return clock.local(duty.due_at).date()


def test_statements_are_owed_from_the_first_until_they_are_confirmed(
    school: TinySchool, clock_at: ClockAt
) -> None:
    maija, own = school.actors.maija, school.class_a
    keys = {f"statements:{own}:2026-{month}" for month in ("09", "10")}
    assert keys <= owed(school).keys()
    assert day_of(owed(school)[f"statements:{own}:2026-09"]) == date(2026, 10, 5)
    confirm_class_duty(maija, own, DutyKind.STATEMENTS, "2026-10")
    confirm_class_duty(maija, own, DutyKind.STATEMENTS, "2026-10")
    assert f"statements:{own}:2026-10" not in owed(school)
    withdraw_class_duty(maija, own, DutyKind.STATEMENTS, "2026-10")
    assert keys <= owed(school).keys()
    for duty, period in (
        (DutyKind.STATEMENTS, "2026-11"),
        (DutyKind.STATEMENTS, "x"),
        (DutyKind.REPORT_CARDS, "2025"),
        (DutyKind.MARKS, "2026-10"),
    ):
        with pytest.raises(Refused):
            confirm_class_duty(maija, own, duty, period)
    clock_at(date(2026, 12, 1))
    december = owed(school)[f"statements:{own}:2026-11"]
    assert (day_of(december), december.is_overdue(clock.now())) == (date(2026, 12, 3), False)
    with writing() as session:
        session.add(
            TeacherAbsence(
                school_id=1,
                person_id=maija.person_id,
                kind="incapacity",
                starts_on=date(2026, 12, 1),
                ends_on=date(2026, 12, 4),
                recorded_at=clock.now(),
                recorded_by_id=maija.person_id,
            )
        )
    assert day_of(owed(school)[f"statements:{own}:2026-11"]) == date(2026, 12, 7)


def test_parents_are_told_and_files_confirmed_with_newcomers_on_their_own(
    school: TinySchool,
) -> None:
    maija, own = school.actors.maija, school.class_a
    save_file_item(school.actors.superuser, None, "Iesniegums", "")
    (item,) = (line.item_id for line in file_items(school.actors.superuser))
    usual, newcomers = f"personal_files:{own}:2026-09-01", f"personal_files:{own}:2026-11-24"
    assert (owed(school)[usual].missing, day_of(owed(school)[usual])) == (2, date(2026, 9, 30))
    assert (owed(school)[newcomers].total, day_of(owed(school)[newcomers])) == (
        1,
        date(2026, 12, 8),
    )
    confirm_items(maija, school.emils, [item])
    assert newcomers not in owed(school)
    take_back_item(maija, school.emils, item)
    assert newcomers in owed(school)
    publish_notice(maija, own, "Žurnālā ir dienasgrāmata.")
    assert f"class_notice:{own}:2026" not in owed(school)
    with reading() as session:
        due = things_due(session, school.year_id, date(2026, 9, 30), date(2026, 9, 30), clock.now())
    told = next(duty for duty in due if duty.key == f"class_notice:{own}:2026")
    assert told.done_at == clock.now()
    assert not told.is_in_time()


def test_report_cards_are_owed_once_year_marks_are_entered(
    school: TinySchool, clock_at: ClockAt
) -> None:
    key = f"report_cards:{school.class_a}:2026"
    clock_at(date(2027, 5, 16))
    assert key not in owed(school)
    clock_at(date(2027, 5, 17))
    assert day_of(owed(school)[key]) == date(2027, 5, 31)
    confirm_class_duty(school.actors.maija, school.class_a, DutyKind.REPORT_CARDS, "2026")
    assert key not in owed(school)


def test_marks_of_periods_are_owed_while_their_window_is_open(
    school: TinySchool, clock_at: ClockAt
) -> None:
    ilze, journal = school.actors.ilze, school.maths_a
    saved(ilze, mark(school.test, school.anna, "8"))
    key = f"period:{journal}:interim_1"

    def of_ilze() -> Duty | None:
        return next((duty for duty in own_duties(ilze).duties if duty.key == key), None)

    assert of_ilze() is None
    clock_at(date(2026, 12, 18))
    duty = of_ilze()
    assert duty is not None
    assert (duty.missing, duty.total, day_of(duty)) == (3, 3, date(2026, 12, 25))
    listed = show_list(school.actors.management, "periodu-saraksts", ListQuery())
    assert len(listed.rows) == 1
    saved(ilze, period_mark(journal, "interim_1", school.anna, "8"))
    duty = of_ilze()
    assert duty is not None
    assert duty.missing == 2
    clock_at(date(2026, 12, 26))
    assert of_ilze() is None
    with writing() as session:
        session.add(
            PeriodReopening(
                year_id=school.year_id,
                entry_kind="interim_1",
                person_id=ilze.person_id,
                until=date(2027, 1, 8),
                reason="Slimība",
                granted_by_id=ilze.person_id,
                granted_at=clock.now(),
            )
        )
    duty = of_ilze()
    assert duty is not None
    assert day_of(duty) == date(2027, 1, 8)
    assert duty.person_ids == {ilze.person_id}


def test_the_office_sees_what_waits_for_it(school: TinySchool) -> None:
    actors = school.actors
    saved(actors.ilze, *complete_entry(school.lesson(school.maths_a)))
    with writing() as session:
        contract = session.exec(
            select(StaffContract).where(StaffContract.person_id == actors.nora.person_id)
        ).one()
        contract.activated_at = None
        session.add(contract)
        session.add(
            OutboxMessage(
                school_id=1, key="x", address="a@example.lv", created_at=clock.now(), attempts=9
            )
        )
    office = {duty.key: duty for duty in own_duties(actors.superuser).office}
    assert (office["contracts"].count, office["outbox"].count) == (1, 1)
    assert all(duty.href.startswith("/") for duty in office.values())
    missing = {duty.key: duty.count for duty in own_duties(actors.management).office}
    assert missing == {"missing": 2}  # Ilze in 5.b and Jānis in English
    assert not own_duties(actors.ilze).office


def test_a_class_without_pupils_is_owed_nothing(school: TinySchool) -> None:
    with writing() as session:
        for row in session.exec(select(Enrolment).where(Enrolment.class_id == school.class_a)):
            row.ends_on, row.end_kind = row.ends_on or TODAY - (TODAY - row.starts_on), "left"
            row.ends_on = max(row.starts_on, min(row.ends_on, date(2026, 11, 24)))
            session.add(row)
    assert not owed(school)
