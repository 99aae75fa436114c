"""What class teachers tell the parents: who knows which text, and how they know it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import Pupil
from ejournal_app.services.class_tasks.notice_template import NOTICE_TEMPLATE
from ejournal_app.services.class_tasks.notices import (
    TEXT_LIMIT,
    Told,
    class_notice,
    note_told,
    publish_notice,
    take_back_told,
)
from ejournal_app.services.class_tasks.overview import own_class_tasks
from ejournal_app.services.class_tasks.reading_notices import notice_for, read_notice
from tests.support.school import TinySchool
from tests.support.school_days import NOW, TODAY, TOMORROW, YESTERDAY
from tests.support.trail import trail

TEXT = "Labdien! Žurnālā ir dienasgrāmata."


def told(school: TinySchool) -> dict[int, Told]:
    view = class_notice(school.actors.maija, school.class_a)
    return {reader.person_id: reader.told for reader in view.readers}


def read(school: TinySchool) -> None:
    notice = notice_for(school.actors.parent, school.anna)
    assert notice is not None
    read_notice(school.actors.parent, notice.notice_id, notice.version)


def test_the_teacher_begins_with_the_template_and_the_parents_who_may_see(
    school: TinySchool,
) -> None:
    view = class_notice(school.actors.maija, school.class_a)
    assert (view.text, view.published_at, view.due) == (NOTICE_TEMPLATE, None, date(2026, 9, 30))
    # The parent without rights by court decision is not told through the journal.
    assert told(school) == {school.actors.parent.person_id: Told.NOT_YET}
    assert view.readers[0].children == ("Āboliņa Anna",)
    assert notice_for(school.actors.parent, school.anna) is None


def test_a_parent_reads_it_in_one_tap_for_themselves(school: TinySchool) -> None:
    publish_notice(school.actors.maija, school.class_a, TEXT)
    shown = notice_for(school.actors.parent, school.anna)
    assert shown is not None
    assert (shown.text, shown.known) == (TEXT, False)
    read(school)
    read(school)
    assert told(school) == {school.actors.parent.person_id: Told.READ}
    assert len(trail("notice.read")) == 1
    again = notice_for(school.actors.parent, school.anna)
    assert again is not None
    assert again.known


def test_a_changed_text_is_to_be_read_again_and_the_earlier_one_stays_on_record(
    school: TinySchool, clock_at: Callable[[datetime], None]
) -> None:
    publish_notice(school.actors.maija, school.class_a, TEXT)
    before = notice_for(school.actors.parent, school.anna)
    assert before is not None
    read(school)
    clock_at(NOW + timedelta(hours=1))
    publish_notice(school.actors.maija, school.class_a, TEXT + " Un SMS.")
    assert told(school) == {school.actors.parent.person_id: Told.EARLIER}
    with pytest.raises(Refused):
        read_notice(school.actors.parent, before.notice_id, before.version)
    entries = trail("class:notice:write")
    assert [(entry.after or {})["text"] for entry in entries] == [TEXT, TEXT + " Un SMS."]
    read(school)
    assert told(school) == {school.actors.parent.person_id: Told.READ}


def test_a_text_is_needed_and_must_be_new(school: TinySchool) -> None:
    publish_notice(school.actors.maija, school.class_a, TEXT)
    for text in ("  ", "x" * (TEXT_LIMIT + 1), TEXT, f" {TEXT}\r\n"):
        with pytest.raises(Refused) as refusal:
            publish_notice(school.actors.maija, school.class_a, text)
        assert refusal.value.field == "text"


def test_parents_told_at_a_meeting_are_noted_and_it_can_be_taken_back(school: TinySchool) -> None:
    parent, maija = school.actors.parent.person_id, school.actors.maija
    with pytest.raises(Refused):
        note_told(maija, school.class_a, [parent], TODAY)
    publish_notice(maija, school.class_a, TEXT)
    for people, day in (
        ([], TODAY),
        ([parent], TOMORROW),
        ([parent], date(2026, 8, 31)),
        ([school.actors.other_parent.person_id], TODAY),
        ([school.actors.restricted_parent.person_id], TODAY),
    ):
        with pytest.raises(Refused):
            note_told(maija, school.class_a, people, day)
    assert note_told(maija, school.class_a, [parent], YESTERDAY) == 1
    (reader,) = class_notice(maija, school.class_a).readers
    assert (reader.told, reader.told_on) == (Told.TOLD, YESTERDAY)
    assert note_told(maija, school.class_a, [parent], TODAY) == 0
    take_back_told(maija, school.class_a, parent)
    assert told(school) == {parent: Told.NOT_YET}
    read(school)
    take_back_told(maija, school.class_a, parent)
    assert told(school) == {parent: Told.READ}


def test_nobody_reads_for_another(school: TinySchool) -> None:
    publish_notice(school.actors.maija, school.class_a, TEXT)
    notice = notice_for(school.actors.parent, school.anna)
    assert notice is not None
    for who in ("other_parent", "restricted_parent", "pupil", "maija", "superuser"):
        with pytest.raises(Forbidden):
            read_notice(school.actors.all()[who], notice.notice_id, notice.version)
    for who in ("pupil", "maija", "superuser"):
        assert notice_for(school.actors.all()[who], school.anna) is None
    with pytest.raises(Forbidden):
        read_notice(school.actors.parent, 999_999, 1)


def test_a_pupil_of_age_who_closed_the_diary_closes_this_too(school: TinySchool) -> None:
    publish_notice(school.actors.maija, school.class_a, TEXT)
    with writing() as session:
        session.get_one(Pupil, school.anna).parents_see_data = False
    # Anna is no adult: only those of age may close it.
    assert told(school) == {school.actors.parent.person_id: Told.NOT_YET}


def test_the_overview_says_what_is_told_and_what_is_overdue(school: TinySchool) -> None:
    (own,) = own_class_tasks(school.actors.maija)
    assert (own.notice.overdue, own.notice.percent) == (True, 0)
    publish_notice(school.actors.maija, school.class_a, TEXT)
    read(school)
    (own,) = own_class_tasks(school.actors.maija)
    assert (own.notice.overdue, own.notice.informed, own.notice.guardians) == (False, 1, 1)
    assert own.notice.percent == 100
