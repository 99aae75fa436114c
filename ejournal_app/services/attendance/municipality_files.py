"""The report to the municipality on paper and as a spreadsheet."""

from typing import Any

from ejournal_app.clock import local
from ejournal_app.domain.absence_states import ContactChannel
from ejournal_app.domain.absence_tally import Tally
from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import date_and_time, month_and_year, short_date
from ejournal_app.services.absent_today.words import CHANNELS, NOT_REACHED
from ejournal_app.services.exporting.spreadsheet import write_spreadsheet

from .municipality_model import MunicipalityReport, Told
from .paper import Paper, PaperTable, print_paper


def report_pdf(report: MunicipalityReport, language: str) -> bytes:
    """Return the report on A4."""
    return print_paper(
        Paper(
            school=report.school,
            logo=report.logo,
            title=_title(language),
            subtitle=f"{report.pupil}, {report.class_name}",
            lines=[_intro(report, language)],
            tables=[
                PaperTable(
                    heading=gettext(language, N_("Lessons missed, by month")),
                    columns=[gettext(language, N_("Month")), *_headings(language)],
                    texts=1,
                    rows=[
                        *(
                            [month_and_year(month, language), *map(str, _numbers(tally))]
                            for month, tally in report.months
                        ),
                        [gettext(language, N_("Together")), *map(str, _numbers(report.total))],
                    ],
                    empty="",
                ),
                PaperTable(
                    heading=gettext(language, N_("What the school has done")),
                    columns=[
                        gettext(language, N_("When")),
                        gettext(language, N_("What was done")),
                        gettext(language, N_("By whom")),
                    ],
                    texts=3,
                    rows=[
                        [
                            date_and_time(step.at, language),
                            _step_words(threshold, step.words, language),
                            step.by,
                        ]
                        for threshold, step in report.steps
                    ],
                    empty=gettext(language, N_("Nothing is written down.")),
                ),
                PaperTable(
                    heading=gettext(language, N_("Who was told of absences")),
                    columns=[
                        gettext(language, N_("When")),
                        gettext(language, N_("How")),
                        gettext(language, N_("Whom")),
                    ],
                    texts=3,
                    rows=[
                        [date_and_time(one.at, language), told_words(one, language), one.whom]
                        for one in report.told
                    ],
                    empty=gettext(language, N_("Nothing is written down.")),
                ),
            ],
            made_at=report.made_at,
            made_by=report.made_by,
            signature=gettext(language, N_("Director of the school")),
        ),
        language,
    )


def report_sheet(report: MunicipalityReport, language: str) -> bytes:
    """Return the report as XLSX: the months first, then what was done."""
    rows: list[list[Any]] = [
        [report.pupil, report.class_name, month_and_year(month, language), *_numbers(tally)]
        for month, tally in report.months
    ]
    together = gettext(language, N_("Together"))
    rows.append([report.pupil, report.class_name, together, *_numbers(report.total)])
    rows.append([])
    rows += [
        [_step_words(threshold, step.words, language), step.by, local(step.at).date()]
        for threshold, step in report.steps
    ]
    rows += [[told_words(one, language), one.whom, local(one.at).date()] for one in report.told]
    return write_spreadsheet(
        _title(language),
        [
            gettext(language, N_("Pupil")),
            gettext(language, N_("Class")),
            gettext(language, N_("Month")),
            *_headings(language),
        ],
        rows,
    )


def told_words(one: Told, language: str) -> str:
    """Return how somebody was told, with what was said."""
    how = NOT_REACHED if not one.whom else CHANNELS[ContactChannel(one.channel)]
    said = translate(language, how)
    return f"{said}: {one.words}" if one.words else said


def _title(language: str) -> str:
    return gettext(language, N_("Report on unjustified absences"))


def _intro(report: MunicipalityReport, language: str) -> str:
    return gettext(
        language,
        N_(
            "In semester {semester} of {year}, up to {until}, the pupil has missed {n} lessons"
            " without justification (more than 20 in a semester)."
        ),
        semester="I" * report.semester,
        year=report.year,
        until=short_date(report.until, language),
        n=report.total.unjustified,
    )


def _headings(language: str) -> list[str]:
    return [
        gettext(language, N_("Unjustified")),
        gettext(language, N_("Not decided")),
        gettext(language, N_("Justified")),
    ]


def _numbers(tally: Tally) -> list[int]:
    return [tally.unjustified, tally.undecided, tally.justified]


def _step_words(threshold: int, words: str, language: str) -> str:
    return gettext(language, N_("At {n} lessons: {words}"), n=threshold, words=words)
