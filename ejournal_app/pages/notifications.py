"""What to be told, how and when; phone first."""

import reflex as rx

from ejournal_app.components.feedback import empty_state, notice
from ejournal_app.components.forms import checkbox
from ejournal_app.components.i18n import t
from ejournal_app.components.icons import icon
from ejournal_app.states.feedback import Feedback
from ejournal_app.states.notifications import Notifications, RhythmView, TopicView

from .fields import named_choice, named_field, save_row
from .frame import framed

_NO_ADDRESS, _UNDELIVERED, _NOT_OFFERED = "no_address", "undelivered", "not_offered"
_WEEKDAYS = (
    t("Monday"),
    t("Tuesday"),
    t("Wednesday"),
    t("Thursday"),
    t("Friday"),
    t("Saturday"),
    t("Sunday"),
)


def notifications() -> rx.Component:
    """Return the choice; it is saved as a whole."""
    return framed(
        _reach(),
        rx.cond(
            Notifications.topics.length() > 0,
            rx.el.form(
                rx.el.section(rx.foreach(Notifications.topics, _topic), class_name="card stack"),
                rx.cond(Notifications.has_digests, _digest()),
                _quiet(),
                save_row(),
                on_submit=Notifications.save,
                key=f"choice-{Notifications.key}",
                class_name="stack",
            ),
            empty_state(
                t("Nothing to choose"),
                t("Here you will choose notifications once there is something to tell you."),
                picture="bell",
            ),
        ),
        title=t("Notifications"),
        active="account",
        back="/konts",
    )


def _reach() -> rx.Component:
    """Say where e-mails and SMS go, or why they cannot."""
    return rx.el.section(
        rx.match(
            Notifications.email_reach,
            (
                _NOT_OFFERED,
                rx.el.p(t("The school sends no e-mails from the journal."), class_name="muted"),
            ),
            (
                _NO_ADDRESS,
                notice(
                    "warn",
                    t(
                        "The school has no e-mail address of yours. Ask the school's records clerk"
                        " to enter it."
                    ),
                ),
            ),
            (
                _UNDELIVERED,
                notice(
                    "warn",
                    t(
                        "The last e-mail to {address} could not be delivered. Tell the school's"
                        " records clerk your right address.",
                        address=Notifications.email,
                    ),
                ),
            ),
            rx.el.p(
                icon("mail"),
                " ",
                t("E-mails go to {address}.", address=Notifications.email),
            ),
        ),
        rx.match(
            Notifications.phone_reach,
            (_NOT_OFFERED, rx.fragment()),
            (
                _NO_ADDRESS,
                notice(
                    "warn",
                    t(
                        "The school has no telephone number of yours to which an SMS can be sent."
                        " Ask the school's records clerk to enter it."
                    ),
                ),
            ),
            (
                _UNDELIVERED,
                notice(
                    "warn",
                    t(
                        "The last SMS to {number} could not be delivered. Tell the school's"
                        " records clerk your right number.",
                        number=Notifications.phone,
                    ),
                ),
            ),
            rx.el.p(
                icon("info"),
                " ",
                t("SMS go to {number}, without marks.", number=Notifications.phone),
            ),
        ),
        class_name="card stack tight",
    )


def _topic(topic: TopicView) -> rx.Component:
    name = f"{topic.key}_rhythm"
    return rx.el.fieldset(
        rx.el.legend(topic.title, class_name="strong"),
        rx.cond(topic.hint != "", rx.el.p(topic.hint, class_name="muted small")),
        rx.el.div(
            rx.el.select(
                rx.foreach(topic.rhythms, _rhythm),
                id=name,
                name=name,
                default_value=topic.rhythm,
                aria_label=topic.title,
                aria_describedby=f"{name}-notes",
                custom_attrs={"aria-invalid": rx.cond(Feedback.field == name, "true", "false")},
                class_name="input",
            ),
            rx.cond(
                topic.has_app,
                checkbox(
                    t("in the journal"), name=f"{topic.key}_app", default_checked=topic.in_app
                ),
                rx.el.input(type="hidden", name=f"{topic.key}_app", value="1"),
            ),
            rx.cond(
                Notifications.email_reach != _NOT_OFFERED,
                checkbox(t("by e-mail"), name=f"{topic.key}_email", default_checked=topic.by_email),
                _kept(f"{topic.key}_email", topic.by_email),
            ),
            rx.cond(
                Notifications.phone_reach != _NOT_OFFERED,
                checkbox(t("by SMS"), name=f"{topic.key}_sms", default_checked=topic.by_sms),
                _kept(f"{topic.key}_sms", topic.by_sms),
            ),
            class_name="told-by",
        ),
        rx.el.div(
            rx.cond(
                Feedback.field == name,
                rx.el.p(icon("warning"), Feedback.text, class_name="error"),
            ),
            id=f"{name}-notes",
            role="alert",
        ),
        key=topic.key,
        class_name="told",
    )


def _kept(name: rx.Var[str] | str, ticked: rx.Var[bool] | bool) -> rx.Component:
    """A channel that is not on offer now: what was chosen for it stays."""
    return rx.cond(ticked, rx.el.input(type="hidden", name=name, value="1"))


def _rhythm(rhythm: RhythmView) -> rx.Component:
    return rx.el.option(rhythm.label, value=rhythm.value)


def _digest() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("News told together")),
        rx.el.p(
            t("One message about everything; about all your children together."),
            class_name="muted",
        ),
        rx.el.div(
            named_field(
                "digest_at",
                t("At what time"),
                kind="time",
                default_value=Notifications.digest_at,
                required=True,
            ),
            named_choice(
                "weekday",
                t("Once a week, on"),
                *(rx.el.option(day, value=str(n)) for n, day in enumerate(_WEEKDAYS, start=1)),
                default_value=Notifications.weekday,
            ),
            class_name="fields",
        ),
        class_name="card stack",
    )


def _quiet() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Quiet hours")),
        rx.el.p(
            t("No e-mail and no SMS comes then; it is sent afterwards. Empty both for none."),
            class_name="muted",
        ),
        rx.el.div(
            named_field(
                "quiet_from", t("From"), kind="time", default_value=Notifications.quiet_from
            ),
            named_field("quiet_to", t("Until"), kind="time", default_value=Notifications.quiet_to),
            class_name="fields",
        ),
        class_name="card stack",
    )
