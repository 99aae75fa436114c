"""Duties as management's pages show them."""

from dataclasses import dataclass
from urllib.parse import urlencode

from ejournal_app import clock
from ejournal_app.domain.timeliness import Outcome
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import clock_time, date_and_time
from ejournal_app.services.timeliness.heat_map import By
from ejournal_app.services.timeliness.kinds import KIND_NAMES, PUT_OFF, WINDOWS_PAGE
from ejournal_app.services.timeliness.lines import DutyLine
from ejournal_app.services.timeliness.outcome_words import OUTCOME_NAMES
from ejournal_app.services.timeliness.today import MissingThing

_LOOKS = {
    Outcome.OVERDUE: "bad",
    Outcome.LATE: "warn",
    Outcome.IN_TIME: "ok",
    Outcome.COMING: "",
}
EXTENSIONS_PAGE = "/terminu-pagarinajumi"


@dataclass(frozen=True)
class ThingView:
    """A thing that is missing today."""

    key: str
    title: str
    until: str
    overdue: bool
    href: str


@dataclass(frozen=True)
class LineView:
    """A duty behind a cell."""

    key: str
    title: str
    kind: str
    people: str
    deadline: str
    done: str
    """Empty while something is missing."""
    missing: str
    """Empty when nothing is missing."""
    state: str
    look: str
    reason: list[str]
    href: str
    extend_href: str
    """Empty for what was done in time."""


def thing_view(thing: MissingThing, language: str) -> ThingView:
    """Return a missing thing as shown."""
    return ThingView(
        key=thing.key,
        title=translate(language, thing.title),
        until=clock_time(thing.due_at, language),
        overdue=thing.is_overdue,
        href=thing.href,
    )


def line_view(line: DutyLine, by: By, owner_id: int, language: str) -> LineView:
    """Return a duty as shown in the cell of somebody."""
    is_open = line.done_at is None
    return LineView(
        key=line.key,
        title=translate(language, line.title),
        kind=translate(language, KIND_NAMES[line.kind]),
        people=", ".join(line.people),
        deadline=date_and_time(line.due_at, language),
        done="" if line.done_at is None else date_and_time(line.done_at, language),
        missing=gettext(language, "{n} of {all}", n=line.missing, all=line.total)
        if is_open
        else "",
        state=gettext(language, OUTCOME_NAMES[line.outcome]),
        look=_LOOKS[line.outcome],
        reason=[translate(language, sentence) for sentence in line.reason],
        href=line.href,
        extend_href="" if line.outcome is Outcome.IN_TIME else _extend(line, by, owner_id),
    )


def _extend(line: DutyLine, by: By, owner_id: int) -> str:
    """Return the form that puts this deadline off, filled in as far as the line tells."""
    if line.kind not in PUT_OFF:
        return WINDOWS_PAGE
    person = owner_id if by is By.TEACHER else None
    if person is None and line.journal_id is None and len(line.person_ids) == 1:
        (person,) = line.person_ids
    day = clock.local(line.due_at).date().isoformat()
    asked = {
        "pedagogs": person,
        "zurnals": line.journal_id,
        "veids": line.kind.value,
        "no": day,
        "lidz": day,
    }
    query = {name: str(value) for name, value in asked.items() if value is not None}
    return f"{EXTENSIONS_PAGE}?{urlencode(query)}"
