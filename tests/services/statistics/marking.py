"""Works and marks written straight through the models, as many as a statistic needs."""

from datetime import date

from sqlmodel import Session, select

from ejournal_app import clock
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import Enrolment, Mark, Person, Pupil, School, Work, WorkKind
from tests.support.school import TinySchool
from tests.support.school_days import SEPTEMBER


def add_work(
    school: TinySchool,
    journal_id: int,
    day: date,
    marks: dict[int, str],
    *,
    weight: int = 1,
    scale: str = "points10",
    entry_kind: str = "",
    is_test: bool = False,
) -> int:
    """Add a work of a kind of its own with marks by pupil; `4|7` is an improved one."""
    with writing() as session:
        kind = _kind(session, entry_kind, is_test)
        work = Work(
            journal_id=journal_id,
            kind_id=kind,
            title=f"Darbs {day}",
            day=day,
            scale=scale,
            weight=weight,
        )
        session.add(work)
        session.flush()
        assert work.id is not None
        for pupil_id, shown in marks.items():
            old, _, value = shown.rpartition("|")
            session.add(
                Mark(
                    work_id=work.id,
                    pupil_id=pupil_id,
                    value=value,
                    improved_from=old,
                    set_at=clock.now(),
                    set_by_id=school.actors.ilze.person_id,
                )
            )
        return work.id


def add_pupils(school: TinySchool, class_id: int, count: int) -> list[int]:
    """Enrol pupils in a class since September."""
    made: list[int] = []
    with writing() as session:
        school_id = session.exec(select(School.id)).one() or 0
        for number in range(count):
            person = Person(given_name=f"Skolēns{number}", family_name="Jauns")
            session.add(person)
            session.flush()
            pupil = Pupil(school_id=school_id, person_id=person.id or 0)
            session.add(pupil)
            session.flush()
            session.add(
                Enrolment(
                    pupil_id=pupil.id or 0,
                    class_id=class_id,
                    programme_code="21011111",
                    starts_on=SEPTEMBER,
                    order_number="1",
                    order_date=SEPTEMBER,
                )
            )
            made.append(pupil.id or 0)
    return made


def _kind(session: Session, entry_kind: str, is_test: bool) -> int:
    code = entry_kind or ("a_test" if is_test else "plain")
    kind = session.exec(select(WorkKind).where(WorkKind.code == code)).first()
    if kind is None:
        kind = WorkKind(
            school_id=session.exec(select(School.id)).one() or 0,
            code=code,
            name_lv="Darbs",
            name_en="Work",
            deadline_days=7,
            effective_from=SEPTEMBER,
            is_test=is_test,
            entry_kind=entry_kind,
        )
        session.add(kind)
        session.flush()
    return kind.id or 0
