"""What there is to open in a journal: works and pupils."""

from collections import defaultdict

from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Journal
from ejournal_app.persistence.queries.year_marks import attended_by, year_marks
from ejournal_app.services.guard import use_case
from ejournal_app.services.journal_marks import marked_in_levels
from ejournal_app.services.journal_reading import readable_journal

from .lines import average_text, work_line
from .views import JournalOutline, PupilLine


@use_case
def journal_outline(actor: Actor, journal_id: int) -> JournalOutline:
    """Return the works held by today, the latest first, and the pupils by name."""
    today = clock.today()
    with reading() as session:
        opened = readable_journal(session, actor, journal_id, today)
        journal, members = opened.journal, opened.members
        in_levels = marked_in_levels(session, journal)
        ids = [member.pupil_id for member in members]
        data = year_marks(
            session,
            journal.year_id,
            col(Journal.subject_id) == journal.subject_id,
            col(Journal.kind) == journal.kind,
            attended_by(ids),
            pupil_ids=ids,
        )
        marked: dict[int, list[int]] = defaultdict(list)
        for member in members:
            for mark in data.of(member.pupil_id, journal):
                marked[mark.work.work_id].append(member.pupil_id)
        return JournalOutline(
            journal_id=journal_id,
            name=journal.name,
            marks_allowed=not journal.attendance_only,
            works=tuple(
                work_line(work, members, marked[work.work_id])
                for work in reversed(data.works.get(journal_id, []))
                if work.day <= today
            ),
            pupils=tuple(
                PupilLine(
                    pupil_id=member.pupil_id,
                    name=member.name,
                    left_on=member.left_on
                    if member.left_on is not None and member.left_on < today
                    else None,
                    average=average_text(data, journal, member.pupil_id, in_levels=in_levels),
                )
                for member in members
            ),
        )
