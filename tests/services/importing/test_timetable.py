"""A timetable is planned against the school, applied once, and leaves recorded lessons alone."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlmodel import SQLModel, col, select

from ejournal_app.domain.errors import Forbidden
from ejournal_app.domain.kinds import JournalKind
from ejournal_app.i18n.catalogue import translate
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    GroupMembership,
    Journal,
    JournalTeacher,
    Lesson,
    Room,
    StaffContract,
    StudyGroup,
    TimetableSlot,
    TimetableVersion,
)
from ejournal_app.services.changes.runs import AppliedImport
from ejournal_app.services.changes.undoing import UndoBlocked, undo
from ejournal_app.services.importing import timetable
from ejournal_app.services.importing.problems import HasRowProblems, PlanIsStale
from ejournal_app.services.importing.timetable import TimetablePlan
from ejournal_app.services.school_rules import Rule
from ejournal_app.services.setup.rules import save_rule
from tests.services.importing.building import (
    Built,
    add,
    add_journal,
    add_journal_teacher,
    add_pupil,
    add_version,
)
from tests.services.importing.conftest import MONDAY

HEADER = "Diena;Stunda;Klase;Grupa;Priekšmets;Skolotājs;Kabinets\n"
MATHS = "P;1;5.a;;Matemātika;Anna Bērziņa;204\n"
FROM = date(2026, 11, 30)


def source(*rows: str) -> timetable.TimetableFile:
    return timetable.read((HEADER + "".join(rows)).encode(), "saraksts.csv")


def planned(school: Built, *rows: str, valid_from: date | None = FROM) -> TimetablePlan:
    return timetable.plan(school.superuser, source(*rows), today=MONDAY, valid_from=valid_from)


def carry_out(school: Built, *rows: str, valid_from: date = FROM, **options: Any) -> AppliedImport:
    shown = planned(school, *rows, valid_from=valid_from)
    return timetable.apply(school.superuser, shown, **options)


def warned(plan: TimetablePlan) -> list[str]:
    return [translate("en", warning) for warning in plan.warnings]


def faults(plan: TimetablePlan) -> list[str]:
    return [translate("en", problem.message) for problem in plan.problems]


def lessons(*conditions: Any) -> list[Lesson]:
    with reading() as session:
        return list(session.exec(select(Lesson).where(*conditions).order_by(col(Lesson.starts_at))))


def _without_ids(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    position = list(SQLModel.metadata.tables["lesson"].columns.keys()).index("id")
    return sorted((row[:position] + row[position + 1 :] for row in rows), key=repr)


def test_what_is_new_is_listed_and_nothing_is_written(
    school: Built, contents: Callable[[], Any]
) -> None:
    before = contents()
    plan = planned(school, MATHS, "O;2;5.b;1. grupa;Robotika;Jānis Ozols;Darbnīca\n")
    assert [journal.name for journal in plan.new_journals] == [
        "Matemātika 5.a",
        "Robotika 5.b, 1. grupa",
    ]
    assert plan.new_subjects == ("Robotika",)
    assert plan.new_rooms == ("204", "Darbnīca")
    assert [(change.name, change.journal_teacher_id) for change in plan.teacher_changes] == [
        ("Anna Bērziņa", None),
        ("Jānis Ozols", None),
    ]
    assert len(plan.slots_added) == 2
    assert "The group Robotika 5.b, 1. grupa has no pupils yet." in warned(plan)
    assert contents() == before


def test_the_first_timetable_is_valid_from_today_the_next_from_monday(school: Built) -> None:
    assert planned(school, MATHS, valid_from=None).valid_from == MONDAY
    carry_out(school, MATHS, valid_from=MONDAY)
    assert planned(school, MATHS, valid_from=None).valid_from == date(2026, 11, 30)


def test_applying_makes_journals_teachers_slots_and_lessons(school: Built) -> None:
    applied = carry_out(school, MATHS)
    with reading() as session:
        journal = session.exec(select(Journal)).one()
        assert (journal.kind, journal.class_id) == (JournalKind.SUBJECT, school.classes["5.a"])
        assert (journal.grade, journal.starts_on) == (5, FROM)
        teacher = session.exec(select(JournalTeacher)).one()
        assert (teacher.person_id, teacher.starts_on) == (school.people["Anna Bērziņa"], FROM)
        version = session.exec(select(TimetableVersion)).one()
        assert (version.valid_from, version.source) == (FROM, "saraksts.csv")
        slot = session.exec(select(TimetableSlot)).one()
        room = session.exec(select(Room)).one()
        assert (slot.weekday, slot.number, slot.room_id) == (1, 1, room.id)
    assert applied.counts["lessons_added"] == len(lessons()) > 20
    assert lessons()[0].day == FROM
    assert not lessons(col(Lesson.day).between(date(2026, 12, 21), date(2027, 1, 3)))


def test_the_same_file_for_the_same_day_changes_nothing(
    school: Built, contents: Callable[[], Any]
) -> None:
    rows = (MATHS, "P;2;5.a,5.b;;Sports;J. Ozols;Zāle\n", "P;3;5.a;zēni;Sports;Līga Kalniņa;\n")
    carry_out(school, *rows)
    before = contents()
    assert carry_out(school, *rows).run_id is None
    assert contents() == before
    later = planned(school, *rows, valid_from=date(2027, 2, 1))
    assert later.is_empty


def test_journals_on_record_are_found(school: Built) -> None:
    with writing() as session:
        journal_id = add_journal(session, school, "Matemātika", "5.a")
        group_id = add(
            session, StudyGroup(year_id=school.year_id, name="Matemātika 5.a, 5.b, 2. grupa")
        )
        grouped = add(
            session,
            Journal(
                year_id=school.year_id,
                subject_id=school.subjects["Matemātika"],
                group_id=group_id,
                name="Matemātika 5.a, 5.b, 2. grupa",
                grade=5,
                starts_on=date(2026, 9, 1),
            ),
        )
    plan = planned(school, MATHS, "O;1;5.b, 5.a;2. grupa;Mate;Anna Bērziņa;\n")
    assert [journal.journal_id for journal in plan.journals] == [journal_id, grouped]
    assert not plan.new_subjects


@pytest.mark.parametrize(
    "written", ["Anna Bērziņa", "Bērziņa Anna", "A. Bērziņa", "Bērziņa A.", "ANNA BĒRZIŅA"]
)
def test_a_teacher_is_known_by_full_or_short_name(school: Built, written: str) -> None:
    plan = planned(school, MATHS.replace("Anna Bērziņa", written))
    assert [change.name for change in plan.teacher_changes] == ["Anna Bērziņa"]


def test_unknown_teachers_classes_and_lesson_numbers_are_errors_all_of_them(school: Built) -> None:
    with writing() as session:
        ended = session.exec(
            select(StaffContract).where(
                col(StaffContract.person_id) == school.people["Līga Kalniņa"]
            )
        ).one()
        ended.ends_on = MONDAY
    plan = planned(
        school,
        "P;1;5.a;;Matemātika;Zane Nezināmā;\n",
        "P;1;7.z;;Matemātika;Anna Bērziņa;\n",
        "P;14;5.a;;Matemātika;Līga Kalniņa;\n",
        MATHS,
    )
    assert faults(plan) == [
        (
            "Row 2, column «Skolotājs»: There is no teacher Zane Nezināmā with a contract on"
            " 30 Nov 2026."
        ),
        "Row 3, column «Klase»: There is no class 7.z this year.",
        (
            "Row 4, column «Skolotājs»: There is no teacher Līga Kalniņa with a contract on"
            " 30 Nov 2026."
        ),
        "Row 4, column «Stunda»: The bell schedule has no time for lesson 14.",
    ]
    assert len(plan.slots) == 1


def test_with_errors_nothing_is_written_unless_they_are_skipped(
    school: Built, contents: Callable[[], Any]
) -> None:
    before = contents()
    wrong = "P;1;7.z;;Matemātika;Anna Bērziņa;\n"
    with pytest.raises(HasRowProblems):
        carry_out(school, MATHS, wrong)
    assert contents() == before
    assert carry_out(school, MATHS, wrong, skip_errors=True).run_id is not None


def test_a_group_from_very_many_classes_is_named_by_the_first_and_the_last(school: Built) -> None:
    group = "vecāko klašu zinātniski pētnieciskā darba lasītava"
    row = f"P;1;1.a, 12.c, 5.a, 2.b, 9.a, 5.b;{group};Matemātika;Anna Bērziņa;204\n"
    (journal,) = planned(school, row).journals
    assert journal.group == f"Matemātika 1.a–12.c, {group}"
    carry_out(school, row)
    assert planned(school, row).is_empty
    (fault,) = faults(planned(school, row.replace(group, group * 2)))
    assert fault.endswith("The name of the group would be too long: write a shorter one.")


def test_an_ambiguous_short_name_is_an_error(school: Built) -> None:
    with writing() as session:
        from tests.services.importing.building import add_teacher

        add_teacher(session, school.school_id, "Aija Bērziņa", "99")
    assert "several teachers" in faults(planned(school, MATHS.replace("Anna", "A.")))[0]
    assert not planned(school, MATHS).problems


def test_clashes_of_teacher_room_and_class_are_warnings(school: Built) -> None:
    plan = planned(
        school,
        MATHS,
        "P;1;5.b;;Matemātika;Anna Bērziņa;204\n",
        "P;1;5.a;zēni;Sports;Jānis Ozols;Zāle\n",
        "P;1;5.a;meitenes;Sports;Līga Kalniņa;Zāle 2\n",
    )
    assert not plan.problems
    said = [line for line in warned(plan) if "at once" in line]
    assert said == [
        "Monday, lesson 1: 5.a is needed at once by Matemātika 5.a; Sports 5.a, meitenes.",
        "Monday, lesson 1: 5.a is needed at once by Matemātika 5.a; Sports 5.a, zēni.",
        "Monday, lesson 1: room 204 is needed at once by Matemātika 5.a; Matemātika 5.b.",
    ]


def test_parallel_groups_and_lessons_held_together_do_not_clash(school: Built) -> None:
    plan = planned(
        school,
        "P;1;5.a;zēni;Sports;Jānis Ozols;Zāle\n",
        "P;1;5.a;meitenes;Sports;Līga Kalniņa;Zāle 2\n",
        "P;2;5.a,5.b;;Matemātika;Anna Bērziņa;204\n",
    )
    assert not [line for line in warned(plan) if "at once" in line]


def test_a_pupil_of_two_groups_at_once_is_a_warning(school: Built) -> None:
    rows = ("P;1;5.a;zēni;Sports;Jānis Ozols;\n", "P;1;5.a;kori;Mūzika;Līga Kalniņa;\n")
    carry_out(school, *rows)
    with writing() as session:
        pupil_id = add_pupil(session, school, "Otto Ozols", "5.a")
        for group in session.exec(select(StudyGroup)):
            assert group.id is not None
            session.add(
                GroupMembership(group_id=group.id, pupil_id=pupil_id, starts_on=date(2026, 9, 1))
            )
    assert "a pupil of both groups is needed at once" in " ".join(warned(planned(school, *rows)))


def test_a_day_over_the_legal_limit_is_a_warning(school: Built) -> None:
    rows = [f"P;{number};1.a;;Matemātika;Anna Bērziņa;\n" for number in range(1, 7)]
    assert "1.a, Monday: 6 lessons; at most 5 are allowed." in warned(planned(school, *rows))
    assert not warned(planned(school, *rows[:5]))


def test_groups_of_a_subject_are_one_lesson_of_a_pupils_day(school: Built) -> None:
    whole = [f"P;{number};1.a;;Matemātika;Anna Bērziņa;\n" for number in range(1, 5)]
    halves = ("P;5;1.a;1. grupa;Sports;Jānis Ozols;\n", "P;6;1.a;2. grupa;Sports;Jānis Ozols;\n")
    assert not [line for line in warned(planned(school, *whole, *halves)) if "at most" in line]
    third = "P;7;1.a;2. grupa;Sports;Jānis Ozols;\n"
    told = warned(planned(school, *whole, *halves, third))
    assert "1.a, Monday: 6 lessons; at most 5 are allowed." in told


def test_the_schools_own_limit_holds_for_the_timetable(school: Built) -> None:
    rows = [f"P;{number};1.a;;Matemātika;Anna Bērziņa;\n" for number in range(1, 6)]
    limits = "4,5,5,6,6,7,7,8,8,8,8,8"
    save_rule(school.superuser, Rule.MAX_LESSONS, limits, FROM)
    assert "1.a, Monday: 5 lessons; at most 4 are allowed." in warned(planned(school, *rows))
    (load,) = planned(school, *rows).loads
    assert (load.most, load.is_over) == (4, True)


def test_another_teacher_from_the_day_on_is_a_hand_over(school: Built) -> None:
    carry_out(school, MATHS, valid_from=MONDAY)
    carry_out(school, MATHS.replace("Anna Bērziņa", "Jānis Ozols"))
    with reading() as session:
        old, new = session.exec(select(JournalTeacher).order_by(col(JournalTeacher.id))).all()
        assert (old.person_id, old.ends_on) == (school.people["Anna Bērziņa"], date(2026, 11, 29))
        assert (new.person_id, new.starts_on) == (school.people["Jānis Ozols"], FROM)


def test_a_corrected_file_for_the_same_day_replaces_the_first(school: Built) -> None:
    carry_out(school, MATHS, "O;2;5.a;;Matemātika;Anna Bērziņa;204\n")
    carry_out(
        school,
        MATHS.replace("Anna Bērziņa", "Jānis Ozols").replace("204", "301"),
        "T;3;5.a;;Matemātika;Jānis Ozols;\n",
    )
    with reading() as session:
        assert len(session.exec(select(TimetableVersion)).all()) == 1
        slots = {(slot.weekday, slot.number) for slot in session.exec(select(TimetableSlot))}
        assert slots == {(1, 1), (3, 3)}
        teacher = session.exec(select(JournalTeacher)).one()
        assert teacher.person_id == school.people["Jānis Ozols"]
    assert {lesson.day.isoweekday() for lesson in lessons()} == {1, 3}


def test_a_file_without_teachers_leaves_them_as_they_are(school: Built) -> None:
    carry_out(school, MATHS, valid_from=MONDAY)
    assert not planned(school, "P;2;5.a;;Matemātika;;\n").teacher_changes


def test_activities_the_file_does_not_know_go_on(school: Built) -> None:
    with writing() as session:
        choir = add_journal(session, school, "Matemātika", "5.a", kind=JournalKind.INTEREST)
        add_version(session, school, date(2026, 9, 1), [(choir, 4, 8)])
    plan = planned(school, "P;1;5.b;;Matemātika;Anna Bērziņa;204\n")
    assert plan.kept == 1
    assert not plan.slots_removed
    timetable.apply(school.superuser, plan)
    assert lessons(col(Lesson.journal_id) == choir)


def test_recorded_lessons_stay_when_the_timetable_changes_in_mid_year(school: Built) -> None:
    carry_out(school, MATHS, valid_from=MONDAY)
    with writing() as session:
        prepared = session.exec(select(Lesson).where(col(Lesson.day) == date(2026, 12, 7))).one()
        prepared.topic = "Daļas"
    (before,) = lessons(col(Lesson.day) == date(2026, 12, 7))
    applied = carry_out(school, MATHS.replace("P;1", "C;4"))
    assert applied.counts["lessons_kept"] == 1
    assert lessons(col(Lesson.day) == date(2026, 12, 7)) == [before]
    assert not lessons(col(Lesson.day) == date(2026, 12, 14))
    assert lessons(col(Lesson.day) == date(2026, 12, 10))
    assert lessons(col(Lesson.day) == MONDAY), "the lesson of before the change"


def test_undoing_brings_the_former_timetable_back(
    school: Built, contents: Callable[[], Any]
) -> None:
    carry_out(school, MATHS, valid_from=MONDAY)
    before = contents()
    rows = ("C;4;5.a;;Matemātika;Jānis Ozols;301\n", "C;5;5.b;zēni;Robotika;Līga Kalniņa;\n")
    applied = carry_out(school, *rows)
    assert applied.run_id is not None
    undo(school.superuser, applied.run_id)
    after = contents()
    # Planned lessons come anew: all but their ids is as it was.
    assert _without_ids(after.pop("lesson")) == _without_ids(before.pop("lesson"))
    assert after == before
    assert applied.counts["lessons_removed"] > 0


def test_undoing_a_replaced_timetable_restores_its_slots(
    school: Built, contents: Callable[[], Any]
) -> None:
    carry_out(school, MATHS, "O;2;5.a;;Matemātika;Anna Bērziņa;204\n")
    before = contents()
    applied = carry_out(school, MATHS.replace("204", "301").replace("Anna Bērziņa", "J. Ozols"))
    assert applied.run_id is not None
    undo(school.superuser, applied.run_id)
    after = contents()
    assert _without_ids(after.pop("lesson")) == _without_ids(before.pop("lesson"))
    assert after == before


def test_undoing_is_refused_once_a_new_journal_has_entries(school: Built) -> None:
    applied = carry_out(school, MATHS)
    with writing() as session:
        session.exec(select(Lesson).where(col(Lesson.day) == FROM)).one().topic = "Daļas"
    assert applied.run_id is not None
    with pytest.raises(UndoBlocked) as blocked:
        undo(school.superuser, applied.run_id)
    assert [translate("en", message) for message in blocked.value.obstacles] == [
        "Matemātika 5.a: has lessons with entries",
        "204: has lessons with entries",
    ]
    assert lessons()


def test_a_later_timetable_is_mentioned(school: Built) -> None:
    carry_out(school, MATHS, valid_from=date(2027, 2, 1))
    assert "Another timetable is in force from 1 Feb 2027; this one is valid until then." in warned(
        planned(school, MATHS.replace("P;1", "P;2"))
    )


def test_a_plan_made_before_somebody_elses_change_is_refused(school: Built) -> None:
    shown = planned(school, MATHS)
    with writing() as session:
        journal_id = add_journal(session, school, "Matemātika", "5.a")
        add_journal_teacher(session, school, journal_id, "Jānis Ozols")
    with pytest.raises(PlanIsStale):
        timetable.apply(school.superuser, shown)


def test_a_teacher_may_neither_look_nor_apply(school: Built, contents: Callable[[], Any]) -> None:
    shown = planned(school, MATHS)
    before = contents()
    with pytest.raises(Forbidden):
        timetable.plan(school.teacher, source(MATHS), today=MONDAY)
    with pytest.raises(Forbidden):
        timetable.apply(school.teacher, shown)
    assert contents() == before
