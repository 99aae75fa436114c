"""What was built since on a movement of pupils (Regulation 8)."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import Session, SQLModel, col

from ejournal_app.domain.messages import N_
from ejournal_app.persistence.models import (
    Attendance,
    ImportChange,
    ImportRun,
    Journal,
    Lesson,
    Mark,
    Work,
)

from .kinds import RunKind
from .log import VERSION
from .touched import WHAT, Found, chunks, ids_of


def recorded_in_new_groups(
    session: Session, run: ImportRun, changes: Sequence[ImportChange]
) -> Found:
    """Yield pupils with entries in the journals of the groups the run put them into."""
    added = ids_of(changes, added=True)
    new_pupils = added.get("pupil", {})
    table = SQLModel.metadata.tables["group_membership"]
    for chunk in chunks(added.get("group_membership", {})):
        of_group = (
            select(table.c.pupil_id)
            .distinct()
            .join(Journal, col(Journal.group_id) == table.c.group_id)
        )
        attended = (
            of_group.join(Lesson, col(Lesson.journal_id) == col(Journal.id))
            .join(Attendance, col(Attendance.lesson_id) == col(Lesson.id))
            .where(
                col(Attendance.pupil_id) == table.c.pupil_id,
                col(Attendance.recorded_at) >= run.applied_at,
            )
        )
        marked = (
            of_group.join(Work, col(Work.journal_id) == col(Journal.id))
            .join(Mark, col(Mark.work_id) == col(Work.id))
            .where(col(Mark.pupil_id) == table.c.pupil_id, col(Mark.set_at) >= run.applied_at)
        )
        for statement, what in ((attended, WHAT["attendance"]), (marked, WHAT["mark"])):
            rows = session.connection().execute(statement.where(table.c.id.in_(chunk)))
            for (pupil_id,) in rows:
                if pupil_id not in new_pupils:
                    yield "pupil", pupil_id, what


def enrolled_later(session: Session, changes: Sequence[ImportChange]) -> Found:
    """Yield pupils who were enrolled again after the run had ended their enrolment."""
    added = ids_of(changes, added=True).get("enrolment", {})
    ended = {
        row_id: before["ends_on"]
        for row_id, before in ids_of(changes, added=False).get("enrolment", {}).items()
        if "ends_on" in before
    }
    table = SQLModel.metadata.tables["enrolment"]
    other = table.alias()
    for chunk in chunks(ended):
        rows = session.connection().execute(
            select(table.c.id, other.c.id, other.c.starts_on)
            .join(other, other.c.pupil_id == table.c.pupil_id)
            .where(table.c.id.in_(chunk), other.c.starts_on > table.c.starts_on)
        )
        for row_id, other_id, starts_on in rows:
            until = ended[row_id]
            if other_id not in added and (until is None or starts_on.isoformat() <= until):
                yield "enrolment", row_id, WHAT["enrolment"]


def joined_groups_since(session: Session, run: ImportRun, changes: Sequence[ImportChange]) -> Found:
    """Yield pupils put into groups of the new class's year by somebody after a movement."""
    if run.kind != RunKind.MOVEMENT:
        return
    own = {change.entity_id for change in changes if change.entity == "group_membership"}
    enrolments = SQLModel.metadata.tables["enrolment"]
    classes = SQLModel.metadata.tables["school_class"]
    members = SQLModel.metadata.tables["group_membership"]
    groups = SQLModel.metadata.tables["study_group"]
    for chunk in chunks(ids_of(changes, added=True).get("enrolment", {})):
        rows = session.connection().execute(
            select(members.c.id, members.c.pupil_id)
            .join(groups, groups.c.id == members.c.group_id)
            .join(enrolments, enrolments.c.pupil_id == members.c.pupil_id)
            .join(classes, classes.c.id == enrolments.c.class_id)
            .where(
                enrolments.c.id.in_(chunk),
                classes.c.year_id == groups.c.year_id,
                members.c.starts_on >= run.valid_from,
            )
        )
        for membership_id, pupil_id in rows:
            if membership_id not in own:
                yield "pupil", pupil_id, WHAT["group_membership"]


def written_by_later_runs(
    session: Session, run: ImportRun, changes: Sequence[ImportChange]
) -> Found:
    """Yield rows without a version that a later run, not taken back, has written too."""
    for entity in {change.entity for change in changes}:
        if VERSION in SQLModel.metadata.tables[entity].c:
            continue
        ids = {change.entity_id for change in changes if change.entity == entity}
        for chunk in chunks(ids):
            rows = session.connection().execute(
                select(col(ImportChange.entity_id))
                .distinct()
                .join(ImportRun, col(ImportRun.id) == col(ImportChange.run_id))
                .where(
                    col(ImportChange.entity) == entity,
                    col(ImportChange.entity_id).in_(chunk),
                    col(ImportRun.id) > run.id,
                    col(ImportRun.undone_at).is_(None),
                )
            )
            for (row_id,) in rows:
                yield entity, row_id, N_("has been changed since")
