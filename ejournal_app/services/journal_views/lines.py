"""Lines the lists share."""

from collections.abc import Collection, Mapping

from ejournal_app.domain.average_explained import explain
from ejournal_app.domain.averages import NO_AVERAGE, shown_average
from ejournal_app.domain.marks import display
from ejournal_app.persistence.models import Journal
from ejournal_app.persistence.queries.marks import SuperuserMark
from ejournal_app.persistence.queries.members import Member
from ejournal_app.persistence.queries.year_marks import YearMark, YearMarks, YearWork

from .views import MarkLine, WorkLine


def work_line(work: YearWork, members: Collection[Member], marked: Collection[int]) -> WorkLine:
    """Return a work; `marked` are the pupils with a mark in it."""
    there = {member.pupil_id for member in members if member.belongs(work.day)}
    seen = {member.pupil_id for member in members}
    return WorkLine(
        work_id=work.work_id,
        day=work.day,
        kind_lv=work.kind_lv,
        kind_en=work.kind_en,
        title=work.title,
        scale=work.scale,
        weight=work.weight,
        marked=len(seen & set(marked)),
        pupils=len(there | (seen & set(marked))),
    )


def mark_line(
    work: YearWork,
    pupil_id: int,
    mark: YearMark | None,
    *,
    editable: bool,
    label: str = "",
    superuser: Mapping[tuple[int, int], SuperuserMark],
) -> MarkLine:
    """Return a pupil's place in a work, with the mark that stands in it."""
    own = superuser.get((work.work_id, pupil_id))
    return MarkLine(
        pupil_id=pupil_id,
        work_id=work.work_id,
        label=label,
        shown=display(mark.value, mark.improved_from) if mark else "",
        editable=editable,
        superuser_reason=own.reason if own else None,
    )


def by_place(marks: Collection[SuperuserMark]) -> dict[tuple[int, int], SuperuserMark]:
    """Return superuser's marks by work and pupil."""
    return {(mark.work_id, mark.pupil_id): mark for mark in marks}


def average_text(data: YearMarks, journal: Journal, pupil_id: int, *, in_levels: bool) -> str:
    """Return the average of a pupil; the levels, never a number, where the grade has them."""
    marks = data.of(pupil_id, journal)
    explained = explain([mark.weighed for mark in marks], in_levels=in_levels)
    if in_levels:
        return " ".join(explained.levels) or NO_AVERAGE
    return shown_average(explained.average)
