"""Whatever changes somebody's list is announced at one of its topics."""

from collections.abc import Callable

import pytest

from ejournal_app.domain.duties import DutyKind
from ejournal_app.persistence.engine import reading
from ejournal_app.services import live
from ejournal_app.services.class_tasks.checking import confirm_items
from ejournal_app.services.class_tasks.items import file_items, save_file_item
from ejournal_app.services.class_tasks.notices import publish_notice
from ejournal_app.services.duties.class_done import confirm_class_duty
from ejournal_app.services.duties.owed import own_duties
from ejournal_app.services.duties.topics import duty_topics
from ejournal_app.services.events.deciding import call_off_event
from ejournal_app.services.events.participants import add_pupil
from ejournal_app.services.works.done_later import record_done_later, withdraw_done_later
from tests.support.entering import attendance, mark, saved, topic
from tests.support.school import TinySchool
from tests.support.school_days import TODAY, YESTERDAY
from tests.support.school_events import approve, proposed, version_of


def test_what_changes_a_list_is_announced_there(
    school: TinySchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    ilze, maija = school.actors.ilze, school.actors.maija
    save_file_item(school.actors.superuser, None, "Iesniegums", "")
    (item,) = (line.item_id for line in file_items(school.actors.superuser))
    told: set[str] = set()
    monkeypatch.setattr(live, "publish", told.update)
    lesson = school.lesson(school.maths_a, YESTERDAY)
    acts: list[tuple[object, Callable[[], object]]] = [
        (ilze, lambda: saved(ilze, mark(school.test, school.bruno, "8"))),
        (ilze, lambda: saved(ilze, topic(lesson, "Daļas"))),
        (ilze, lambda: saved(ilze, attendance(lesson, school.anna, "n"))),
        (ilze, lambda: record_done_later(ilze, school.test, school.anna, TODAY)),
        (ilze, lambda: withdraw_done_later(ilze, school.test, school.anna)),
        (maija, lambda: confirm_items(maija, school.anna, [item])),
        (maija, lambda: publish_notice(maija, school.class_a, "Žurnāls")),
        (
            maija,
            lambda: confirm_class_duty(maija, school.class_a, DutyKind.STATEMENTS, "2026-10"),
        ),
    ]
    for who, act in acts:
        told.clear()
        act()
        with reading() as session:
            assert told & duty_topics(session, ilze if who is ilze else maija)


def test_an_absent_pupil_is_owed_nothing_until_the_work_is_done(school: TinySchool) -> None:
    ilze = school.actors.ilze
    key = f"work:{school.test}"

    def total() -> int:
        return next(duty.total for duty in own_duties(ilze).duties if duty.key == key)

    assert total() == 4
    saved(ilze, attendance(school.lesson(school.maths_a, YESTERDAY), school.anna, "n"))
    assert total() == 3
    record_done_later(ilze, school.test, school.anna, TODAY)
    assert total() == 4
    withdraw_done_later(ilze, school.test, school.anna)
    assert total() == 3


def test_who_was_at_an_event_is_owed_nothing_unless_registered_as_there(
    school: TinySchool,
) -> None:
    ilze = school.actors.ilze
    key = f"work:{school.test}"

    def total() -> int:
        return next(duty.total for duty in own_duties(ilze).duties if duty.key == key)

    # Over the lesson's last minute; the work hangs on yesterday's lesson.
    event = proposed(school, day=YESTERDAY, begins=(10, 9), ends=(12, 0))
    for pupil in (school.anna, school.bruno):
        add_pupil(ilze, event, pupil)
    assert total() == 4
    approve(school, event)
    assert total() == 2
    saved(ilze, attendance(school.lesson(school.maths_a, YESTERDAY), school.anna, "k"))
    assert total() == 3
    lesson = school.lesson(school.maths_a, YESTERDAY)
    saved(ilze, attendance(lesson, school.anna, "n", base="late"))
    assert total() == 2
    record_done_later(ilze, school.test, school.bruno, TODAY)
    assert total() == 3
    withdraw_done_later(ilze, school.test, school.bruno)
    call_off_event(school.actors.management, event, version_of(school, event), "Nav autobusa")
    assert total() == 3
