"""Everything about the periods of one journal, read once: what its page and its acts share."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from sqlalchemy.orm import Session

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.periods import (
    OPTIONAL,
    GivenMark,
    Suggestion,
    needs_re_exam,
    owes_mark,
    suggestion,
)
from ejournal_app.persistence.models import Journal, PeriodReopening
from ejournal_app.persistence.queries.carried import CarriedMark, carried_marks
from ejournal_app.persistence.queries.facts import journal_facts
from ejournal_app.persistence.queries.members import Member
from ejournal_app.policies.facts import JournalFacts
from ejournal_app.policies.rules import require
from ejournal_app.services.journal_members import visible_members
from ejournal_app.services.school_rules import round_up_from

from .access import Standing, reopenings_for, standing_of
from .calendar import PeriodCalendar, period_calendar
from .marks import ClosingWork, closing_works, finals_elsewhere, ordinary_marks, year_marks


@dataclass
class PeriodDesk:
    """The periods of a journal as one reader may see them."""

    session: Session
    actor: Actor
    journal: Journal
    facts: JournalFacts
    calendar: PeriodCalendar
    members: list[Member]
    carried: list[CarriedMark]
    reopenings: list[PeriodReopening]
    today: date

    @cached_property
    def kinds(self) -> tuple[EntryKind, ...]:
        """What is entered in the journal."""
        return self.calendar.kinds(self.journal)

    @cached_property
    def works(self) -> list[ClosingWork]:
        """What closes parts of the year, by day."""
        return closing_works(self.session, self.journal_id)

    @cached_property
    def entered(self) -> Mapping[EntryKind, ClosingWork]:
        """The work each kind is entered in; of several from files the last."""
        return {work.kind: work for work in self.works if work.kind in self.kinds}

    @cached_property
    def given(self) -> dict[int, list[GivenMark]]:
        """Ordinary marks by pupil."""
        return ordinary_marks(self.session, self.journal_id, self.carried, self.actor.language)

    @cached_property
    def years(self) -> dict[int, dict[int, str]]:
        """Year marks of the subject by pupil and year."""
        pupil_ids = [member.pupil_id for member in self.members]
        return year_marks(self.session, self.journal, pupil_ids)

    @cached_property
    def _final_elsewhere(self) -> set[int]:
        pupil_ids = [member.pupil_id for member in self.members]
        return finals_elsewhere(self.session, self.journal, pupil_ids)

    @cached_property
    def _round_up_from(self) -> Decimal:
        return round_up_from(self.session, self.today)

    @property
    def journal_id(self) -> int:
        """The journal's id."""
        assert self.journal.id is not None
        return self.journal.id

    def standing(self, kind: EntryKind) -> Standing:
        """Return how a kind stands for the actor today."""
        return standing_of(self.calendar, self.journal, kind, self.today, self.reopenings)

    def value(self, kind: EntryKind, pupil_id: int) -> str:
        """Return the mark that stands, '' where there is none."""
        work = self.entered.get(kind)
        return work.values.get(pupil_id, "") if work else ""

    def suggested(self, kind: EntryKind, pupil_id: int) -> Suggestion | None:
        """Return what a pupil's marks suggest; None for kinds no average decides."""
        terms = self.calendar.terms_of(self.journal)
        if terms is None:
            return None
        course = self.calendar.course(self.journal)
        marks = self.given.get(pupil_id, ())
        return suggestion(kind, marks, terms, course.scale, self._round_up_from)

    def owes(self, kind: EntryKind, member: Member) -> bool:
        """Tell whether a pupil gets the mark of a kind here (Regulation 8, 18, 19).

        An exam of the school's own is owed by nobody: the teacher enters it for who took it.
        """
        if kind in OPTIONAL:
            return False
        ends_on = self.calendar.ends_on(self.journal, kind)
        if not owes_mark(member.spans, ends_on, self.today):
            return False
        if kind is EntryKind.FINAL:
            return member.pupil_id not in self._final_elsewhere
        if kind is not EntryKind.RE_EXAM:
            return True
        own = self.years.get(member.pupil_id, {})
        return needs_re_exam(own.get(self.calendar.year.starting, ""))

    def empty(self, kind: EntryKind) -> list[Member]:
        """Return the pupils whose mark of a kind is still to be entered."""
        return [
            member
            for member in self.members
            if not self.value(kind, member.pupil_id) and self.owes(kind, member)
        ]


def period_desk(
    session: Session, actor: Actor, journal_id: int, permission: Permission
) -> PeriodDesk:
    """Return a journal's periods; Forbidden for who may not, also without such a journal."""
    today = clock.today()
    journal = session.get(Journal, journal_id)
    if journal is None:
        raise Forbidden(Attempt(action=permission, entity="journal", entity_id=journal_id))
    facts = journal_facts(session, journal, today)
    require(actor, permission, facts)
    members = visible_members(session, actor, journal, facts, today)
    return PeriodDesk(
        session=session,
        actor=actor,
        journal=journal,
        facts=facts,
        calendar=period_calendar(session, journal.year_id),
        members=members,
        carried=carried_marks(session, journal, members),
        reopenings=reopenings_for(session, actor.person_id, journal.year_id, today),
        today=today,
    )
