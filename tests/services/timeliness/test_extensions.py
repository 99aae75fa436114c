"""Putting deadlines off: who is told, what it changes, what is refused (Regulation 15)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest

from ejournal_app import clock
from ejournal_app.domain.duties import DutyKind
from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.domain.timeliness import Outcome
from ejournal_app.services import live
from ejournal_app.services.timeliness.extending import extend_deadline
from ejournal_app.services.timeliness.extensions import (
    extensions,
    journals_to_extend,
    withdraw_extension,
)
from ejournal_app.services.timeliness.heat_map import By
from ejournal_app.services.timeliness.lines import timeliness_lines
from tests.support.school import TinySchool
from tests.support.school_days import DAY, SEPTEMBER, YESTERDAY
from tests.support.told import told
from tests.support.trail import trail

from .asking import MONDAY, extension, heat_map, row_of

ClockAt = Callable[[date | datetime], None]
FRIDAY = date(2026, 11, 27)


def outcomes(school: TinySchool) -> dict[str, Outcome]:
    ilze = school.actors.ilze.person_id
    view = timeliness_lines(school.actors.management, By.TEACHER, ilze, MONDAY)
    return {line.title.english(): line.outcome for line in view.lines}


def test_a_deadline_is_put_off_and_back(
    school: TinySchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(live, "publish", heard.extend)
    boss, ilze, janis = school.actors.management, school.actors.ilze, school.actors.janis
    entry = "Matemātika 5.a: entry of lesson 2 on 2026-11-24"
    before = row_of(heat_map(school), "Kalniņa Ilze").total
    assert outcomes(school)[entry] is Outcome.OVERDUE

    extension_id = extend_deadline(boss, extension(ilze.person_id, school.maths_a))
    assert outcomes(school)[entry] is Outcome.COMING
    assert row_of(heat_map(school), "Kalniņa Ilze").total.overdue == before.overdue - 1
    (notice,) = told(ilze)
    assert notice == (
        "A deadline is put off to 27 Nov 2026: Entries of lessons (Matemātika 5.a),"
        " due on 24 Nov 2026. Guna Direktore: Pedagogs bija sacensībās ar 7. klasi."
    )
    assert told(janis) == []
    assert {live.person_topic(ilze.person_id), live.journal_topic(school.maths_a)} <= set(heard)
    (entry_of_trail,) = trail("school:extension:write")
    assert (entry_of_trail.entity, entry_of_trail.entity_id) == ("deadline_extension", extension_id)
    assert "sacensībās" not in str(entry_of_trail.after)
    (line,) = extensions(school.actors.superuser).lines
    assert (line.person, line.journal, line.duty, line.until, line.holds) == (
        "Kalniņa Ilze",
        "Matemātika 5.a",
        DutyKind.LESSON_ENTRY,
        FRIDAY,
        True,
    )
    assert (line.granted_by, line.granted_at) == ("Guna Direktore", clock.now())
    with pytest.raises(Refused, match="Exactly this"):
        extend_deadline(boss, extension(ilze.person_id, school.maths_a))

    withdraw_extension(school.actors.superuser, extension_id)
    assert outcomes(school)[entry] is Outcome.OVERDUE
    assert told(ilze)[0].endswith("Sandis Sargs has withdrawn the extension.")
    (line,) = extensions(boss).lines
    assert (line.holds, line.ended_at) == (False, clock.now())
    assert trail("school:extension:write")[-1].after == {"withdrawn": True}
    with pytest.raises(Refused, match="withdrawn already"):
        withdraw_extension(boss, extension_id)
    with pytest.raises(Forbidden):
        withdraw_extension(boss, 999_999)


def test_a_journal_is_put_off_for_all_who_teach_it(school: TinySchool, clock_at: ClockAt) -> None:
    week = extension(None, school.maths_a, due_from=MONDAY, due_to=YESTERDAY)
    extend_deadline(school.actors.superuser, week)
    assert "due from 23 Nov 2026 to 24 Nov 2026" in told(school.actors.ilze)[0]
    assert len(told(school.actors.janis)) == 1
    assert len(told(school.actors.attached_until_yesterday)) == 1
    assert told(school.actors.maija) == []
    clock_at(FRIDAY + DAY)
    (line,) = extensions(school.actors.management).lines
    assert (line.person, line.journal, line.holds) == ("", "Matemātika 5.a", False)
    assert row_of(heat_map(school), "Kalniņa Ilze").cells[-1].overdue == 10


def test_the_form_offers_the_journals_of_the_person(school: TinySchool) -> None:
    boss = school.actors.management
    own = journals_to_extend(boss, school.actors.ilze.person_id)
    assert [one.name for one in own] == ["Matemātika 5.a", "Matemātika 5.b"]
    assert len(journals_to_extend(boss, None)) == 4
    view = extensions(boss)
    assert (view.first_day, view.last_day) == (SEPTEMBER, date(2027, 8, 31))
    assert "Kalniņa Ilze" in {one.name for one in view.staff}


def test_what_is_refused_is_said_at_its_field(
    school: TinySchool, subtests: pytest.Subtests
) -> None:
    ilze, maths = school.actors.ilze.person_id, school.maths_a
    right = extension(ilze, maths)
    of_class = replace(right, duty=DutyKind.STATEMENTS)
    for data, field, words in (
        (replace(right, reason="  "), "reason", "why"),
        (replace(right, reason="x" * 301), "reason", "too long"),
        (replace(right, due_to=YESTERDAY - DAY), "due_to", "before the first"),
        (replace(right, until=YESTERDAY - DAY), "until", "later than"),
        (replace(right, until=YESTERDAY), "until", "later than"),
        (replace(right, until=date(2027, 9, 1)), "until", "school year"),
        (replace(right, due_from=date(2026, 8, 31)), "due_from", "school year"),
        (replace(right, person_id=None, journal_id=None), "person", "a person, a journal"),
        (replace(right, person_id=999_999), "person", "member of staff"),
        (replace(right, person_id=school.actors.parent.person_id), "person", "member of staff"),
        (replace(right, journal_id=999_999), "journal", "journal from the list"),
        (replace(right, journal_id=school.choir), "journal", "does not teach"),
        (replace(of_class, person_id=None), "person", "class teachers"),
        (of_class, "journal", "belongs to a class"),
        (replace(right, duty=DutyKind.PERIOD_MARKS), "duty", "open their window"),
    ):
        with subtests.test(words):
            with pytest.raises(Refused) as refused:
                extend_deadline(school.actors.management, data)
            assert refused.value.field == field
            assert words in refused.value.message.english()
    assert extensions(school.actors.management).lines == ()
    assert told(school.actors.ilze) == []
