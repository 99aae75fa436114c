"""What one account wrote is put back in one step; what others wrote since stays."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import col, select

from ejournal_app import clock
from ejournal_app.domain.access import Actor
from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Attendance, EntryRevert, Lesson, Mark, MarkEvent
from ejournal_app.services.entries.operations import OperationKind
from ejournal_app.services.reverting.applying import PutBack, put_back
from ejournal_app.services.reverting.model import Line, Review, Span, Standing
from ejournal_app.services.reverting.reviewing import find_accounts, review_account
from ejournal_app.services.works import create_work
from tests.support.entering import attendance, checked, mark, mark_life, operation, saved, topic
from tests.support.school import TinySchool
from tests.support.school_days import NOW
from tests.support.told import told, told_in_all
from tests.support.trail import trail

Clock = Callable[[date | datetime], None]
REASON = "Konts bija nozagts"
HOUR = timedelta(hours=1)


def span(whose: Actor, starts: datetime = NOW - HOUR, ends: datetime = NOW + 3 * HOUR) -> Span:
    return Span(
        account_id=whose.account_id,
        starts=starts.replace(tzinfo=clock.RIGA),
        ends=ends.replace(tzinfo=clock.RIGA),
    )


def look(school: TinySchool, of: Span) -> Review:
    return review_account(school.actors.superuser, of)


def put_all_back(school: TinySchool, of: Span) -> PutBack:
    seen = look(school, of)
    return put_back(
        school.actors.superuser,
        of,
        keys=[line.key for line in seen.lines],
        shown=seen.shown,
        reason=REASON,
    )


def lines(review: Review) -> dict[str, Line]:
    return {line.key.partition(":")[0] + (line.pupil or line.key): line for line in review.lines}


def standing() -> dict[int, str]:
    """Pupils' values in all works, with cleared ones."""
    with reading() as session:
        return {mark.pupil_id: mark.value for mark in session.exec(select(Mark)).all()}


@pytest.fixture
def stolen(school: TinySchool, clock_at: Clock) -> Span:
    """Anna had 8 from Ilze; Jānis's account then writes over it and elsewhere, an hour later."""
    ilze, janis = school.actors.ilze, school.actors.janis
    saved(ilze, mark(school.test, school.anna, "8"), topic(school.lesson(school.maths_a), "Daļas"))
    clock_at(NOW + HOUR)
    lesson = school.lesson(school.maths_a)
    saved(
        janis,
        mark(school.test, school.anna, "1", "8"),
        mark(school.test, school.bruno, "1"),
        attendance(lesson, school.anna, "absent"),
        topic(lesson, "Muļķības", "Daļas"),
        operation(OperationKind.HOMEWORK, "Nekas", lesson=lesson),
        checked(lesson),
    )
    clock_at(NOW + 2 * HOUR)
    return span(janis, NOW + HOUR / 2, NOW + 2 * HOUR)


def test_everything_the_account_did_is_shown_with_what_would_be_put_back(
    school: TinySchool, stolen: Span
) -> None:
    seen = look(school, stolen)
    assert (seen.name, seen.username) == ("Jānis Liepa", "janis")
    found = {
        (line.thing.value, line.pupil, line.before, line.after, line.standing)
        for line in seen.lines
    }
    ready = Standing.READY
    assert found == {
        ("mark", "Āboliņa Anna", "8", "1", ready),
        ("mark", "Bērziņš Bruno", "", "1", ready),
        ("attendance", "Āboliņa Anna", "present", "absent", ready),
        ("field", "", "Daļas", "Muļķības", ready),
        ("field", "", "", "Nekas", ready),
        ("checked", "", "", "1", ready),
    }
    assert {line.journal for line in seen.lines} == {"Matemātika 5.a"}


def test_it_is_put_back_in_one_step_of_the_ledger(school: TinySchool, stolen: Span) -> None:
    done = put_all_back(school, stolen)
    assert (done.entries, done.skipped) == (6, 0)
    assert standing() == {school.anna: "8", school.bruno: ""}
    with reading() as session:
        events = session.exec(
            select(MarkEvent)
            .where(col(MarkEvent.revert_id).is_not(None))
            .order_by(col(MarkEvent.id))
        ).all()
        lesson = session.get_one(Lesson, school.lesson(school.maths_a))
        facts = session.exec(select(Attendance)).all()
        (row,) = session.exec(select(EntryRevert)).all()
        roles = {mark.entered_as for mark in session.exec(select(Mark)).all()}
    assert [(event.old_value, event.new_value, event.reason) for event in events] == [
        ("1", "8", REASON),
        ("1", "", REASON),
    ]
    assert {event.revert_id for event in events} == {row.id}
    assert roles == {"teacher"}
    assert (lesson.topic, lesson.homework, lesson.attendance_checked_at) == ("Daļas", "", None)
    assert [(fact.pupil_id, fact.status) for fact in facts] == [(school.anna, "present")]
    assert row.reason == REASON
    assert [entry.after for entry in trail("school:entries:revert")][-1] == {
        "account": school.actors.janis.account_id,
        "entries": 6,
        "skipped": 0,
    }


def test_class_teacher_and_owner_are_told(school: TinySchool, stolen: Span) -> None:
    put_all_back(school, stolen)
    assert told(school.actors.maija) == [
        f"Sandis Sargs put back entries of Jānis Liepa in Matemātika 5.a: 3. Reason: {REASON}"
    ]
    assert told(school.actors.janis) == [
        f"Sandis Sargs put back entries of Jānis Liepa in Matemātika 5.a: 6. Reason: {REASON}"
    ]
    assert told_in_all() == 2


def test_what_somebody_wrote_since_stays_and_is_named(school: TinySchool, stolen: Span) -> None:
    saved(
        school.actors.ilze,
        mark(school.test, school.anna, "9", "1"),
        topic(school.lesson(school.maths_a), "Labots", "Muļķības"),
    )
    over = {
        (line.thing.value, line.since_by, line.standing_value)
        for line in look(school, stolen).lines
        if line.standing is Standing.OVERWRITTEN
    }
    assert over == {("mark", "Ilze Kalniņa", "9"), ("field", "Ilze Kalniņa", "Labots")}
    done = put_all_back(school, stolen)
    assert (done.entries, done.skipped) == (4, 2)
    assert standing() == {school.anna: "9", school.bruno: ""}


def test_a_revert_is_a_step_that_can_be_put_back_and_written_over(
    school: TinySchool, stolen: Span, clock_at: Clock
) -> None:
    put_all_back(school, stolen)
    by_superuser = span(school.actors.superuser, NOW + HOUR * 1.5, NOW + 2.5 * HOUR)
    clock_at(NOW + 3 * HOUR)
    assert all(line.standing is Standing.OVERWRITTEN for line in look(school, stolen).lines)
    done = put_all_back(school, by_superuser)
    assert done.entries == 6
    assert standing() == {school.anna: "1", school.bruno: "1"}
    with reading() as session:
        lesson = session.get_one(Lesson, school.lesson(school.maths_a))
    assert (lesson.topic, lesson.homework) == ("Muļķības", "Nekas")
    assert lesson.attendance_checked_at is not None
    saved(school.actors.ilze, mark(school.test, school.anna, "10", "1"))


def test_only_what_is_ticked_is_put_back(school: TinySchool, stolen: Span) -> None:
    seen = look(school, stolen)
    anna = lines(seen)["markĀboliņa Anna"]
    done = put_back(
        school.actors.superuser, stolen, keys=[anna.key, "mark:999"], shown=seen.shown, reason="x"
    )
    assert done.entries == 1
    assert standing() == {school.anna: "8", school.bruno: "1"}


def test_a_review_that_is_no_longer_true_is_refused(school: TinySchool, stolen: Span) -> None:
    seen = look(school, stolen)
    saved(school.actors.ilze, mark(school.test, school.bruno, "5", "1"))
    before = mark_life()
    with pytest.raises(Refused):
        put_back(
            school.actors.superuser,
            stolen,
            keys=[line.key for line in seen.lines],
            shown=seen.shown,
            reason=REASON,
        )
    assert mark_life() == before
    assert told_in_all() == 0


@pytest.mark.parametrize("reason", ["", "  ", "x" * 301])
def test_a_reason_is_needed(school: TinySchool, stolen: Span, reason: str) -> None:
    seen = look(school, stolen)
    keys = [line.key for line in seen.lines]
    with pytest.raises(Refused) as refusal:
        put_back(school.actors.superuser, stolen, keys=keys, shown=seen.shown, reason=reason)
    assert refusal.value.field == "reason"
    with pytest.raises(Refused):
        put_back(school.actors.superuser, stolen, keys=[], shown=seen.shown, reason=REASON)


def test_an_improvement_and_a_pass_come_back_as_they_were(
    school: TinySchool, clock_at: Clock
) -> None:
    ilze = school.actors.ilze
    lesson = school.lesson(school.maths_a)
    passed = create_work(ilze, lesson, "formative", "Ieskaite")
    saved(ilze, mark(school.test, school.anna, "4"), mark(school.test, school.anna, "4|7", "4"))
    saved(ilze, mark(passed, school.bruno, "i"))
    clock_at(NOW + HOUR)
    saved(
        school.actors.janis,
        mark(school.test, school.anna, "", "4|7"),
        mark(passed, school.bruno, "ni", "i"),
    )
    put_all_back(school, span(school.actors.janis, NOW + HOUR / 2))
    with reading() as session:
        anna = session.exec(select(Mark).where(Mark.pupil_id == school.anna)).one()
        bruno = session.exec(select(Mark).where(Mark.pupil_id == school.bruno)).one()
    assert (anna.value, anna.improved_from) == ("7", "4")
    assert bruno.value == "i"


def test_outside_the_span_nothing_is_shown_and_a_work_is_another_act(
    school: TinySchool, stolen: Span
) -> None:
    janis = school.actors.janis
    assert look(school, span(janis, NOW - 2 * HOUR, NOW)).lines == ()
    create_work(janis, school.lesson(school.maths_a), "test", "Jauns")
    acts = look(school, span(janis)).acts
    assert [act.action for act in acts] == ["journal:work:write"]
    with pytest.raises(Refused):
        look(school, span(janis, NOW, NOW))
    with pytest.raises(Forbidden):
        look(school, Span(account_id=999_999, starts=clock.now() - HOUR, ends=clock.now()))


def test_accounts_of_staff_are_found_by_beginnings_of_names(school: TinySchool) -> None:
    superuser = school.actors.superuser
    assert [found.name for found in find_accounts(superuser, "kal")] == ["Ilze Kalniņa"]
    assert [found.name for found in find_accounts(superuser, "laura")] == ["Laura Mežs"]
    assert find_accounts(superuser, "āboliņa") == []
    assert find_accounts(superuser, " ") == []
