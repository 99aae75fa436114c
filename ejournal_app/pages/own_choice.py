"""What a pupil of 18 decides about the own data."""

import reflex as rx

from ejournal_app.components.dialogs import confirm_dialog, opener
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import t
from ejournal_app.states.own_choice import OwnChoice


def own_choice() -> rx.Component:
    """Return the choice on the page of the own account; nothing to anybody else."""
    return rx.cond(
        OwnChoice.is_mine,
        rx.el.section(
            rx.el.h2(t("My parents' access")),
            rx.cond(
                OwnChoice.parents_see,
                rx.fragment(
                    rx.el.p(t("You are of age. Your parents see your diary, marks and absences.")),
                    rx.el.div(
                        opener("parents", t("Switch off my parents' access"), kind="danger"),
                        class_name="row",
                    ),
                ),
                rx.fragment(
                    rx.el.p(t("Your parents do not see your diary, marks and absences.")),
                    rx.el.div(
                        button(
                            t("Let my parents see my data"),
                            kind="primary",
                            on_click=OwnChoice.choose(1),
                        ),
                        class_name="row",
                    ),
                ),
            ),
            confirm_dialog(
                "parents",
                title=t("Switch off your parents' access?"),
                text=t(
                    "Your parents see nothing of yours in the journal from this moment."
                    " The school sees that you have decided so. You can let them see it again."
                ),
                confirm=t("Switch off"),
                on_confirm=OwnChoice.choose(0),
                destructive=True,
            ),
            class_name="card stack",
        ),
    )
