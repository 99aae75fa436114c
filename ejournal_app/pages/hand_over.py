"""Giving journals to teachers and handing them over."""

import reflex as rx

from ejournal_app.components.dialogs import confirm_dialog, opener
from ejournal_app.components.feedback import chip, empty_state
from ejournal_app.components.i18n import t, tn
from ejournal_app.states.hand_over import HandedView, HandOver
from ejournal_app.states.teaching_runs import RunView

from .fields import named_choice, named_field, save_row
from .frame import framed
from .teaching_fields import choice, obstacle_list


def hand_over() -> rx.Component:
    """Return the journals of a teacher, or those without one, to be given to another."""
    return framed(
        rx.el.label(
            rx.el.span(t("Journals of"), class_name="label"),
            rx.el.select(
                rx.el.option(t("nobody yet"), value=""),
                rx.foreach(HandOver.holders, choice),
                value=HandOver.from_id,
                on_change=lambda person: rx.redirect(f"/zurnalu-nodosana?no={person}"),
                class_name="input",
            ),
            class_name="field",
        ),
        obstacle_list(HandOver.obstacles),
        rx.cond(
            HandOver.journals.length() > 0,
            _journals(),
            empty_state(
                t("No journals to give"),
                rx.cond(
                    HandOver.from_id == "",
                    t("Every journal has a teacher. To hand over, choose whose journals above."),
                    t("This teacher has no journals from today on."),
                ),
                picture="done",
            ),
        ),
        rx.cond(
            HandOver.runs.length() > 0,
            rx.el.section(
                rx.el.h2(t("Handed over before")),
                rx.foreach(HandOver.runs, _run),
                class_name="card stack",
            ),
        ),
        title=t("Giving and handing over journals"),
        active="hub",
        back="/zurnali-parvaldiba",
    )


def _journals() -> rx.Component:
    return rx.el.form(
        rx.el.h2(tn("{n} journal", "{n} journals", HandOver.journals.length())),
        rx.el.div(
            named_choice(
                "to",
                t("New teacher"),
                rx.el.option(t("choose"), value=""),
                rx.foreach(HandOver.staff, choice),
            ),
            named_field("starts_on", t("From"), kind="date", default_value=HandOver.first_day),
            class_name="fields",
        ),
        rx.el.p(
            rx.cond(
                HandOver.from_id == "",
                t("The ticked journals get the teacher from that day on."),
                t(
                    "{name} writes in the ticked journals until the day before; what is written"
                    " stays.",
                    name=HandOver.from_name,
                ),
            ),
            class_name="muted small",
        ),
        rx.el.div(rx.foreach(HandOver.journals, _journal), class_name="ticks wide"),
        save_row(
            label=rx.cond(HandOver.from_id == "", t("Give the journals"), t("Hand over")).to(str)
        ),
        on_submit=lambda form: HandOver.give(HandOver.from_id, form),
        class_name="card stack",
        key=f"journals-{HandOver.shown}",
    )


def _journal(one: HandedView) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="checkbox",
            name=f"journal-{one.journal_id}",
            value="1",
            # Whoever leaves hands over everything; a first teacher gets only what is chosen.
            default_checked=HandOver.from_id != "",
        ),
        rx.el.span(
            rx.el.span(one.name, class_name="strong"),
            " ",
            rx.el.span(one.period, class_name="small muted"),
        ),
        class_name="check",
        key=one.journal_id,
    )


def _run(run: RunView) -> rx.Component:
    dialog_id = f"take-back-{run.run_id}"
    return rx.el.div(
        rx.el.div(
            rx.el.p(
                rx.cond(run.from_name != "", run.from_name, t("without a teacher")),
                " → ",
                run.to_name,
                ", ",
                tn("{n} journal", "{n} journals", run.journals),
            ),
            rx.el.p(
                t("from {day}", day=run.valid_from),
                " · ",
                run.at,
                ", ",
                run.by,
                class_name="small muted",
            ),
            class_name="grow",
        ),
        rx.cond(
            run.is_undone,
            chip(t("taken back")),
            rx.fragment(
                opener(dialog_id, t("Take back"), picture="undo"),
                confirm_dialog(
                    dialog_id,
                    title=t("Take the hand-over back?"),
                    text=t(
                        "Journals that will be taught as before: {n}. Entries stay with those who"
                        " wrote them.",
                        n=run.journals,
                    ),
                    confirm=t("Take back"),
                    on_confirm=HandOver.take_back(run.run_id),
                    destructive=True,
                ),
            ),
        ),
        class_name="term",
        key=run.run_id,
    )
