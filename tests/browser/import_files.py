"""Uploaded files and an applied run in a running demo school."""

import hashlib
from datetime import date, timedelta

from sqlmodel import col, select

from ejournal_app import clock
from ejournal_app.persistence.models import (
    Account,
    ImportDraft,
    ImportRun,
    JournalTeacher,
    Lesson,
    Person,
    School,
)
from ejournal_app.serving.build import ROOT
from tests.services.importing.journals.workbooks import Line, Page, workbook
from tests.support.demo_school import MATHS_A, DemoSchool

SAMPLES = ROOT / "samples"
LIST = SAMPLES / "viis-utf8.csv"
"""Nine pupils the demo school does not know."""
STAFF = SAMPLES / "personals.csv"
"""Six people the demo school does not know, one with two contracts."""


def viis_draft(school: DemoSchool) -> int:
    return _draft(school, "viis", "viis.csv", LIST.read_bytes())


def staff_draft(school: DemoSchool) -> int:
    return _draft(school, "staff", "personals.csv", STAFF.read_bytes())


def renamed_draft(school: DemoSchool) -> int:
    content = LIST.read_bytes().replace(b"Personas kods", b"Kods", 1)
    return _draft(school, "viis", "viis.csv", content)


def timetable_draft(school: DemoSchool) -> int:
    today = clock.today()
    monday = today + timedelta(days=7 - today.weekday())
    content = (SAMPLES / "timetable.csv").read_bytes()
    return _draft(school, "timetable", "saraksts.csv", content, monday)


def journals_file(school: DemoSchool) -> bytes:
    """A lesson of mathematics of 7.a on its first day, with one mark, and a row with a fault."""
    with school.session() as session:
        lesson = session.exec(
            select(Lesson)
            .where(col(Lesson.journal_id) == school.journal(MATHS_A))
            .order_by(col(Lesson.day))
        ).first()
        teacher = session.exec(
            select(Person)
            .join(JournalTeacher, col(JournalTeacher.person_id) == col(Person.id))
            .where(col(JournalTeacher.journal_id) == school.journal(MATHS_A))
        ).first()
    assert teacher is not None
    assert lesson is not None
    day = lesson.day
    name = f"{teacher.given_name} {teacher.family_name}"
    pupils = (("Krūmiņa", "Marta", ""),)

    def line(when: date, cell: str, number: str, topic: str) -> Line:
        return Line(
            f"{when:%d.%m.%Y}", (cell,), number=number, topic=topic, author=name, teacher=name
        )

    return workbook(
        Page(
            "7.a",
            pupils,
            (line(day, "4|7", "9", "No vecās sistēmas"), line(day, "7,5", "8", "Ar kļūdu")),
        )
    )


def journals_draft(school: DemoSchool) -> int:
    return _draft(school, "workbook", "zurnali.xlsx", journals_file(school))


def applied_run(school: DemoSchool) -> int:
    """A run that changed nothing, as the history shows one."""
    school_id, person_id = _who(school)
    return school.add(
        ImportRun(
            school_id=school_id,
            kind="viis",
            file_name="viis.csv",
            sha256="",
            applied_by_id=person_id,
            applied_at=clock.now(),
            valid_from=clock.today(),
            summary={"new": 3, "changed": 1},
        )
    )


def _draft(school: DemoSchool, kind: str, name: str, content: bytes, on: date | None = None) -> int:
    school_id, person_id = _who(school)
    return school.add(
        ImportDraft(
            school_id=school_id,
            kind=kind,
            file_name=name,
            sha256=hashlib.sha256(content).hexdigest(),
            content=content,
            uploaded_at=clock.now(),
            uploaded_by_id=person_id,
            on=on or clock.today(),
        )
    )


def _who(school: DemoSchool) -> tuple[int, int]:
    with school.session() as session:
        person = session.exec(
            select(Account.person_id).where(Account.username == "virslietotajs")
        ).one()
        return session.exec(select(School.id)).one() or 0, person
