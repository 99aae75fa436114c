"""Kinds of work with scale, weight and deadline; each change holds from its date (15)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.marks import Scale
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.work_defaults import USUAL_KINDS
from ejournal_app.domain.works import MOST_WEIGHT
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Work, WorkKind
from ejournal_app.persistence.queries.schools import school_id_of, working_year
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case

from .open_periods import first_open_day, require_open
from .texts import required

SCALES = ("", *Scale)
"""The empty one is the ordinary scale of the grade."""
MOST_DAYS = 60
_OWN = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class KindValues:
    """What a kind of work is from a day on."""

    name_lv: str
    name_en: str
    scale: str
    weight: int
    deadline_days: int
    is_test: bool = False
    """Told to families ahead and counted in the test load of a class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindVersion:
    """A version of a kind; `is_active` False means that it is not offered from that day."""

    version_id: int
    effective_from: date
    values: KindValues
    is_active: bool
    is_coming: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KindHistory:
    """A kind of work: today's version (else the first one) and all versions, the latest first."""

    code: str
    current: KindVersion
    versions: tuple[KindVersion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindsPage:
    """All kinds; a change may hold from `first_open` on (None: from any day)."""

    kinds: tuple[KindHistory, ...]
    first_open: date | None


@use_case
def kinds_page(actor: Actor) -> KindsPage:
    """Return the kinds of ordinary work with their history (Regulation 7.1, 15)."""
    require(actor, Permission.SETUP_WRITE)
    today = clock.today()
    versions: dict[str, list[KindVersion]] = defaultdict(list)
    with reading() as session:
        for row in _rows(session):
            versions[row.code].insert(0, _version(row, today))
        first_open = first_open_day(session)
    return KindsPage(
        kinds=tuple(
            KindHistory(
                code=code,
                current=next((own for own in known if not own.is_coming), known[-1]),
                versions=tuple(known),
            )
            for code, known in versions.items()
        ),
        first_open=first_open,
    )


@use_case
def save_kind(actor: Actor, code: str, values: KindValues, effective_from: date) -> str:
    """Add a kind (empty code) or let one be otherwise from a day on; return its code.

    Works made before keep scale and weight. Refused for a day in a closed period or from which
    there is a version already.
    """
    require(actor, Permission.SETUP_WRITE)
    clean = _checked(values)
    with writing() as session:
        if code:
            require_open(session, effective_from, field="effective_from")
        return _add(session, actor, code, clean, effective_from, is_active=True)


@use_case
def add_usual_kinds(actor: Actor) -> int:
    """Add the usual kinds the school does not have, from the working year's first day.

    Returns how many; the numbers are those of Regulation 15 and 16. Refused without a year.
    """
    require(actor, Permission.SETUP_WRITE)
    with writing() as session:
        year = working_year(session, clock.today())
        if year is None:
            raise Refused(Message(N_("Set up the school year first.")))
        known = {row.code for row in session.scalars(select(WorkKind))}
        missing = {code: kind for code, kind in USUAL_KINDS.items() if code not in known}
        for code, kind in missing.items():
            values = KindValues(
                name_lv=kind.name_lv,
                name_en=kind.name_en,
                scale=kind.scale or "",
                weight=kind.weight,
                deadline_days=kind.deadline_days,
                is_test=kind.is_test,
            )
            _write(session, actor, code, values, year.starts_on, is_active=True)
        return len(missing)


@use_case
def retire_kind(actor: Actor, code: str, effective_from: date) -> None:
    """Offer a kind no more from a day on; its works stay."""
    require(actor, Permission.SETUP_WRITE)
    with writing() as session:
        require_open(session, effective_from, field="retire_from")
        known = [row for row in _rows(session) if row.code == code]
        if not known:
            raise _unknown()
        before = [row for row in known if row.effective_from <= effective_from] or known[:1]
        values = _version(before[-1], clock.today()).values
        _add(session, actor, code, values, effective_from, is_active=False, field="retire_from")


@use_case
def withdraw_kind(actor: Actor, version_id: int) -> None:
    """Take back a version of a kind that does not hold yet; a kind goes with its only version.

    Refused once it holds, and while works of that version are planned.
    """
    require(actor, Permission.SETUP_WRITE)
    with writing() as session:
        row = session.get(WorkKind, version_id)
        if row is None or row.entry_kind:
            raise Forbidden(
                Attempt(action=Permission.SETUP_WRITE, entity="work_kind", entity_id=version_id)
            )
        if row.effective_from <= clock.today():
            raise Refused(Message(N_("This value is in force already; it stays in the history.")))
        works = session.scalar(select(func.count()).where(col(Work.kind_id) == version_id)) or 0
        if works:
            raise Refused(
                Message(
                    N_("Works of this kind are planned already ({n}); it cannot be withdrawn."),
                    {"n": works},
                )
            )
        audit.record(
            session,
            actor=actor,
            action=Permission.SETUP_WRITE,
            entity="work_kind",
            entity_id=version_id,
            before=_told(row),
        )
        session.delete(row)


def _add(
    session: Session,
    actor: Actor,
    code: str,
    values: KindValues,
    effective_from: date,
    *,
    is_active: bool,
    field: str = "effective_from",
) -> str:
    rows = session.scalars(select(WorkKind)).all()
    if not code:
        code = _new_code({row.code for row in rows})
    elif not any(row.code == code and not row.entry_kind for row in rows):
        raise _unknown()
    if any(row.code == code and row.effective_from == effective_from for row in rows):
        raise Refused(
            Message(N_("There is a value from this day already; choose another day.")), field=field
        )
    _write(session, actor, code, values, effective_from, is_active=is_active)
    return code


def _write(
    session: Session,
    actor: Actor,
    code: str,
    values: KindValues,
    effective_from: date,
    *,
    is_active: bool,
) -> None:
    row = WorkKind(
        school_id=school_id_of(session),
        code=code,
        name_lv=values.name_lv,
        name_en=values.name_en,
        scale=values.scale,
        weight=values.weight,
        deadline_days=values.deadline_days,
        is_test=values.is_test,
        effective_from=effective_from,
        is_active=is_active,
    )
    session.add(row)
    session.flush()
    audit.record(
        session,
        actor=actor,
        action=Permission.SETUP_WRITE,
        entity="work_kind",
        entity_id=row.id,
        after=_told(row),
    )


def _told(row: WorkKind) -> dict[str, str | int | bool]:
    return {
        "code": row.code,
        "name": row.name_lv,
        "scale": row.scale,
        "weight": row.weight,
        "deadline_days": row.deadline_days,
        "is_test": row.is_test,
        "effective_from": row.effective_from.isoformat(),
        "is_active": row.is_active,
    }


def _checked(values: KindValues) -> KindValues:
    if values.scale not in SCALES:
        raise Refused(Message(N_("Choose a scale from the list.")), field="scale")
    for field, number, most in (
        ("weight", values.weight, MOST_WEIGHT),
        ("deadline_days", values.deadline_days, MOST_DAYS),
    ):
        if not 0 <= number <= most:
            raise Refused(
                Message(
                    N_("Enter a whole number from {least} to {most}."), {"least": 0, "most": most}
                ),
                field=field,
            )
    name_lv = required(values.name_lv, "name_lv", 60)
    return KindValues(
        name_lv=name_lv,
        # Who needs no English reads the Latvian name there.
        name_en=required(values.name_en or name_lv, "name_en", 60),
        scale=values.scale,
        weight=values.weight,
        deadline_days=values.deadline_days,
        is_test=values.is_test,
    )


def _rows(session: Session) -> list[WorkKind]:
    """Return every version of every kind of ordinary work, the earliest first."""
    return list(
        session.scalars(
            select(WorkKind)
            .where(col(WorkKind.entry_kind) == "")
            .order_by(col(WorkKind.effective_from), col(WorkKind.id))
        )
    )


def _version(row: WorkKind, today: date) -> KindVersion:
    assert row.id is not None
    return KindVersion(
        version_id=row.id,
        effective_from=row.effective_from,
        values=KindValues(
            name_lv=row.name_lv,
            name_en=row.name_en,
            scale=row.scale,
            weight=row.weight,
            deadline_days=row.deadline_days,
            is_test=row.is_test,
        ),
        is_active=row.is_active,
        is_coming=row.effective_from > today,
    )


def _new_code(known: set[str]) -> str:
    number = 1
    while f"{_OWN}{number}" in known:
        number += 1
    return f"{_OWN}{number}"


def _unknown() -> Forbidden:
    return Forbidden(Attempt(action=Permission.SETUP_WRITE, entity="work_kind"))
