"""Looking the whole school through: the list of what is not in order, and how much of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading
from ejournal_app.policies.rules import allows, require
from ejournal_app.services.groups.years import day_in, open_years, year_name
from ejournal_app.services.guard import use_case
from ejournal_app.services.lists.definition import Column, Filter, ListDefinition
from ejournal_app.services.lists.year_filter import year_filter

from .findings import TITLES, CheckKind, Finding, Place, not_set_up
from .groups import groups
from .journals import journals
from .people import people
from .snapshot import take
from .timetable import timetable

_ORDER = {kind: place for place, kind in enumerate(CheckKind)}

_FIXED_AT: dict[Place, str] = {
    Place.SET_UP: "/iestatijumi",
    Place.JOURNAL: "/zurnala-iestatijumi/{id}",
    Place.GROUP: "/grupa/{id}",
    Place.CLASS: "/klase/{id}",
    Place.PUPIL: "/skoleni/{id}",
    Place.PERSON: "/personals/{id}",
    Place.SPLIT: "/grupas/dalit?{query}",
    Place.PLAN: "/zurnalu-izveide?{query}",
    Place.TIMETABLE: "/stundu-saraksts?{query}",
}
"""Where the superuser puts it right."""

_READ_AT: dict[Place, str] = {
    Place.JOURNAL: "/zurnals/{id}",
    Place.PUPIL: "/skoleni/{id}",
    Place.PERSON: "/personals/{id}",
    Place.TIMETABLE: "/stundu-saraksts?{query}",
}
"""What management may open of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCount:
    """How many findings there are of a kind; the title is a msgid."""

    kind: CheckKind
    title: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedLine:
    """A finding with the address it leads to for this reader."""

    finding: Finding
    href: str


def look_through() -> list[Finding]:
    """Return everything that is not in order today, the most urgent kinds first.

    The years that have not ended are looked at, one to come as of its first day.
    """
    today = clock.today()
    found: list[Finding] = []
    with reading() as session:
        years = open_years(session, today)
        if not years:
            return [not_set_up()]
        for coming, year in enumerate(years):
            snapshot = take(session, year, day_in(year, today))
            if not (coming or (snapshot.journals and snapshot.slots)):
                found.append(replace(not_set_up(), year=year_name(year)))
            found += [
                replace(finding, year=year_name(year), is_coming=coming > 0)
                for check in (journals, people, groups, timetable)
                for finding in check(snapshot)
            ]
    return sorted(found, key=lambda finding: (finding.is_coming, _ORDER[finding.kind]))


@use_case
def count_findings(actor: Actor) -> tuple[KindCount, ...]:
    """Return the kinds there is something of in the present year, with how much."""
    require(actor, Permission.OVERVIEW_READ)
    counts = Counter(finding.kind for finding in look_through() if not finding.is_coming)
    return tuple(
        KindCount(kind=kind, title=TITLES[kind], count=counts[kind])
        for kind in CheckKind
        if counts[kind]
    )


def address_of(finding: Finding, *, may_fix: bool) -> str:
    """Return where a finding leads: to the place that fixes it, or that can be read."""
    pattern = (_FIXED_AT if may_fix else _READ_AT).get(finding.place, "")
    return pattern.format(id=finding.place_id, query=finding.query)


def _load(actor: Actor) -> Sequence[CheckedLine]:
    may_fix = allows(actor, Permission.TEACHING_WRITE)
    return [
        CheckedLine(finding=finding, href=address_of(finding, may_fix=may_fix))
        for finding in look_through()
    ]


CHECKS = ListDefinition[CheckedLine](
    key="parbaude",
    title=N_("Validation"),
    permission=Permission.OVERVIEW_READ,
    load=_load,
    columns=(
        Column(key="name", title=N_("About what"), cell=lambda row: row.finding.name),
        Column(key="text", title=N_("What is not in order"), cell=lambda row: row.finding.text),
        Column(key="class", title=N_("Class"), cell=lambda row: ", ".join(row.finding.classes)),
        Column(
            key="kind",
            title=N_("Kind"),
            cell=lambda row: Message(TITLES[row.finding.kind]),
            order=lambda row: _ORDER[row.finding.kind],
        ),
        Column(key="year", title=N_("School year"), cell=lambda row: row.finding.year),
    ),
    filters=(
        Filter(
            key="kind",
            title=N_("Kind"),
            values_of=lambda row: (row.finding.kind,),
            labels={kind: Message(title) for kind, title in TITLES.items()},
        ),
        Filter(key="class", title=N_("Class"), values_of=lambda row: row.finding.classes),
        year_filter(lambda row: not row.finding.is_coming),
    ),
    href=lambda row: row.href,
    found_by=lambda row: f"{row.finding.name} {' '.join(row.finding.classes)}",
)
