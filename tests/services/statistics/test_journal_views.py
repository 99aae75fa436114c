"""A journal as lists: what stands in them and what of it may be written (Regulation 15)."""

from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.services.journal_views import (
    PupilInJournal,
    journal_outline,
    pupil_in_journal,
    work_list,
)
from tests.support.entering import attendance, mark, saved
from tests.support.school import TinySchool
from tests.support.school_days import LESSON_DAYS, TODAY, TOMORROW, YESTERDAY
from tests.support.statements import statements

from .marking import add_pupils, add_work


def test_the_outline_has_works_of_today_and_before_with_how_far_they_are(
    school: TinySchool,
) -> None:
    saved(school.actors.ilze, mark(school.test, school.anna, "8"))
    add_work(school, school.maths_a, TOMORROW, {})
    found = journal_outline(school.actors.ilze, school.maths_a)
    assert [(work.work_id, work.marked, work.pupils) for work in found.works] == [
        (school.quiz, 0, 3),
        (school.test, 1, 4),
    ]
    assert [pupil.name for pupil in found.pupils if pupil.left_on] == [
        "Krūmiņa Marta",
        "Zariņa Zane",
    ]


def test_a_work_lists_who_was_there_and_lets_write_who_is_here(school: TinySchool) -> None:
    saved(school.actors.ilze, mark(school.test, school.anna, "4|7"))
    found = work_list(school.actors.ilze, school.maths_a, school.test)
    assert [(line.label, line.shown, line.editable) for line in found.marks] == [
        ("Āboliņa Anna", "4|7", True),
        ("Bērziņš Bruno", "", True),
        ("Eglītis Emīls", "", True),
        ("Zariņa Zane", "", False),
    ]
    assert (found.previous_id, found.next_id) == (None, school.quiz)


def test_a_reader_who_does_not_teach_may_write_nothing(school: TinySchool) -> None:
    for reader in (school.actors.maija, school.actors.management):
        found = work_list(reader, school.maths_a, school.test)
        assert not found.editable
        assert not any(line.editable for line in found.marks)
        assert not any(
            own.mark.editable for own in pupil_in_journal(reader, school.maths_a, school.anna).marks
        )


def test_a_mark_that_closes_a_period_is_read_only_here(school: TinySchool) -> None:
    closing = add_work(
        school, school.maths_a, TODAY, {school.anna: "9"}, entry_kind=EntryKind.INTERIM_1
    )
    found = work_list(school.actors.ilze, school.maths_a, closing)
    assert [(line.shown, line.editable) for line in found.marks if line.shown] == [("9", False)]
    own = pupil_in_journal(school.actors.ilze, school.maths_a, school.anna)
    assert {line.work.work_id: line.mark.editable for line in own.marks} == {
        closing: False,
        school.quiz: True,
        school.test: True,
    }
    other = pupil_in_journal(school.actors.ilze, school.maths_a, school.bruno)
    assert closing not in {line.work.work_id for line in other.marks}


def test_a_pupil_has_marks_absences_and_the_average(school: TinySchool) -> None:
    ilze = school.actors.ilze
    saved(
        ilze,
        mark(school.test, school.anna, "8"),
        attendance(school.lesson(school.maths_a), school.anna, "absent"),
        attendance(school.lesson(school.maths_a, YESTERDAY), school.anna, "late"),
        attendance(school.lesson(school.maths_a, LESSON_DAYS[0]), school.anna, "absent"),
        attendance(school.lesson(school.maths_a, LESSON_DAYS[0]), school.anna, "present", "absent"),
    )
    found = pupil_in_journal(ilze, school.maths_a, school.anna)
    assert [(own.day, own.status) for own in found.absences] == [
        (TODAY, AttendanceStatus.ABSENT),
        (YESTERDAY, AttendanceStatus.LATE),
    ]
    assert found.average == "8,00"
    assert [(own.work.work_id, own.mark.shown) for own in found.marks] == [
        (school.quiz, ""),
        (school.test, "8"),
    ]


def test_brought_marks_are_shown_with_their_journal_and_cannot_be_written(
    school: TinySchool,
) -> None:
    brought = add_work(school, school.maths_a, LESSON_DAYS[0], {school.marta: "9"})
    found = pupil_in_journal(school.actors.ilze, school.maths_b, school.marta)
    assert [(own.work.work_id, own.journal, own.mark.editable) for own in found.marks] == [
        (brought, "Matemātika 5.a", False)
    ]
    assert found.average == "9,00"


def test_who_has_left_keeps_the_history_and_takes_nothing_new(school: TinySchool) -> None:
    add_work(school, school.maths_a, LESSON_DAYS[0], {school.zane: "1"})
    found = pupil_in_journal(school.actors.ilze, school.maths_a, school.zane)
    assert found.left_on == YESTERDAY
    assert not found.editable
    assert not any(own.mark.editable for own in found.marks)
    assert found.risks == ()


def neighbours(found: PupilInJournal) -> tuple[int | None, int | None]:
    return found.previous_id, found.next_id


def test_pupils_follow_each_other_by_name(school: TinySchool) -> None:
    first, second = (
        pupil_in_journal(school.actors.ilze, school.maths_a, pupil)
        for pupil in (school.anna, school.bruno)
    )
    assert neighbours(first) == (None, school.bruno)
    assert neighbours(second) == (school.anna, school.emils)


def test_longer_lists_ask_no_more_of_the_database(school: TinySchool) -> None:
    ilze = school.actors.ilze

    def asked() -> list[int]:
        counts: list[int] = []
        for call in (
            lambda: journal_outline(ilze, school.maths_a),
            lambda: work_list(ilze, school.maths_a, school.test),
            lambda: pupil_in_journal(ilze, school.maths_a, school.anna),
        ):
            with statements() as seen:
                call()
            counts.append(len(seen))
        return counts

    before = asked()
    pupils = add_pupils(school, school.class_a, 12)
    for day in LESSON_DAYS[:5]:
        add_work(school, school.maths_a, day, dict.fromkeys([*pupils, school.anna], "7"))
    assert asked() == before
    assert max(before) <= 15
