"""Entries of earlier days stand among what is owed until they are complete (Regulation 10)."""

from ejournal_app.domain.duties import DutyKind
from ejournal_app.services.duties.owed import own_duties
from tests.support.entering import complete_entry, saved, topic
from tests.support.school import TinySchool
from tests.support.school_days import FRIDAY, LESSON_DAYS, TODAY, YESTERDAY


def test_open_entries_of_earlier_days_are_owed_oldest_first(school: TinySchool) -> None:
    ilze = school.actors.ilze
    days = [day for day in LESSON_DAYS if day < TODAY]
    saved(ilze, *complete_entry(school.lesson(school.maths_a, FRIDAY)))
    saved(ilze, topic(school.lesson(school.maths_a, YESTERDAY), "Daļas"))
    own = own_duties(ilze)
    earlier = [
        duty for duty in own.duties if duty.kind is DutyKind.LESSON_ENTRY and duty.day0 < TODAY
    ]
    assert [duty.day0 for duty in earlier] == sorted(duty.day0 for duty in earlier)
    assert sorted((duty.day0, duty.journal_id or 0) for duty in earlier) == [
        (day, journal)
        for day in days
        for journal in (school.maths_a, school.maths_b)
        if (day, journal) != (FRIDAY, school.maths_a)
    ]
    assert all(duty.is_overdue(own.now) for duty in earlier)
    begun = f"lesson:{school.lesson(school.maths_a, YESTERDAY)}"
    assert {(duty.missing, duty.total) for duty in earlier if duty.key == begun} == {(3, 4)}
