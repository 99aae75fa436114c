"""What a new school is offered."""

from datetime import time
from itertools import pairwise

from ejournal_app.domain.work_defaults import USUAL_BELLS, USUAL_KINDS, bell_end


def test_the_usual_lessons_last_forty_minutes_and_do_not_overlap() -> None:
    assert bell_end(time(8, 30)) == time(9, 10)
    assert all(bell_end(first) < second for first, second in pairwise(USUAL_BELLS))


def test_the_usual_deadlines_are_those_of_the_regulation() -> None:
    days = {code: kind.deadline_days for code, kind in USUAL_KINDS.items()}
    assert days == {"lesson": 3, "homework": 3, "formative": 3, "test": 7, "large_work": 7}
    assert {code for code, kind in USUAL_KINDS.items() if not kind.weight} == {
        "homework",
        "formative",
    }
    assert [code for code, kind in USUAL_KINDS.items() if kind.is_test] == ["test"]
