"""The pupils of a journal that one reader may see (matrix: who may see what)."""

from datetime import date

from sqlalchemy.orm import Session

from ejournal_app.domain.access import Actor
from ejournal_app.persistence.models import Journal
from ejournal_app.persistence.queries.members import Member, in_classes, members_of
from ejournal_app.policies.facts import JournalFacts
from ejournal_app.policies.rules import sees_every_pupil


def visible_members(
    session: Session, actor: Actor, journal: Journal, facts: JournalFacts, today: date
) -> list[Member]:
    """Return everybody who ever belonged to the journal; to a class teacher, the own class.

    A class's own journal is shown to its class teacher whole, with those who left the class.
    """
    members = members_of(session, journal)
    if sees_every_pupil(actor, facts) or facts.class_ids <= actor.class_ids:
        return members
    return in_classes(session, members, actor.class_ids, today)
