"""Teachers of journals: attaching, ending, handing over in one step and taking that back."""

from datetime import date

import pytest
from sqlmodel import select

from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Journal, JournalTeacher
from ejournal_app.persistence.queries.facts import journal_facts
from ejournal_app.policies.rules import allows
from ejournal_app.services.changes.kinds import RunKind
from ejournal_app.services.changes.undoing import UndoBlocked
from ejournal_app.services.teaching.hand_over import hand_over, hand_over_form
from ejournal_app.services.teaching.journal_teachers import attach_teacher, end_teacher
from ejournal_app.services.teaching.journals import journal_settings
from ejournal_app.services.teaching.runs import recent_runs, undo_run
from tests.support.school import TinySchool
from tests.support.school_days import SEPTEMBER, TODAY, TOMORROW, YESTERDAY

Rows = set[tuple[int, int, date, date | None, int]]


def rows() -> Rows:
    with reading() as session:
        return {
            (one.journal_id, one.person_id, one.starts_on, one.ends_on, one.version)
            for one in session.exec(select(JournalTeacher)).all()
        }


def terms(school: TinySchool, journal_id: int) -> list[tuple[str, date, date | None]]:
    page = journal_settings(school.actors.superuser, journal_id)
    return [(one.name, one.starts_on, one.ends_on) for one in page.teachers]


def may_write(school: TinySchool, who: str, journal_id: int, on: date) -> bool:
    with reading() as session:
        facts = journal_facts(session, session.get_one(Journal, journal_id), on)
    return allows(school.actors.all()[who], Permission.LESSON_WRITE, facts)


def give(
    school: TinySchool, giver: str | None, taker: str, *journals: int, on: date = TOMORROW
) -> int:
    people = {name: actor.person_id for name, actor in school.actors.all().items()}
    done = hand_over(
        school.actors.superuser,
        from_id=None if giver is None else people[giver],
        to_id=people[taker],
        journal_ids=journals,
        starts_on=on,
    )
    assert done.run_id is not None
    return done.run_id


def test_several_teachers_are_attached_with_dates(school: TinySchool) -> None:
    superuser, nora = school.actors.superuser, school.actors.nora.person_id
    attach_teacher(
        superuser, school.maths_b, person_id=nora, starts_on=TOMORROW, ends_on=date(2026, 12, 18)
    )
    assert terms(school, school.maths_b) == [
        ("Vītola Nora", TOMORROW, date(2026, 12, 18)),
        ("Kalniņa Ilze", SEPTEMBER, None),
    ]
    assert may_write(school, "nora", school.maths_b, TOMORROW)
    assert not may_write(school, "nora", school.maths_b, TODAY)


def test_an_attachment_that_cannot_be_is_refused(school: TinySchool) -> None:
    people = school.actors
    for person, first, last, field in (
        (people.ilze, TODAY, None, "person"),
        (people.parent, TODAY, None, "person"),
        (people.contract_ended_yesterday, TODAY, None, "person"),
        (people.nora, date(2026, 8, 31), None, "starts_on"),
        (people.nora, TODAY, date(2027, 9, 1), "ends_on"),
        (people.nora, TODAY, YESTERDAY, "ends_on"),
    ):
        with pytest.raises(Refused) as refused:
            attach_teacher(
                people.superuser,
                school.maths_b,
                person_id=person.person_id,
                starts_on=first,
                ends_on=last,
            )
        assert refused.value.field == field


def test_a_teachers_time_ends_or_never_was(school: TinySchool) -> None:
    superuser = school.actors.superuser
    (ilze,) = journal_settings(superuser, school.maths_b).teachers
    for day in (date(2026, 8, 30), date(2027, 9, 1)):
        with pytest.raises(Refused):
            end_teacher(superuser, ilze.term_id, last_day=day)
    assert end_teacher(superuser, ilze.term_id, last_day=TODAY) == school.maths_b
    assert terms(school, school.maths_b) == [("Kalniņa Ilze", SEPTEMBER, TODAY)]
    end_teacher(superuser, ilze.term_id, last_day=date(2026, 8, 31))
    assert terms(school, school.maths_b) == []


def test_all_journals_of_a_person_are_handed_over_in_one_step(school: TinySchool) -> None:
    superuser, ilze = school.actors.superuser, school.actors.ilze.person_id
    form = hand_over_form(superuser, ilze)
    assert [one.name for one in form.journals] == ["Matemātika 5.a", "Matemātika 5.b"]
    give(school, "ilze", "nora", *(one.journal_id for one in form.journals))
    assert terms(school, school.maths_b) == [
        ("Vītola Nora", TOMORROW, None),
        ("Kalniņa Ilze", SEPTEMBER, TODAY),
    ]
    assert hand_over_form(superuser, school.actors.nora.person_id).journals
    for journal in (school.maths_a, school.maths_b):
        assert may_write(school, "ilze", journal, TODAY)
        assert not may_write(school, "ilze", journal, TOMORROW)
        assert may_write(school, "nora", journal, TOMORROW)
    assert may_write(school, "janis", school.maths_a, TOMORROW)


def test_who_teaches_the_journal_anyway_is_not_attached_twice(school: TinySchool) -> None:
    give(school, "ilze", "janis", school.maths_a)
    janis = [term for term in terms(school, school.maths_a) if term[0] == "Liepa Jānis"]
    assert janis == [("Liepa Jānis", SEPTEMBER, None)]


def test_time_that_has_not_begun_is_handed_over_whole(school: TinySchool) -> None:
    superuser = school.actors.superuser
    maija = school.actors.maija.person_id
    january = date(2027, 1, 4)
    attach_teacher(superuser, school.choir, person_id=maija, starts_on=january, ends_on=None)
    run = give(school, "maija", "nora", school.choir)
    assert terms(school, school.choir)[0] == ("Vītola Nora", january, None)
    before = rows()
    undo_run(superuser, RunKind.HAND_OVER, run)
    assert terms(school, school.choir)[0] == ("Sproģe Maija", january, None)
    assert rows() != before


def test_journals_without_a_teacher_are_given_their_first(school: TinySchool) -> None:
    superuser = school.actors.superuser
    (ilze,) = journal_settings(superuser, school.maths_b).teachers
    end_teacher(superuser, ilze.term_id, last_day=date(2026, 8, 31))
    (free,) = hand_over_form(superuser, None).journals
    assert free.journal_id == school.maths_b
    give(school, None, "nora", school.maths_b, on=SEPTEMBER)
    assert terms(school, school.maths_b) == [("Vītola Nora", SEPTEMBER, None)]
    with pytest.raises(Refused):
        give(school, None, "maija", school.maths_b)


def test_what_is_not_theirs_is_refused_with_nothing_changed(school: TinySchool) -> None:
    before = rows()
    for giver, taker, journals in (
        ("ilze", "nora", (school.maths_a, school.english)),
        ("attached_until_yesterday", "nora", (school.maths_a,)),
        ("ilze", "ilze", (school.maths_a,)),
        ("ilze", "parent", (school.maths_a,)),
        ("ilze", "nora", ()),
        (None, "nora", (school.maths_a,)),
    ):
        with pytest.raises(Refused):
            give(school, giver, taker, *journals)
    with pytest.raises(Refused):
        give(school, "ilze", "nora", school.maths_a, on=date(2027, 9, 1))
    assert rows() == before


def test_a_hand_over_is_taken_back_exactly(school: TinySchool) -> None:
    before = rows()
    run = give(school, "ilze", "nora", school.maths_a, school.maths_b)
    assert rows() != before
    undo_run(school.actors.superuser, RunKind.HAND_OVER, run)
    assert rows() == before
    (line,) = recent_runs(school.actors.superuser, RunKind.HAND_OVER)
    assert (line.from_name, line.to_name, line.journals) == ("Kalniņa Ilze", "Vītola Nora", 2)
    assert line.is_undone


def test_a_hand_over_followed_by_another_is_not_taken_back(school: TinySchool) -> None:
    first = give(school, "ilze", "nora", school.maths_b)
    second = give(school, "nora", "maija", school.maths_b, on=date(2026, 12, 1))
    after = rows()
    with pytest.raises(UndoBlocked):
        undo_run(school.actors.superuser, RunKind.HAND_OVER, first)
    assert rows() == after
    undo_run(school.actors.superuser, RunKind.HAND_OVER, second)
    undo_run(school.actors.superuser, RunKind.HAND_OVER, first)
    with writing() as session:
        assert session.exec(select(JournalTeacher)).all()
