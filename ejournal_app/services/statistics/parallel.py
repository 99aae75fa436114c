"""A class beside the parallel ones: averages of groups, never of pupils."""

from collections.abc import Collection
from datetime import date
from fractions import Fraction

from ejournal_app.domain.access import Actor
from ejournal_app.domain.average_explained import explain
from ejournal_app.domain.averages import hundredths
from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.movements import lasts_on
from ejournal_app.domain.told_together import may_be_told
from ejournal_app.persistence.models import Journal
from ejournal_app.persistence.queries.year_marks import YearMarks

from .views import GroupAverage


def group_averages(
    data: YearMarks, actor: Actor, own: Journal, visible: Collection[int], today: date
) -> tuple[GroupAverage, ...]:
    """Return the journals of the grade by name, each pupil's average counting once.

    What few pupils have is not told, see `domain.told_together`.
    """
    journals = [journal for journal in data.journals.values() if journal.grade == own.grade]
    journals.sort(key=lambda journal: sort_key(journal.name))
    found: list[GroupAverage] = []
    for journal in journals:
        averages = _averages(data, journal, today)
        known = (
            len(averages.keys() & set(visible))
            if journal.id == own.id
            else sum(_is_of_own_class(data, actor, pupil_id, today) for pupil_id in averages)
        )
        told = may_be_told(len(averages), known)
        mean = sum(averages.values(), Fraction(0)) / len(averages) if averages else None
        found.append(
            GroupAverage(
                name=journal.name,
                own=journal.id == own.id,
                pupils=len(averages) if told else 0,
                average=hundredths(mean) if told and mean is not None else None,
                withheld=bool(averages) and not told,
            )
        )
    return tuple(found)


def _averages(data: YearMarks, journal: Journal, today: date) -> dict[int, Fraction]:
    """Return the exact averages of the pupils who are in a journal today."""
    averages: dict[int, Fraction] = {}
    for pupil_id in data.pupils_of(journal):
        if not any(lasts_on(stay, today) for stay in data.spans.of(pupil_id, journal)):
            continue
        explained = explain([mark.weighed for mark in data.of(pupil_id, journal)])
        if explained.weights:
            averages[pupil_id] = explained.total / explained.weights
    return averages


def _is_of_own_class(data: YearMarks, actor: Actor, pupil_id: int, today: date) -> bool:
    return any(
        lasts_on(stay, today)
        for class_id in actor.class_ids
        for stay in data.spans.classes.get((pupil_id, class_id), ())
    )
