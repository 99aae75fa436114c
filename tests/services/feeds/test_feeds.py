"""Calendars by secret address: each shows what its owner may see today, and no more."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import update
from sqlmodel import col, select

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.domain.feeds import FeedPart
from ejournal_app.domain.marks import Scale
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    Account,
    Enrolment,
    FeedAddress,
    Guardianship,
    JournalTeacher,
    Lesson,
    RoleGrant,
    StaffContract,
    Work,
    WorkKind,
)
from ejournal_app.services import feeds
from ejournal_app.services.accounts.sessions import hash_secret
from ejournal_app.services.events.participants import add_pupil
from ejournal_app.services.feeds import addresses
from ejournal_app.services.feeds.reading import read_feed
from tests.support.school import TinySchool
from tests.support.school_days import NOW, TODAY, TOMORROW, YESTERDAY
from tests.support.school_events import approve, proposed
from tests.support.use_cases import Case, each_refuses_everybody_else, use_cases_in

Clock = Callable[[date | datetime], None]
ALL = tuple(FeedPart)
FROM = "10.1.2.3"


def secret_for(actor: Actor, parts: Sequence[FeedPart] = ALL, name: str = "") -> str:
    made = addresses.create_feed(actor, name, parts)
    return made.address.rpartition("/")[2].removesuffix(".ics")


def entries(secret: str) -> dict[str, Any]:
    """The entries of a calendar by what stands before the @ of their UID."""
    found = read_feed(secret, address=FROM)
    assert found is not None
    calendar: Any = Calendar.from_ical(found.content())
    known = {str(event["UID"]).partition("@")[0]: event for event in calendar.walk("VEVENT")}
    assert len(known) == len(calendar.walk("VEVENT"))
    return known


def kinds(found: dict[str, Any]) -> set[str]:
    return {uid.partition("-")[0] for uid in found}


def plan_test(school: TinySchool, journal_id: int, day: date, title: str = "Daļas") -> int:
    with writing() as session:
        kind = session.exec(
            select(WorkKind).where(col(WorkKind.is_test), WorkKind.entry_kind == "")
        ).first()
        assert kind is not None
        work = Work(
            journal_id=journal_id,
            kind_id=kind.id or 0,
            title=title,
            day=day,
            scale=Scale.TEN_POINTS,
            weight=3,
        )
        session.add(work)
        session.flush()
        assert work.id is not None
        return work.id


def change(table: Any, where: Any, **values: Any) -> None:
    with writing() as session:
        assert session.connection().execute(update(table).where(where).values(**values)).rowcount


def test_a_teachers_calendar(school: TinySchool, clock_at: Clock) -> None:
    own, other = school.lesson(school.maths_a), school.lesson(school.choir, TOMORROW)
    change(
        Lesson,
        col(Lesson.id) == own,
        topic="Daļu saskaitīšana, „a; b”\nun vēl " + "ļoti " * 40,
        changed_at=datetime(2026, 11, 25, 8, tzinfo=UTC),
        version=3,
    )
    test = plan_test(school, school.maths_a, TOMORROW)
    secret = secret_for(school.actors.ilze, name="Tālrunis")
    found = entries(secret)
    assert kinds(found) == {"lesson", "test", "due"}
    lesson = found[f"lesson-{own}"]
    assert str(lesson["SUMMARY"]) == "5.a Matemātika"
    assert str(lesson["DESCRIPTION"]).startswith("Daļu saskaitīšana, „a; b”\nun vēl ļoti")
    assert (lesson["SEQUENCE"], lesson["LAST-MODIFIED"].dt.hour) == (2, 8)
    assert lesson["DTSTART"].params["TZID"] == "Europe/Riga"
    with reading() as session:
        row = session.get_one(Lesson, own)
    assert (lesson["DTSTART"].dt, lesson["DTEND"].dt) == (row.starts_at, row.ends_at)
    assert str(lesson["URL"]).endswith(f"/stunda/{own}")
    assert f"lesson-{other}" not in found
    assert (found[f"test-{test}"]["DTSTART"].dt, str(found[f"test-{test}"]["DESCRIPTION"])) == (
        TOMORROW,
        "Daļas",
    )
    # Today's two entries fall due together, at 17:00, and lead to one place.
    due = [event for uid, event in found.items() if uid == "due-20261125T1500"]
    assert len(due) == 1
    assert due[0]["DTEND"].dt == datetime.combine(TODAY, time(17), clock.RIGA)
    # The same bytes while nothing changes; changed in place; gone when it is gone.
    first, again = read_feed(secret, address=FROM), read_feed(secret, address=FROM)
    assert first is not None
    assert again is not None
    assert (first.tag, first.content()) == (again.tag, again.content())
    assert b"BEGIN:VTIMEZONE" in first.content()
    assert all(len(line) <= 75 for line in first.content().split(b"\r\n"))
    change(Work, col(Work.id) == test, day=TODAY + timedelta(days=5), version=2)
    changed = read_feed(secret, address=FROM)
    assert changed is not None
    assert changed.tag != first.tag
    moved = entries(secret)[f"test-{test}"]
    assert (moved["DTSTART"].dt, moved["SEQUENCE"]) == (TODAY + timedelta(days=5), 1)
    with writing() as session:
        session.delete(session.get_one(Work, test))
    assert f"test-{test}" not in entries(secret)
    # Eight weeks ahead and two back.
    clock_at(datetime.combine(TODAY, time(14)) + timedelta(weeks=9))
    assert kinds(entries(secret)) <= {"due"}


def test_a_familys_calendar(school: TinySchool) -> None:
    lesson = school.lesson(school.maths_a, YESTERDAY)
    ahead = school.lesson(school.maths_a, TOMORROW)
    homework = {"homework": "5. uzdevums\n6. uzdevums", "homework_due": TOMORROW}
    change(Lesson, col(Lesson.id) == lesson, topic="Daļas", **homework)
    change(Lesson, col(Lesson.id) == ahead, topic="Melnraksts", homework="x", homework_due=TOMORROW)
    test = plan_test(school, school.maths_a, TOMORROW)
    foreign = plan_test(school, school.maths_b, TOMORROW)
    for actor in (school.actors.parent, school.actors.pupil):
        found = entries(secret_for(actor))
        assert kinds(found) == {"lesson", "test", "homework"}
        assert str(found[f"lesson-{lesson}-{school.anna}"]["SUMMARY"]) == "Matemātika"
        assert str(found[f"lesson-{lesson}-{school.anna}"]["DESCRIPTION"]) == "Daļas"
        assert "DESCRIPTION" not in found[f"lesson-{ahead}-{school.anna}"]
        (due,) = [event for uid, event in found.items() if uid.startswith("homework")]
        assert str(due["SUMMARY"]) == "Mājas darbs, Matemātika: 5. uzdevums"
        assert due["DTSTART"].dt == TOMORROW
        assert f"test-{test}-{school.anna}" in found
        assert not [uid for uid in found if f"test-{foreign}" in uid]
        assert {uid.rpartition("-")[2] for uid in found} == {str(school.anna)}
    # Only what was ticked.
    assert kinds(entries(secret_for(school.actors.parent, [FeedPart.TESTS]))) == {"test"}


def test_a_child_is_named_where_there_are_several(school: TinySchool) -> None:
    parent = school.actors.parent
    with writing() as session:
        session.add(
            Guardianship(
                person_id=parent.person_id,
                pupil_id=school.dace,
                kind=session.exec(select(Guardianship.kind)).first() or "",
                starts_on=date(2026, 9, 1),
            )
        )
    found = entries(secret_for(parent, [FeedPart.LESSONS]))
    names = {str(event["SUMMARY"]).partition(":")[0] for event in found.values()}
    assert names == {"Anna", "Dace"}


def test_an_address_ends_with_what_it_shows(school: TinySchool) -> None:
    """No right comes from the address: each of these is asked of the dates, each time."""
    actors = school.actors
    ilze, parent, pupil, janis = (
        secret_for(one) for one in (actors.ilze, actors.parent, actors.pupil, actors.janis)
    )
    for secret in (ilze, parent, pupil, janis):
        assert read_feed(secret, address=FROM) is not None
    change(StaffContract, col(StaffContract.person_id) == actors.ilze.person_id, ends_on=YESTERDAY)
    change(
        Guardianship,
        col(Guardianship.person_id) == actors.parent.person_id,
        court_restricted=True,
    )
    change(Enrolment, col(Enrolment.pupil_id) == school.anna, ends_on=YESTERDAY, end_kind="left")
    change(Account, col(Account.id) == actors.janis.account_id, is_locked=True)
    for secret in (ilze, parent, pupil, janis):
        assert read_feed(secret, address=FROM) is None
    change(Account, col(Account.id) == actors.janis.account_id, is_locked=False)
    change(
        JournalTeacher, col(JournalTeacher.person_id) == actors.janis.person_id, ends_on=YESTERDAY
    )
    assert kinds(entries(janis)) <= {"due"}
    change(RoleGrant, col(RoleGrant.account_id) == actors.janis.account_id, ends_on=YESTERDAY)
    assert read_feed(janis, address=FROM) is None
    # Whoever has no access can make an address, but it shows nothing.
    for nobody in (actors.restricted_parent, actors.former_pupil, actors.contract_ended_yesterday):
        assert read_feed(secret_for(nobody), address=FROM) is None


def test_addresses_are_kept_as_hashes_and_revoked(school: TinySchool, clock_at: Clock) -> None:
    ilze, janis = school.actors.ilze, school.actors.janis
    made = addresses.create_feed(ilze, "  Mans   tālrunis ", [FeedPart.LESSONS])
    secret = made.address.rpartition("/")[2].removesuffix(".ics")
    assert len(secret) == 32
    assert made.subscribe == made.address.replace("http", "webcal", 1)
    with reading() as session:
        row = session.exec(select(FeedAddress)).one()
    assert row.secret_hash == hash_secret(secret)
    assert secret not in str(row.model_dump())
    (own,) = addresses.own_feeds(ilze)
    assert (own.name, own.parts, own.last_read_at) == ("Mans tālrunis", (FeedPart.LESSONS,), None)
    for minutes, read in ((0, 0), (59, 0), (61, 61)):
        clock_at(NOW + timedelta(minutes=minutes))
        read_feed(secret, address=FROM)
        (own,) = addresses.own_feeds(ilze)
        assert own.last_read_at == (NOW + timedelta(minutes=read)).replace(tzinfo=clock.RIGA)
    with pytest.raises(Forbidden):
        addresses.revoke_feed(janis, made.feed_id)
    assert read_feed(secret, address=FROM) is not None
    addresses.revoke_feed(ilze, made.feed_id)
    assert addresses.own_feeds(ilze) == []
    for wrong in (secret, "", "x" * 32, "x" * 5000, row.secret_hash, "ņ"):
        assert read_feed(wrong, address=FROM) is None
    with pytest.raises(Forbidden):
        addresses.revoke_feed(ilze, made.feed_id)


def test_what_cannot_be_made_is_refused_in_words(school: TinySchool) -> None:
    ilze = school.actors.ilze
    for name, parts, field in (("x", (), "parts"), ("x" * 81, ALL, "name")):
        with pytest.raises(Refused) as refused:
            addresses.create_feed(ilze, name, parts)
        assert refused.value.field == field
    for _ in range(addresses.MOST_ADDRESSES):
        addresses.create_feed(ilze, "", ALL)
    with pytest.raises(Refused):
        addresses.create_feed(ilze, "", ALL)


def test_guessing_is_slowed_down(school: TinySchool) -> None:
    secret = secret_for(school.actors.ilze, [FeedPart.TESTS])
    for _ in range(100):
        assert read_feed("wrong", address=FROM) is None
    with pytest.raises(Refused):
        read_feed(secret, address=FROM)
    assert read_feed(secret, address="10.9.9.9") is not None


def test_everybody_has_addresses_of_their_own_only(
    school: TinySchool, subtests: pytest.Subtests
) -> None:
    everyone = {*school.actors.all()}
    cases = {
        addresses.parts_for: Case(addresses.parts_for, everyone, Permission.ACCOUNT_OWN),
        addresses.own_feeds: Case(addresses.own_feeds, everyone, Permission.ACCOUNT_OWN),
        addresses.create_feed: Case(
            lambda actor: addresses.create_feed(actor, "", ALL), everyone, Permission.ACCOUNT_OWN
        ),
        addresses.revoke_feed: Case(
            lambda actor: addresses.revoke_feed(actor, 1), everyone, Permission.ACCOUNT_OWN
        ),
    }
    each_refuses_everybody_else(school, cases, subtests)
    assert use_cases_in(feeds) == {
        f"{function.__module__}.{function.__name__}" for function in cases
    }
    assert FeedPart.HOMEWORK not in addresses.parts_for(school.actors.ilze)
    assert FeedPart.DEADLINES not in addresses.parts_for(school.actors.parent)


def test_a_family_finds_the_events_of_its_own_child(school: TinySchool) -> None:
    parent, other, ilze = school.actors.parent, school.actors.other_parent, school.actors.ilze
    event = proposed(school, day=TOMORROW, remark="Iekšēji")
    add_pupil(ilze, event, school.anna)
    secret, of_other = secret_for(parent), secret_for(other)
    known = f"event-{event}-{school.anna}"
    assert known not in entries(secret)
    approve(school, event)
    found = entries(secret)[known]
    assert (found["SUMMARY"], found["LOCATION"]) == ("Olimpiāde", "Rīgas Centra bibliotēka")
    assert found["DTSTART"].dt == clock.local(datetime.combine(TOMORROW, time(9), clock.RIGA))
    assert "Iekšēji" not in str(found)
    assert "event" not in kinds(entries(of_other))
    assert "event" not in kinds(entries(secret_for(parent, [FeedPart.TESTS])))
