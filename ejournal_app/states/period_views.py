"""The period marks of a journal as the page shows them."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from ejournal_app.domain.averages import shown_average
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.marks import allowed_values, display
from ejournal_app.domain.messages import N_
from ejournal_app.domain.periods import OPTIONAL, SUGGESTED, GivenMark, Openness
from ejournal_app.i18n.catalogue import gettext, ngettext, translate
from ejournal_app.i18n.formats import short_date
from ejournal_app.services.periods.columns import (
    EarlierYearColumn,
    EntryColumn,
    PeriodColumn,
    ShownColumn,
    SuggestionColumn,
)
from ejournal_app.services.periods.names import KIND_HEADINGS, KIND_WORDS
from ejournal_app.services.periods.page import KindLine, PeriodsView
from ejournal_app.services.periods.suggestions import Explained
from ejournal_app.services.teaching.years import year_label

from .journal import superuser_line

_LOOKS = {
    Openness.OPEN: "ok",
    Openness.REOPENED: "warn",
    Openness.NOT_YET: "",
    Openness.OVER: "",
}
SUGGESTION = "suggest-"
"""What the key of a column of suggestions begins with; its kind follows."""

_NONE: dict[str, Any] = {"lesson_id": 0, "work_id": 0, "scale": "", "allowed": []}


@dataclass(frozen=True)
class KindView:
    """How a kind stands, in words."""

    key: str
    label: str
    state: str
    look: str
    missing: str
    """How many marks are to be entered, of an exam how many were; empty before the window."""
    reason: str
    """Why it was opened again for the reader."""
    explains: bool
    """There are suggestions, counted from marks."""


@dataclass(frozen=True)
class OfferView:
    """Suggestions of a kind for empty cells."""

    kind: str
    dialog: str
    label: str
    count: int
    lines: list[str]
    seen: str


@dataclass(frozen=True)
class LineView:
    """A pupil with a sentence."""

    key: str
    name: str
    text: str


@dataclass(frozen=True)
class ExplainedView:
    """A pupil's suggestion with the marks it comes from."""

    key: str
    name: str
    result: str
    counted: list[str]
    left_out: list[str]


def kind_view(line: KindLine, language: str) -> KindView:
    """Return how a kind stands."""
    standing = line.standing
    first = short_date(standing.window.opens_on, language)
    last = short_date(standing.window.closes_on, language)
    match standing.openness:
        case Openness.OPEN:
            state = gettext(language, N_("open until {day}"), day=last)
        case Openness.NOT_YET:
            state = gettext(language, N_("open from {first} to {last}"), first=first, last=last)
        case Openness.REOPENED:
            assert standing.reopened_until is not None
            until = short_date(standing.reopened_until, language)
            state = gettext(language, N_("opened for you until {day}"), day=until)
        case Openness.OVER:
            state = gettext(language, N_("was open until {day}"), day=last)
    if standing.openness is Openness.NOT_YET:
        missing = ""
    elif standing.kind in OPTIONAL:
        missing = (
            ngettext(language, "{n} entered", "{n} are entered", line.entered)
            if line.entered
            else gettext(language, N_("entered where one was held"))
        )
    elif line.missing:
        missing = gettext(language, N_("{n} of {all} missing"), n=line.missing, all=line.of)
    else:
        missing = gettext(language, N_("all entered"))
    return KindView(
        key=standing.kind.value,
        label=translate(language, KIND_WORDS[standing.kind]),
        state=state,
        look=_LOOKS[standing.openness],
        missing=missing,
        reason=standing.reason if standing.openness is Openness.REOPENED else "",
        explains=standing.kind in SUGGESTED,
    )


def rows(view: PeriodsView, language: str) -> list[dict[str, Any]]:
    """Return the rows of the grid."""
    return [
        {
            "pupil_id": pupil.pupil_id,
            "name": pupil.name,
            "note": gettext(language, "left {day}", day=short_date(pupil.left_on, language))
            if pupil.left_on
            else "",
            "active": "",
        }
        for pupil in view.pupils
    ]


def cells(view: PeriodsView) -> list[list[str]]:
    """Return what stands in the cells, row by row."""
    return [list(row) for row in view.cells]


def column(own: PeriodColumn, view: PeriodsView, language: str) -> dict[str, Any]:
    """Return a column of the grid."""
    match own:
        case EntryColumn():
            return {
                **_NONE,
                "key": own.kind.value,
                "work_id": own.work_id,
                "kind": "period",
                "journal_id": view.journal_id,
                "period": own.kind.value,
                "date": "",
                "sub": gettext(language, KIND_HEADINGS[own.kind]),
                "title": translate(language, KIND_WORDS[own.kind]),
                "scale": own.scale.value,
                "allowed": allowed_values(own.scale),
                "editable": own.open,
            }
        case SuggestionColumn():
            mean = own.kind is EntryKind.FINAL
            words = N_("Mean of the years") if mean else N_("Suggestion")
            return {
                **_NONE,
                "key": f"{SUGGESTION}{own.kind.value}",
                "kind": "average",
                "date": "",
                "sub": gettext(language, words),
                "title": gettext(language, words)
                + ": "
                + translate(language, KIND_WORDS[own.kind]),
                "editable": False,
            }
        case ShownColumn():
            title = f": {own.title}" if own.title else ""
            return {
                **_NONE,
                "key": own.key,
                "work_id": own.work_id,
                "kind": "average",
                "date": f"{own.day:%d.%m.}",
                "sub": gettext(language, KIND_HEADINGS[own.kind]),
                "title": f"{translate(language, KIND_WORDS[own.kind])}{title}",
                "editable": False,
            }
        case EarlierYearColumn():
            label = year_label(own.starting)
            return {
                **_NONE,
                "key": f"year-{own.starting}",
                "kind": "average",
                "date": label[2:],
                "sub": gettext(language, KIND_HEADINGS[EntryKind.YEAR]),
                "title": f"{translate(language, KIND_WORDS[EntryKind.YEAR])}, {label}",
                "editable": False,
            }


def notes(view: PeriodsView, language: str) -> dict[str, dict[str, str]]:
    """Return what cells are told about beside their value, by pupil and column."""
    found: dict[str, dict[str, str]] = {}
    for own in view.overrides:
        words = gettext(language, N_("Suggested {mark}"), mark=own.suggested)
        found.setdefault(str(own.pupil_id), {})[own.kind.value] = words
    for own in view.by_superuser:
        cells_of_pupil = found.setdefault(str(own.entry.pupil_id), {})
        words = superuser_line(own.entry, language).text
        before = cells_of_pupil.get(own.column)
        cells_of_pupil[own.column] = f"{before}. {words}" if before else words
    return found


def overrides(view: PeriodsView, language: str) -> list[LineView]:
    """Return the marks that are another than suggested, in words."""
    return [
        LineView(
            key=f"{own.pupil_id}-{own.kind.value}",
            name=own.name,
            text=gettext(
                language,
                N_("{kind}: suggested {mark}, entered {given}"),
                kind=translate(language, KIND_WORDS[own.kind]),
                mark=own.suggested,
                given=own.given,
            ),
        )
        for own in view.overrides
    ]


def offers(view: PeriodsView, language: str) -> list[OfferView]:
    """Return what one press would enter, by kind."""
    found: list[OfferView] = []
    for kind, group in groupby(view.acceptable, key=lambda own: own.kind):
        own = list(group)
        found.append(
            OfferView(
                kind=kind.value,
                dialog=f"accept-{kind.value}",
                label=translate(language, KIND_WORDS[kind]),
                count=len(own),
                lines=[f"{one.name}: {one.mark}" for one in own],
                seen=" ".join(f"{one.pupil_id}:{one.mark}" for one in own),
            )
        )
    return found


def explained(own: Explained, language: str) -> ExplainedView:
    """Return a suggestion with the marks it comes from."""
    found = own.suggestion
    if found.mark is not None:
        result = gettext(
            language,
            N_("{mark} (average {average})"),
            mark=found.mark,
            average=shown_average(found.average),
        )
    else:
        result = found.levels or gettext(language, N_("nothing to suggest yet"))
    return ExplainedView(
        key=str(own.pupil_id),
        name=own.name,
        result=result,
        counted=[_given(one, language, weighted=found.mark is not None) for one in found.counted],
        left_out=[_given(one, language, weighted=False) for one in found.left_out],
    )


def _given(mark: GivenMark, language: str, *, weighted: bool) -> str:
    weight = gettext(language, N_(" (weight {n})"), n=mark.weight) if weighted else ""
    return f"{short_date(mark.day, language)}: {display(mark.value)}{weight} · {mark.title}"


def grades(first: int, last: int, language: str) -> str:
    """Return neighbouring grades in words: grades 5–8."""
    if first == last:
        return gettext(language, N_("Grade {n}"), n=first)
    return gettext(language, N_("Grades {first}–{last}"), first=first, last=last)
