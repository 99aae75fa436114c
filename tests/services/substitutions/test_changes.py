"""The changes of the day and the screens that show them: what is different, never why (12)."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime, time

import pytest
from sqlmodel import select

from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.domain.substitution_kinds import SubstitutionKind, SubstitutionReason
from ejournal_app.http.screen import LINES, screen_html
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import ScreenAddress
from ejournal_app.services.substitutions import changes, screens
from ejournal_app.services.substitutions.change_rows import Change, Held
from ejournal_app.services.substitutions.changes import day_changes
from ejournal_app.services.substitutions.screen_reading import ScreenPage, read_screen
from tests.support.attempts import forget_attempts
from tests.support.school import TinySchool
from tests.support.school_days import NOW, TODAY, TOMORROW
from tests.support.statements import statements
from tests.support.substituted import cancelled, english_instead, led_by_maija
from tests.support.use_cases import Case, each_refuses_everybody_else

FROM = "10.1.2.3"
# "other" is part of a kind's name as well.
REASONS = (
    *(set(SubstitutionReason) - {SubstitutionReason.OTHER}),
    "Slimība",
    "Kursi",
    "Atvaļinājums",
)


def secret_of(school: TinySchool, name: str = "Vestibils") -> str:
    return screens.create_screen(school.actors.superuser, name).rpartition("/")[2]


def test_a_class_sees_who_leads_instead_what_it_has_instead_and_what_is_not_held(
    school: TinySchool,
) -> None:
    led_by_maija(school)
    english_instead(school)
    cancelled(school)
    found = day_changes(school.actors.management)
    assert found.own == ()
    told = {(one.place, one.kind): one for one in found.others}
    same = told["5.a", SubstitutionKind.SAME_SUBJECT]
    assert same.now is not None
    assert (same.was.teacher, same.now.teacher) == ("Ilze Kalniņa", school.actors.maija.name)
    assert same.was.subject == same.now.subject == "Matemātika"
    other = told["5.b", SubstitutionKind.OTHER_SUBJECT]
    assert other.now is not None
    # It stands at the class and lesson of the timetable, with the subject really taught.
    assert other.lesson_id == school.lesson(school.maths_b)
    assert (other.was.subject, other.now.subject) == ("Matemātika", "Angļu valoda")
    (off,) = (one for one in found.others if one.kind is SubstitutionKind.CANCELLED)
    assert (off.now, off.moved_to) == (None, None)


def test_families_class_teachers_and_those_concerned_find_their_own_first(
    school: TinySchool,
) -> None:
    led_by_maija(school)
    english_instead(school)
    actors = school.actors
    for who in ("parent", "pupil", "maija"):
        found = day_changes(actors.all()[who])
        assert [one.place for one in found.own] == ["5.a"], who
        assert [one.place for one in found.others] == ["5.b"], who
    assert len(day_changes(actors.ilze).own) == 2
    assert day_changes(actors.restricted_parent).own == ()
    assert day_changes(actors.parent, TOMORROW).others == ()


def test_a_day_of_many_changes_takes_no_more_questions_than_one_change(school: TinySchool) -> None:
    led_by_maija(school)
    with statements() as one:
        day_changes(school.actors.parent)
    english_instead(school)
    cancelled(school)
    with statements() as many:
        day_changes(school.actors.parent)
    assert len(many) <= len(one) + 1  # the classes of groups, once there is a group


def test_nothing_of_it_says_why(school: TinySchool) -> None:
    led_by_maija(school)
    english_instead(school)
    cancelled(school)
    secret = secret_of(school)
    page = read_screen(secret, address=FROM)
    assert page is not None
    shown = [
        str([asdict(day_changes(actor)) for actor in (school.actors.parent, school.actors.ilze)]),
        str(asdict(page)),
        screen_html(page, secret, 1),
    ]
    for text in shown:
        assert "Matemātika" in text
        for reason in REASONS:
            assert str(reason) not in text
        for pupil in ("Anna", "Bruno", "Dace"):
            assert pupil not in text


def test_a_screen_shows_the_next_school_day_once_lessons_are_over(
    school: TinySchool, clock_at: Callable[[date | datetime], None]
) -> None:
    secret = secret_of(school)
    led_by_maija(school)
    clock_at(datetime.combine(TODAY, time(8)))
    morning = read_screen(secret, address=FROM)
    assert morning is not None
    assert (morning.day, morning.is_today, len(morning.changes)) == (TODAY, True, 1)
    clock_at(datetime.combine(TODAY, time(22)))
    evening = read_screen(secret, address=FROM)
    assert evening is not None
    assert (evening.day, evening.is_today, evening.changes) == (TOMORROW, False, ())


def test_an_ended_or_guessed_address_shows_nothing_and_guessing_is_slowed(
    school: TinySchool,
) -> None:
    secret = secret_of(school)
    (known,) = screens.screens(school.actors.management)
    assert (known.name, known.last_read_at) == ("Vestibils", None)
    assert read_screen(secret, address=FROM) is not None
    (known,) = screens.screens(school.actors.management)
    assert known.last_read_at is not None
    with reading() as session:
        assert session.exec(select(ScreenAddress.secret_hash)).one() != secret
    screens.end_screen(school.actors.management, known.screen_id)
    assert screens.screens(school.actors.superuser) == []
    assert read_screen(secret, address=FROM) is None
    with pytest.raises(Forbidden):
        screens.end_screen(school.actors.management, known.screen_id)
    with pytest.raises(Refused):
        for n in range(1_000):
            read_screen(f"x{n}", address=FROM)
    forget_attempts()


def test_a_screen_has_a_name_and_there_are_not_too_many(school: TinySchool) -> None:
    with pytest.raises(Refused) as refusal:
        secret_of(school, "  ")
    assert refusal.value.field == "name"
    for n in range(screens.MOST_SCREENS):
        secret_of(school, str(n))
    with pytest.raises(Refused, match="screens already"):
        secret_of(school)


def test_long_lists_take_turns_and_names_are_written_as_text(school: TinySchool) -> None:
    held = Held(subject="<b>Sports</b>", teacher="Ilze", room="12")
    changes = tuple(
        Change(
            lesson_id=n,
            number=1,
            starts_at=NOW.astimezone(),
            ends_at=NOW.astimezone(),
            place=f"{n}.a",
            class_ids=frozenset(),
            teacher_ids=frozenset(),
            kind=SubstitutionKind.SAME_SUBJECT,
            was=held,
            now=held,
        )
        for n in range(LINES + 1)
    )
    page = ScreenPage(
        school="S", day=TODAY, is_today=True, changes=changes, read_at=NOW.astimezone()
    )
    first, second, nonsense = (screen_html(page, "s/?", n) for n in (1, 2, 9))
    assert "<b>" not in first
    assert "&lt;b&gt;Sports" in first
    assert 'content="15;url=/ekrans/s%2F%3F?lapa=2"' in first
    assert 'content="15;url=/ekrans/s%2F%3F?lapa=1"' in second
    assert (first.count("<tr>"), second.count("<tr>")) == (LINES + 1, 2)
    assert nonsense == first


def test_each_refuses_everybody_it_is_not_for(
    school: TinySchool, subtests: pytest.Subtests
) -> None:
    secret_of(school)
    everybody, heads = set(school.actors.all()), {"management", "superuser"}
    manage = Permission.SCREEN_MANAGE
    with writing():
        pass
    each_refuses_everybody_else(
        school,
        {
            changes.day_changes: Case(day_changes, everybody, Permission.DAY_CHANGES_READ),
            screens.screens: Case(screens.screens, heads, manage),
            screens.create_screen: Case(
                lambda actor: screens.create_screen(actor, "x"), heads, manage
            ),
            screens.end_screen: Case(lambda actor: screens.end_screen(actor, 1), heads, manage),
        },
        subtests,
    )
