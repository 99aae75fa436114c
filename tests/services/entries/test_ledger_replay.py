"""Whatever two teachers and a superuser do, replaying the ledger gives the marks that stand."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import count, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from ejournal_app import clock
from ejournal_app.domain.marks import display
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Mark, MarkEvent
from ejournal_app.services.entries.operations import AnswerStatus, Operation
from ejournal_app.services.reverting.applying import put_back
from ejournal_app.services.reverting.model import Span, Standing
from ejournal_app.services.reverting.reviewing import review_account
from ejournal_app.services.works import create_work
from tests.support.entering import mark, send
from tests.support.school import TinySchool
from tests.support.school_days import NOW

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

_works = count(1)

values = st.sampled_from(["", "4", "7", "10", "nv", "4|7", "7|9"])
writes = st.tuples(
    st.sampled_from(["ilze", "janis"]),
    st.sampled_from(["anna", "bruno"]),
    values,
    st.sampled_from(["seen", "stale", "again"]),
)
reverts = st.sampled_from(["ilze", "janis", "superuser"])
lives = st.lists(st.one_of(writes, writes, writes, reverts), max_size=14)


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(life=lives)
def test_replay_gives_what_stands_and_nobody_writes_over_what_they_have_not_seen(
    school: TinySchool,
    clock_at: Callable[[date | datetime], None],
    life: list[tuple[str, str, str, str] | str],
) -> None:
    work = create_work(school.actors.ilze, school.lesson(school.maths_a), "test", _title())
    last: Operation | None = None
    for minute, act in enumerate(life):
        clock_at(NOW + timedelta(minutes=20 * minute))
        if isinstance(act, str):
            _put_back(school, act, work)
            continue
        who, pupil, value, base = act
        pupil_id: int = getattr(school, pupil)
        standing = _standing(work).get(pupil_id, "")
        typed = mark(work, pupil_id, value, standing if base == "seen" else "5")
        if base == "again" and last is not None:
            typed = last
        steps = len(_events(work))
        (answer,) = send(school.actors.all()[who], typed)
        if answer.status is AnswerStatus.SAVED and len(_events(work)) > steps:
            assert typed.base == standing
            assert _standing(work)[pupil_id] == answer.value == typed.value
        elif answer.status is not AnswerStatus.SAVED:
            assert len(_events(work)) == steps
        last = typed
    _replays(work)


def _replays(work: int) -> None:
    lives: dict[int, list[MarkEvent]] = {}
    for event in _events(work):
        lives.setdefault(event.mark_id, []).append(event)
    with reading() as session:
        marks = session.exec(select(Mark).where(Mark.work_id == work)).all()
    assert {row.id for row in marks} == lives.keys()
    for row in marks:
        own = lives[row.id or 0]
        assert [event.sequence for event in own] == list(range(1, len(own) + 1))
        assert own[0].old_value == ""
        assert all(earlier.new_value == later.old_value for earlier, later in pairwise(own))
        assert own[-1].new_value == display(row.value, row.improved_from)
        assert (own[-1].at, own[-1].by_id) == (row.set_at, row.set_by_id)


def _put_back(school: TinySchool, whose: str, work: int) -> None:
    span = Span(
        account_id=school.actors.all()[whose].account_id,
        starts=clock.now() - timedelta(minutes=50),
        ends=clock.now(),
    )
    seen = review_account(school.actors.superuser, span)
    chosen = [
        line for line in seen.lines if line.work_id == work and line.standing is Standing.READY
    ]
    if not chosen:
        return
    put_back(
        school.actors.superuser,
        span,
        keys=[line.key for line in chosen],
        shown=seen.shown,
        reason="Pārbaude",
    )
    standing = _standing(work)
    for line in chosen:
        assert line.pupil_id is not None
        assert standing[line.pupil_id] == line.before


def _standing(work: int) -> dict[int, str]:
    with reading() as session:
        return {
            row.pupil_id: display(row.value, row.improved_from)
            for row in session.exec(select(Mark).where(Mark.work_id == work)).all()
        }


def _events(work: int) -> list[MarkEvent]:
    with reading() as session:
        return list(
            session.exec(
                select(MarkEvent)
                .join(Mark, col(Mark.id) == col(MarkEvent.mark_id))
                .where(Mark.work_id == work)
                .order_by(col(MarkEvent.mark_id), col(MarkEvent.sequence))
            ).all()
        )


def _title() -> str:
    return f"Darbs {next(_works)}"
