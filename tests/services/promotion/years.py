"""The year after the tiny school's, and year marks in it."""

from datetime import date

from sqlmodel import col, select

from ejournal_app import clock
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import (
    Journal,
    Mark,
    School,
    SchoolClass,
    SchoolYear,
    Work,
    WorkKind,
)
from tests.support.school import TinySchool

LAST_DAY = date(2027, 8, 31)
NEXT = date(2027, 9, 1)


def next_year() -> dict[str, int]:
    """Set up 2027/28 with the classes 5.a, 6.a and 6.b; gives their ids by name."""
    with writing() as session:
        year = SchoolYear(
            school_id=session.exec(select(School.id)).one() or 0,
            starting=2027,
            starts_on=NEXT,
            ends_on=date(2028, 8, 31),
        )
        session.add(year)
        session.flush()
        made = {}
        for grade, letter in ((5, "a"), (6, "a"), (6, "b")):
            own = SchoolClass(year_id=year.id or 0, grade=grade, letter=letter)
            session.add(own)
            session.flush()
            made[own.name] = own.id or 0
        return made


def year_marks(
    school: TinySchool, marks: dict[int, str], entry: EntryKind = EntryKind.YEAR
) -> None:
    """Give pupils a mark in every subject they learn at their class, and in English."""
    with writing() as session:
        kind = WorkKind(
            school_id=session.exec(select(School.id)).one() or 0,
            code=entry.value,
            name_lv="Gada vērtējums",
            name_en="Year mark",
            weight=0,
            deadline_days=0,
            effective_from=date(2026, 9, 1),
            entry_kind=entry,
        )
        session.add(kind)
        session.flush()
        for journal_id in (school.maths_a, school.maths_b, school.english):
            journal = session.exec(select(Journal).where(col(Journal.id) == journal_id)).one()
            work = Work(
                journal_id=journal.id or 0,
                kind_id=kind.id or 0,
                day=date(2026, 11, 20),
                scale="points10",
                weight=0,
            )
            session.add(work)
            session.flush()
            for pupil_id, value in marks.items():
                session.add(
                    Mark(
                        work_id=work.id or 0,
                        pupil_id=pupil_id,
                        value=value,
                        set_at=clock.now(),
                        set_by_id=school.actors.ilze.person_id,
                    )
                )
