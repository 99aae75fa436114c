"""What a superuser chooses from before entering a mark in a journal (Regulation 7.8)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.domain.marks import Scale, display, scale_for_grade
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Journal, Mark, Work, WorkKind
from ejournal_app.persistence.queries.facts import journal_facts
from ejournal_app.persistence.queries.members import Member, members_of
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkChoice:
    """A work of the journal whose mark can be corrected."""

    work_id: int
    day: date
    kind_lv: str
    kind_en: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilChoice:
    """A pupil of the journal, with the mark that stands in the chosen work."""

    pupil_id: int
    name: str
    since: date
    """First day in the journal: a transferred mark is dated before it."""
    standing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideDesk:
    """A journal as the superuser sees it when entering a mark."""

    journal_id: int
    name: str
    marks_allowed: bool
    scale: Scale
    """Of the grade: what a transferred mark is given in."""
    works: tuple[WorkChoice, ...]
    """The latest first."""
    chosen: int | None
    chosen_scale: Scale | None
    pupils: tuple[PupilChoice, ...]


@use_case
def override_desk(actor: Actor, journal_id: int, work_id: int | None = None) -> OverrideDesk:
    """Return what to choose from; a work that is not the journal's counts as none chosen."""
    today = clock.today()
    with reading() as session:
        journal = session.get(Journal, journal_id)
        if journal is None:
            raise Forbidden(
                Attempt(action=Permission.MARK_OVERRIDE, entity="journal", entity_id=journal_id)
            )
        require(actor, Permission.MARK_OVERRIDE, journal_facts(session, journal, today))
        works = _works(session, journal_id, today)
        chosen = next((work for work, _, _ in works if work.id == work_id), None)
        standing = _standing(session, chosen.id) if chosen else {}
        members = [
            member
            for member in members_of(session, journal)
            if member.left_on is None or member.left_on >= today
        ]
        return OverrideDesk(
            journal_id=journal_id,
            name=journal.name,
            marks_allowed=not journal.attendance_only,
            scale=scale_for_grade(journal.grade),
            works=tuple(
                WorkChoice(
                    work_id=work.id,
                    day=work.day,
                    kind_lv=kind_lv,
                    kind_en=kind_en,
                    title=work.title,
                )
                for work, kind_lv, kind_en in works
                if work.id is not None
            ),
            chosen=chosen.id if chosen else None,
            chosen_scale=Scale(chosen.scale) if chosen else None,
            pupils=tuple(
                PupilChoice(
                    pupil_id=member.pupil_id,
                    name=member.name,
                    since=first_day(member),
                    standing=standing.get(member.pupil_id, ""),
                )
                for member in members
                if chosen is None or member.pupil_id in standing or member.belongs(chosen.day)
            ),
        )


def first_day(member: Member) -> date:
    """Return a pupil's first day in the journal."""
    return min(first for first, _ in member.spans)


def _works(session: Session, journal_id: int, today: date) -> list[tuple[Work, str, str]]:
    return [
        (work, kind_lv, kind_en)
        for work, kind_lv, kind_en in session.execute(
            select(Work, col(WorkKind.name_lv), col(WorkKind.name_en))
            .join(WorkKind, col(WorkKind.id) == col(Work.kind_id))
            .where(col(Work.journal_id) == journal_id, col(Work.day) <= today)
            .order_by(col(Work.day).desc(), col(Work.id).desc())
        )
    ]


def _standing(session: Session, work_id: int | None) -> dict[int, str]:
    return {
        pupil_id: display(value, improved_from)
        for pupil_id, value, improved_from in session.execute(
            select(col(Mark.pupil_id), col(Mark.value), col(Mark.improved_from)).where(
                col(Mark.work_id) == work_id, col(Mark.value) != ""
            )
        )
    }
