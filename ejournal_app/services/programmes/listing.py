"""The list of programmes, with the codes pupils have that the dictionary does not know."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Enrolment, Programme
from ejournal_app.persistence.queries.facts import enrolled_on
from ejournal_app.services.lists.definition import Column, Filter, ListDefinition, Look

_STATES = {
    "active": Message(N_("in use")),
    "retired": Message(N_("retired")),
    "unknown": Message(N_("not in the dictionary")),
}
_LOOKS: dict[str, Look] = {"active": "ok", "retired": "", "unknown": "warn"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeRow:
    """A programme, or only a code that pupils have."""

    programme_id: int | None
    code: str
    name: str
    pupils: int
    """Enrolled in it today."""
    state: str

    @property
    def href(self) -> str:
        """Return where it is changed, or added."""
        if self.programme_id is None:
            return f"/iestatijumi/programmas/jauna?kods={self.code}"
        return f"/iestatijumi/programmas/{self.programme_id}"


def _load(_actor: Actor) -> Sequence[ProgrammeRow]:
    with reading() as session:
        pupils = _pupils_by_code(session)
        programmes = session.scalars(select(Programme)).all()
    rows = [
        ProgrammeRow(
            programme_id=programme.id,
            code=programme.code,
            name=programme.name,
            pupils=pupils.get(programme.code, 0),
            state="active" if programme.is_active else "retired",
        )
        for programme in programmes
    ]
    known = {row.code for row in rows}
    rows += [
        ProgrammeRow(programme_id=None, code=code, name="", pupils=count, state="unknown")
        for code, count in pupils.items()
        if code not in known
    ]
    return sorted(rows, key=lambda row: row.code)


def _pupils_by_code(session: Session) -> dict[str, int]:
    rows = session.execute(
        select(col(Enrolment.programme_code), func.count())
        .where(*enrolled_on(clock.today()))
        .group_by(col(Enrolment.programme_code))
    )
    return {code: count for code, count in rows}  # noqa: C416 - rows, not pairs, to the checker


PROGRAMMES = ListDefinition[ProgrammeRow](
    key="programmas",
    title=N_("Education programmes"),
    permission=Permission.SETUP_WRITE,
    load=_load,
    columns=(
        Column(key="code", title=N_("Code"), cell=lambda row: row.code),
        Column(key="name", title=N_("Name of the programme"), cell=lambda row: row.name),
        Column(key="pupils", title=N_("Enrolled today"), cell=lambda row: row.pupils),
        Column(
            key="state",
            title=N_("State"),
            cell=lambda row: _STATES[row.state],
            look=lambda row: _LOOKS[row.state],
        ),
    ),
    filters=(
        Filter(key="state", title=N_("State"), values_of=lambda row: (row.state,), labels=_STATES),
    ),
    href=lambda row: row.href,
    found_by=lambda row: f"{row.code} {row.name}",
)
