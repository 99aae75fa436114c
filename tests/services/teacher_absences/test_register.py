"""The register of teachers' absences: who writes, what it hits, who may know why (12, 14)."""

import json
import logging
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.teacher_absences import TeacherAbsenceKind
from ejournal_app.i18n.catalogue import translate
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import AbsenceOverride
from ejournal_app.services import live, teacher_absences
from ejournal_app.services.lists.definition import ListQuery
from ejournal_app.services.lists.view import export_list, show_list
from ejournal_app.services.teacher_absences.checking import AbsenceData
from ejournal_app.services.teacher_absences.listing import TEACHER_ABSENCES
from ejournal_app.services.teacher_absences.overrides import allow_day, withdraw_day
from ejournal_app.services.teacher_absences.own import own_absences
from ejournal_app.services.teacher_absences.page import absence_people, open_absence
from ejournal_app.services.teacher_absences.writing import (
    change_absence,
    end_absence,
    record_absence,
    remove_absence,
)
from ejournal_app.services.works import create_work
from tests.support.entering import attendance, checked, recorded, saved, send, topic
from tests.support.school import TinySchool
from tests.support.school_days import DAY, FRIDAY, TODAY, TOMORROW, YESTERDAY
from tests.support.told import told
from tests.support.trail import trail
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in

ILL = AbsenceData(
    kind=TeacherAbsenceKind.INCAPACITY, starts_on=YESTERDAY, ends_on=TOMORROW, remark="Lapa Nr. 7"
)
SECRETS = ("incapacity", "nespēja", "Lapa Nr. 7", "Kāpēc tā")


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """What is announced to open pages, act by act."""
    heard: list[set[str]] = []
    monkeypatch.setattr(live, "publish", lambda topics: heard.append(set(topics)))
    return heard


def ill(school: TinySchool, who: str = "ilze", **other: Any) -> int:
    person = school.actors.all()[who].person_id
    return record_absence(school.actors.clerk, person, replace(ILL, **other))


def version(school: TinySchool, absence: int) -> int:
    return open_absence(school.actors.clerk, absence).version


def test_an_incapacity_says_what_it_hits_and_deletes_nothing(
    school: TinySchool, published: list[set[str]]
) -> None:
    ilze, janis = school.actors.ilze, school.actors.janis
    lesson_a, lesson_b = school.lesson(school.maths_a), school.lesson(school.maths_b)
    saved(ilze, topic(lesson_a, "Daļas"), attendance(lesson_b, school.dace, "absent"))
    create_work(ilze, school.lesson(school.maths_b, TOMORROW), "test", "Rīt")
    saved(janis, topic(school.lesson(school.maths_a, YESTERDAY), "Vada Jānis"))
    before = recorded()
    published.clear()
    absence = ill(school)
    assert recorded() == before
    assert published == [
        {
            live.person_topic(ilze.person_id),
            live.journal_topic(school.maths_a),
            live.journal_topic(school.maths_b),
        }
    ]
    page = open_absence(school.actors.superuser, absence)
    assert (page.name, page.writable, page.overridable) == ("Kalniņa Ilze", False, True)
    # Yesterday in 5.a there is a work of Ilze's journal, but it is not hers; 5.b waits untouched,
    # as does tomorrow's lesson in 5.a.
    assert page.effects.planned == 2
    assert [
        (hit.day, [(lesson.lesson_id, lesson.topic) for lesson in hit.lessons])
        for hit in page.effects.days
    ] == [
        (TODAY, [(lesson_a, "Daļas"), (lesson_b, "")]),
        (TOMORROW, [(school.lesson(school.maths_b, TOMORROW), "")]),
    ]
    # Another kind stops no lessons.
    change_absence(
        school.actors.management,
        absence,
        page.version,
        replace(ILL, kind=TeacherAbsenceKind.COURSES),
    )
    assert open_absence(school.actors.clerk, absence).effects.days == ()


def test_the_superuser_allows_a_day_and_the_teacher_is_told_without_the_reason(
    school: TinySchool, published: list[set[str]]
) -> None:
    ilze, superuser = school.actors.ilze, school.actors.superuser
    absence = ill(school)
    lesson = school.lesson(school.maths_a)
    allow_day(superuser, absence, TODAY, "  Kāpēc   tā ")
    (hit,) = open_absence(superuser, absence).effects.days
    assert hit.allowed is not None
    assert (hit.day, hit.allowed.reason, hit.lessons) == (TODAY, "Kāpēc tā", ())
    assert told(ilze) == ["The superuser allows lessons of 25 Nov 2026 to be registered."]
    assert live.person_topic(ilze.person_id) in published[-1]
    saved(ilze, topic(lesson, "Daļas"), checked(lesson))
    for again, words in ((TODAY, "allowed already"), (TOMORROW + DAY, "not in the absence")):
        with pytest.raises(Refused, match=words):
            allow_day(superuser, absence, again, "Kāpēc tā")
    with pytest.raises(Refused) as refusal:
        allow_day(superuser, absence, TOMORROW, "  ")
    assert refusal.value.field == "reason"
    withdraw_day(superuser, absence, hit.allowed.override_id)
    assert len(told(ilze)) == 2
    (answer,) = send(ilze, topic(lesson, "Citas", base="Daļas"))
    assert answer.message is not None
    with pytest.raises(Refused, match="nothing to allow"):
        allow_day(superuser, ill(school, "janis", kind=TeacherAbsenceKind.LEAVE), TODAY, "Kāpēc tā")


def test_allowed_days_go_with_the_days_they_belonged_to(school: TinySchool) -> None:
    absence = ill(school)
    for day in (YESTERDAY, TODAY, TOMORROW):
        allow_day(school.actors.superuser, absence, day, "Kāpēc tā")
    end_absence(school.actors.clerk, absence, version(school, absence), TODAY)
    assert [hit.day for hit in open_absence(school.actors.clerk, absence).effects.days] == [
        YESTERDAY,
        TODAY,
    ]
    with pytest.raises(Refused, match="ends on"):
        end_absence(school.actors.clerk, absence, version(school, absence), TOMORROW)
    with pytest.raises(Refused) as refusal:
        remove_absence(school.actors.clerk, absence, typed="Ilze")
    assert refusal.value.field == "typed"
    remove_absence(school.actors.clerk, absence, typed="kalniņa ilze")
    with reading() as session:
        assert session.query(AbsenceOverride).count() == 0
    saved(school.actors.ilze, topic(school.lesson(school.maths_a), "Daļas"))


def test_an_absence_that_cannot_be_is_refused_at_its_field(
    school: TinySchool, subtests: pytest.Subtests
) -> None:
    clerk, ilze = school.actors.clerk, school.actors.ilze.person_id
    absence = ill(school, ends_on=None)
    later = date(2026, 12, 7)
    cases: list[tuple[str, str, int, AbsenceData]] = [
        (
            "starts_on",
            (
                "Ilze Kalniņa jau ir prombūtnē no 24.11.2026. (beigu datuma vēl nav)."
                " Veids: Darba nespēja."
            ),
            ilze,
            replace(ILL, starts_on=later, ends_on=later, kind=TeacherAbsenceKind.LEAVE),
        ),
        ("ends_on", "Pēdējā diena ir pirms pirmās.", ilze, replace(ILL, ends_on=FRIDAY)),
        ("person", "Izvēlieties darbinieku no saraksta.", school.actors.parent.person_id, ILL),
        ("person", "Izvēlieties darbinieku no saraksta.", 999_999, ILL),
        (
            "starts_on",
            "līgums nav spēkā",
            school.actors.contract_ended_yesterday.person_id,
            replace(ILL, starts_on=TODAY),
        ),
        (
            "starts_on",
            "Šī diena ir pārāk tālu.",
            ilze,
            replace(ILL, starts_on=TODAY + timedelta(days=800), ends_on=None),
        ),
        ("remark", "Teksts ir par garu", ilze, replace(ILL, remark="x" * 301)),
    ]
    for field, words, person, data in cases:
        with subtests.test(words), pytest.raises(Refused) as refusal:
            record_absence(clerk, person, data)
        assert refusal.value.field == field
        assert words in translate("lv", refusal.value.message)
    seen = version(school, absence)
    change_absence(clerk, absence, seen, replace(ILL, ends_on=TODAY))
    record_absence(clerk, ilze, replace(ILL, starts_on=TOMORROW))
    with pytest.raises(Refused, match="Somebody else has changed"):
        change_absence(clerk, absence, seen, ILL)
    with pytest.raises(Refused, match="already"):
        change_absence(clerk, absence, version(school, absence), ILL)


def test_the_reason_is_in_no_trail_no_log_and_no_notice(
    school: TinySchool, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        absence = ill(school, kind=TeacherAbsenceKind.LEAVE)
        change_absence(school.actors.clerk, absence, version(school, absence), ILL)
        allow_day(school.actors.superuser, absence, TODAY, "Kāpēc tā")
        send(school.actors.ilze, topic(school.lesson(school.maths_a, YESTERDAY), "Daļas"))
        remove_absence(school.actors.clerk, absence, typed="Kalniņa Ilze")
    entries = [entry for entry in trail() if entry.entity == "teacher_absence"]
    assert [(entry.action, entry.after) for entry in entries][1] == (
        Permission.TEACHER_ABSENCE_WRITE,
        {
            "person": school.actors.ilze.person_id,
            "first": "2026-11-24",
            "last": "2026-11-26",
            "kind_changed": True,
        },
    )
    assert [entry.action for entry in entries] == [
        Permission.TEACHER_ABSENCE_WRITE,
        Permission.TEACHER_ABSENCE_WRITE,
        Permission.TEACHER_ABSENCE_OVERRIDE,
        Permission.TEACHER_ABSENCE_WRITE,
    ]
    said = json.dumps(
        [[entry.before, entry.after] for entry in trail()], ensure_ascii=False
    ) + " ".join([*told(school.actors.ilze), *(record.getMessage() for record in caplog.records)])
    assert not [secret for secret in SECRETS if secret in said]


def test_the_list_is_for_the_office_and_everybody_sees_the_own_entry(school: TinySchool) -> None:
    ill(school, ends_on=None)
    ill(school, "janis", starts_on=date(2026, 10, 1), ends_on=date(2026, 10, 2))
    ill(school, "nora", kind=TeacherAbsenceKind.COURSES, starts_on=TOMORROW)
    for who in ("clerk", "management", "superuser"):
        actor = school.actors.all()[who]
        shown = show_list(actor, TEACHER_ABSENCES.key, ListQuery())
        assert len(shown.rows) == 3
        running = ListQuery(filters={"standing": "running"})
        (row,) = show_list(actor, TEACHER_ABSENCES.key, running).rows
        assert (row.cells[0], row.cells[2], row.cells[3]) == ("Kalniņa Ilze", YESTERDAY, None)
    found = export_list(school.actors.clerk, TEACHER_ABSENCES.key, ListQuery(search="lapa kaln"))
    assert [row[-1] for row in found.rows] == ["Lapa Nr. 7"]
    own = {who: own_absences(school.actors.all()[who]) for who in ("ilze", "janis", "nora")}
    (mine,) = own["ilze"]
    assert (mine.kind.msgid, mine.starts_on, mine.ends_on) == (
        "Incapacity for work",
        YESTERDAY,
        None,
    )
    assert (own["janis"], len(own["nora"])) == ((), 1)


def cases(school: TinySchool) -> dict[Any, Case]:
    absence = ill(school)
    office, writers = {"clerk", "management", "superuser"}, {"clerk", "management"}
    read, write = Permission.TEACHER_ABSENCE_READ, Permission.TEACHER_ABSENCE_WRITE
    override = Permission.TEACHER_ABSENCE_OVERRIDE
    ilze = school.actors.ilze.person_id
    staff = {who for who, actor in school.actors.all().items() if actor.is_staff}
    return {
        absence_people: Case(absence_people, writers, write),
        open_absence: Case(lambda actor: open_absence(actor, absence), office, read),
        record_absence: Case(lambda actor: record_absence(actor, ilze, ILL), writers, write),
        change_absence: Case(lambda actor: change_absence(actor, absence, 1, ILL), writers, write),
        end_absence: Case(lambda actor: end_absence(actor, absence, 1, TODAY), writers, write),
        remove_absence: Case(
            lambda actor: remove_absence(actor, absence, typed=""), writers, write
        ),
        allow_day: Case(
            lambda actor: allow_day(actor, absence, TODAY, "x"), {"superuser"}, override
        ),
        withdraw_day: Case(lambda actor: withdraw_day(actor, absence, 1), {"superuser"}, override),
        own_absences: Case(own_absences, staff, Permission.DUTY_OWN),
    }


def test_everybody_else_is_refused_on_record(school: TinySchool, subtests: pytest.Subtests) -> None:
    examined = cases(school)
    assert named(examined) == use_cases_in(teacher_absences, but=("requests", "deciding"))
    each_refuses_everybody_else(school, examined, subtests)
