"""The grid of a journal's period marks, each beside what its marks suggest (Regulation 17-19)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.averages import shown_average
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.marks import Scale, display
from ejournal_app.domain.periods import Suggestion, mean_of_years
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.queries.members import Member
from ejournal_app.policies.rules import allows
from ejournal_app.services.guard import use_case
from ejournal_app.services.journal_marks import EarlierMark, brought_along
from ejournal_app.services.journal_page import OUTSIDE

from .access import Standing, who_opens
from .desk import PeriodDesk, period_desk

NOTHING_SUGGESTED = "—"
_LEVELS_SHOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryColumn:
    """Where marks of a kind are entered."""

    kind: EntryKind
    scale: Scale
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionColumn:
    """What the marks suggest for a kind; of the final mark the mean of the years."""

    kind: EntryKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownColumn:
    """A mark that is only shown: an exam, or a kind that is not entered here."""

    work_id: int
    kind: EntryKind
    day: date
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierYearColumn:
    """Year marks of the subject in another year, shown beside the final mark (19)."""

    starting: int


PeriodColumn = EntryColumn | SuggestionColumn | ShownColumn | EarlierYearColumn


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodPupil:
    """A row."""

    pupil_id: int
    name: str
    left_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A mark that is another than the one suggested."""

    kind: EntryKind
    pupil_id: int
    name: str
    suggested: int
    given: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptable:
    """A suggestion for an empty cell, which one press can accept."""

    kind: EntryKind
    pupil_id: int
    name: str
    mark: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KindLine:
    """How a kind stands: its window, and how many marks are missing."""

    standing: Standing
    missing: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodsView:
    """The period marks of a journal."""

    journal_id: int
    name: str
    marks_allowed: bool
    has_semesters: bool
    editable: bool
    """The reader teaches the journal."""
    manages: bool
    """The reader may open periods for others."""
    who_opens: str
    kinds: tuple[KindLine, ...]
    pupils: tuple[PeriodPupil, ...]
    columns: tuple[PeriodColumn, ...]
    cells: tuple[tuple[str, ...], ...]
    overrides: tuple[Override, ...]
    acceptable: tuple[Acceptable, ...]
    re_exams: tuple[str, ...]
    """Who has a re-examination, by name; empty before its window."""
    brought_along: tuple[EarlierMark, ...]
    """Of pupils who came during the year: marks of ordinary works count in the suggestion."""


@use_case
def open_periods(actor: Actor, journal_id: int) -> PeriodsView:
    """Return the grid of a journal's period marks."""
    with reading() as session:
        desk = period_desk(session, actor, journal_id, Permission.JOURNAL_READ)
        editable = allows(actor, Permission.PERIOD_WRITE, desk.facts)
        kinds = _shown_kinds(desk)
        columns = _columns(desk, _current_kinds(desk, kinds), editable=editable)
        return PeriodsView(
            journal_id=journal_id,
            name=desk.journal.name,
            marks_allowed=not desk.journal.attendance_only,
            has_semesters=desk.calendar.terms_of(desk.journal) is not None,
            editable=editable,
            manages=allows(actor, Permission.PERIOD_MANAGE),
            who_opens=who_opens(session, desk.today),
            kinds=tuple(_line(desk, kind) for kind in kinds),
            pupils=tuple(
                PeriodPupil(
                    pupil_id=member.pupil_id,
                    name=member.name,
                    left_on=member.left_on
                    if member.left_on is not None and member.left_on < desk.today
                    else None,
                )
                for member in desk.members
            ),
            columns=columns,
            cells=tuple(
                tuple(_cell(desk, member, column) for column in columns) for member in desk.members
            ),
            overrides=_overrides(desk, kinds),
            acceptable=tuple(one for kind in kinds if editable for one in acceptable(desk, kind)),
            re_exams=_re_exams(desk, kinds),
            brought_along=brought_along(desk.members, desk.carried),
        )


def acceptable(desk: PeriodDesk, kind: EntryKind) -> tuple[Acceptable, ...]:
    """Return the suggestions for the empty cells of a kind that is open for the actor.

    The mean of a subject's years is none: the final mark is the teacher's decision (19).
    """
    if kind not in desk.kinds or not desk.standing(kind).is_open:
        return ()
    found = ((member, desk.suggested(kind, member.pupil_id)) for member in desk.empty(kind))
    return tuple(
        Acceptable(kind=kind, pupil_id=member.pupil_id, name=member.name, mark=own.mark)
        for member, own in found
        if own is not None and own.mark is not None
    )


def _shown_kinds(desk: PeriodDesk) -> tuple[EntryKind, ...]:
    """Leave out re-examinations as long as they are neither due nor entered."""
    return tuple(
        kind
        for kind in desk.kinds
        if kind is not EntryKind.RE_EXAM
        or kind in desk.entered
        or desk.standing(kind).is_open
        or desk.standing(kind).window.has_begun(desk.today)
    )


def _current_kinds(desk: PeriodDesk, kinds: tuple[EntryKind, ...]) -> tuple[EntryKind, ...]:
    """Return the kinds with columns: begun or entered ones; while none is open, the next too.

    Empty columns of what comes in half a year would push the one to be filled out of sight.
    """
    begun = {
        kind
        for kind in kinds
        if kind in desk.entered
        or desk.standing(kind).is_open
        or desk.standing(kind).window.has_begun(desk.today)
    }
    coming = [desk.standing(kind).window.opens_on for kind in kinds if kind not in begun]
    if coming and not any(desk.standing(kind).is_open for kind in kinds):
        begun |= {kind for kind in kinds if desk.standing(kind).window.opens_on == min(coming)}
    return tuple(kind for kind in kinds if kind in begun)


def _columns(
    desk: PeriodDesk, kinds: tuple[EntryKind, ...], *, editable: bool
) -> tuple[PeriodColumn, ...]:
    scale = desk.calendar.course(desk.journal).scale
    columns: list[PeriodColumn] = []
    for kind in kinds:
        if kind is EntryKind.FINAL:
            known = {starting for own in desk.years.values() for starting in own}
            columns += [EarlierYearColumn(starting=year) for year in sorted(known)]
        if kind not in (EntryKind.COMBINED, EntryKind.RE_EXAM):
            columns.append(SuggestionColumn(kind=kind))
        columns.append(
            EntryColumn(kind=kind, scale=scale, open=editable and desk.standing(kind).is_open)
        )
    entered = {work.work_id for work in desk.entered.values()}
    columns += [
        ShownColumn(work_id=work.work_id, kind=work.kind, day=work.day, title=work.title)
        for work in desk.works
        if work.work_id not in entered
    ]
    return tuple(columns)


def _cell(desk: PeriodDesk, member: Member, column: PeriodColumn) -> str:
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


def _line(desk: PeriodDesk, kind: EntryKind) -> KindLine:
    return KindLine(
        standing=desk.standing(kind),
        missing=len(desk.empty(kind)),
        of=sum(desk.owes(kind, member) for member in desk.members),
    )


def _overrides(desk: PeriodDesk, kinds: tuple[EntryKind, ...]) -> tuple[Override, ...]:
    found: list[Override] = []
    for kind in kinds:
        for member in desk.members:
            given = desk.value(kind, member.pupil_id)
            own = desk.suggested(kind, member.pupil_id) if given else None
            if own is not None and own.mark is not None and str(own.mark) != given:
                found.append(
                    Override(
                        kind=kind,
                        pupil_id=member.pupil_id,
                        name=member.name,
                        suggested=own.mark,
                        given=given,
                    )
                )
    return tuple(found)


def _re_exams(desk: PeriodDesk, kinds: tuple[EntryKind, ...]) -> tuple[str, ...]:
    if EntryKind.RE_EXAM not in kinds:
        return ()
    return tuple(member.name for member in desk.members if desk.owes(EntryKind.RE_EXAM, member))
