"""The heat map and its lines as they leave the school in a file: the export is on record."""

from datetime import date

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.persistence.engine import writing
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case
from ejournal_app.services.teaching.years import no_year

from .heat_map import By, TimelinessView, heat_map
from .lines import LinesView, lines_of
from .spans import Term


@use_case
def export_timeliness(actor: Actor, term: Term | None, by: By) -> TimelinessView:
    """Return the heat map for a file; Refused while no school year is set up."""
    require(actor, Permission.TIMELINESS_READ)
    view = heat_map(term)
    if view is None:
        raise no_year()
    _record(actor, {"term": view.term, "by": by, "year": view.year})
    return view


@use_case
def export_lines(actor: Actor, by: By, owner_id: int, monday: date) -> LinesView:
    """Return the lines of a week for a file."""
    require(actor, Permission.TIMELINESS_READ)
    view = lines_of(by, owner_id, monday)
    _record(actor, {"by": by, "id": owner_id, "week": monday.isoformat()})
    return view


def _record(actor: Actor, what: dict[str, object]) -> None:
    with writing() as session:
        audit.record(
            session,
            actor=actor,
            action="timeliness.export",
            entity="timeliness",
            after=what,
        )
