"""Classes, subjects, the curriculum table, journals and their teachers."""

from collections.abc import Callable
from typing import Any

from tests.states.rows import Call, Row, at
from tests.states.school import Objects, School

NOT_THERE = 10**9


def _own(**arguments: Any) -> Callable[[School], dict[str, Any]]:
    return lambda _school: arguments


def _about(path: str, **arguments: Any) -> Callable[[School, Objects, str], list[Call]]:
    """A call about something that is not there."""
    return lambda _school, _things, _caller: [at(path, NOT_THERE, **arguments)]


def _row(**how: Any) -> Row:
    return Row(open_to=frozenset({"virslietotajs"}), **how)


def _on(page: str) -> Row:
    """A handler that fills a page with the object of its address."""
    return _row(path=lambda _own: f"/{page}/1", foreign=_about(f"/{page}/{NOT_THERE}"))


_CLASS = {"grade": "5", "letters": "x", "programme_code": ""}
_LINE = {"subject": "1", "kind": "subject", "lessons": "5"}
_JOURNAL = {"subject": "1", "kind": "subject", "place": "c1"}
_SETTINGS = {"name": "x", "kind": "subject", "starts_on": "2026-10-01"}
_TEACHES = {"person": "1", "teaches_from": "2026-10-01"}
_GIVEN = {"to": "1", "starts_on": "", f"journal-{NOT_THERE}": "1"}
_DAY = {"person": "1", "starts_on": "2026-10-01"}


def _given(school: School) -> dict[str, str]:
    day = school.one("SELECT starts_on FROM school_year ORDER BY id LIMIT 1")
    return {**_GIVEN, "starts_on": day}


ROWS = {
    "class_teacher_board.ClassTeachers.enter": _row(path=lambda _own: "/klases/audzinataji"),
    "class_teacher_board.ClassTeachers.save": _row(
        arguments=_own(form={"starts_on": "", f"class-{NOT_THERE}": "1"}),
        foreign=lambda _school, _things, _caller: [
            # The page is about all classes: a refusal of it names none.
            at("/", form={"starts_on": "2026-10-01", f"class-{NOT_THERE}": "1"})
        ],
    ),
    "school_class.SchoolClass.enter": _on("klase"),
    "school_class.SchoolClass.enter_new": _row(path=lambda _own: "/klases/jaunas"),
    "school_class.SchoolClass.create": _row(
        arguments=_own(form={"year": "", "grade": "", "letters": "", "programme_code": "9"})
    ),
    "school_class.SchoolClass.save": _row(
        arguments=_own(class_id=NOT_THERE, form=_CLASS),
        foreign=_about("/", class_id=NOT_THERE, form=_CLASS),
    ),
    "school_class.SchoolClass.appoint": _row(
        arguments=_own(class_id=NOT_THERE, form=_DAY),
        foreign=_about("/", class_id=NOT_THERE, form=_DAY),
    ),
    "school_class.SchoolClass.end": _row(
        arguments=_own(class_id=1, form={"term": "0", "last_day": ""}),
        foreign=_about(
            "/", class_id=NOT_THERE, form={"term": str(NOT_THERE), "last_day": "2026-10-01"}
        ),
    ),
    "school_class.SchoolClass.delete": _row(
        arguments=_own(class_id=NOT_THERE, form={"typed": "x"}),
        foreign=_about("/", class_id=NOT_THERE, form={"typed": "x"}),
    ),
    "curriculum.Curriculum.enter": _row(
        path=lambda _own: "/zurnalu-plans",
        foreign=lambda _school, _things, _caller: [at(f"/zurnalu-plans?gads={NOT_THERE}")],
    ),
    "curriculum.Curriculum.save": _row(
        arguments=_own(year_id=NOT_THERE, grade=5, form={"lessons-1-subject": "5"}),
        foreign=_about("/", year_id=NOT_THERE, grade=5, form={"lessons-1-subject": "5"}),
    ),
    "curriculum.Curriculum.add": _row(
        arguments=_own(year_id=NOT_THERE, grade=5, form=_LINE),
        foreign=_about("/", year_id=NOT_THERE, grade=5, form=_LINE),
    ),
    "curriculum.Curriculum.copy_to": _row(
        arguments=_own(year_id=NOT_THERE, grade=5, form={"grade-6": "1"}),
        foreign=_about("/", year_id=NOT_THERE, grade=5, form={"grade-6": "1"}),
    ),
    "journal_creation.JournalCreation.enter": _row(
        path=lambda _own: "/zurnalu-izveide",
        foreign=lambda _school, _things, _caller: [at(f"/zurnalu-izveide?gads={NOT_THERE}")],
    ),
    "journal_creation.JournalCreation.create": _row(
        arguments=_own(year_id=NOT_THERE, form={"1-1-subject-0": "1"}),
        foreign=_about("/", year_id=NOT_THERE, form={"1-1-subject-0": "1"}),
    ),
    "journal_creation.JournalCreation.take_back": _row(
        arguments=_own(run_id=NOT_THERE), foreign=_about("/", run_id=NOT_THERE)
    ),
    "journal_making.JournalMaking.enter": _row(
        path=lambda _own: "/zurnali-parvaldiba/jauns",
        foreign=lambda _school, _things, _caller: [
            at(f"/zurnali-parvaldiba/jauns?gads={NOT_THERE}")
        ],
    ),
    "journal_making.JournalMaking.find": _row(arguments=_own(search="an")),
    "journal_making.JournalMaking.create": _row(
        arguments=_own(year_id=NOT_THERE, form=_JOURNAL),
        foreign=_about("/", year_id=NOT_THERE, form=_JOURNAL),
    ),
    "journal_making.JournalMaking.create_individual": _row(
        arguments=_own(year_id=NOT_THERE, form={"pupil": "1", "own_subject": "1"}),
        foreign=_about("/", year_id=NOT_THERE, form={"pupil": "1", "own_subject": "1"}),
    ),
    "journal_settings.JournalSettings.enter": _on("zurnala-iestatijumi"),
    "journal_settings.JournalSettings.save": _row(
        arguments=_own(journal_id=NOT_THERE, form=_SETTINGS),
        foreign=_about("/", journal_id=NOT_THERE, form=_SETTINGS),
    ),
    "journal_settings.JournalSettings.attach": _row(
        arguments=_own(journal_id=NOT_THERE, form=_TEACHES),
        foreign=_about("/", journal_id=NOT_THERE, form=_TEACHES),
    ),
    "journal_settings.JournalSettings.end": _row(
        arguments=_own(form={"term": str(NOT_THERE), "last_day": ""}),
        foreign=lambda _school, _things, _caller: [
            at("/", form={"term": str(NOT_THERE), "last_day": "2026-10-01"})
        ],
    ),
    "journal_settings.JournalSettings.delete": _row(
        arguments=_own(journal_id=NOT_THERE, form={"typed": "x"}),
        foreign=_about("/", journal_id=NOT_THERE, form={"typed": "x"}),
    ),
    "hand_over.HandOver.enter": _row(
        path=lambda _own: "/zurnalu-nodosana",
        foreign=lambda _school, _things, _caller: [at(f"/zurnalu-nodosana?no={NOT_THERE}")],
    ),
    "hand_over.HandOver.give": _row(
        arguments=_own(from_id=str(NOT_THERE), form=_GIVEN),
        foreign=lambda school, _things, _caller: [
            at("/", NOT_THERE, from_id=str(NOT_THERE), form=_given(school))
        ],
    ),
    "hand_over.HandOver.take_back": _row(
        arguments=_own(run_id=NOT_THERE), foreign=_about("/", run_id=NOT_THERE)
    ),
    "subject.Subject.enter": _on("prieksmets"),
    "subject.Subject.enter_new": _row(path=lambda _own: "/prieksmeti/jauns"),
    "subject.Subject.create": _row(arguments=_own(form={})),
    "subject.Subject.save": _row(
        arguments=_own(subject_id=NOT_THERE, form={"name": "x", "short_name": ""}),
        foreign=_about("/", subject_id=NOT_THERE, form={"name": "x", "short_name": ""}),
    ),
    "subject.Subject.delete": _row(
        arguments=_own(subject_id=NOT_THERE, form={"typed": "x"}),
        foreign=_about("/", subject_id=NOT_THERE, form={"typed": "x"}),
    ),
    "subject.Subject.add_set": _row(arguments=_own(name="nav")),
}
