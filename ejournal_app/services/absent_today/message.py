"""What a guardian reads of an absence nobody has said anything about."""

from collections.abc import Sequence

from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.reminders import Channel, Topic
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.services.reminders.letters import Line, Section, absolute, letter_body
from ejournal_app.services.reminders.planning import InApp, Letter, Telling

from .people import Contact

_ASKS = N_("{name} is absent today, and the school does not know why. Please let it know.")


def telling_of(
    contact: Contact, *, given_name: str, pupil_id: int, missed: Sequence[int], school: str
) -> Telling:
    """Return the message by the person's channels; the pupil is named by the given name only."""
    language = contact.to.language
    diary = f"/dienasgramata/{pupil_id}"
    asks = gettext(language, _ASKS, name=given_name)
    notices: tuple[InApp, ...] = ()
    letter = sms = None
    if Channel.APP in contact.channels:
        notices = (InApp(message=Message(_ASKS, {"name": given_name}), href=diary),)
    if Channel.EMAIL in contact.channels:
        lessons = gettext(
            language, N_("Lessons: {numbers}"), numbers=", ".join(f"{one}." for one in missed)
        )
        body = letter_body(
            language,
            school,
            [Section(heading=asks, lines=(Line(text=lessons),))],
            (gettext(language, N_("Open the diary:")), diary),
        )
        subject = gettext(language, N_("{name} is not at school today"), name=given_name)
        letter = Letter(subject=subject, body=body)
    if Channel.SMS in contact.channels:
        sms = (f"{school}: {asks}" if school else asks, absolute(diary))
    return Telling(
        recipient=contact.to, topic=Topic.ABSENCES, notices=notices, letter=letter, sms=sms
    )
