"""How news reads: one e-mail about all children, a notice for each, an SMS without any value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.reminders import Channel, Topic
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.persistence.queries.pupils import PupilRow

from .letters import Line, Section, absolute, letter_body
from .news_lines import News
from .planning import InApp, Letter, Telling
from .recipients import Recipient

_DIARY = "/dienasgramata"
_NOTICES = "/pazinojumi"
_HEADINGS = {
    Topic.MARKS: N_("Marks"),
    Topic.ABSENCES: N_("Absences"),
    Topic.HOMEWORK: N_("Homework and tests"),
    Topic.CHANGES: N_("Changes of lessons"),
}
_COUNTS = {
    Topic.MARKS: N_("marks: {n}"),
    Topic.ABSENCES: N_("absences: {n}"),
    Topic.HOMEWORK: N_("homework and tests: {n}"),
    Topic.CHANGES: N_("changes of lessons: {n}"),
}

OfPupils = Mapping[int, Sequence[News]]
"""News by pupil."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """What one person is told, by channel; notices of the application only go outside."""

    by_channel: Mapping[Channel, OfPupils]
    notices: Mapping[Channel, Sequence[Message]]


def telling_of(
    to: Recipient, fresh: Fresh, pupils: Mapping[int, PupilRow], school_name: str
) -> Telling | None:
    """Return what a person is told; None when there is nothing."""
    in_app = fresh.by_channel.get(Channel.APP, {})
    by_mail = fresh.by_channel.get(Channel.EMAIL, {})
    by_sms = fresh.by_channel.get(Channel.SMS, {})
    mailed = fresh.notices.get(Channel.EMAIL, ())
    texted = fresh.notices.get(Channel.SMS, ())
    if not (in_app or by_mail or by_sms or mailed or texted):
        return None
    topics = {one.topic for news in (*by_mail.values(), *by_sms.values()) for one in news}
    return Telling(
        recipient=to,
        topic=next((topic for topic in _HEADINGS if topic in topics), Topic.NOTICES),
        notices=tuple(
            InApp(
                message=Message(
                    N_("{name}: {what}"),
                    {"name": pupils[pupil_id].given_name, "what": _counts(news)},
                ),
                href=f"{_DIARY}/{pupil_id}",
                about=str(pupil_id),
            )
            for pupil_id, news in sorted(in_app.items())
        ),
        letter=_letter(to.language, by_mail, mailed, pupils, school_name)
        if by_mail or mailed
        else None,
        sms=_sms(to.language, by_sms, len(texted), pupils, school_name)
        if by_sms or texted
        else None,
    )


def _letter(
    language: str,
    news: OfPupils,
    notices: Sequence[Message],
    pupils: Mapping[int, PupilRow],
    school_name: str,
) -> Letter:
    """The subject names the children and nothing that was given to them."""
    sections = [
        section
        for pupil_id, own in sorted(news.items())
        for section in _sections(language, pupils[pupil_id], own)
    ]
    if notices:
        heading = gettext(language, N_("Notices of the journal"))
        sections.append(Section(heading=heading, lines=tuple(Line(text=one) for one in notices)))
    if news:
        names = ", ".join(pupils[pupil_id].given_name for pupil_id in sorted(news))
        subject = gettext(language, N_("News in the journal: {names}"), names=names)
        only = f"/{next(iter(news))}" if len(news) == 1 else ""
        opens = (gettext(language, N_("Open the diary:")), _DIARY + only)
    else:
        subject = gettext(language, N_("Notices of the journal"))
        opens = (gettext(language, N_("Open the notices:")), _NOTICES)
    return Letter(subject=subject, body=letter_body(language, school_name, sections, opens))


def _sections(language: str, pupil: PupilRow, news: Sequence[News]) -> list[Section]:
    name = f"{pupil.given_name} {pupil.family_name}, {pupil.class_name}"
    sections = [Section(heading=name)]
    for topic, heading in _HEADINGS.items():
        lines = tuple(Line(text=one.line(language)) for one in news if one.topic is topic)
        if lines:
            sections.append(Section(heading=gettext(language, heading), lines=lines))
    return sections


def _sms(
    language: str,
    news: OfPupils,
    notices: int,
    pupils: Mapping[int, PupilRow],
    school_name: str,
) -> tuple[str, str]:
    """Anybody may read a telephone that lies about: only whom it is about, and how much."""
    parts = [
        f"{pupils[pupil_id].given_name} ({translate(language, _counts(own))})"
        for pupil_id, own in sorted(news.items())
    ]
    if notices:
        parts.append(gettext(language, N_("notices: {n}"), n=notices))
    return f"{school_name}: {', '.join(parts)}", absolute(_DIARY if news else _NOTICES)


def _counts(news: Sequence[News]) -> Message:
    counts = [
        Message(words, {"n": n})
        for topic, words in _COUNTS.items()
        if (n := sum(one.topic is topic for one in news))
    ]
    joined = counts[-1]
    for count in reversed(counts[:-1]):
        joined = Message(N_("{first}, {rest}"), {"first": count, "rest": joined})
    return joined
