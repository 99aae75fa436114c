"""Journals one by one: making, changing, ending; one with entries is never deleted."""

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import col, select

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.kinds import JournalKind
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import GroupMembership, Journal, Lesson, StudyGroup
from ejournal_app.services.lists.definition import ListQuery
from ejournal_app.services.lists.view import show_list
from ejournal_app.services.teaching.journal_making import (
    NewJournal,
    create_journal,
    find_pupils,
    journal_form,
)
from ejournal_app.services.teaching.journals import (
    JournalData,
    delete_journal,
    journal_settings,
    save_journal,
)
from tests.support.entering import saved, topic
from tests.support.school import TinySchool
from tests.support.school_days import LESSON_DAYS, SEPTEMBER, TODAY, YESTERDAY


def subject(school: TinySchool, name: str = "Koris") -> int:
    form = journal_form(school.actors.superuser, None)
    return next(one.subject_id for one in form.subjects if one.name == name)


def elective(school: TinySchool) -> NewJournal:
    return NewJournal(
        subject_id=subject(school), kind=JournalKind.ELECTIVE, class_id=school.class_a
    )


def data(school: TinySchool, journal_id: int) -> JournalData:
    now = journal_settings(school.actors.superuser, journal_id)
    return JournalData(
        name=now.name,
        kind=now.kind,
        starts_on=now.starts_on,
        ends_on=now.ends_on,
        attendance_only=now.attendance_only,
        runs_in_breaks=now.runs_in_breaks,
    )


def days_of(journal_id: int) -> set[date]:
    with reading() as session:
        return set(session.exec(select(col(Lesson.day)).where(Lesson.journal_id == journal_id)))


def groups() -> list[str]:
    with reading() as session:
        return sorted(session.exec(select(StudyGroup.name)))


@pytest.mark.parametrize("kind", JournalKind)
def test_a_journal_of_each_kind_can_be_made(school: TinySchool, kind: JournalKind) -> None:
    superuser = school.actors.superuser
    made = create_journal(
        superuser,
        NewJournal(
            subject_id=subject(school),
            kind=kind,
            class_id=school.class_b,
            ends_on=date(2026, 12, 18),
            attendance_only=True,
            runs_in_breaks=True,
        ),
    )
    page = journal_settings(superuser, made)
    assert page.name.startswith("Koris 5.b")
    assert (page.kind, page.grade, page.place) == (kind, 5, "5.b")
    assert (page.starts_on, page.ends_on) == (SEPTEMBER, date(2026, 12, 18))
    assert (page.attendance_only, page.runs_in_breaks) == (True, True)


def test_a_journal_can_bring_its_own_empty_group(school: TinySchool) -> None:
    superuser = school.actors.superuser
    new = NewJournal(
        subject_id=subject(school), kind=JournalKind.INTEREST, new_group="Tautas dejas"
    )
    with pytest.raises(Refused) as refused:
        create_journal(superuser, new)
    assert refused.value.field == "grade"
    assert "Tautas dejas" not in groups()
    made = create_journal(superuser, replace(new, grade=7, name="Tautas dejas"))
    page = journal_settings(superuser, made)
    assert (page.name, page.place, page.grade) == ("Tautas dejas", "Tautas dejas", 7)
    with pytest.raises(Refused) as refused:
        create_journal(superuser, replace(new, grade=7))
    assert refused.value.field == "new_group"


def test_a_group_gives_its_journal_the_grade_of_its_pupils(school: TinySchool) -> None:
    superuser = school.actors.superuser
    new = NewJournal(
        subject_id=subject(school), kind=JournalKind.GROUP_LESSONS, group_id=school.group
    )
    assert journal_settings(superuser, create_journal(superuser, new)).grade == 5


def test_individual_lessons_make_a_group_of_one_pupil(school: TinySchool) -> None:
    superuser = school.actors.superuser
    (found,) = find_pupils(superuser, "āb an")
    assert found.name == "Āboliņa Anna, 5.a"
    assert find_pupils(superuser, " ") == ()
    assert len(find_pupils(superuser, "5.a")) == 3
    made = create_journal(
        superuser,
        NewJournal(
            subject_id=subject(school, "Matemātika"),
            kind=JournalKind.INDIVIDUAL,
            pupil_id=found.pupil_id,
            starts_on=TODAY,
        ),
    )
    page = journal_settings(superuser, made)
    assert (page.name, page.grade) == ("Matemātika, Āboliņa Anna", 5)
    with reading() as session:
        members = session.exec(
            select(GroupMembership).where(GroupMembership.group_id == page.group_id)
        ).all()
    assert [(one.pupil_id, one.starts_on) for one in members] == [(school.anna, TODAY)]


def test_what_cannot_be_a_journal_is_refused_with_nothing_made(school: TinySchool) -> None:
    superuser, whole = school.actors.superuser, elective(school)
    create_journal(superuser, whole)
    with reading() as session:
        before = len(session.exec(select(Journal)).all())
    for new, field in (
        (whole, "name"),
        (replace(whole, group_id=school.group), "place"),
        (replace(whole, class_id=None), "place"),
        (replace(whole, class_id=None, pupil_id=999_999), "pupil"),
        (replace(whole, class_id=None, pupil_id=school.zane), "pupil"),
        (replace(whole, class_id=None, new_group="x" * 81, grade=5), "new_group"),
        (replace(whole, name="x" * 161), "name"),
        (replace(whole, starts_on=date(2026, 8, 31)), "starts_on"),
        (replace(whole, ends_on=date(2027, 9, 1)), "ends_on"),
        (replace(whole, starts_on=TODAY, ends_on=YESTERDAY), "ends_on"),
    ):
        with pytest.raises(Refused) as refused:
            create_journal(superuser, new)
        assert refused.value.field == field
    with reading() as session:
        assert len(session.exec(select(Journal)).all()) == before


def test_a_journal_is_renamed_and_its_kind_changed(school: TinySchool) -> None:
    superuser = school.actors.superuser
    changed = replace(
        data(school, school.maths_b), name=" Algebra  5.b ", kind=JournalKind.ELECTIVE
    )
    save_journal(superuser, school.maths_b, changed)
    page = journal_settings(superuser, school.maths_b)
    assert (page.name, page.kind) == ("Algebra 5.b", JournalKind.ELECTIVE)


def test_a_course_ends_within_the_year_in_the_grades_with_final_marks(school: TinySchool) -> None:
    superuser, journal_id = school.actors.superuser, school.maths_b
    ends = replace(data(school, journal_id), course_ends_on=date(2027, 1, 29))
    with pytest.raises(Refused) as refusal:
        save_journal(superuser, journal_id, ends)
    assert refusal.value.field == "course_ends_on"
    with writing() as session:
        session.get_one(Journal, journal_id).grade = 11
    with pytest.raises(Refused):
        save_journal(superuser, journal_id, replace(ends, course_ends_on=date(2028, 1, 29)))
    save_journal(superuser, journal_id, ends)
    page = journal_settings(superuser, journal_id)
    assert (page.has_final, page.course_ends_on) == (True, date(2027, 1, 29))
    save_journal(superuser, journal_id, replace(ends, course_ends_on=None))
    assert journal_settings(superuser, journal_id).course_ends_on is None


def test_after_a_journals_last_day_there_are_no_lessons_without_entries(
    school: TinySchool,
) -> None:
    ilze, superuser = school.actors.ilze, school.actors.superuser
    saved(ilze, topic(school.lesson(school.maths_b, YESTERDAY), "Daļas"))
    with pytest.raises(Refused) as refused:
        save_journal(
            superuser,
            school.maths_b,
            replace(data(school, school.maths_b), ends_on=LESSON_DAYS[0]),
        )
    assert refused.value.field == "ends_on"
    save_journal(
        superuser, school.maths_b, replace(data(school, school.maths_b), ends_on=YESTERDAY)
    )
    assert max(days_of(school.maths_b)) == YESTERDAY
    with pytest.raises(Refused) as refused:
        save_journal(
            superuser, school.maths_b, replace(data(school, school.maths_b), starts_on=TODAY)
        )
    assert refused.value.field in {"starts_on", "ends_on"}


def test_a_journal_with_works_is_not_for_attendance_only(school: TinySchool) -> None:
    with pytest.raises(Refused) as refused:
        save_journal(
            school.actors.superuser,
            school.maths_a,
            replace(data(school, school.maths_a), attendance_only=True),
        )
    assert refused.value.field == "attendance_only"


def test_a_journal_with_entries_is_never_deleted(school: TinySchool) -> None:
    superuser = school.actors.superuser
    saved(school.actors.ilze, topic(school.lesson(school.maths_b), "Daļas"))
    before = days_of(school.maths_b)
    for journal in (school.maths_a, school.maths_b):
        with pytest.raises(Refused):
            delete_journal(superuser, journal, typed="")
    assert journal_settings(superuser, school.maths_b).entries == 1
    assert days_of(school.maths_b) == before


def test_an_empty_journal_goes_with_what_hangs_on_it(school: TinySchool) -> None:
    superuser = school.actors.superuser
    page = journal_settings(superuser, school.choir)
    told = {message.msgid: message.params["n"] for message in page.what_goes}
    assert told == {
        "planned lessons without entries: {n}": len(LESSON_DAYS),
        "attached teachers: {n}": 1,
    }
    assert delete_journal(superuser, school.choir, typed="koris 5A") == "Koris 5.a"
    assert days_of(school.choir) == set()
    with writing() as session:
        assert session.get(Journal, school.choir) is None


def test_a_group_goes_with_its_journal_only_while_nobody_was_ever_in_it(
    school: TinySchool,
) -> None:
    superuser = school.actors.superuser

    def named(journal: int) -> str:
        return journal_settings(superuser, journal).name

    empty = NewJournal(
        subject_id=subject(school), kind=JournalKind.INTEREST, new_group="Dejas", grade=5
    )
    made = create_journal(superuser, empty)
    group_id = journal_settings(superuser, made).group_id
    other = create_journal(
        superuser,
        NewJournal(
            subject_id=subject(school), kind=JournalKind.ELECTIVE, group_id=group_id, grade=5
        ),
    )
    delete_journal(superuser, other, typed=named(other))
    assert "Dejas" in groups()
    delete_journal(superuser, made, typed=named(made))
    assert "Dejas" not in groups()
    delete_journal(superuser, school.english, typed=named(school.english))
    assert "Angļu valoda 5.1" in groups()


def test_the_list_finds_journals_without_a_teacher(school: TinySchool) -> None:
    superuser = school.actors.superuser
    create_journal(superuser, elective(school))

    def names(**chosen: str) -> list[str]:
        query = ListQuery(filters=chosen)
        shown = show_list(superuser, "zurnali-parvaldiba", query)
        return [str(row.cells[0]) for row in shown.rows]

    assert names(teacher="bez") == ["Koris 5.a, fakultatīvs"]
    assert names(kind="interest") == ["Koris 5.a"]
    assert len(names(grade="5")) == 5
    with reading() as session:
        assert session.exec(select(col(Journal.id))).all()
