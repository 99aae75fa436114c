"""The curriculum table: totals against the law, and which journals follow from a plan."""

from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.curriculum import (
    MOST_GROUPS,
    PlanLine,
    journal_name,
    wanted_journals,
    weekly_limit,
    weekly_total,
)
from ejournal_app.domain.kinds import JournalKind

LINES = st.lists(
    st.builds(
        PlanLine,
        subject_id=st.integers(1, 30),
        kind=st.sampled_from(JournalKind),
        lessons=st.integers(0, 10),
        groups=st.sampled_from([0, *range(2, MOST_GROUPS + 1)]),
    ),
    max_size=12,
    unique_by=lambda line: (line.subject_id, line.kind),
)


def test_the_limit_is_that_of_the_law_for_five_days() -> None:
    assert [weekly_limit(grade) for grade in (1, 3, 4, 5, 6, 7, 8, 12)] == [
        25, 25, 30, 30, 35, 35, 40, 40,
    ]  # fmt: skip


@given(LINES)
def test_only_subjects_count_and_groups_count_once(lines: list[PlanLine]) -> None:
    subjects = [line for line in lines if line.kind is JournalKind.SUBJECT]
    assert weekly_total(lines) == sum(line.lessons for line in subjects)


@given(LINES)
def test_every_line_gives_one_journal_or_one_for_each_group(lines: list[PlanLine]) -> None:
    wanted = wanted_journals(7, lines)
    assert len(wanted) == sum(max(1, line.groups) for line in lines)
    assert len({one.key for one in wanted}) == len(wanted)
    assert all((one.group == 0) == (one.line.groups == 0) for one in wanted)


def test_a_journal_is_called_by_subject_class_kind_and_group() -> None:
    subject, elective = JournalKind.SUBJECT, JournalKind.ELECTIVE
    assert journal_name("Matemātika", "5.a", subject) == "Matemātika 5.a"
    assert journal_name("Angļu valoda", "5.a", subject, 2) == "Angļu valoda 5.a, 2. grupa"
    assert journal_name("Ķīmija", "9.b", elective) == "Ķīmija 9.b, fakultatīvs"
