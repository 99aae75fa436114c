"""How pupils ended the year in each subject, for the proposal (Regulation 18, 21)."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.kinds import EntryKind, JournalKind
from ejournal_app.domain.movements import lasts_on
from ejournal_app.domain.promotion import SubjectResult
from ejournal_app.persistence.models import (
    Enrolment,
    GroupMembership,
    Journal,
    Mark,
    SchoolClass,
    Subject,
    Work,
    WorkKind,
)
from ejournal_app.persistence.queries.facts import enrolled_on


def results_of(
    session: Session, year_id: int, class_ids: Collection[int], on: date
) -> dict[int, list[SubjectResult]]:
    """Return, for the pupils of classes on a day, every subject they learn with its year mark.

    A subject is learned when the pupil is in a journal of it that has marks; its year mark
    counts from whichever class's journal of the year it stands in.
    """
    pupils = session.execute(
        select(col(Enrolment.pupil_id), col(Enrolment.class_id)).where(
            col(Enrolment.class_id).in_(class_ids), *enrolled_on(on)
        )
    ).all()
    of_class: dict[int, set[int]] = defaultdict(set)
    of_group: dict[int, set[int]] = defaultdict(set)
    for class_id, group_id, subject_id in session.execute(
        select(col(Journal.class_id), col(Journal.group_id), col(Journal.subject_id)).where(
            col(Journal.year_id) == year_id,
            col(Journal.kind) == JournalKind.SUBJECT,
            col(Journal.attendance_only).is_(False),
        )
    ):
        (of_class[class_id] if class_id is not None else of_group[group_id or 0]).add(subject_id)
    learns: dict[int, set[int]] = {
        pupil_id: set(of_class[class_id]) for pupil_id, class_id in pupils
    }
    for pupil_id, group_id, first, last in session.execute(
        select(
            col(GroupMembership.pupil_id),
            col(GroupMembership.group_id),
            col(GroupMembership.starts_on),
            col(GroupMembership.ends_on),
        ).where(col(GroupMembership.group_id).in_(of_group))
    ):
        if pupil_id in learns and lasts_on((first, last), on):
            learns[pupil_id] |= of_group[group_id]
    marks = _year_marks(session, year_id, class_ids)
    names = _names(session)
    return {
        pupil_id: [
            SubjectResult(
                subject=names[subject_id],
                year=marks.get((pupil_id, subject_id, EntryKind.YEAR), ""),
                re_exam=marks.get((pupil_id, subject_id, EntryKind.RE_EXAM), ""),
            )
            for subject_id in sorted(subjects, key=lambda own: sort_key(names[own]))
        ]
        for pupil_id, subjects in learns.items()
    }


def _year_marks(
    session: Session, year_id: int, class_ids: Collection[int]
) -> dict[tuple[int, int, str], str]:
    rows = session.execute(
        select(
            col(Mark.pupil_id), col(Journal.subject_id), col(WorkKind.entry_kind), col(Mark.value)
        )
        .join(Work, col(Work.id) == col(Mark.work_id))
        .join(Journal, col(Journal.id) == col(Work.journal_id))
        .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
        .where(
            col(Journal.year_id) == year_id,
            col(WorkKind.entry_kind).in_((EntryKind.YEAR, EntryKind.RE_EXAM)),
            col(Mark.value) != "",
            col(Mark.pupil_id).in_(
                select(col(Enrolment.pupil_id))
                .join(SchoolClass, col(SchoolClass.id) == col(Enrolment.class_id))
                .where(col(Enrolment.class_id).in_(class_ids))
            ),
        )
        .order_by(col(Work.day), col(Work.id))
    )
    return {(pupil_id, subject_id, kind): value for pupil_id, subject_id, kind, value in rows}


def _names(session: Session) -> dict[int, str]:
    rows = session.execute(select(col(Subject.id), col(Subject.name)))
    return {subject_id: name for subject_id, name in rows if subject_id is not None}
