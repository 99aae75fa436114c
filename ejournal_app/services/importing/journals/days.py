"""Whether a row's lesson may be on its day, by the rule of all doors (Regulation 13, 14)."""

from sqlalchemy.orm import Session

from ejournal_app.domain.access import Actor
from ejournal_app.domain.messages import Message
from ejournal_app.persistence.queries.incapacity import incapacities
from ejournal_app.services.calendars import load_calendar
from ejournal_app.services.lesson_days import incapacity_on, incapacity_words

from .layout import EntryRow, Sheet
from .plan_model import PlannedJournal

_DAY = "D"


class LessonDays:
    """The calendar and the teachers' incapacities, asked for once for a whole workbook."""

    def __init__(self, session: Session, actor: Actor, year_id: int) -> None:
        self._session = session
        self._actor = actor
        self._calendar = load_calendar(session, year_id)
        self._unfit = incapacities(session)

    def fault(
        self, row: EntryRow, sheet: Sheet, journal: PlannedJournal, author_id: int
    ) -> tuple[str, Message] | None:
        """Return the column and the sentence that refuse a row; None when it may be written.

        A lesson belongs to whoever led it: an absent teacher's, led by somebody else, is taken.
        """
        verdict = self._calendar.lesson_day(
            row.day, journal.grade, in_breaks=journal.runs_in_breaks
        )
        if verdict.reason is not None:
            return _DAY, verdict.reason
        unfit = incapacity_on(self._unfit.get(author_id, ()), row.day)
        if unfit is None:
            return None
        said = "author" if row.author else "teacher" if row.teacher else ""
        words = incapacity_words(self._session, self._actor, author_id, unfit, row.day)
        return sheet.letters.get(said, _DAY), words
