"""What the screens show of an average."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ejournal_app.domain.average_explained import Explanation, Omission, explain
from ejournal_app.persistence.models import Journal
from ejournal_app.persistence.queries.year_marks import YearMark, YearMarks


@dataclass(frozen=True, slots=True, kw_only=True)
class AverageStep:
    """One value with its work, and why it does not count when it does not."""

    day: date
    kind_lv: str
    kind_en: str
    title: str
    journal: str
    """Where it was given when that is another class's journal; else empty."""
    value: str
    weight: Decimal | int
    omission: Omission | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedAverage:
    """A pupil's average in a journal, or the levels in its place."""

    journal_id: int
    journal: str
    subject: str
    pupil_id: int
    pupil: str
    in_levels: bool
    explained: Explanation
    steps: tuple[AverageStep, ...]


def explained_average(
    data: YearMarks,
    journal: Journal,
    pupil_id: int,
    *,
    pupil: str,
    subject: str,
    in_levels: bool,
) -> ExplainedAverage:
    """Return the average of a pupil in one of the loaded journals, step by step."""
    marks = data.of(pupil_id, journal)
    explained = explain([mark.weighed for mark in marks], in_levels=in_levels)
    assert journal.id is not None
    return ExplainedAverage(
        journal_id=journal.id,
        journal=journal.name,
        subject=subject,
        pupil_id=pupil_id,
        pupil=pupil,
        in_levels=in_levels,
        explained=explained,
        steps=_steps(data, journal.id, marks, explained),
    )


def _steps(
    data: YearMarks, journal_id: int, marks: Sequence[YearMark], explained: Explanation
) -> tuple[AverageStep, ...]:
    steps: list[AverageStep] = []
    for step in explained.steps:
        work = marks[step.mark].work
        elsewhere = work.journal_id != journal_id
        steps.append(
            AverageStep(
                day=work.day,
                kind_lv=work.kind_lv,
                kind_en=work.kind_en,
                title=work.title,
                journal=data.journals[work.journal_id].name if elsewhere else "",
                value=step.value,
                weight=step.weight,
                omission=step.omission,
            )
        )
    return tuple(steps)
