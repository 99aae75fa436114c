"""What teachers owe: lists of one person and of the school, and what falls due in a span."""

from ejournal_app import clock
from ejournal_app.domain.duties import Duty, DutyKind
from ejournal_app.i18n.catalogue import translate
from ejournal_app.persistence.engine import reading
from ejournal_app.services.duties.owed import owed_by_person, owed_of, own_duties
from ejournal_app.services.duties.things import things_due
from tests.support.entering import complete_entry, saved
from tests.support.school import TinySchool
from tests.support.school_days import TODAY


def owed(person_id: int) -> dict[str, Duty]:
    with reading() as session:
        return {duty.key: duty for duty in owed_of(session, person_id, clock.now())}


def test_a_teacher_owes_entries_and_marks_the_oldest_first(school: TinySchool) -> None:
    ilze = school.actors.ilze
    own = own_duties(ilze).duties
    assert [duty.due_at for duty in own] == sorted(duty.due_at for duty in own if duty.due_at)
    assert {duty.kind for duty in own} == {DutyKind.LESSON_ENTRY, DutyKind.MARKS}
    work = owed(ilze.person_id)[f"work:{school.test}"]
    assert (work.missing, work.total) == (4, 4)
    assert work.href == f"/zurnals/{school.maths_a}/darbs/{school.test}"
    assert [translate("lv", message) for message in work.reason] == [
        "15. punkts: darba dienu skaits šā veida vērtējumiem (Pārbaudes darbs): 7.",
        "Skaita no 24.11.2026 (diena 0).",
        "Jāpaveic līdz 03.12.2026 beigām.",
    ]


def test_what_is_done_disappears_at_once_and_stays_among_what_was_due(school: TinySchool) -> None:
    ilze, lesson = school.actors.ilze, school.lesson(school.maths_a)
    assert f"lesson:{lesson}" in owed(ilze.person_id)
    saved(ilze, *complete_entry(lesson))
    assert f"lesson:{lesson}" not in owed(ilze.person_id)
    with reading() as session:
        due = {
            duty.key: duty
            for duty in things_due(session, school.year_id, TODAY, TODAY, clock.now())
        }
        everybody = owed_by_person(session, clock.now())
    assert due[f"lesson:{lesson}"].is_in_time()
    assert ilze.person_id in due[f"lesson:{lesson}"].person_ids
    assert {duty.key for duty in everybody[ilze.person_id]} == owed(ilze.person_id).keys()
