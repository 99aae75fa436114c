"""Kinds of work that close a part of the year or come from elsewhere (Regulation 7.8, 17-19).

They are rows like every kind of work, made the first time a mark of such a kind is entered.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.marks import Scale
from ejournal_app.persistence.models import SchoolYear, WorkKind

CODE_PREFIX = "entry_"
"""Begins the code of these kinds: `entry_year`. No ordinary kind of work begins so."""

_DEADLINE_DAYS = 7
"""Working days, as for large works; the regulation names no number for these."""


@dataclass(frozen=True, slots=True)
class EntryKindNames:
    """What such a mark is called."""

    lv: str
    en: str


NAMES: dict[EntryKind, EntryKindNames] = {
    EntryKind.INTERIM_1: EntryKindNames("I semestra starpvērtējums", "Interim mark, semester I"),
    EntryKind.INTERIM_2: EntryKindNames("II semestra starpvērtējums", "Interim mark, semester II"),
    EntryKind.SEMESTER_1: EntryKindNames("I semestra vērtējums", "Mark of semester I"),
    EntryKind.SEMESTER_2: EntryKindNames("II semestra vērtējums", "Mark of semester II"),
    EntryKind.PREDICTED: EntryKindNames("Prognozētais vērtējums", "Predicted mark"),
    EntryKind.COMBINED: EntryKindNames("Kombinētais darbs", "Combined work"),
    EntryKind.YEAR: EntryKindNames("Gada vērtējums", "Year mark"),
    EntryKind.RE_EXAM: EntryKindNames("Pēcpārbaudījums", "Re-examination"),
    EntryKind.FINAL: EntryKindNames("Galīgais vērtējums priekšmetā", "Final mark in the subject"),
    EntryKind.STATE_DIAGNOSTIC: EntryKindNames(
        "Valsts diagnosticējošais vai monitoringa darbs", "State diagnostic or monitoring work"
    ),
    EntryKind.STATE_EXAM: EntryKindNames("Valsts eksāmens", "State exam"),
    EntryKind.SESSION_EXAM: EntryKindNames("Sesijas eksāmens", "Session exam"),
    EntryKind.TRANSFERRED: EntryKindNames("Pārnests vērtējums", "Transferred mark"),
}

_PERCENT = frozenset({EntryKind.STATE_DIAGNOSTIC, EntryKind.STATE_EXAM})


def entry_work_kind(session: Session, kind: EntryKind, year: SchoolYear) -> WorkKind:
    """Return the kind of work for such marks of a school year, made if it is not there yet.

    It has no weight, so that its marks enter no average; state exams are in per cent, the others
    in the scale of the grade. Runs in the caller's transaction.
    """
    found = _in_force(session, kind, year)
    if found is not None:
        return found
    made = WorkKind(
        school_id=year.school_id,
        code=f"{CODE_PREFIX}{kind.value}",
        name_lv=NAMES[kind].lv,
        name_en=NAMES[kind].en,
        scale=Scale.PERCENT if kind in _PERCENT else "",
        weight=0,
        deadline_days=_DEADLINE_DAYS,
        effective_from=year.starts_on,
        entry_kind=kind,
    )
    try:
        with session.begin_nested():
            session.add(made)
            session.flush()
    except IntegrityError:
        # Somebody else made it at this moment.
        found = _in_force(session, kind, year)
        assert found is not None
        return found
    return made


def _in_force(session: Session, kind: EntryKind, year: SchoolYear) -> WorkKind | None:
    """Return the latest row of the kind that holds in the year."""
    return session.scalar(
        select(WorkKind)
        .where(
            col(WorkKind.school_id) == year.school_id,
            col(WorkKind.entry_kind) == kind,
            col(WorkKind.effective_from) <= year.starts_on,
        )
        .order_by(col(WorkKind.effective_from).desc())
        .limit(1)
    )
