"""Opening a journal for reading, with the pupils its reader may see."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.persistence.models import Journal
from ejournal_app.persistence.queries.facts import journal_facts
from ejournal_app.persistence.queries.members import Member
from ejournal_app.policies.facts import JournalFacts
from ejournal_app.policies.rules import require

from .journal_members import visible_members


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadableJournal:
    """A journal the actor may read."""

    journal: Journal
    facts: JournalFacts
    members: list[Member]
    """Everybody who ever belonged to it and whom the reader may see, by name."""

    def member(self, pupil_id: int) -> Member:
        """Return one of the pupils; Forbidden for one the reader does not see here."""
        found = next((own for own in self.members if own.pupil_id == pupil_id), None)
        if found is None:
            raise Forbidden(
                Attempt(
                    action=Permission.JOURNAL_READ,
                    entity="journal",
                    entity_id=self.journal.id,
                    pupil_id=pupil_id,
                )
            )
        return found


def readable_journal(
    session: Session, actor: Actor, journal_id: int, today: date
) -> ReadableJournal:
    """Return a journal with its visible pupils; Forbidden for who may not read it."""
    journal = session.get(Journal, journal_id)
    if journal is None:
        raise Forbidden(
            Attempt(action=Permission.JOURNAL_READ, entity="journal", entity_id=journal_id)
        )
    facts = journal_facts(session, journal, today)
    require(actor, Permission.JOURNAL_READ, facts)
    members = visible_members(session, actor, journal, facts, today)
    return ReadableJournal(journal=journal, facts=facts, members=members)
