"""More pupils for the tiny school's 5.a: a burst needs a class."""

from sqlmodel import select

from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import Enrolment, Person, Pupil, School

from .school import TinySchool
from .school_days import SEPTEMBER


def add_pupils(school: TinySchool, count: int) -> list[int]:
    """Enrol so many more pupils since September; gives their ids."""
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
            made.append(pupil.id or 0)
            session.add(
                Enrolment(
                    pupil_id=made[-1],
                    class_id=school.class_a,
                    programme_code="21011111",
                    starts_on=SEPTEMBER,
                    order_number="1",
                    order_date=SEPTEMBER,
                )
            )
    return made
