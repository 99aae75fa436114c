"""Personal files (Regulation 9; 3: readings are recorded)."""

from datetime import date

from ejournal_app.domain.access import Permission
from ejournal_app.persistence.models import AuditOutcome
from ejournal_app.services.pupils import personal_file
from tests.support.school import TinySchool
from tests.support.school_days import FRIDAY, SEPTEMBER
from tests.support.school_people import PERSONAL_CODE
from tests.support.trail import trail


def test_a_personal_file_shows_what_the_school_keeps(school: TinySchool) -> None:
    file = personal_file(school.actors.maija, school.anna)
    assert (file.name, file.personal_code, file.birth_date) == (
        "Anna Āboliņa",
        PERSONAL_CODE,
        date(2015, 3, 14),
    )
    assert [(line.class_name, line.starts_on, line.programme_code) for line in file.enrolments] == [
        ("5.a", SEPTEMBER, "21011111")
    ]
    assert {(line.name, line.sees_data, line.in_force) for line in file.guardians} == {
        ("Aija Āboliņa", True, True),
        ("Ainis Āboliņš", False, True),
    }


def test_a_move_shows_in_the_file_latest_first(school: TinySchool) -> None:
    file = personal_file(school.actors.clerk, school.marta)
    assert [(line.class_name, line.starts_on) for line in file.enrolments] == [
        ("5.b", FRIDAY),
        ("5.a", SEPTEMBER),
    ]


def test_every_reading_of_a_file_is_recorded_without_its_content(school: TinySchool) -> None:
    for actor in (school.actors.clerk, school.actors.parent, school.actors.clerk):
        personal_file(actor, school.anna)
    entries = trail(Permission.PERSONAL_FILE_READ)
    assert [(entry.actor_name, entry.address) for entry in entries] == [
        ("Lita Lietvede", "192.0.2.1"),
        ("Aija Āboliņa", "192.0.2.1"),
        ("Lita Lietvede", "192.0.2.1"),
    ]
    assert {
        (entry.entity, entry.entity_id, entry.pupil_id, entry.outcome) for entry in entries
    } == {("pupil", school.anna, school.anna, AuditOutcome.DONE)}
    assert {(entry.before, entry.after) for entry in entries} == {(None, None)}
