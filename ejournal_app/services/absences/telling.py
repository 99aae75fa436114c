"""Who hears that a note has changed: everything that shows an absence it may cover."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.persistence.models import Enrolment, GroupMembership, Journal
from ejournal_app.services import live

Days = tuple[date, date]


def topics_of(session: Session, pupil_ids: Collection[int], *spans: Days) -> set[str]:
    """Return the topics to announce once a change about some pupils' days is committed.

    Those of the pupils, of their classes, and of the journals they belonged to in these days.
    """
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    classes = set(
        session.scalars(
            select(col(Enrolment.class_id)).where(
                col(Enrolment.pupil_id).in_(pupil_ids),
                col(Enrolment.starts_on) <= last,
                or_(col(Enrolment.ends_on).is_(None), col(Enrolment.ends_on) >= first),
            )
        )
    )
    groups = select(col(GroupMembership.group_id)).where(
        col(GroupMembership.pupil_id).in_(pupil_ids),
        col(GroupMembership.starts_on) <= last,
        or_(col(GroupMembership.ends_on).is_(None), col(GroupMembership.ends_on) >= first),
    )
    journals = session.scalars(
        select(col(Journal.id)).where(
            or_(col(Journal.class_id).in_(classes), col(Journal.group_id).in_(groups))
        )
    )
    return {
        *(live.pupil_topic(pupil_id) for pupil_id in pupil_ids),
        *(live.class_topic(class_id) for class_id in classes),
        *(live.journal_topic(own) for own in journals if own is not None),
    }
