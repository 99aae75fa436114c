"""Subjects (mācību priekšmeti): adding, renaming, retiring (Regulation 7.3)."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.subject_defaults import SUBJECTS
from ejournal_app.domain.typed_name import require_typed
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import CurriculumLine, Journal, StudyGroup, Subject
from ejournal_app.persistence.queries.schools import school_id_of
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case

from .finding import find

LONGEST_NAME = 100
LONGEST_SHORT_NAME = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectPage:
    """A subject with what uses it."""

    subject_id: int
    name: str
    short_name: str
    is_active: bool
    journals: int
    can_be_deleted: bool


@use_case
def subject_page(actor: Actor, subject_id: int) -> SubjectPage:
    """Return a subject."""
    require(actor, Permission.TEACHING_WRITE)
    with reading() as session:
        subject = find(session, Subject, subject_id)
        journals = _count(session, Journal, subject_id)
        return SubjectPage(
            subject_id=subject_id,
            name=subject.name,
            short_name=subject.short_name,
            is_active=subject.is_active,
            journals=journals,
            can_be_deleted=not _is_used(session, subject_id),
        )


@use_case
def create_subject(actor: Actor, *, name: str, short_name: str) -> int:
    """Add a subject and return its id; without a short name the beginning of the name is taken."""
    require(actor, Permission.TEACHING_WRITE)
    full, short = _names(name, short_name)
    with writing() as session:
        school_id = school_id_of(session)
        _refuse_twin(session, school_id, full)
        subject = Subject(school_id=school_id, name=full, short_name=short)
        session.add(subject)
        session.flush()
        assert subject.id is not None
        _record(session, actor, subject.id, after=_facts(subject))
        return subject.id


@use_case
def save_subject(
    actor: Actor, subject_id: int, *, name: str, short_name: str, is_active: bool
) -> None:
    """Rename a subject, retire it or bring it back; its journals keep their own names."""
    require(actor, Permission.TEACHING_WRITE)
    full, short = _names(name, short_name)
    with writing() as session:
        subject = find(session, Subject, subject_id, lock=True)
        _refuse_twin(session, subject.school_id, full, but=subject_id)
        before = _facts(subject)
        subject.name, subject.short_name, subject.is_active = full, short, is_active
        after = _facts(subject)
        if after != before:
            _record(session, actor, subject_id, before=before, after=after)


@use_case
def delete_subject(actor: Actor, subject_id: int, *, typed: str) -> str:
    """Remove a subject nothing uses and return its name; Refused otherwise, and when what was
    typed is not its name.
    """
    require(actor, Permission.TEACHING_WRITE)
    with writing() as session:
        subject = find(session, Subject, subject_id, lock=True)
        if _is_used(session, subject_id):
            raise Refused(
                Message(
                    N_("{name} has journals, groups or a place in the plan. Retire it instead."),
                    {"name": subject.name},
                )
            )
        require_typed(typed, subject.name)
        _record(session, actor, subject_id, before=_facts(subject))
        session.delete(subject)
        return subject.name


@use_case
def add_usual_subjects(actor: Actor) -> int:
    """Add those of the usual subjects the school does not have; return how many."""
    require(actor, Permission.TEACHING_WRITE)
    with writing() as session:
        school_id = school_id_of(session)
        present = _present(session, school_id)
        missing = [
            Subject(school_id=school_id, name=name, short_name=short)
            for name, short in SUBJECTS
            if name.casefold() not in present
        ]
        session.add_all(missing)
        session.flush()
        if missing:
            _record(session, actor, None, after={"names": [one.name for one in missing]})
        return len(missing)


def _names(name: str, short_name: str) -> tuple[str, str]:
    full, short = " ".join(name.split()), " ".join(short_name.split())
    if not full:
        raise Refused(Message(N_("Write the name of the subject.")), field="name")
    _check_length(full, LONGEST_NAME, "name")
    _check_length(short, LONGEST_SHORT_NAME, "short_name")
    return full, short or full[:LONGEST_SHORT_NAME].strip()


def _check_length(text: str, limit: int, field: str) -> None:
    if len(text) > limit:
        raise Refused(
            Message(
                N_("The text is too long: {length} characters, at most {limit}."),
                {"length": len(text), "limit": limit},
            ),
            field=field,
        )


def _present(session: Session, school_id: int, *, but: int | None = None) -> set[str]:
    rows = session.execute(
        select(col(Subject.id), col(Subject.name)).where(col(Subject.school_id) == school_id)
    )
    return {name.casefold() for subject_id, name in rows if subject_id != but}


def _refuse_twin(session: Session, school_id: int, name: str, *, but: int | None = None) -> None:
    if name.casefold() in _present(session, school_id, but=but):
        raise Refused(Message(N_("{name} is there already."), {"name": name}), field="name")


def _is_used(session: Session, subject_id: int) -> bool:
    return any(
        _count(session, model, subject_id) for model in (Journal, StudyGroup, CurriculumLine)
    )


def _count(
    session: Session,
    model: type[Journal] | type[StudyGroup] | type[CurriculumLine],
    subject_id: int,
) -> int:
    statement = select(func.count()).where(col(model.subject_id) == subject_id)
    return session.scalar(statement) or 0


def _facts(subject: Subject) -> dict[str, str | bool]:
    return {
        "name": subject.name,
        "short_name": subject.short_name,
        "is_active": subject.is_active,
    }


def _record(
    session: Session,
    actor: Actor,
    subject_id: int | None,
    *,
    before: dict[str, str | bool] | None = None,
    after: dict[str, str | bool] | dict[str, list[str]] | None = None,
) -> None:
    audit.record(
        session,
        actor=actor,
        action=Permission.TEACHING_WRITE,
        entity="subject",
        entity_id=subject_id,
        before=before,
        after=after,
    )
