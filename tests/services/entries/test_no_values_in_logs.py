"""Marks and personal codes never reach the logs (domain: complaint 12)."""

import logging
import traceback

import pytest
from sqlalchemy.exc import DatabaseError

from ejournal_app import clock
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import Mark, Person
from ejournal_app.services.pupils import personal_file
from tests.support.entering import mark, saved, send
from tests.support.school import TinySchool
from tests.support.school_people import PERSONAL_CODE

SECRETS = ("4|7", "7,55", "73.25%", PERSONAL_CODE)


def test_writing_marks_and_reading_files_logs_none_of_them(
    school: TinySchool, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        saved(
            school.actors.ilze,
            mark(school.test, school.anna, "4|7"),
            mark(school.test, school.bruno, "4|7"),
        )
        send(
            school.actors.ilze,
            mark(school.test, school.anna, "7,55", "4|7"),
            mark(school.test, school.bruno, "8", "7,55"),
            mark(school.test, school.dace, "4|7"),
        )
        send(school.actors.parent, mark(school.test, school.anna, "4|7"))
        assert personal_file(school.actors.clerk, school.anna).personal_code == PERSONAL_CODE
    for record in caplog.records:
        assert not any(secret in record.getMessage() for secret in SECRETS)


def test_an_error_of_the_database_does_not_tell_the_values(school: TinySchool) -> None:
    """Such an error ends in the log with its whole text."""
    saved(school.actors.ilze, mark(school.test, school.anna, "4|7"))
    again = Mark(
        work_id=school.test,
        pupil_id=school.anna,
        value="73.25%",
        set_at=clock.now(),
        set_by_id=school.actors.ilze.person_id,
    )
    twin = Person(given_name="Anna", family_name="Otra", personal_code=PERSONAL_CODE)
    too_late = Mark(
        work_id=school.test,
        pupil_id=school.bruno,
        value="73.25%",
        set_at=clock.now(),
        set_by_id=None,  # type: ignore[arg-type]
    )
    for row in (again, twin, too_late):
        with pytest.raises(DatabaseError) as error, writing() as session:
            session.add(row)
        told = "".join(traceback.format_exception(error.value))
        assert not any(secret in told for secret in SECRETS)
