"""A substitution nobody planned, entered by the substitute; management confirms it later (12).

It is there at once: the substitute can write the lesson. The reason the substitute gives is kept
with it, for those who may know teachers' reasons and for the substitute.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.substitution_kinds import SubstitutionKind, SubstitutionReason
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Journal, Lesson, Person, Substitution, TeacherAbsence
from ejournal_app.persistence.queries.teaching import (
    LessonRow,
    lesson_rows,
    taught_journal_ids,
    teachers_by_journal,
)
from ejournal_app.policies.rules import require
from ejournal_app.services import audit, live
from ejournal_app.services.guard import use_case
from ejournal_app.services.lesson_days import require_lesson_day

from .busy import busy_elsewhere
from .effects import Cover, put_substitution
from .enterable import DAYS_BACK
from .planning import board_topic, one_at_a_time
from .telling import Told

_ENTER = Permission.SUBSTITUTION_ENTER
_PLAN = Permission.SUBSTITUTION_PLAN


@use_case
def enter_substitution(
    actor: Actor,
    lesson_id: int,
    *,
    reason: SubstitutionReason,
    journal_id: int | None = None,
) -> int:
    """Say that the actor leads a lesson for its teacher; return the lesson to be written.

    `journal_id` is the journal of the class in a subject of the actor's own, when another subject
    is taught than planned. Refused for one's own lesson, one that is substituted or not held, when
    the actor teaches elsewhere then or is unfit for work, for days to come, and after a week.
    """
    require(actor, _ENTER)
    told = Told()
    with writing() as session:
        one_at_a_time(session)
        rows = lesson_rows(session, col(Lesson.id) == lesson_id)
        if not rows:
            raise Forbidden(Attempt(action=_ENTER, entity="lesson", entity_id=lesson_id))
        lesson = rows[0].lesson
        _check_day(lesson.day)
        require_lesson_day(session, actor, rows[0].journal, lesson.day)
        absent, absence_id = _absent(session, actor, rows[0])
        busy = busy_elsewhere(session, actor.person_id, lesson)
        if busy is not None:
            raise Refused(Message(N_("You have another lesson then: {lesson}."), {"lesson": busy}))
        if journal_id is not None:
            _check_journal(session, actor, rows[0], journal_id)
        other = SubstitutionKind.OTHER_SUBJECT
        row = put_substitution(
            session,
            actor,
            Cover(
                lesson_id=lesson_id,
                kind=SubstitutionKind.SAME_SUBJECT if journal_id is None else other,
                absent_id=absent,
                substitute_id=actor.person_id,
                journal_id=journal_id,
                absence_id=absence_id,
                reason=reason,
            ),
            confirmed=False,
            action=_ENTER,
        )
        told.done(session, row)  # for the open pages; the one who leads knows
        made = row.lesson_id
    live.publish([*told.topics, board_topic()])
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredLesson:
    """A substitution that waits for management."""

    substitution_id: int
    lesson_id: int
    """The lesson that is held."""
    day: date
    number: int
    starts_at: datetime
    subject: str
    place: str
    absent: str
    substitute: str
    kind: SubstitutionKind
    reason: str


@use_case
def entered_substitutions(actor: Actor) -> tuple[EnteredLesson, ...]:
    """Return what substitutes have entered and nobody has confirmed, the earliest first."""
    require(actor, _PLAN)
    with reading() as session:
        found = _waiting(session)
        lessons = {
            row.lesson.id: row
            for row in lesson_rows(
                session, col(Lesson.id).in_([row.lesson_id for row, *_rest in found])
            )
        }
    entered = [
        EnteredLesson(
            substitution_id=row.id or 0,
            lesson_id=row.lesson_id,
            day=held.lesson.day,
            number=held.lesson.number,
            starts_at=held.lesson.starts_at,
            subject=held.subject,
            place=held.place,
            absent=" ".join(part for part in (given, family) if part),
            substitute=f"{person.given_name} {person.family_name}",
            kind=SubstitutionKind(row.kind),
            reason=row.reason,
        )
        for row, person, given, family in found
        if (held := lessons.get(row.lesson_id)) is not None
    ]
    return tuple(sorted(entered, key=lambda one: (one.starts_at, one.place)))


@use_case
def confirm_entered(actor: Actor, substitution_id: int) -> None:
    """Confirm what a substitute has entered; Forbidden when it does not exist or is confirmed."""
    require(actor, _PLAN)
    with writing() as session:
        changed = session.connection().execute(
            update(Substitution)
            .where(
                col(Substitution.id) == substitution_id,
                col(Substitution.confirmed_at).is_(None),
                col(Substitution.recorded_at).is_not(None),
            )
            .values(
                confirmed_at=clock.now(),
                confirmed_by_id=actor.person_id,
                version=col(Substitution.version) + 1,
            )
        )
        if changed.rowcount != 1:
            raise Forbidden(Attempt(action=_PLAN, entity="substitution", entity_id=substitution_id))
        audit.record(
            session,
            actor=actor,
            action=_PLAN,
            entity="substitution",
            entity_id=substitution_id,
            after={"confirmed": True},
        )
    live.publish([board_topic()])


def _waiting(session: Session) -> list[tuple[Substitution, Person, str | None, str | None]]:
    """Return what waits, with the substitute and the name of who is away."""
    absent = aliased(Person)
    return [
        (row, person, given, family)
        for row, person, given, family in session.execute(
            select(Substitution, Person, col(absent.given_name), col(absent.family_name))
            .join(Person, col(Person.id) == col(Substitution.substitute_id))
            .outerjoin(absent, col(absent.id) == col(Substitution.absent_id))
            .where(
                col(Substitution.confirmed_at).is_(None),
                col(Substitution.recorded_at).is_not(None),
            )
        )
    ]


def _check_day(day: date) -> None:
    today = clock.today()
    if day > today:
        raise Refused(Message(N_("This lesson is still to come. It can be entered on its day.")))
    if day < today - DAYS_BACK:
        raise Refused(
            Message(
                N_(
                    "A substitution is entered within {n} days. Tell the school's management about"
                    " an earlier one."
                ),
                {"n": DAYS_BACK // timedelta(days=1)},
            )
        )


def _absent(session: Session, actor: Actor, row: LessonRow) -> tuple[int, int | None]:
    """Return whose lesson it is and the absence in the register, if there is one."""
    day = row.lesson.day
    teachers = [one.id for one in teachers_by_journal(session, day).get(row.lesson.journal_id, [])]
    if actor.person_id in teachers:
        raise Refused(Message(N_("This is a lesson of your own.")))
    known = [one for one in teachers if one is not None]
    if not known:
        raise Refused(Message(N_("Nobody teaches this journal on that day.")))
    away = session.execute(
        select(col(TeacherAbsence.person_id), col(TeacherAbsence.id))
        .where(
            col(TeacherAbsence.person_id).in_(known),
            col(TeacherAbsence.starts_on) <= day,
            or_(col(TeacherAbsence.ends_on).is_(None), col(TeacherAbsence.ends_on) >= day),
        )
        .order_by(col(TeacherAbsence.starts_on).desc(), col(TeacherAbsence.id))
    ).first()
    return (known[0], None) if away is None else (away[0], away[1])


def _check_journal(session: Session, actor: Actor, row: LessonRow, journal_id: int) -> None:
    """Refuse a journal that is not of the same pupils in a subject of the actor's own."""
    journal = session.get(Journal, journal_id)
    subjects = select(col(Journal.subject_id)).where(
        col(Journal.id).in_(taught_journal_ids(actor.person_id, row.lesson.day))
    )
    fits = journal is not None and (
        (journal.class_id, journal.group_id) == (row.journal.class_id, row.journal.group_id)
        and journal.year_id == row.journal.year_id
        and journal.subject_id in set(session.scalars(subjects))
    )
    if not fits:
        raise Refused(
            Message(N_("Choose a subject you teach, of the same class or group.")), field="subject"
        )
