"""Numbers for the canteen: by class, without names, once a day to each address."""

import asyncio
import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from python_calamine import CalamineWorkbook
from sqlmodel import col, select

from ejournal_app import clock
from ejournal_app.jobs.catalogue import JOBS
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Lesson, OutboxMessage, StoredFile
from ejournal_app.services.attendance.canteen import CanteenLine, canteen_page
from ejournal_app.services.attendance.canteen_sending import send_canteen
from ejournal_app.services.outbox import sending
from ejournal_app.services.scheduled.names import JobName
from ejournal_app.services.scheduled.tidying import forget_messages
from ejournal_app.services.setup.rules import save_rule
from tests.services.outbox.test_sending import post_office
from tests.support.absences import missed
from tests.support.entering import attendance, checked, saved
from tests.support.school import TinySchool, school
from tests.support.school_days import HOLIDAY, LESSON_DAYS, NOW, TODAY

__all__ = ["school"]

AT = datetime.combine(TODAY, time(9, 15), clock.RIGA).astimezone(UTC)
NAMES = ("Anna", "Bruno", "Emīls", "Dace", "Marta", "Āboliņa", "Ozola")


def set_canteen(school: TinySchool, value: str = "09:15;virtuve@skola.lv, saim@skola.lv") -> None:
    save_rule(school.actors.superuser, "canteen", value, TODAY)


def numbers(school: TinySchool) -> dict[str, tuple[int, int, int]]:
    return {
        line.class_name: (line.present, line.absent, line.unknown)
        for line in canteen_page(school.actors.management, TODAY).lines
    }


def messages() -> list[OutboxMessage]:
    with reading() as session:
        return list(session.exec(select(OutboxMessage).order_by(col(OutboxMessage.address))))


def test_each_pupil_counts_by_the_own_first_lesson(school: TinySchool) -> None:
    # English (1st) has Anna and Dace; the others of 5.a begin with mathematics (2nd), of 5.b (3rd).
    assert numbers(school) == {"5.a": (0, 0, 3), "5.b": (0, 0, 2)}
    english, maths = school.lesson(school.english), school.lesson(school.maths_a)
    saved(school.actors.janis, attendance(english, school.anna, "absent"), checked(english))
    assert numbers(school) == {"5.a": (0, 1, 2), "5.b": (1, 0, 1)}
    # That Anna is there an hour later changes nothing about her first lesson.
    saved(school.actors.ilze, attendance(maths, school.bruno, "late"), checked(maths))
    assert numbers(school) == {"5.a": (2, 1, 0), "5.b": (1, 0, 1)}


def test_a_first_lesson_called_off_is_none(school: TinySchool) -> None:
    with writing() as session:
        session.get_one(Lesson, school.lesson(school.english)).called_off_at = clock.now()
    missed(school, school.lesson(school.maths_a), school.anna)
    assert numbers(school)["5.a"] == (0, 1, 2)


def test_class_teachers_see_their_class_and_no_addresses(school: TinySchool) -> None:
    set_canteen(school)
    page = canteen_page(school.actors.nora, TODAY)
    assert [line.class_name for line in page.lines] == ["5.b"]
    assert (page.sent_at, page.sent_to) == ("09:15", ())
    assert canteen_page(school.actors.management, TODAY).sent_to == (
        "virtuve@skola.lv",
        "saim@skola.lv",
    )
    assert canteen_page(school.actors.management, HOLIDAY).lines == ()
    assert canteen_page(school.actors.management, date(2020, 1, 1)).lines == ()


def test_it_is_sent_on_days_with_lessons_once_there_is_an_address(school: TinySchool) -> None:
    (job,) = [job for job in JOBS if job.name is JobName.CANTEEN]
    year = (AT - timedelta(days=200), AT + timedelta(days=200))
    assert list(job.moments(*year)) == []
    set_canteen(school)
    # From today on, for the setting holds from today; until the last planned lesson, without
    # Saturdays and Sundays.
    assert list(job.moments(*year)) == [
        datetime.combine(day, time(9, 15), clock.RIGA).astimezone(UTC)
        for day in LESSON_DAYS
        if day >= TODAY
    ]
    assert list(job.moments(AT - timedelta(seconds=1), AT)) == [AT]
    assert list(job.moments(AT, AT + timedelta(hours=20))) == []
    assert not job.catch_up.still_worth(AT, AT + timedelta(hours=3))


def test_run_twice_it_is_sent_once(school: TinySchool) -> None:
    set_canteen(school)
    assert send_canteen(AT) == 2
    missed(school, school.lesson(school.english), school.anna)
    assert send_canteen(AT) == 0
    assert [message.address for message in messages()] == ["saim@skola.lv", "virtuve@skola.lv"]
    with reading() as session:
        assert len(session.exec(select(StoredFile)).all()) == 2
    # An address added meanwhile gets it too, the others do not get it again.
    with writing() as session:
        session.delete(session.get_one(OutboxMessage, messages()[0].id))
    assert send_canteen(AT) == 1
    assert send_canteen(AT + timedelta(days=1)) == 2


def test_without_addresses_nothing_is_made(school: TinySchool) -> None:
    assert send_canteen(AT) == 0
    with reading() as session:
        assert session.exec(select(StoredFile)).all() == []


async def test_the_letter_carries_both_files_and_no_name(
    school: TinySchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_canteen(school, "09:15;virtuve@skola.lv")
    english = school.lesson(school.english)
    await asyncio.to_thread(
        saved, school.actors.janis, attendance(english, school.anna, "absent"), checked(english)
    )
    async with post_office(monkeypatch) as office:
        await asyncio.to_thread(send_canteen, AT)
        assert await sending.send_due() == 1
        assert await sending.send_due() == 0
    (letter,) = office.letters()
    assert letter["To"] == "virtuve@skola.lv"
    assert letter["Subject"] == "Izglītojamie pirmajā stundā, 25.11.2026"
    body = letter.get_body().get_content()
    assert "skolā ir 1, nav 1, vēl nav reģistrēti 3 izglītojamie" in body
    files = {file.get_filename(): file for file in letter.iter_attachments()}
    assert {name: file.get_content_type() for name, file in files.items()} == {
        "1-stunda-2026-11-25.csv": "text/csv",
        "1-stunda-2026-11-25.xlsx": (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        ),
    }
    expected = [
        ["Klase", "Izglītojamie", "Ir", "Nav", "Vēl nav reģistrēts"],
        ["5.a", "3", "0", "1", "2"],
        ["5.b", "2", "1", "0", "1"],
        ["Kopā", "5", "1", "1", "3"],
    ]
    raw = files["1-stunda-2026-11-25.csv"].get_payload(decode=True)
    text = raw.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text), delimiter=";")) == expected
    sheet = files["1-stunda-2026-11-25.xlsx"].get_payload(decode=True)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert [[str(cell).removesuffix(".0") for cell in row] for row in rows] == expected
    for name in NAMES:
        assert name not in body + text + str(rows)


def test_old_reports_go_with_their_messages(
    school: TinySchool, clock_at: Callable[[date | datetime], None]
) -> None:
    set_canteen(school)
    send_canteen(AT)
    with writing() as session:
        for message in session.exec(select(OutboxMessage)):
            message.sent_at, message.next_attempt_at = clock.now(), None
    assert forget_messages() == 0
    clock_at(NOW + timedelta(days=366))
    assert forget_messages() == 4
    assert messages() == []


def test_a_line_adds_up() -> None:
    assert CanteenLine(class_name="5.a", present=2, absent=1, unknown=4).pupils == 7
