"""What the grid of period marks shows: its kinds, columns and cells (Regulation 17-19)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ejournal_app.domain.averages import shown_average
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.marks import Scale, display
from ejournal_app.domain.periods import OPTIONAL, SUGGESTED, Openness, Suggestion, mean_of_years
from ejournal_app.persistence.queries.members import Member
from ejournal_app.services.journal_page import OUTSIDE

from .desk import PeriodDesk
from .marks import ClosingWork

NOTHING_SUGGESTED = "—"
_LEVELS_SHOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryColumn:
    """Where marks of a kind are entered."""

    kind: EntryKind
    work_id: int
    """Its work; 0 while nothing was entered."""
    scale: Scale
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionColumn:
    """What the marks suggest for a kind; of the final mark the mean of the years."""

    kind: EntryKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownColumn:
    """A mark that is only shown: a state exam in per cent, or a kind that is not entered here.

    A state exam's results are entered by the superuser alone (Regulation 7.8).
    """

    work_id: int
    kind: EntryKind
    day: date
    title: str

    @property
    def key(self) -> str:
        """What its cells are known by."""
        return f"shown-{self.work_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierYearColumn:
    """Year marks of the subject in another year, shown beside the final mark (19)."""

    starting: int


PeriodColumn = EntryColumn | SuggestionColumn | ShownColumn | EarlierYearColumn


def shown_kinds(desk: PeriodDesk) -> tuple[EntryKind, ...]:
    """Leave out re-examinations before they are due, and exams that were not held."""
    return tuple(
        kind
        for kind in desk.kinds
        if kind in desk.entered
        or desk.standing(kind).is_open
        or not _is_left_out(kind, desk.standing(kind).openness)
    )


def _is_left_out(kind: EntryKind, stands: Openness) -> bool:
    if kind is EntryKind.RE_EXAM:
        return stands is Openness.NOT_YET
    return kind in OPTIONAL and stands is Openness.OVER


def current_kinds(desk: PeriodDesk, kinds: tuple[EntryKind, ...]) -> tuple[EntryKind, ...]:
    """Return the kinds with columns: begun or entered ones; while none is open, the next too.

    Empty columns of what comes in half a year would push the one to be filled out of sight; so
    would an exam that perhaps is never held, before it can be entered.
    """
    begun = {
        kind
        for kind in kinds
        if kind in desk.entered
        or desk.standing(kind).is_open
        or desk.standing(kind).window.has_begun(desk.today)
    }
    coming = {
        kind: desk.standing(kind).window.opens_on
        for kind in kinds
        if kind not in begun and kind not in OPTIONAL
    }
    if coming and not any(desk.standing(kind).is_open for kind in kinds):
        first = min(coming.values())
        begun |= {kind for kind, opens_on in coming.items() if opens_on == first}
    return tuple(kind for kind in kinds if kind in begun)


def columns_of(
    desk: PeriodDesk, kinds: tuple[EntryKind, ...], *, editable: bool
) -> tuple[PeriodColumn, ...]:
    """Return the columns of kinds, each beside its suggestion; what is only shown comes last."""
    scale = desk.calendar.course(desk.journal).scale
    columns: list[PeriodColumn] = []
    for kind in kinds:
        if kind is EntryKind.FINAL:
            known = {starting for own in desk.years.values() for starting in own}
            columns += [EarlierYearColumn(starting=year) for year in sorted(known)]
        if kind in SUGGESTED or kind is EntryKind.FINAL:
            columns.append(SuggestionColumn(kind=kind))
        work = desk.entered.get(kind)
        columns.append(
            EntryColumn(
                kind=kind,
                work_id=work.work_id if work else 0,
                scale=scale,
                open=editable and desk.standing(kind).is_open,
            )
        )
    entered = {work.work_id for work in desk.entered.values()}
    columns += [_shown_column(work) for work in desk.works if work.work_id not in entered]
    return tuple(columns)


def _shown_column(work: ClosingWork) -> ShownColumn:
    return ShownColumn(work_id=work.work_id, kind=work.kind, day=work.day, title=work.title)


def cell_of(desk: PeriodDesk, member: Member, column: PeriodColumn) -> str:
    """Return what a pupil has in a column."""
    match column:
        case EntryColumn():
            value = desk.value(column.kind, member.pupil_id)
            return value or ("" if _belongs(desk, member, column.kind) else OUTSIDE)
        case SuggestionColumn():
            if column.kind is EntryKind.FINAL:
                return shown_average(_mean(desk, member.pupil_id))
            return _shown(desk.suggested(column.kind, member.pupil_id))
        case ShownColumn():
            work = next(own for own in desk.works if own.work_id == column.work_id)
            return work.values.get(member.pupil_id, "")
        case EarlierYearColumn():
            return display(desk.years.get(member.pupil_id, {}).get(column.starting, ""))


def _belongs(desk: PeriodDesk, member: Member, kind: EntryKind) -> bool:
    """Tell whether the pupil was there at the end of the period, or is now before its end."""
    return member.belongs(min(desk.calendar.ends_on(desk.journal, kind), desk.today))


def _mean(desk: PeriodDesk, pupil_id: int) -> Decimal | None:
    return mean_of_years(list(desk.years.get(pupil_id, {}).values()))


def _shown(own: Suggestion | None) -> str:
    if own is None:
        return ""
    if own.mark is not None:
        return str(own.mark)
    levels = own.levels.split()
    shown = " ".join(levels[-_LEVELS_SHOWN:])
    return f"…{shown}" if len(levels) > _LEVELS_SHOWN else shown or NOTHING_SUGGESTED


def column_key(desk: PeriodDesk, work: ClosingWork) -> str:
    """Return what the column of a work is known by in the grid."""
    entered = desk.entered.get(work.kind)
    if entered is not None and entered.work_id == work.work_id:
        return work.kind.value
    return _shown_column(work).key
