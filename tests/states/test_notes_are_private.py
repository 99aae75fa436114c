"""What of an absence note reaches whom: symbols to teachers, why to those who may know (11)."""

import pytest

from tests.states.school import School
from tests.states.test_what_pages_receive import PAGES, received

SECRET = "Dr. Slepenais"
REMARK = "Slepena piezīme par veselību"


@pytest.fixture
def note(school: School) -> int:
    """A note about the demo parent's child, over the day of the journal that is opened."""
    school.change(
        "INSERT INTO absence_note (version, pupil_id, starts_on, ends_on, reason, issued_by,"
        " remark, recorded_at, recorded_by_id) VALUES (1, ?, ?, ?, 'illness', ?, ?,"
        " datetime('now'), ?)",
        school.own.pupil,
        school.own.day,
        school.own.day,
        SECRET,
        REMARK,
        school.person("audzinatajs"),
    )
    return school.one("SELECT max(id) FROM absence_note")


def test_a_subject_teacher_receives_no_word_of_why(school: School, note: int) -> None:
    pages = (
        *PAGES["skolotajs"],
        "/zurnals/{journal}",
        f"/zurnals/{{journal}}/skolens/{school.own.pupil}",
        "/stunda/{lesson}",
    )
    sent = received(school, "skolotajs", pages)
    assert not [secret for secret in (SECRET, REMARK, "illness") if secret in sent]
    with school.page_of("skolotajs") as opened:
        opened.open("/kavejumu-zimes")
        opened.open(f"/kavejumu-zimes/{note}")
        assert SECRET not in "".join(opened.texts)


@pytest.mark.parametrize(
    ("reader", "knows"), [("vadiba", True), ("audzinatajs", True), ("virslietotajs", False)]
)
def test_the_register_tells_why_to_those_who_may_know(
    school: School, note: int, reader: str, knows: bool
) -> None:
    sent = received(school, reader, ["/kavejumu-zimes", f"/kavejumu-zimes/{note}"])
    assert (SECRET in sent) is knows
    assert (REMARK in sent) is knows
    assert ("illness" in sent) is knows


@pytest.mark.parametrize("reader", ["vecaks", "skolens", "lietvede"])
def test_others_do_not_get_the_register(school: School, note: int, reader: str) -> None:
    with school.page_of(reader) as opened:
        opened.open("/kavejumu-zimes")
        opened.open(f"/kavejumu-zimes/{note}")
        assert SECRET not in "".join(opened.texts)
