"""The averages of a pupil in every subject of the year, for families too (Regulation 16)."""

from collections import Counter
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor
from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.movements import lasts_on
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Journal, SchoolClass, Subject
from ejournal_app.persistence.queries.year_marks import YearMarks, attended_by, year_marks
from ejournal_app.services.diary.pupils import child
from ejournal_app.services.guard import use_case
from ejournal_app.services.journal_marks import marked_in_levels

from .views import ExplainedAverage, explained_average


@use_case
def subject_averages(actor: Actor, pupil_id: int) -> tuple[ExplainedAverage, ...]:
    """Return them, by subject, for the year of the pupil's class.

    Of the journals the pupil is in today, and of those left behind whose marks went along to none.
    """
    today = clock.today()
    with reading() as session:
        whose = child(session, actor, pupil_id, today)
        year_id = session.get_one(SchoolClass, whose.class_id).year_id
        data = year_marks(session, year_id, attended_by([pupil_id]), pupil_ids=[pupil_id])
        journals = _journals(data, pupil_id, today)
        subjects = _subjects(session, journals)
        double = Counter(journal.subject_id for journal in journals)
        found = [
            explained_average(
                data,
                journal,
                pupil_id,
                pupil=whose.name,
                subject=subjects[journal.subject_id]
                if double[journal.subject_id] == 1
                else journal.name,
                in_levels=marked_in_levels(session, journal),
            )
            for journal in journals
        ]
    return tuple(sorted(found, key=lambda own: sort_key(own.subject)))


def _journals(data: YearMarks, pupil_id: int, today: date) -> list[Journal]:
    current = [
        journal
        for journal in data.journals.values()
        if any(lasts_on(stay, today) for stay in data.spans.of(pupil_id, journal))
    ]
    shown = {journal.id for journal in current}
    taken_along = {
        mark.work.journal_id for journal in current for mark in data.of(pupil_id, journal)
    }
    left_behind = [
        journal
        for journal in data.journals_with_marks(pupil_id)
        if journal.id not in shown | taken_along
    ]
    return [*current, *left_behind]


def _subjects(session: Session, journals: list[Journal]) -> dict[int, str]:
    ids = {journal.subject_id for journal in journals}
    rows = session.execute(
        select(col(Subject.id), col(Subject.name)).where(col(Subject.id).in_(ids))
    )
    return {subject_id: name for subject_id, name in rows if subject_id is not None}
