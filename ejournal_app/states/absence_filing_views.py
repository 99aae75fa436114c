"""What a family has applied for and for whom, as the page shows it."""

from dataclasses import dataclass

from ejournal_app.domain.absence_states import ApplicationState
from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.i18n.formats import clock_time, date_and_time
from ejournal_app.services.absence_applications.own import (
    FilingPage,
    OwnApplication,
)

from .absence_application_words import (
    REASON_WORDS,
    STATE_LOOKS,
    STATE_WORDS,
    document_href,
    span_words,
)


@dataclass(frozen=True)
class ChildChoice:
    """A pupil of the family."""

    pupil_id: str
    name: str
    class_name: str
    chosen: bool
    used: str
    """How many days parents have justified this semester."""


@dataclass(frozen=True)
class ApplicationView:
    """An application of the family."""

    application_id: str
    version: int
    pupil: str
    span: str
    reason: str
    words: str
    document_href: str
    filed: str
    state: str
    look: str
    answer: str
    reply: str
    may_change: bool
    is_asked: bool


def late_words(page: FilingPage, language: str) -> str:
    """Return that the school may have called by now."""
    return gettext(
        language,
        N_("It is past {time}: the school may have called you already. Your application counts."),
        time=clock_time(page.inform_by, language),
    )


def application_view(own: OwnApplication, language: str) -> ApplicationView:
    """Return an application in the user's words."""
    return ApplicationView(
        application_id=str(own.application_id),
        version=own.version,
        pupil=own.pupil,
        span=span_words(own.starts_on, own.ends_on, own.first_lesson, own.last_lesson, language),
        reason=gettext(language, REASON_WORDS.get(own.reason, "")),
        words=own.words,
        document_href=document_href(own.document_id),
        filed=f"{own.filed_by}, {date_and_time(own.filed_at, language)}",
        state=gettext(language, STATE_WORDS[own.state]),
        look=STATE_LOOKS[own.state],
        answer=own.answer,
        reply=own.reply,
        may_change=own.is_mine and own.state.is_open,
        is_asked=own.is_mine and own.state is ApplicationState.ASKED,
    )
