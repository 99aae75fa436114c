"""Works in words: scales, and what is said before a work that loads a class is saved."""

from datetime import date

from ejournal_app.domain.marks import Scale
from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext, ngettext
from ejournal_app.i18n.formats import day_and_month, weekday
from ejournal_app.services.works.warning import FullDay, Warnings

SCALES = {
    Scale.TEN_POINTS: N_("10 points"),
    Scale.PASS_FAIL: N_("Pass or fail"),
    Scale.STAP: N_("Levels S, T, A, P"),
    Scale.PERCENT: N_("Per cent"),
}

_ON_WEEKDAY = (
    N_("on Monday"),
    N_("on Tuesday"),
    N_("on Wednesday"),
    N_("on Thursday"),
    N_("on Friday"),
    N_("on Saturday"),
    N_("on Sunday"),
)


def work_words(kind: str, title: str) -> str:
    """Return a work as people name it: its kind and its title, nothing said twice."""
    if title.casefold().startswith(kind.casefold()):
        return title
    return ": ".join(part for part in (kind, title) if part)


def day_words(day: date, language: str) -> str:
    """Return a day with its weekday, briefly: `trešd. 02.12.`."""
    return f"{weekday(day, language)} {day_and_month(day, language)}"


def warning_lines(warnings: Warnings, language: str) -> list[str]:
    """Return the sentences said before saving; none when there is nothing to say."""
    lines = [_full(full, language) for full in warnings.full]
    if warnings.full:
        free = ", ".join(day_words(day, language) for day in warnings.free_days)
        lines.append(
            gettext(language, N_("The next days with room for it: {days}"), days=free)
            if free
            else gettext(language, N_("In the next four weeks no lesson of this journal has room."))
        )
    if warnings.averages:
        lines.append(
            ngettext(
                language,
                "The average of {n} pupil changes.",
                "The averages of {n} pupils change.",
                warnings.averages,
            )
        )
    return lines


def _full(full: FullDay, language: str) -> str:
    count = len(full.subjects)
    told = {
        "school_class": full.class_name,
        "when": gettext(language, _ON_WEEKDAY[full.day.weekday()]),
        "day": day_and_month(full.day, language),
        "subjects": ", ".join(full.subjects),
        "limit": full.limit,
    }
    if full.of_week:
        return ngettext(
            language,
            "{school_class}: {n} test in that week already: {subjects}. Limit a week: {limit}.",
            "{school_class}: {n} tests in that week already: {subjects}. Limit a week: {limit}.",
            count,
            **told,
        )
    return ngettext(
        language,
        "{school_class}: {n} test {when}, {day}, already: {subjects}. Limit a day: {limit}.",
        "{school_class}: {n} tests {when}, {day}, already: {subjects}. Limit a day: {limit}.",
        count,
        **told,
    )
