"""The average of one cell of the grid, explained to whoever may read the journal."""

from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Journal, Subject
from ejournal_app.persistence.queries.year_marks import attended_by, year_marks
from ejournal_app.services.guard import use_case
from ejournal_app.services.journal_marks import marked_in_levels
from ejournal_app.services.journal_reading import readable_journal

from .views import ExplainedAverage, explained_average


@use_case
def explain_average(actor: Actor, journal_id: int, pupil_id: int) -> ExplainedAverage:
    """Return a pupil's average in a journal with every mark that counts or is left out."""
    with reading() as session:
        opened = readable_journal(session, actor, journal_id, clock.today())
        member = opened.member(pupil_id)
        journal = opened.journal
        data = year_marks(
            session,
            journal.year_id,
            col(Journal.subject_id) == journal.subject_id,
            col(Journal.kind) == journal.kind,
            attended_by([pupil_id]),
            pupil_ids=[pupil_id],
        )
        return explained_average(
            data,
            journal,
            pupil_id,
            pupil=member.name,
            subject=session.get_one(Subject, journal.subject_id).name,
            in_levels=marked_in_levels(session, journal),
        )
