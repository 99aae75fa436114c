"""Who may see and do what: the access matrix, written out a second time (domain: who may see what).

Every permission has a row here with everybody it is given to; whoever is not named is refused.
"""

from dataclasses import replace

import pytest

from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Forbidden
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Journal
from ejournal_app.persistence.queries.facts import journal_facts, pupil_facts
from ejournal_app.policies.facts import ClassFacts, JournalFacts, PupilFacts, Subject
from ejournal_app.policies.rules import RULES, allows, require
from ejournal_app.services.absences.filing import filing_facts
from tests.support.school import TinySchool
from tests.support.school_days import TODAY

TEACHERS = "ilze janis maija nora attached_until_yesterday"
HEADS = "management superuser"
OTHERS = (
    "contract_ended_yesterday clerk parent restricted_parent other_parent "
    "pupil other_pupil former_pupil"
)

MATRIX: dict[tuple[Permission, str], str] = {
    # About no object.
    (Permission.ACCOUNT_OWN, ""): f"{TEACHERS} {HEADS} {OTHERS}",
    (Permission.DAY_READ, ""): TEACHERS,
    (Permission.JOURNAL_LIST, ""): f"{TEACHERS} {HEADS}",
    (Permission.PUPIL_LIST, ""): f"maija nora clerk {HEADS}",
    (Permission.OVERVIEW_READ, ""): HEADS,
    (Permission.IMPORT_APPLY, ""): "superuser",
    # Setting the school up: the superuser; the clerk enters staff and keeps personal files.
    (Permission.SETUP_WRITE, ""): "superuser",
    (Permission.STAFF_LIST, ""): f"clerk {HEADS}",
    (Permission.STAFF_WRITE, ""): "clerk superuser",
    (Permission.ROLE_GRANT, ""): "superuser",
    (Permission.TEACHING_WRITE, ""): "superuser",
    (Permission.MOVEMENT_WRITE, ""): "superuser",
    (Permission.MOVEMENT_READ, ""): f"clerk {HEADS}",
    (Permission.ACCOUNT_MANAGE, ""): "superuser",
    (Permission.SCHOOL_EXPORT, ""): "superuser",
    (Permission.DUTY_OWN, ""): f"{TEACHERS} {HEADS} clerk",
    (Permission.CLASS_DUTY_WRITE, "class_a"): "maija",
    (Permission.CLASS_DUTY_WRITE, "class_b"): "nora",
    (Permission.TIMELINESS_READ, ""): HEADS,
    (Permission.EXTENSION_WRITE, ""): HEADS,
    (Permission.TEACHER_ABSENCE_READ, ""): f"clerk {HEADS}",
    (Permission.TEACHER_ABSENCE_WRITE, ""): "clerk management",
    (Permission.TEACHER_ABSENCE_OVERRIDE, ""): "superuser",
    (Permission.JOB_READ, ""): "superuser",
    (Permission.MARK_REVERT, ""): "superuser",
    (Permission.PERIOD_MANAGE, ""): HEADS,
    (Permission.HELD_DECIDE, ""): HEADS,
    (Permission.PERIOD_WRITE, "maths_a"): "ilze janis",
    (Permission.PERIOD_WRITE, "maths_b"): "ilze",
    (Permission.PERIOD_WRITE, "english"): "janis",
    (Permission.CLASS_MARKS_READ, "class_a"): f"maija {HEADS}",
    (Permission.CLASS_MARKS_READ, "class_b"): f"nora {HEADS}",
    (Permission.FILE_CHECK_READ, ""): f"maija nora clerk {HEADS}",
    (Permission.PERSONAL_FILE_WRITE, "anna"): "clerk superuser",
    (Permission.PERSONAL_FILE_WRITE, "dace"): "clerk superuser",
    (Permission.PERSONAL_FILE_WRITE, "zane"): "clerk superuser",
    (Permission.MARK_OVERRIDE, "maths_a"): "superuser",
    (Permission.MARK_OVERRIDE, "english"): "superuser",
    (Permission.RISK_LIST, ""): f"maija nora {HEADS}",
    (Permission.ACHIEVEMENT_LIST, ""): f"maija nora {HEADS}",
    (Permission.ACHIEVEMENT_WRITE, "anna"): "maija superuser",
    (Permission.ACHIEVEMENT_WRITE, "dace"): "nora superuser",
    (Permission.ACHIEVEMENT_WRITE, "zane"): "superuser",
    (Permission.FILE_CHECK_WRITE, "anna"): "maija superuser",
    (Permission.FILE_CHECK_WRITE, "dace"): "nora superuser",
    (Permission.CLASS_NOTICE_WRITE, "class_a"): "maija",
    (Permission.CLASS_NOTICE_WRITE, "class_b"): "nora",
    # Lessons, marks, absences: teachers write their own journals, a class teacher reads the class.
    (Permission.JOURNAL_READ, "maths_a"): f"ilze janis maija {HEADS}",
    (Permission.JOURNAL_READ, "maths_b"): f"ilze nora {HEADS}",
    (Permission.JOURNAL_READ, "english"): f"janis maija nora {HEADS}",
    (Permission.LESSON_WRITE, "maths_a"): "ilze janis",
    (Permission.LESSON_WRITE, "maths_b"): "ilze",
    (Permission.LESSON_WRITE, "english"): "janis",
    (Permission.ATTENDANCE_WRITE, "maths_a"): "ilze janis",
    (Permission.ATTENDANCE_WRITE, "maths_b"): "ilze",
    (Permission.ATTENDANCE_WRITE, "english"): "janis",
    (Permission.MARK_WRITE, "maths_a"): "ilze janis",
    (Permission.MARK_WRITE, "maths_b"): "ilze",
    (Permission.MARK_WRITE, "english"): "janis",
    (Permission.WORK_WRITE, "maths_a"): "ilze janis",
    (Permission.WORK_WRITE, "maths_b"): "ilze",
    (Permission.WORK_WRITE, "english"): "janis",
    # One lesson also for its substitute (`tests/services`), who has nothing else of the journal.
    (Permission.LESSON_READ, "maths_a"): f"ilze janis maija {HEADS}",
    (Permission.LESSON_READ, "english"): f"janis maija nora {HEADS}",
    (Permission.LESSON_READ, "maths_a led by nora"): f"ilze janis maija nora {HEADS}",
    (Permission.LESSON_WRITE, "maths_a led by nora"): "ilze janis nora",
    (Permission.ATTENDANCE_WRITE, "maths_a led by nora"): "ilze janis nora",
    (Permission.MARK_WRITE, "maths_a led by nora"): "ilze janis nora",
    (Permission.WORK_WRITE, "maths_a led by nora"): "ilze janis nora",
    (Permission.JOURNAL_READ, "maths_a led by nora"): f"ilze janis maija {HEADS}",
    (Permission.PERIOD_WRITE, "maths_a led by nora"): "ilze janis",
    # Absences: the class teacher and management know why; the superuser knows that there is a note.
    (Permission.NOTE_LIST, ""): f"maija nora {HEADS}",
    (Permission.NOTE_READ, "anna"): "maija management parent pupil",
    (Permission.NOTE_READ, "dace"): "nora management other_parent other_pupil",
    (Permission.NOTE_READ, "zane"): "management",
    (Permission.NOTE_WRITE, "anna"): "maija management",
    (Permission.NOTE_WRITE, "dace"): "nora management",
    (Permission.ABSENCE_FILE, "anna's guardians"): "parent",
    (Permission.ABSENCE_FILE, "dace's guardians"): "other_parent",
    (Permission.ABSENT_TODAY_READ, ""): f"maija nora {HEADS}",
    (Permission.ABSENT_CONTACT_WRITE, "anna"): "maija management",
    (Permission.ABSENT_CONTACT_WRITE, "dace"): "nora management",
    (Permission.ABSENCE_REPORT_READ, ""): f"maija nora {HEADS}",
    (Permission.EVENT_LIST, ""): f"{TEACHERS} {HEADS} clerk",
    (Permission.EVENT_WRITE, ""): f"{TEACHERS} management",
    (Permission.EVENT_DECIDE, ""): "management",
    # Teachers' absences and who covers: reasons for those who plan and pay.
    (Permission.TEACHER_ABSENCE_ASK, ""): f"{TEACHERS} {HEADS} clerk",
    (Permission.SUBSTITUTION_PLAN, ""): "management",
    (Permission.SUBSTITUTION_ENTER, ""): TEACHERS,
    (Permission.SUBSTITUTION_HOURS, ""): f"clerk {HEADS}",
    (Permission.DAY_CHANGES_READ, ""): f"{TEACHERS} {HEADS} {OTHERS}",
    (Permission.SCREEN_MANAGE, ""): HEADS,
    # One pupil: the own child, oneself, the own class; a subject teacher has the journals.
    (Permission.DIARY_READ, "anna"): f"maija parent pupil {HEADS}",
    (Permission.DIARY_READ, "dace"): f"nora other_parent other_pupil {HEADS}",
    (Permission.DIARY_READ, "marta"): f"nora {HEADS}",
    (Permission.DIARY_READ, "zane"): HEADS,
    (Permission.PERSONAL_FILE_READ, "anna"): f"maija parent pupil clerk {HEADS}",
    (Permission.PERSONAL_FILE_READ, "dace"): f"nora other_parent other_pupil clerk {HEADS}",
    (Permission.PERSONAL_FILE_READ, "zane"): f"clerk {HEADS}",
}
JOURNALS = ("maths_a", "maths_b", "english")
OBJECTS = {
    permission: {name for asked, name in MATRIX if asked is permission} for permission, _ in MATRIX
}


def subjects(school: TinySchool) -> dict[str, Subject]:
    """The objects of the matrix by name; the empty name is no object."""
    with reading() as session:
        journals: dict[str, Subject] = {
            name: journal_facts(session, session.get_one(Journal, getattr(school, name)), TODAY)
            for name in JOURNALS
        }
        pupils: dict[str, Subject] = {
            name: pupil_facts(session, getattr(school, name), TODAY)
            for name in ("anna", "dace", "marta", "zane")
        }
    classes: dict[str, Subject] = {
        name: ClassFacts.of(getattr(school, name)) for name in ("class_a", "class_b")
    }
    with reading() as session:
        filing: dict[str, Subject] = {
            f"{name}'s guardians": filing_facts(session, getattr(school, name), TODAY)
            for name in ("anna", "dace")
        }
    led = journals["maths_a"]
    assert isinstance(led, JournalFacts)
    by_nora = replace(led, leader_ids=frozenset({school.actors.nora.person_id}))
    return {
        "": None,
        **journals,
        "maths_a led by nora": by_nora,
        **pupils,
        **filing,
        **classes,
    }


def test_every_permission_is_in_the_matrix_and_has_a_rule() -> None:
    assert set(OBJECTS) == set(Permission)
    assert set(RULES) == set(Permission)


def test_everybody_gets_what_the_matrix_gives_and_nothing_else(
    school: TinySchool, subtests: pytest.Subtests
) -> None:
    about = subjects(school)
    for (permission, name), named in MATRIX.items():
        with subtests.test(f"{permission} {name}"):
            given = {
                who
                for who, actor in school.actors.all().items()
                if allows(actor, permission, about[name])
            }
            assert given == set(named.split())
            assert not allows(None, permission, about[name])


def test_a_permission_about_an_object_is_refused_without_one_of_its_kind(
    school: TinySchool,
) -> None:
    about = subjects(school)
    for permission, names in OBJECTS.items():
        if names == {""}:
            continue
        foreign = [None, about["anna"] if names & set(JOURNALS) else about["maths_a"]]
        for who, actor in school.actors.all().items():
            assert not any(allows(actor, permission, other) for other in foreign), (permission, who)


def test_what_has_no_rule_is_refused(school: TinySchool) -> None:
    assert not any(
        allows(actor, "school:everything:delete")  # type: ignore[arg-type]
        for actor in school.actors.all().values()
    )


def test_a_refusal_says_what_was_tried() -> None:
    journal = JournalFacts(journal_id=7, teacher_ids=frozenset(), class_ids=frozenset())
    tried = {
        Permission.MARK_WRITE: (journal, ("journal", 7, None)),
        Permission.DIARY_READ: (PupilFacts(pupil_id=5), ("pupil", 5, 5)),
        Permission.PUPIL_LIST: (None, ("", None, None)),
    }
    for permission, (subject, expected) in tried.items():
        with pytest.raises(Forbidden) as refusal:
            require(None, permission, subject)
        attempt = refusal.value.attempt
        assert attempt is not None
        assert attempt.action == permission
        assert (attempt.entity, attempt.entity_id, attempt.pupil_id) == expected
