"""The list of subjects."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Journal, Subject
from ejournal_app.persistence.queries.schools import working_year
from ejournal_app.services.lists.definition import Column, Filter, ListDefinition

_ACTIVE, _RETIRED = "active", "retired"
_STATES = {_ACTIVE: Message(N_("offered")), _RETIRED: Message(N_("retired"))}


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRow:
    """A subject of the list."""

    subject_id: int
    name: str
    short_name: str
    state: str
    journals: int
    """Of the working year."""


def _load(_actor: Actor) -> Sequence[SubjectRow]:
    with reading() as session:
        year = working_year(session, clock.today())
        counts = _journals(session, year.id) if year is not None and year.id is not None else {}
        rows = [
            SubjectRow(
                subject_id=one.id,
                name=one.name,
                short_name=one.short_name,
                state=_ACTIVE if one.is_active else _RETIRED,
                journals=counts.get(one.id, 0),
            )
            for one in session.scalars(select(Subject))
            if one.id is not None
        ]
    return sorted(rows, key=lambda row: (row.state != _ACTIVE, sort_key(row.name)))


def _journals(session: Session, year_id: int) -> dict[int, int]:
    rows = session.execute(
        select(col(Journal.subject_id), func.count(col(Journal.id)))
        .where(col(Journal.year_id) == year_id)
        .group_by(col(Journal.subject_id))
    )
    return {key: count for key, count in rows}  # noqa: C416 - rows, not pairs, to the types


SUBJECTS = ListDefinition[SubjectRow](
    key="prieksmeti",
    title=N_("Subjects"),
    permission=Permission.TEACHING_WRITE,
    load=_load,
    columns=(
        Column(key="name", title=N_("Subject"), cell=lambda row: row.name),
        Column(key="short", title=N_("Short name"), cell=lambda row: row.short_name),
        Column(key="journals", title=N_("Journals this year"), cell=lambda row: row.journals),
        Column(
            key="state",
            title=N_("State"),
            cell=lambda row: _STATES[row.state],
            look=lambda row: "ok" if row.state == _ACTIVE else "",
        ),
    ),
    filters=(
        Filter(key="state", title=N_("State"), values_of=lambda row: (row.state,), labels=_STATES),
    ),
    href=lambda row: f"/prieksmets/{row.subject_id}",
    found_by=lambda row: f"{row.name} {row.short_name}",
)
