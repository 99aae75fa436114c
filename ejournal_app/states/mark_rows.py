"""Marks as rows with a field each, as the lists of a journal show them."""

from dataclasses import dataclass

from ejournal_app.domain.marks import Scale
from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.services.journal_views.views import MarkLine, WorkLine

from .marks import dated_work, superuser_words

_SCALE_HINTS = {
    Scale.TEN_POINTS: N_("1–10 or nv; an improved mark as 4|7"),
    Scale.PASS_FAIL: N_("i, ni or nv"),
    Scale.STAP: N_("S, T, A, P or nv"),
    Scale.PERCENT: N_("per cent, for example 75%, or nv"),
}


@dataclass(frozen=True)
class MarkRow:
    """A mark to be read and, where it may be, entered."""

    key: str
    work_id: int
    pupil_id: int
    label: str
    hint: str
    value: str
    note: str
    editable: bool
    href: str


def mark_row(mark: MarkLine, label: str, hint: str, href: str, language: str) -> MarkRow:
    """Return a mark with its field; `href` leads to the page of the other list."""
    reason = mark.superuser_reason
    return MarkRow(
        key=f"{mark.work_id}-{mark.pupil_id}",
        work_id=mark.work_id,
        pupil_id=mark.pupil_id,
        label=label,
        hint=hint,
        value=mark.shown,
        note="" if reason is None else superuser_words(reason, language),
        editable=mark.editable,
        href=href,
    )


def scale_hint(work: WorkLine, language: str) -> str:
    """Return what may be typed into a work."""
    return gettext(language, _SCALE_HINTS[work.scale])


def work_label(work: WorkLine, language: str) -> str:
    """Return a work as lists name it."""
    return dated_work(work.day, work.kind_lv, work.kind_en, work.title, language)


def marked_words(work: WorkLine, language: str) -> str:
    """Return how many of a work's pupils have a mark."""
    return gettext(language, N_("{n} of {all} marked"), n=work.marked, all=work.pupils)
