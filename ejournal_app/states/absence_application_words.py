"""How an application for an absence is named: its days, its reason, how far it has come."""

from datetime import date

from ejournal_app.domain.absence_states import ApplicationState
from ejournal_app.domain.journal_cells import Justification
from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.i18n.formats import long_date, short_date

REASON_WORDS = {
    Justification.ILLNESS: N_("The child is ill"),
    Justification.OTHER: N_("Another reason for the absence"),
}
STATE_WORDS = {
    ApplicationState.PENDING: N_("Applied for"),
    ApplicationState.ASKED: N_("A question from the class teacher"),
    ApplicationState.ACCEPTED: N_("Application accepted"),
    ApplicationState.DECLINED: N_("Application declined"),
    ApplicationState.WITHDRAWN: N_("Application withdrawn"),
}
STATE_LOOKS = {
    ApplicationState.PENDING: "info",
    ApplicationState.ASKED: "warn",
    ApplicationState.ACCEPTED: "ok",
    ApplicationState.DECLINED: "bad",
    ApplicationState.WITHDRAWN: "",
}


def document_href(document_id: int | None) -> str:
    """Return where a document is read; empty without one."""
    return f"/lejupielade/pielikums/{document_id}" if document_id is not None else ""


def span_words(
    first: date, last: date, first_lesson: int | None, last_lesson: int | None, language: str
) -> str:
    """Return the days of an absence as one says them."""
    if first != last:
        return f"{short_date(first, language)} – {short_date(last, language)}"
    day = long_date(first, language)
    day = day[:1].upper() + day[1:]
    if first_lesson is None or last_lesson is None:
        return day
    if first_lesson == last_lesson:
        return gettext(language, N_("{day}, lesson {n}"), day=day, n=first_lesson)
    return gettext(
        language, N_("{day}, lessons {first}–{last}"), day=day, first=first_lesson, last=last_lesson
    )
