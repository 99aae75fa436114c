"""What the handlers of one batch share: the session, the actor, and what was already looked up."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import Journal, Lesson, Person, Work, WorkKind
from ejournal_app.persistence.queries.facts import journal_facts, with_leader
from ejournal_app.persistence.queries.incapacity import Incapacity
from ejournal_app.persistence.queries.members import Member, members_of
from ejournal_app.persistence.queries.substitutions import covers_of
from ejournal_app.policies.facts import JournalFacts
from ejournal_app.policies.rules import require
from ejournal_app.services.lesson_days import require_lesson_day
from ejournal_app.services.substitution_words import called_off_words

from .mark_locks import MarkLocks


@dataclass(frozen=True, slots=True, kw_only=True)
class LateChange:
    """A locked mark that was changed in a batch."""

    pupil_id: int
    pupil: str
    journal: Journal
    reason: str


@dataclass(slots=True)
class Desk:
    """One batch being written; looks up each journal once."""

    session: Session
    actor: Actor
    now: datetime = field(default_factory=clock.now)
    today: date = field(default_factory=clock.today)
    changed_pupils: set[int] = field(default_factory=set[int])
    changed_journals: set[int] = field(default_factory=set[int])
    late_changes: list["LateChange"] = field(default_factory=list["LateChange"])
    """Locked marks that were changed; class teachers are told."""
    told: set[int] = field(default_factory=set[int])
    """Persons for whom there is a new notice."""
    _journals: dict[int, tuple[Journal, JournalFacts]] = field(
        default_factory=dict[int, tuple[Journal, JournalFacts]]
    )
    _works: dict[int, tuple[Work, Journal, WorkKind]] = field(
        default_factory=dict[int, tuple[Work, Journal, WorkKind]]
    )
    _members: dict[int, dict[int, Member]] = field(default_factory=dict[int, dict[int, Member]])
    _unfit: dict[int, list[Incapacity]] = field(default_factory=dict[int, list[Incapacity]])
    _locks: MarkLocks | None = None

    @property
    def locks(self) -> MarkLocks:
        """Which marks are locked today."""
        if self._locks is None:
            self._locks = MarkLocks(self.session, self.today)
        return self._locks

    def trial(self) -> "Desk":
        """Return a desk for one operation that may be rolled back: it knows what this one knows."""
        return replace(
            self,
            changed_pupils=set[int](),
            changed_journals=set[int](),
            late_changes=[],
            told=set[int](),
            _locks=self.locks,
        )

    def take(self, done: "Desk") -> None:
        """Take over what an operation did that was not rolled back."""
        self.changed_pupils |= done.changed_pupils
        self.changed_journals |= done.changed_journals
        self.late_changes += done.late_changes
        self.told |= done.told

    def reserve(
        self,
        lesson_ids: Collection[int],
        work_ids: Collection[int] = (),
        journal_ids: Collection[int] = (),
    ) -> None:
        """Let nobody else write several rows of these journals until this transaction ends.

        Journals are taken in one order: two who write the same rows in different order would
        otherwise each hold what the other waits for.
        """
        self.session.scalars(
            select(col(Journal.id))
            .where(
                or_(
                    col(Journal.id).in_(journal_ids),
                    col(Journal.id).in_(
                        select(col(Lesson.journal_id)).where(col(Lesson.id).in_(lesson_ids))
                    ),
                    col(Journal.id).in_(
                        select(col(Work.journal_id)).where(col(Work.id).in_(work_ids))
                    ),
                )
            )
            .order_by(col(Journal.id))
            # Not the key: rows that refer to the journal may be added meanwhile.
            .with_for_update(key_share=True)
        ).all()

    def lesson(self, lesson_id: int, permission: Permission) -> tuple[Lesson, Journal]:
        """Return a lesson the actor may write, locked; Forbidden otherwise."""
        found = self.session.execute(
            select(Lesson, Journal)
            .join(Journal, col(Journal.id) == col(Lesson.journal_id))
            .where(col(Lesson.id) == lesson_id)
            .with_for_update(of=Lesson)
        ).first()
        if found is None:
            raise Forbidden(Attempt(action=permission, entity="lesson", entity_id=lesson_id))
        lesson, journal = found
        self._allowed(journal, permission, lesson_id)
        self._held(lesson)
        return lesson, journal

    def journal(self, journal_id: int, permission: Permission) -> Journal:
        """Return a journal the actor may write in; Forbidden otherwise."""
        journal = self.session.get(Journal, journal_id)
        if journal is None:
            raise Forbidden(Attempt(action=permission, entity="journal", entity_id=journal_id))
        return self._allowed(journal, permission)

    def work(self, work_id: int, permission: Permission) -> tuple[Work, Journal]:
        """Return a work the actor may mark; Forbidden otherwise."""
        work = self.found_work(work_id)
        if work is None:
            raise Forbidden(Attempt(action=permission, entity="work", entity_id=work_id))
        journal = self.session.get_one(Journal, work.journal_id)
        return work, self._allowed(journal, permission, work.lesson_id)

    def _held(self, lesson: Lesson) -> None:
        """Raise Refused for a lesson that is called off: nothing is written in it (12)."""
        if lesson.called_off_at is not None and lesson.id is not None:
            cover = covers_of(self.session, [lesson.id]).get(lesson.id)
            raise Refused(called_off_words(cover, lesson.id))

    def found_work(self, work_id: int) -> Work | None:
        """Return a work, read with its journal and kind, which what follows asks for.

        All are held: the session forgets what nobody holds, and asks again.
        """
        if work_id not in self._works:
            found = self.session.execute(
                select(Work, Journal, WorkKind)
                .join(Journal, col(Journal.id) == col(Work.journal_id))
                .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
                .where(col(Work.id) == work_id)
            ).first()
            if found is None:
                return None
            self._works[work_id] = found[0], found[1], found[2]
        return self.session.get(Work, work_id)

    def members(self, journal: Journal) -> dict[int, Member]:
        """Return everybody who ever belonged to the journal, by pupil."""
        assert journal.id is not None
        if journal.id not in self._members:
            everybody = members_of(self.session, journal)
            self._members[journal.id] = {member.pupil_id: member for member in everybody}
        return self._members[journal.id]

    def present_member(self, journal: Journal, pupil_id: int, permission: Permission) -> Member:
        """Return a pupil of the journal of whom something may be written now (Regulation 8).

        Raises Forbidden for a pupil the journal never had, Refused for one who has left since:
        after leaving history stays, nothing new is written.
        """
        member = self.members(journal).get(pupil_id)
        if member is None:
            raise Forbidden(
                Attempt(
                    action=permission, entity="journal", entity_id=journal.id, pupil_id=pupil_id
                )
            )
        left_on = member.left_on
        if left_on is not None and left_on < self.today:
            raise Refused(
                Message(
                    N_("{name} left on {day}: new entries are not possible, the history stays."),
                    {"name": member.name, "day": left_on},
                )
            )
        return member

    def writable_member(
        self, journal: Journal, pupil_id: int, day: date, permission: Permission
    ) -> Member:
        """Return the pupil if an entry dated `day` may be made for them now (Regulation 8).

        As `present_member`, and Refused for one who was not there on the day.
        """
        member = self.present_member(journal, pupil_id, permission)
        if not member.belongs(day):
            raise Refused(
                Message(
                    N_("{name} was not in this class or group on {day}."),
                    {"name": member.name, "day": day},
                )
            )
        return member

    def not_in_future(self, day: date) -> None:
        """Raise Refused for facts about a day that has not come."""
        if day > self.today:
            raise Refused(
                Message(
                    N_("This is planned for {day}; it cannot be recorded before that day."),
                    {"day": day},
                )
            )

    def open_day(self, journal: Journal, day: date) -> None:
        """Raise Refused for a day on which the actor may write nothing in the journal (13, 14)."""
        require_lesson_day(self.session, self.actor, journal, day, known=self._unfit)

    def person_name(self, person_id: int | None) -> str:
        """Return a person's name for a sentence, empty when unknown."""
        person = self.session.get(Person, person_id) if person_id else None
        return f"{person.given_name} {person.family_name}" if person else ""

    def _allowed(
        self, journal: Journal, permission: Permission, lesson_id: int | None = None
    ) -> Journal:
        assert journal.id is not None
        if journal.id not in self._journals:
            facts = journal_facts(self.session, journal, self.today)
            self._journals[journal.id] = (journal, facts)
        _, facts = self._journals[journal.id]
        if lesson_id is not None and self.actor.person_id not in facts.teacher_ids:
            facts = with_leader(self.session, facts, lesson_id)
        require(self.actor, permission, facts)
        return journal
