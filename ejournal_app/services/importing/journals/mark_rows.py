"""Works, marks and their events of imported journals, gathered and written in bulk."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Table, select
from sqlmodel import Session, SQLModel, col

from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.marks import Scale, display
from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.persistence.models import SchoolYear, WorkKind
from ejournal_app.services.changes.log import ChangeLog
from ejournal_app.services.entry_kinds import entry_work_kind

from .layout import TEST
from .plan_model import PlannedMark, PlannedWork
from .rows import CARRIED_OVER

AS_ROLE = "import"
"""In which role imported marks were entered."""

_TITLE = 200
_OWN_CODE = {True: "carried_over", False: "carried_over_unweighted"}
_OWN_NAME = N_("Lesson work (carried over)")


class _Waiting(NamedTuple):
    work: dict[str, Any]
    marks: tuple[PlannedMark, ...]
    moment: datetime
    author_id: int


class MarkRows:
    """Finds the kind of each work and writes works with their marks."""

    def __init__(
        self,
        session: Session,
        log: ChangeLog,
        *,
        year: SchoolYear,
        now: datetime,
    ) -> None:
        self._session = session
        self._log = log
        self._year = year
        self._now = now
        self._waiting: list[_Waiting] = []
        self._kinds: dict[str, list[WorkKind]] = {}
        for kind in session.scalars(
            select(WorkKind)
            .where(col(WorkKind.school_id) == year.school_id)
            .order_by(col(WorkKind.effective_from))
        ):
            self._kinds.setdefault(kind.entry_kind or kind.code, []).append(kind)

    def write(
        self,
        journal_id: int,
        lesson_id: int | None,
        day: date,
        moment: datetime,
        author_id: int,
        topic: str,
        work: PlannedWork,
    ) -> None:
        """Take a column of marks; `flush` writes what was taken."""
        kind = self._kind_of(work, day)
        row: dict[str, Any] = {
            "journal_id": journal_id,
            "lesson_id": lesson_id,
            "kind_id": kind.id,
            "title": topic[:_TITLE] if work.kind == TEST else "",
            "day": day,
            "scale": work.scale.value,
            "weight": kind.weight,
            "created_by_id": author_id,
            "version": 1,
        }
        self._waiting.append(_Waiting(row, work.marks, moment, author_id))

    def flush(self) -> None:
        """Write the works that were taken, their marks and the marks' events."""
        waiting, self._waiting = self._waiting, []
        work_ids = self._log.add_all(_table("work"), [one.work for one in waiting])
        marks = [
            (mark, work_id, one)
            for one, work_id in zip(waiting, work_ids, strict=True)
            for mark in one.marks
        ]
        mark_ids = self._log.add_all(
            _table("mark"),
            [
                {
                    "work_id": work_id,
                    "pupil_id": mark.pupil_id,
                    "value": mark.entry.value,
                    "improved_from": mark.entry.improved_from,
                    "set_at": one.moment,
                    "set_by_id": one.author_id,
                    "entered_as": AS_ROLE,
                    "version": 1,
                }
                for mark, work_id, one in marks
            ],
        )
        self._log.add_all(
            _table("mark_event"),
            [
                event
                for (mark, _work, one), mark_id in zip(marks, mark_ids, strict=True)
                for event in self._events(mark, mark_id, one)
            ],
        )

    def _events(self, mark: PlannedMark, mark_id: int, one: _Waiting) -> list[dict[str, Any]]:
        """Return the life of a mark: an improved one was something else first."""
        values = [mark.entry.improved_from] if mark.entry.improved_from else []
        shown = [*(display(v) for v in values), display(mark.entry.value, mark.entry.improved_from)]
        return [
            {
                "mark_id": mark_id,
                "sequence": number,
                "old_value": shown[number - 2] if number > 1 else "",
                "new_value": value,
                "at": self._now,
                "by_id": one.author_id,
                "as_role": AS_ROLE,
                "reason": gettext("lv", CARRIED_OVER),
            }
            for number, value in enumerate(shown, start=1)
        ]

    def _kind_of(self, work: PlannedWork, day: date) -> WorkKind:
        if work.kind in set(EntryKind):
            return self._closing_kind(EntryKind(work.kind))
        counts = work.scale in {Scale.TEN_POINTS, Scale.STAP}
        usual = "test" if work.kind == TEST else "lesson"
        if not counts:
            usual = "homework" if work.scale is Scale.PASS_FAIL else "formative"
        known = [kind for kind in self._kinds.get(usual, []) if kind.effective_from <= day]
        return known[-1] if known else self._own_kind(counts)

    def _own_kind(self, counts: bool) -> WorkKind:
        """Return a kind of the import's own, where the school has none of the usual ones."""
        code = _OWN_CODE[counts]
        if code not in self._kinds:
            self._add(code, gettext("lv", _OWN_NAME), _OWN_NAME, weight=int(counts))
        return self._kinds[code][-1]

    def _closing_kind(self, kind: EntryKind) -> WorkKind:
        if kind not in self._kinds:
            made = entry_work_kind(self._session, kind, self._year)
            self._log.note_added(made)
            self._kinds[kind] = [made]
        return self._kinds[kind][-1]

    def _add(self, code: str, name_lv: str, name_en: str, *, weight: int) -> None:
        kind = WorkKind(
            school_id=self._year.school_id,
            code=code,
            name_lv=name_lv,
            name_en=name_en,
            weight=weight,
            deadline_days=0,
            effective_from=self._year.starts_on,
            is_active=False,
        )
        self._log.add(kind)
        self._session.flush()
        self._kinds[code] = [kind]


def _table(name: str) -> Table:
    return SQLModel.metadata.tables[name]
