"""Splitting classes into groups."""

from typing import Any

import reflex as rx

from ejournal_app.components.dialogs import confirm_dialog, opener
from ejournal_app.components.feedback import empty_state, notice
from ejournal_app.components.forms import checkbox
from ejournal_app.components.i18n import t
from ejournal_app.components.split import SPLIT_LABELS, split_board
from ejournal_app.states.split import ChoiceView, RunView, Split

from .fields import named_choice, named_field, save_row
from .frame import framed

_MOST_NEW = 6


def split() -> rx.Component:
    """Return the page: what to split, the board, the latest splits."""
    return framed(
        rx.cond(Split.obstacles.length() > 0, _obstacles()),
        rx.cond(
            Split.has_board,
            rx.el.details(
                rx.el.summary(t("Choose other classes, subject or day"), class_name="split-more"),
                _form(),
            ),
            _form(),
        ),
        rx.cond(Split.has_board, _board()),
        rx.cond(Split.runs.length() > 0, _runs()),
        title=t("Split into groups"),
        active="hub",
        wide=True,
        back="/grupas",
    )


def _form() -> rx.Component:
    def subject(one: ChoiceView) -> rx.Component:
        return rx.el.option(one.name, value=one.key)

    return rx.form.root(
        rx.el.fieldset(
            rx.el.legend(t("Classes"), class_name="label"),
            rx.el.div(
                rx.foreach(Split.classes, lambda one: _tick("class_", one)),
                id="classes",
                class_name="split-ticks",
            ),
            rx.cond(
                Split.coming.length() > 0,
                rx.el.details(
                    rx.el.summary(t("Classes of the year to come"), class_name="split-more"),
                    rx.el.div(
                        rx.foreach(Split.coming, lambda one: _tick("class_", one)),
                        class_name="split-ticks",
                    ),
                    open=Split.coming_chosen,
                ),
            ),
            class_name="bare-set",
        ),
        rx.el.div(
            named_choice(
                "subject",
                t("Subject"),
                rx.el.option("—", value=""),
                rx.foreach(Split.subjects, subject),
                default_value=Split.subject,
                key=f"{Split.form_key}-subject",
            ),
            named_choice(
                "new",
                t("New groups"),
                *(rx.el.option(str(n), value=str(n)) for n in range(_MOST_NEW + 1)),
                hint=t("Groups that are there already are shown anyway."),
                default_value=Split.new_count,
                key=f"{Split.form_key}-new",
            ),
            named_field(
                "on",
                t("From the day"),
                kind="date",
                default_value=Split.on,
                key=f"{Split.form_key}-{Split.on}-on",
            ),
            class_name="fields",
        ),
        rx.el.details(
            rx.el.summary(
                t("Several subjects together, such as second foreign languages"),
                class_name="split-more",
            ),
            rx.el.div(
                rx.foreach(Split.subjects, lambda one: _tick("also_", one)),
                class_name="split-ticks",
            ),
        ),
        save_row(label=t("Show the pupils")),
        on_submit=Split.choose,
        class_name="card stack",
    )


def _tick(prefix: str, one: ChoiceView) -> rx.Component:
    return rx.el.div(
        checkbox(
            one.name,
            name=f"{prefix}{one.key}",
            default_checked=one.chosen,
        ),
        key=f"{Split.form_key}{one.key}",
    )


def _board() -> rx.Component:
    labels: dict[str, Any] = {key: t(msgid) for key, msgid in SPLIT_LABELS.items()}
    return rx.el.section(
        rx.el.h2(Split.board_title),
        rx.cond(
            Split.has_pupils,
            rx.fragment(
                rx.cond(
                    Split.has_groups,
                    rx.fragment(),
                    notice(
                        "info",
                        t("There are no groups yet. Choose how many new ones to make, above."),
                    ),
                ),
                split_board(
                    board=Split.board,
                    proposal=Split.proposal,
                    preview=Split.preview,
                    labels=labels,
                    on_rule=Split.arrange,
                    on_review=Split.review,
                    on_save=Split.save,
                ),
            ),
            empty_state(
                t("There are no pupils in these classes on that day"),
                t("Choose other classes or another day."),
            ),
        ),
        class_name="stack",
    )


def _runs() -> rx.Component:
    return rx.el.section(
        rx.el.h3(t("Latest splits")),
        rx.el.div(rx.foreach(Split.runs, _run), class_name="list"),
        class_name="card stack",
    )


def _run(run: RunView) -> rx.Component:
    dialog = f"undo-{run.run_id}"
    return rx.el.div(
        rx.el.div(
            rx.el.div(run.title, class_name="list-title"),
            rx.el.div(run.text, class_name="list-meta"),
            class_name="list-body",
        ),
        opener(dialog, t("Take back"), picture="undo"),
        confirm_dialog(
            dialog,
            title=t("Take the split back"),
            text=t(
                "{title}: the pupils return to where they were before, and the groups it made are"
                " deleted. It is refused when lessons or marks were recorded since.",
                title=run.title,
            ),
            confirm=t("Take back"),
            on_confirm=Split.undo(run.run_id, rx.cond(Split.has_board, Split.board["ask"], {})),
            destructive=True,
        ),
        class_name="list-row",
        key=run.run_id,
    )


def _obstacles() -> rx.Component:
    return rx.el.section(
        rx.el.h3(t("What stands in the way")),
        rx.el.ul(rx.foreach(Split.obstacles, rx.el.li)),
        class_name="card stack",
    )
