"""What a work is to be: the values somebody chose, checked against the rules (Regulation 13-15).

Looking before saving and saving itself decide here, so that they refuse the same things in the
same words.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.marks import Scale
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.works import MOST_WEIGHT, TITLE_LIMIT, allowed_scales
from ejournal_app.persistence.models import Journal, Lesson, Mark, Work, WorkKind
from ejournal_app.persistence.queries.facts import journal_facts, with_leader
from ejournal_app.persistence.queries.members import members_of
from ejournal_app.persistence.queries.teaching import is_held
from ejournal_app.policies.rules import require
from ejournal_app.services.lesson_days import require_lesson_day
from ejournal_app.services.school_rules import scale_of_grade

from .kinds import kinds_in_force

SCALE_STAYS = N_(
    "Marks were entered in this work, so its scale stays: their history is in it. For another scale"
    " add a new work."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkValues:
    """What somebody chose for a work."""

    kind_code: str
    title: str
    day: date
    scale: str
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What the work will be."""

    kind: WorkKind
    title: str
    day: date
    lesson_id: int | None
    scale: Scale
    weight: int


def writable_journal(
    session: Session, actor: Actor, journal_id: int, lesson_id: int | None = None
) -> Journal:
    """Return a journal in which the actor may make works; Forbidden otherwise.

    Asked about one lesson, whoever leads it as a substitute may as well (Regulation 12).
    """
    journal = session.get(Journal, journal_id)
    if journal is None:
        raise Forbidden(
            Attempt(action=Permission.WORK_WRITE, entity="journal", entity_id=journal_id)
        )
    facts = journal_facts(session, journal, clock.today())
    if lesson_id is not None and actor.person_id not in facts.teacher_ids:
        facts = with_leader(session, facts, lesson_id)
    require(actor, Permission.WORK_WRITE, facts)
    return journal


def writable_work(
    session: Session, actor: Actor, work_id: int, *, lock: bool = False
) -> tuple[Work, WorkKind, Journal]:
    """Return an ordinary work the actor may change; Forbidden otherwise, also for a mark of a
    period, which is no work of its own.
    """
    work = session.get(Work, work_id, with_for_update=lock)
    if work is None:
        raise Forbidden(Attempt(action=Permission.WORK_WRITE, entity="work", entity_id=work_id))
    journal = writable_journal(session, actor, work.journal_id, work.lesson_id)
    kind = session.get_one(WorkKind, work.kind_id)
    if kind.entry_kind:
        raise Forbidden(Attempt(action=Permission.WORK_WRITE, entity="work", entity_id=work_id))
    return work, kind, journal


def marks_of(session: Session, work_id: int) -> list[Mark]:
    """Return every mark the work ever had, cleared ones too."""
    return list(session.scalars(select(Mark).where(col(Mark.work_id) == work_id)))


def decide_new(session: Session, actor: Actor, journal: Journal, values: WorkValues) -> Decided:
    """Return the work to be made; Refused with the field that is wrong."""
    if journal.attendance_only:
        raise Refused(Message(N_("This journal keeps attendance only, no marks.")))
    title = checked_title(values.title)
    _refuse_closed_day(session, actor, journal, values.day)
    kind = chosen_kind(session, values.kind_code, values.day)
    return Decided(
        kind=kind,
        title=title,
        day=values.day,
        lesson_id=_lesson_on(session, journal, values.day, None),
        scale=_checked_scale(session, journal, kind, values),
        weight=_checked_weight(values.weight),
    )


def decide_change(
    session: Session,
    actor: Actor,
    work: Work,
    kind: WorkKind,
    journal: Journal,
    values: WorkValues,
) -> Decided:
    """Return what a work becomes; Refused with the field that is wrong.

    What is not changed is not examined again: a work of a day that was closed later may still get
    another title.
    """
    title = checked_title(values.title)
    assert work.id is not None
    marks = marks_of(session, work.id)
    lesson_id = work.lesson_id
    if values.day != work.day:
        # A substitute writes in that one lesson: to another day only a teacher of the journal.
        writable_journal(session, actor, work.journal_id)
        _refuse_closed_day(session, actor, journal, values.day)
        _refuse_day_without_marked(session, journal, marks, values.day)
        lesson_id = _lesson_on(session, journal, values.day, work.lesson_id)
    if values.kind_code != kind.code:
        kind = chosen_kind(session, values.kind_code, values.day)
    scale = Scale(work.scale)
    if values.scale != work.scale:
        if marks:
            raise Refused(Message(SCALE_STAYS), field="scale")
        scale = _checked_scale(session, journal, kind, values)
    return Decided(
        kind=kind,
        title=title,
        day=values.day,
        lesson_id=lesson_id,
        scale=scale,
        weight=_checked_weight(values.weight),
    )


def checked_title(title: str) -> str:
    """Return a title without the spaces around it; Refused when it is too long."""
    title = title.strip()
    if len(title) > TITLE_LIMIT:
        raise Refused(
            Message(
                N_("The text is too long: {length} characters, at most {limit}."),
                {"length": len(title), "limit": TITLE_LIMIT},
            ),
            field="title",
        )
    return title


def chosen_kind(session: Session, code: str, day: date) -> WorkKind:
    """Return the kind in force on a day; Refused for one that is not offered."""
    kind = next((known for known in kinds_in_force(session, day) if known.code == code), None)
    if kind is None or kind.id is None:
        raise Refused(Message(N_("Choose a kind of work from the list.")), field="kind")
    return kind


def scales_for(
    session: Session, journal: Journal, kind: WorkKind, day: date
) -> tuple[Scale, tuple[Scale, ...]]:
    """Return the scale a kind proposes in a journal, and those that are allowed."""
    of_grade = scale_of_grade(session, journal.grade, day)
    of_kind = Scale(kind.scale) if kind.scale else None
    return of_kind or of_grade, allowed_scales(of_grade, of_kind)


def _checked_scale(session: Session, journal: Journal, kind: WorkKind, values: WorkValues) -> Scale:
    _, allowed = scales_for(session, journal, kind, values.day)
    if values.scale not in allowed:
        raise Refused(Message(N_("Choose a scale from the list.")), field="scale")
    return Scale(values.scale)


def _checked_weight(weight: int) -> int:
    if not 0 <= weight <= MOST_WEIGHT:
        raise Refused(
            Message(
                N_("Enter a whole number from {least} to {most}."),
                {"least": 0, "most": MOST_WEIGHT},
            ),
            field="weight",
        )
    return weight


def _refuse_closed_day(session: Session, actor: Actor, journal: Journal, day: date) -> None:
    """Refuse a day outside the journal, or closed for its grade or for the actor (13, 14)."""
    params = {"journal": journal.name, "first": journal.starts_on, "last": journal.ends_on}
    if journal.ends_on is not None and not journal.starts_on <= day <= journal.ends_on:
        raise Refused(
            Message(N_("The journal “{journal}” runs from {first} to {last}."), params), field="day"
        )
    if day < journal.starts_on:
        raise Refused(
            Message(N_("The journal “{journal}” begins on {first}."), params), field="day"
        )
    require_lesson_day(session, actor, journal, day, field="day")


def _refuse_day_without_marked(
    session: Session, journal: Journal, marks: list[Mark], day: date
) -> None:
    """Refuse a day on which the marks already given could not have been given (Regulation 8)."""
    marked = {mark.pupil_id for mark in marks if mark.value}
    if not marked:
        return
    if day > clock.today():
        raise Refused(
            Message(N_("There are marks in this work already: it cannot be moved ahead of today.")),
            field="day",
        )
    for member in members_of(session, journal):
        if member.pupil_id in marked and not member.belongs(day):
            raise Refused(
                Message(
                    N_("{name} has a mark here and was not in the class or group on {day}."),
                    {"name": member.name, "day": day},
                ),
                field="day",
            )


def _lesson_on(session: Session, journal: Journal, day: date, present: int | None) -> int | None:
    """Return the journal's lesson of a day, the first one unless the present one is of that day."""
    ids = session.scalars(
        select(col(Lesson.id))
        .where(col(Lesson.journal_id) == journal.id, col(Lesson.day) == day, is_held())
        .order_by(col(Lesson.number))
    ).all()
    if present in ids:
        return present
    if not ids and session.scalar(
        select(exists().where(col(Lesson.journal_id) == journal.id, col(Lesson.day) == day))
    ):
        raise Refused(
            Message(N_("The lesson of {day} is not held. Choose another day."), {"day": day}),
            field="day",
        )
    return ids[0] if ids else None
