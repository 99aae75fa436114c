"""The grid of a journal's period marks, each beside what its marks suggest (Regulation 17-19)."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Mark
from ejournal_app.persistence.queries.marks import superuser_marks
from ejournal_app.policies.rules import allows
from ejournal_app.services.entry_kinds import NAMES
from ejournal_app.services.guard import use_case
from ejournal_app.services.journal_marks import EarlierMark, brought_along
from ejournal_app.services.journal_page import SuperuserEntry

from .access import Standing, who_opens
from .columns import PeriodColumn, cell_of, column_key, columns_of, current_kinds, shown_kinds
from .desk import PeriodDesk, period_desk


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
class SuperuserCell:
    """A mark the superuser entered, and the column it stands in."""

    column: str
    entry: SuperuserEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class KindLine:
    """How a kind stands: its window, and how many marks are missing."""

    standing: Standing
    missing: int
    of: int
    entered: int


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
    by_superuser: tuple[SuperuserCell, ...]
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
        kinds = shown_kinds(desk)
        columns = columns_of(desk, current_kinds(desk, kinds), editable=editable)
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
                tuple(cell_of(desk, member, column) for column in columns)
                for member in desk.members
            ),
            overrides=_overrides(desk, kinds),
            acceptable=tuple(one for kind in kinds if editable for one in acceptable(desk, kind)),
            by_superuser=_by_superuser(desk),
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


def _line(desk: PeriodDesk, kind: EntryKind) -> KindLine:
    return KindLine(
        standing=desk.standing(kind),
        missing=len(desk.empty(kind)),
        of=sum(desk.owes(kind, member) for member in desk.members),
        entered=len(desk.entered[kind].values) if kind in desk.entered else 0,
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


def _by_superuser(desk: PeriodDesk) -> tuple[SuperuserCell, ...]:
    """Return what the superuser entered of the marks shown (Regulation 7.8)."""
    works = {work.work_id: work for work in desk.works}
    names = {member.pupil_id: member.name for member in desk.members}
    own = superuser_marks(desk.session, col(Mark.work_id).in_(works), col(Mark.pupil_id).in_(names))
    return tuple(
        SuperuserCell(
            column=column_key(desk, works[mark.work_id]),
            entry=SuperuserEntry(
                pupil_id=mark.pupil_id,
                pupil=names[mark.pupil_id],
                work_id=mark.work_id,
                day=works[mark.work_id].day,
                kind_lv=NAMES[works[mark.work_id].kind].lv,
                kind_en=NAMES[works[mark.work_id].kind].en,
                title=works[mark.work_id].title,
                value=mark.value,
                reason=mark.reason,
                by=mark.by,
                at=mark.at,
            ),
        )
        for mark in own
    )


def _re_exams(desk: PeriodDesk, kinds: tuple[EntryKind, ...]) -> tuple[str, ...]:
    if EntryKind.RE_EXAM not in kinds:
        return ()
    return tuple(member.name for member in desk.members if desk.owes(EntryKind.RE_EXAM, member))
