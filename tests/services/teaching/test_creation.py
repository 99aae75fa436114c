"""Journals of a grade in one go: shown before, made once, taken back as a whole or not at all."""

import pytest
from sqlmodel import select

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.kinds import JournalKind
from ejournal_app.i18n.catalogue import translate
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    CurriculumLine,
    Journal,
    JournalTeacher,
    StudyGroup,
)
from ejournal_app.services.changes.kinds import RunKind
from ejournal_app.services.changes.undoing import UndoBlocked
from ejournal_app.services.teaching.creation import create_journals, planned_journals
from ejournal_app.services.teaching.plans import PlanEntry, grade_plan, save_plan
from ejournal_app.services.teaching.runs import recent_runs, undo_run
from ejournal_app.services.teaching.subjects import create_subject
from tests.support.school import TinySchool
from tests.support.school_days import SEPTEMBER, TODAY

WANTED = [
    ("Angļu valoda 5.a, 1. grupa", False),
    ("Angļu valoda 5.a, 2. grupa", False),
    ("Ķīmija 5.a, fakultatīvs", False),
    ("Matemātika 5.a", True),
    ("Angļu valoda 5.b, 1. grupa", False),
    ("Angļu valoda 5.b, 2. grupa", False),
    ("Ķīmija 5.b, fakultatīvs", False),
    ("Matemātika 5.b", True),
]


def plan(school: TinySchool) -> None:
    superuser = school.actors.superuser
    create_subject(superuser, name="Ķīmija", short_name="")
    ids = {one.name: one.subject_id for one in grade_plan(superuser, None, 5).subjects}
    rows = [
        PlanEntry(subject_id=ids["Matemātika"], kind=JournalKind.SUBJECT, lessons=5),
        PlanEntry(subject_id=ids["Angļu valoda"], kind=JournalKind.SUBJECT, lessons=3, groups=2),
        PlanEntry(
            subject_id=ids["Ķīmija"], kind=JournalKind.ELECTIVE, lessons=1, attendance_only=True
        ),
    ]
    save_plan(superuser, school.year_id, 5, rows)
    save_plan(superuser, school.year_id, 9, rows)


def missing_keys(school: TinySchool) -> list[str]:
    shown = planned_journals(school.actors.superuser, None)
    return [journal.key for journal in shown.journals if not journal.exists]


def counted() -> tuple[int, int]:
    with reading() as session:
        return len(session.exec(select(Journal)).all()), len(session.exec(select(StudyGroup)).all())


def test_exactly_what_would_be_made_is_listed(school: TinySchool) -> None:
    plan(school)
    before = counted()
    shown = planned_journals(school.actors.superuser, None)
    assert shown.grades == shown.chosen == (5,)  # there is no class of grade 9
    assert [(journal.name, journal.exists) for journal in shown.journals] == WANTED
    assert sum(journal.is_new_group for journal in shown.journals) == 4
    assert planned_journals(school.actors.superuser, None, [9]).journals == ()
    assert counted() == before


def test_a_second_run_makes_nothing(school: TinySchool) -> None:
    plan(school)
    superuser = school.actors.superuser
    keys = missing_keys(school)
    before = counted()
    done = create_journals(superuser, school.year_id, keys)
    assert done.counts == {"journals": 6, "groups": 4, "teachers": 0}
    assert counted() == (before[0] + 6, before[1] + 4)
    again = create_journals(superuser, school.year_id, keys)
    assert (again.run_id, again.counts) == (None, {"journals": 0, "groups": 0, "teachers": 0})
    assert missing_keys(school) == []
    assert len(recent_runs(superuser, RunKind.JOURNALS)) == 1


def test_what_is_made_follows_the_plan(school: TinySchool) -> None:
    plan(school)
    create_journals(school.actors.superuser, school.year_id, missing_keys(school))
    with reading() as session:
        made = {one.name: one for one in session.exec(select(Journal)).all()}
        group = session.get_one(StudyGroup, made["Angļu valoda 5.a, 1. grupa"].group_id)
    elective = made["Ķīmija 5.b, fakultatīvs"]
    assert (elective.kind, elective.attendance_only, elective.class_id) == (
        JournalKind.ELECTIVE,
        True,
        school.class_b,
    )
    assert group.name == "Angļu valoda 5.a, 1. grupa"
    assert made["Angļu valoda 5.a, 1. grupa"].class_id is None
    assert {one.starts_on for one in made.values()} == {SEPTEMBER}


def test_only_the_ticked_ones_are_made(school: TinySchool) -> None:
    plan(school)
    keys = missing_keys(school)
    done = create_journals(school.actors.superuser, school.year_id, keys[:1])
    assert done.counts == {"journals": 1, "groups": 1, "teachers": 0}
    assert missing_keys(school) == keys[1:]


def test_a_group_that_is_there_already_gets_the_journal(school: TinySchool) -> None:
    plan(school)
    name = "Angļu valoda 5.a, 1. grupa"
    with writing() as session:
        group = StudyGroup(year_id=school.year_id, name=name)
        session.add(group)
        session.flush()
        group_id = group.id
    done = create_journals(school.actors.superuser, school.year_id, missing_keys(school))
    assert done.counts == {"journals": 6, "groups": 3, "teachers": 0}
    with reading() as session:
        made = session.exec(select(Journal).where(Journal.name == name)).one()
    assert made.group_id == group_id


def test_what_is_no_longer_in_the_plan_is_refused_with_nothing_made(school: TinySchool) -> None:
    plan(school)
    keys, before = missing_keys(school), counted()
    with writing() as session:
        for line in session.exec(select(CurriculumLine).where(CurriculumLine.grade == 5)):
            session.delete(line)
    with pytest.raises(Refused):
        create_journals(school.actors.superuser, school.year_id, keys)
    with pytest.raises(Refused):
        create_journals(school.actors.superuser, school.year_id, ["x"])
    assert counted() == before


def test_a_run_is_taken_back_as_a_whole(school: TinySchool) -> None:
    plan(school)
    superuser, before = school.actors.superuser, counted()
    keys = missing_keys(school)
    done = create_journals(superuser, school.year_id, keys)
    undo_run(superuser, RunKind.JOURNALS, done.run_id or 0)
    assert counted() == before
    assert missing_keys(school) == keys
    (run,) = recent_runs(superuser, RunKind.JOURNALS)
    assert (run.is_undone, run.journals, run.by) == (True, 6, "Sandis Sargs")


def test_a_run_with_a_teacher_attached_since_is_not_taken_back(school: TinySchool) -> None:
    plan(school)
    superuser = school.actors.superuser
    done = create_journals(superuser, school.year_id, missing_keys(school))
    after = counted()
    with writing() as session:
        made = session.exec(select(Journal).where(Journal.name == "Ķīmija 5.a, fakultatīvs")).one()
        session.add(
            JournalTeacher(
                journal_id=made.id or 0,
                person_id=school.actors.nora.person_id,
                starts_on=TODAY,
            )
        )
    with pytest.raises(UndoBlocked) as blocked:
        undo_run(superuser, RunKind.JOURNALS, done.run_id or 0)
    (obstacle,) = blocked.value.obstacles
    assert "Ķīmija 5.a, fakultatīvs" in translate("lv", obstacle)
    assert counted() == after
