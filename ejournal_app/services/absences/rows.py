"""Notes with the names a list shows, and what of them somebody may read."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from ejournal_app.domain.access import Actor, GrantedRole
from ejournal_app.persistence.models import AbsenceNote, Enrolment, Person, Pupil, SchoolClass
from ejournal_app.persistence.queries.facts import enrolled_on

_SEE_ALL = frozenset({GrantedRole.MANAGEMENT, GrantedRole.SUPERUSER})


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow:
    """A line of the register."""

    note_id: int
    pupil_id: int
    given_name: str
    family_name: str
    class_name: str
    """The class today; empty when the pupil has left."""
    grade: int
    starts_on: date
    ends_on: date
    first_lesson: int | None
    last_lesson: int | None
    reason: str
    full: bool
    """The reader may know why: reason, issuer, remark and document. Else these are empty."""
    issued_by: str
    has_document: bool
    recorded_by: str
    withdrawn: bool


def note_rows(
    session: Session, actor: Actor, today: date, *conditions: ColumnElement[bool]
) -> list[NoteRow]:
    """Return the notes the actor may see, the latest first.

    Columns, not objects: the register of a year has thousands of them.
    """
    own, by = aliased(Person), aliased(Person)
    classes = _classes(session, today)
    reads_all = actor.has(GrantedRole.MANAGEMENT)
    found: list[NoteRow] = []
    for (
        note_id,
        pupil_id,
        starts_on,
        ends_on,
        first_lesson,
        last_lesson,
        reason,
        issued_by,
        document_id,
        withdrawn_at,
        given_name,
        family_name,
        by_given,
        by_family,
    ) in session.execute(
        select(
            col(AbsenceNote.id),
            col(AbsenceNote.pupil_id),
            col(AbsenceNote.starts_on),
            col(AbsenceNote.ends_on),
            col(AbsenceNote.first_lesson),
            col(AbsenceNote.last_lesson),
            col(AbsenceNote.reason),
            col(AbsenceNote.issued_by),
            col(AbsenceNote.document_id),
            col(AbsenceNote.withdrawn_at),
            col(own.given_name),
            col(own.family_name),
            col(by.given_name),
            col(by.family_name),
        )
        .join(Pupil, col(Pupil.id) == col(AbsenceNote.pupil_id))
        .join(own, col(own.id) == col(Pupil.person_id))
        .join(by, col(by.id) == col(AbsenceNote.recorded_by_id))
        .where(*seen_by(actor, today), *conditions)
        .order_by(col(AbsenceNote.starts_on).desc(), col(AbsenceNote.id).desc())
    ):
        assert note_id is not None
        class_id, grade, class_name = classes.get(pupil_id, (0, 0, ""))
        full = reads_all or class_id in actor.class_ids
        found.append(
            NoteRow(
                note_id=note_id,
                pupil_id=pupil_id,
                given_name=given_name,
                family_name=family_name,
                class_name=class_name,
                grade=grade,
                starts_on=starts_on,
                ends_on=ends_on,
                first_lesson=first_lesson,
                last_lesson=last_lesson,
                reason=reason,
                full=full,
                issued_by=issued_by if full else "",
                has_document=full and document_id is not None,
                recorded_by=f"{by_given} {by_family}",
                withdrawn=withdrawn_at is not None,
            )
        )
    return found


def seen_by(actor: Actor, today: date) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on notes the actor may list; a class teacher's, the own class."""
    if actor.roles & _SEE_ALL:
        return ()
    own = select(col(Enrolment.pupil_id)).where(
        col(Enrolment.class_id).in_(actor.class_ids), *enrolled_on(today)
    )
    return (col(AbsenceNote.pupil_id).in_(own),)


def names_of(session: Session, person_ids: Iterable[int | None]) -> dict[int | None, str]:
    """Return what people are called, by person."""
    return {
        person_id: f"{given} {family}"
        for person_id, given, family in session.execute(
            select(col(Person.id), col(Person.given_name), col(Person.family_name)).where(
                col(Person.id).in_({own for own in person_ids if own is not None})
            )
        )
    }


def note_authors(session: Session, note_ids: Collection[int]) -> dict[int, int]:
    """Return who recorded some notes last, by note."""
    return {
        note_id: by
        for note_id, by in session.execute(
            select(col(AbsenceNote.id), col(AbsenceNote.recorded_by_id)).where(
                col(AbsenceNote.id).in_(note_ids)
            )
        )
        if note_id is not None
    }


def _classes(session: Session, today: date) -> dict[int, tuple[int, int, str]]:
    return {
        pupil_id: (class_id, grade, f"{grade}.{letter}")
        for pupil_id, class_id, grade, letter in session.execute(
            select(
                col(Enrolment.pupil_id),
                col(SchoolClass.id),
                col(SchoolClass.grade),
                col(SchoolClass.letter),
            )
            .join(SchoolClass, col(SchoolClass.id) == col(Enrolment.class_id))
            .where(*enrolled_on(today))
        )
        if class_id is not None
    }
