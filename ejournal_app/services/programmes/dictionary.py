"""Adding, changing and retiring programmes; what there is to choose from (Regulation 7.7).

An enrolment keeps the code itself, so that it says what it said even when the dictionary changes:
a code that enrolments or classes use is therefore never changed or removed, only retired.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.programmes import USUAL_PROGRAMMES, parse_code
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Enrolment, Programme, SchoolClass
from ejournal_app.persistence.queries.schools import school_id_of
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case

LONGEST_NAME = 300

_ENTITY = "programme"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeChoice:
    """A programme one can choose."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeCard:
    """A programme with what hangs on it."""

    programme_id: int
    code: str
    name: str
    is_active: bool
    enrolments: int
    """Enrolments that ever had the code."""
    classes: int
    """Classes whose new pupils get it."""

    @property
    def is_used(self) -> bool:
        """Tell whether something refers to the code."""
        return bool(self.enrolments or self.classes)


def active_programmes(session: Session) -> list[ProgrammeChoice]:
    """Return the programmes that can be chosen today, by code."""
    rows = session.scalars(
        select(Programme).where(col(Programme.is_active).is_(True)).order_by(col(Programme.code))
    )
    return [ProgrammeChoice(code=row.code, name=row.name) for row in rows]


def known_programme(session: Session, text: str, *, field: str = "programme") -> str:
    """Return a typed code that is in the dictionary and active; Refused, about `field`, if not."""
    code = _code(text, field)
    if code not in {choice.code for choice in active_programmes(session)}:
        raise Refused(
            Message(N_("The programme {code} is not in the school's dictionary."), {"code": code}),
            field=field,
        )
    return code


@use_case
def open_programme(actor: Actor, programme_id: int) -> ProgrammeCard:
    """Return a programme; Forbidden for one that is not there."""
    require(actor, Permission.SETUP_WRITE)
    with reading() as session:
        return _card(session, _found(session, programme_id))


@use_case
def add_programme(actor: Actor, code: str, name: str) -> int:
    """Add a programme and return its id; Refused for a code that is none or already there."""
    require(actor, Permission.SETUP_WRITE)
    with writing() as session:
        programme = _new(session, _code(code), _name(name))
        _record(session, actor, "programme.add", programme, after=_values(programme))
        return programme.id or 0


@use_case
def add_usual_programmes(actor: Actor, codes: Iterable[str]) -> int:
    """Add those of the usual programmes that were chosen and are missing; return how many."""
    require(actor, Permission.SETUP_WRITE)
    chosen = set(codes)
    with writing() as session:
        known = set(session.scalars(select(col(Programme.code))))
        added = 0
        for code, name in USUAL_PROGRAMMES:
            if code in known or code not in chosen:
                continue
            programme = _new(session, code, name)
            _record(session, actor, "programme.add", programme, after=_values(programme))
            added += 1
        return added


@use_case
def missing_usual_programmes(actor: Actor) -> list[ProgrammeChoice]:
    """Return the usual programmes the dictionary does not have."""
    require(actor, Permission.SETUP_WRITE)
    with reading() as session:
        known = set(session.scalars(select(col(Programme.code))))
    return [
        ProgrammeChoice(code=code, name=name)
        for code, name in USUAL_PROGRAMMES
        if code not in known
    ]


@use_case
def change_programme(actor: Actor, programme_id: int, code: str, name: str) -> None:
    """Change name and code; Refused for another code while enrolments or classes use this one."""
    require(actor, Permission.SETUP_WRITE)
    with writing() as session:
        programme = _found(session, programme_id)
        before, new_code = _values(programme), _code(code)
        if new_code != programme.code:
            if _card(session, programme).is_used:
                raise Refused(
                    Message(
                        N_(
                            "Enrolments or classes use the code {code}: it cannot be changed."
                            " Add the other code and retire this one."
                        ),
                        {"code": programme.code},
                    ),
                    field="code",
                )
            _refuse_taken(session, new_code)
        programme.code, programme.name = new_code, _name(name)
        if _values(programme) != before:
            _record(
                session,
                actor,
                "programme.change",
                programme,
                before=before,
                after=_values(programme),
            )


@use_case
def retire_programme(actor: Actor, programme_id: int) -> None:
    """Let nobody choose a programme any more; enrolments that have it keep it."""
    _set_active(actor, programme_id, active=False)


@use_case
def restore_programme(actor: Actor, programme_id: int) -> None:
    """Let a retired programme be chosen again."""
    _set_active(actor, programme_id, active=True)


def _set_active(actor: Actor, programme_id: int, *, active: bool) -> None:
    require(actor, Permission.SETUP_WRITE)
    with writing() as session:
        programme = _found(session, programme_id)
        if programme.is_active == active:
            return
        programme.is_active = active
        action = "programme.restore" if active else "programme.retire"
        _record(session, actor, action, programme)


def _found(session: Session, programme_id: int) -> Programme:
    programme = session.get(Programme, programme_id)
    if programme is None:
        raise Forbidden(
            Attempt(action=Permission.SETUP_WRITE, entity=_ENTITY, entity_id=programme_id)
        )
    return programme


def _new(session: Session, code: str, name: str) -> Programme:
    _refuse_taken(session, code)
    programme = Programme(school_id=school_id_of(session), code=code, name=name)
    session.add(programme)
    session.flush()
    return programme


def _refuse_taken(session: Session, code: str) -> None:
    taken = session.scalars(select(Programme).where(col(Programme.code) == code)).first()
    if taken is not None:
        raise Refused(
            Message(N_("This code is in the dictionary already: {name}."), {"name": taken.name}),
            field="code",
        )


def _code(text: str, field: str = "code") -> str:
    try:
        return parse_code(text)
    except Refused as refusal:
        raise Refused(refusal.message, field=field) from None


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise Refused(Message(N_("This must be filled in.")), field="name")
    if len(name) > LONGEST_NAME:
        raise Refused(
            Message(
                N_("The name of a programme has at most {length} characters."),
                {"length": LONGEST_NAME},
            ),
            field="name",
        )
    return name


def _card(session: Session, programme: Programme) -> ProgrammeCard:
    enrolments = session.scalar(
        select(func.count())
        .select_from(Enrolment)
        .where(col(Enrolment.programme_code) == programme.code)
    )
    classes = session.scalar(
        select(func.count())
        .select_from(SchoolClass)
        .where(col(SchoolClass.programme_code) == programme.code)
    )
    return ProgrammeCard(
        programme_id=programme.id or 0,
        code=programme.code,
        name=programme.name,
        is_active=programme.is_active,
        enrolments=enrolments or 0,
        classes=classes or 0,
    )


def _values(programme: Programme) -> dict[str, str]:
    return {"code": programme.code, "name": programme.name}


def _record(
    session: Session,
    actor: Actor,
    action: str,
    programme: Programme,
    before: dict[str, str] | None = None,
    after: dict[str, str] | None = None,
) -> None:
    audit.record(
        session,
        actor=actor,
        action=action,
        entity=_ENTITY,
        entity_id=programme.id,
        before=before,
        after=after,
    )
