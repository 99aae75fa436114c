"""Why a pupil is absent reaches the family and the class teacher, and no lesson (Regulation 11)."""

from collections.abc import Iterator

import pytest

from tests.states.school import School
from tests.support.events import values

WHY = "Sirds operācija Rīgā"


@pytest.fixture
def applied(school: School) -> Iterator[int]:
    """The child of the demo parent is applied for on the day of a lesson; gone afterwards."""
    lesson, day, pupil = school.own.lesson, school.own.day, school.own.pupil
    school.change(
        "INSERT INTO absence_application (pupil_id, starts_on, ends_on, reason, words, filed_at,"
        " filed_by_id, state, answer, reply, version)"
        " VALUES (?, ?, ?, 'other', ?, ?, ?, 'pending', '', '', 1)",
        pupil,
        day,
        day,
        WHY,
        f"{day} 05:00:00",
        school.person("vecaks"),
    )
    yield lesson
    school.change("DELETE FROM absence_application WHERE words = ?", WHY)


def test_a_lesson_receives_that_an_absence_is_applied_for_and_never_why(
    school: School, applied: int
) -> None:
    pupil = school.own.pupil
    for reader in ("skolotajs", "audzinatajs", "vadiba"):
        with school.page_of(reader) as page:
            lesson = values(page.open(f"/stunda/{applied}"), "lesson.Lesson")
            page.open(f"/zurnals/{school.own.journal}")
            sent = "".join(page.texts)
        (row,) = (row for row in lesson["rows"] if row["pupil_id"] == pupil)
        assert row["told"] == "applied"
        assert WHY not in sent


def test_why_reaches_the_family_and_who_decides_only(school: School, applied: int) -> None:
    assert applied
    readers = {
        "vecaks": "/pieteikt-kavejumu",
        "audzinatajs": "/kavejumu-pieteikumi",
        "vadiba": "/kavejumu-pieteikumi",
    }
    for reader, path in readers.items():
        with school.page_of(reader) as page:
            page.open(path)
            assert WHY in "".join(page.texts), reader
    for reader in ("skolotajs", "lietvede", "virslietotajs", "skolens"):
        for path in ("/kavejumu-pieteikumi", "/pieteikt-kavejumu", "/diena"):
            with school.page_of(reader) as page:
                page.open(path)
                assert WHY not in "".join(page.texts), (reader, path)
