"""Where it is announced that somebody's duties have changed (`services.live`)."""

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.clock import local, now
from ejournal_app.domain.access import Actor
from ejournal_app.persistence.models import Journal, Lesson, Substitution
from ejournal_app.persistence.queries.schools import year_on
from ejournal_app.persistence.queries.teaching import taught_journal_ids
from ejournal_app.services.live import class_topic, duties_topic, journal_topic, person_topic


def duty_topics(session: Session, actor: Actor) -> frozenset[str]:
    """Return the topics at which the actor's duties may have changed.

    Those of the journals taught or substituted in, of the own person and classes, and of what
    holds for the whole school: its calendar, its extensions.
    """
    today = local(now()).date()
    year = year_on(session, today)
    journals = set(session.scalars(taught_journal_ids(actor.person_id, today)))
    if year is not None:
        journals.update(
            session.scalars(
                select(col(Lesson.journal_id))
                .join(Substitution, col(Substitution.lesson_id) == col(Lesson.id))
                .join(Journal, col(Journal.id) == col(Lesson.journal_id))
                .where(
                    col(Substitution.substitute_id) == actor.person_id,
                    col(Journal.year_id) == year.id,
                )
            )
        )
    return frozenset(
        {
            person_topic(actor.person_id),
            duties_topic(),
            *(journal_topic(one) for one in journals),
            *(class_topic(one) for one in actor.class_ids),
        }
    )
