"""The summary of absences on paper and as a spreadsheet (Regulation 20)."""

from typing import Any

from ejournal_app import clock
from ejournal_app.domain.absence_tally import Tally
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.i18n.formats import month_and_year
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.exporting.spreadsheet import write_spreadsheet
from ejournal_app.services.guard import use_case
from ejournal_app.services.timeliness.report import school_logo

from .paper import Paper, PaperTable, print_paper
from .periods import YEAR, Period
from .summary import AbsenceSummary, ClassAbsences, read_summary


@use_case
def summary_sheet(actor: Actor, class_id: int | None, period: str) -> bytes:
    """Return the summary as XLSX, a row for each pupil and month; the export is on record."""
    require(actor, Permission.ABSENCE_REPORT_READ)
    summary, language = read_summary(actor, class_id, period), actor.language
    rows: list[list[Any]] = [
        [own.name, one.name, month_and_year(month, language), *_numbers(one.months[month])]
        for own in summary.classes
        for one in own.pupils
        for month in summary.months
        if month in one.months
    ]
    _record(actor, class_id, summary.period, "xlsx")
    return write_spreadsheet(
        gettext(language, N_("Summary of absences")),
        [
            gettext(language, N_("Class")),
            gettext(language, N_("Pupil")),
            gettext(language, N_("Month")),
            *headings(language),
        ],
        rows,
    )


@use_case
def summary_pdf(actor: Actor, class_id: int | None, period: str) -> bytes:
    """Return the summary on A4: pupils of one class, or the classes; that it was taken is kept."""
    require(actor, Permission.ABSENCE_REPORT_READ)
    summary = read_summary(actor, class_id, period)
    with reading() as session:
        logo = school_logo(session)
    language = actor.language
    only = summary.classes[0] if class_id is not None and summary.classes else None
    tables = [_by_pupil(only, language)] if only is not None else [_by_class(summary, language)]
    if len(summary.months) > 1:
        tables.append(_by_month(summary, language))
    _record(actor, class_id, summary.period, "pdf")
    return print_paper(
        Paper(
            school=summary.school,
            logo=logo,
            title=_title(only, language),
            subtitle=period_words(summary.period, summary.year, language),
            lines=[
                gettext(
                    language,
                    N_("Counted are lessons. Interest education and extended-day groups are not."),
                )
            ],
            tables=tables,
            made_at=clock.now(),
            made_by=actor.name,
        ),
        language,
    )


def period_words(period: Period, year: str, language: str) -> str:
    """Return how a period is called."""
    if period.key == YEAR:
        return gettext(language, N_("School year {year}"), year=year)
    if period.key == "1":
        return gettext(language, N_("Semester I"))
    if period.key == "2":
        return gettext(language, N_("Semester II"))
    return month_and_year(period.first, language)


def headings(language: str) -> list[str]:
    """Return the names of the columns of numbers."""
    return [
        gettext(language, N_("Missed")),
        gettext(language, N_("Illness")),
        gettext(language, N_("Justified otherwise")),
        gettext(language, N_("Unjustified")),
        gettext(language, N_("Not decided")),
        gettext(language, N_("Late")),
        gettext(language, N_("At events")),
    ]


def _numbers(tally: Tally) -> list[int]:
    return [
        tally.missed,
        tally.illness,
        tally.other,
        tally.unjustified,
        tally.undecided,
        tally.late,
        tally.takes_part,
    ]


def _title(only: ClassAbsences | None, language: str) -> str:
    if only is None:
        return gettext(language, N_("Summary of absences"))
    return gettext(language, N_("Summary of absences, {name}"), name=only.name)


def _table(
    heading: str, first: str, rows: list[tuple[str, Tally]], whole: Tally, language: str
) -> PaperTable:
    return PaperTable(
        heading=heading,
        columns=[first, *headings(language)],
        texts=1,
        rows=[
            [name, *map(str, _numbers(tally))]
            for name, tally in (*rows, (gettext(language, N_("Together")), whole))
        ],
        empty="",
    )


def _by_pupil(own: ClassAbsences, language: str) -> PaperTable:
    pupils = [(one.name, one.total) for one in own.pupils]
    name = gettext(language, N_("Pupil"))
    return _table(gettext(language, N_("Pupils")), name, pupils, own.total, language)


def _by_class(summary: AbsenceSummary, language: str) -> PaperTable:
    classes = [(own.name, own.total) for own in summary.classes]
    whole = sum((tally for _, tally in classes), Tally())
    name = gettext(language, N_("Class"))
    return _table(gettext(language, N_("Classes")), name, classes, whole, language)


def _by_month(summary: AbsenceSummary, language: str) -> PaperTable:
    months = [
        (
            month_and_year(month, language),
            sum((own.in_month(month) for own in summary.classes), Tally()),
        )
        for month in summary.months
    ]
    whole = sum((tally for _, tally in months), Tally())
    name = gettext(language, N_("Month"))
    return _table(gettext(language, N_("Months")), name, months, whole, language)


def _record(actor: Actor, class_id: int | None, period: Period, kind: str) -> None:
    with writing() as session:
        audit.record(
            session,
            actor=actor,
            action="absences.export",
            entity="class",
            entity_id=class_id,
            after={"period": period.key, "file": kind},
        )
