"""Promotion: the classes of the ending year, and one of them pupil by pupil."""

import reflex as rx

from ejournal_app.components.dialogs import confirm_dialog, opener
from ejournal_app.components.feedback import chip, empty_state, notice
from ejournal_app.components.forms import button, checkbox
from ejournal_app.components.i18n import t
from ejournal_app.components.icons import icon
from ejournal_app.states.promoting import (
    CandidateView,
    ClassView,
    DoneView,
    OptionView,
    Promoting,
)

from .fields import named_field, save_row
from .frame import framed
from .record_list import record_list


def promotion() -> rx.Component:
    """Return all classes of the ending year."""
    return framed(
        rx.cond(
            Promoting.loaded,
            rx.cond(
                Promoting.classes.length() > 0,
                rx.fragment(
                    _years(),
                    rx.cond(Promoting.next_year != "", rx.fragment(_all_at_once(), _preview())),
                    rx.el.section(
                        rx.el.div(
                            rx.el.h2(t("Class by class"), class_name="words"),
                            rx.el.a(
                                icon("search"),
                                t("All pupils as a list"),
                                href="/parcelsana/priekslikumi",
                                class_name="btn",
                            ),
                            class_name="heading",
                        ),
                        rx.el.div(_classes(), class_name="card flush table-wrap"),
                        class_name="stack",
                    ),
                ),
                empty_state(
                    t("No classes yet"),
                    t("Set up the school year and its classes; pupils are promoted from them."),
                ),
            ),
        ),
        _done_runs(),
        title=t("Promotion"),
        active="hub",
        wide=True,
        back="/iestatijumi",
    )


def proposals() -> rx.Component:
    """Return the pupils without a decision, with what is proposed for each."""
    return framed(
        record_list(
            key="priekslikumi",
            search=t("Pupil or class"),
            empty_title=t("Everybody has a decision"),
            empty_text=t("What was decided can be seen and taken back among the promotions."),
        ),
        title=t("Proposals for promotion"),
        active="hub",
        wide=True,
        back="/parcelsana",
    )


def promotion_of_class() -> rx.Component:
    """Return one class, pupil by pupil."""
    return framed(
        rx.el.div(
            rx.el.h2(Promoting.name, class_name="words"),
            rx.el.a(
                icon("search"),
                t("As a list"),
                href=f"/parcelsana/priekslikumi?f_class={Promoting.name}",
                class_name="btn",
            ),
            class_name="heading",
        ),
        _years(),
        rx.cond(
            Promoting.candidates.length() > 0,
            rx.fragment(
                rx.el.form(
                    rx.el.div(
                        rx.el.table(
                            rx.el.thead(
                                rx.el.tr(
                                    rx.el.th(t("Name"), scope="col"),
                                    rx.el.th(t("Proposal"), scope="col"),
                                    rx.el.th(t("Decision"), scope="col"),
                                )
                            ),
                            rx.el.tbody(rx.foreach(Promoting.candidates, _candidate)),
                            class_name="table records",
                        ),
                        class_name="card flush table-wrap",
                    ),
                    _order(),
                    hidden=Promoting.lines.length() > 0,
                    on_submit=lambda form: Promoting.preview(Promoting.class_id, form),
                    class_name="stack",
                    key=Promoting.class_id,
                ),
                _preview(),
            ),
            rx.cond(
                Promoting.loaded,
                empty_state(
                    t("Everybody has a decision"),
                    t("What was decided can be seen and taken back among the promotions."),
                    action=rx.el.a(t("To the promotions"), href="/parcelsana", class_name="btn"),
                ),
            ),
        ),
        title=t("Promotion of a class"),
        active="hub",
        wide=True,
        back="/parcelsana",
    )


def _years() -> rx.Component:
    return rx.cond(
        Promoting.loaded,
        rx.cond(
            Promoting.next_year != "",
            rx.el.p(
                t("From {year} to {next}.", year=Promoting.year, next=Promoting.next_year),
                class_name="muted",
            ),
            notice("warn", t("Set up the next school year and its classes first.")),
        ),
    )


def _all_at_once() -> rx.Component:
    return rx.el.form(
        rx.el.h2(t("All classes by the proposals")),
        rx.el.p(
            t("Who has no proposal waits, unless you tick the box below."),
            class_name="muted small",
        ),
        checkbox(
            t("Those without a proposal go with their class"), name="undecided_too", value="1"
        ),
        _order(),
        hidden=Promoting.lines.length() > 0,
        on_submit=lambda form: Promoting.preview("", form),
        class_name="card stack",
    )


def _order() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            named_field("order_number", t("Order No."), max_length=40, auto_complete="off"),
            named_field("order_date", t("Order date"), kind="date"),
            named_field(
                "effective",
                t("First day in the new class"),
                kind="date",
                default_value=Promoting.effective,
                key=Promoting.effective,
            ),
            named_field(
                "last_day",
                t("Last day of who leaves or graduates"),
                kind="date",
                default_value=Promoting.last_day,
                key=Promoting.last_day,
            ),
            class_name="fields",
        ),
        save_row(label=t("See what will happen")),
        class_name="stack",
    )


def _preview() -> rx.Component:
    return rx.cond(
        Promoting.lines.length() > 0,
        rx.el.section(
            rx.el.h2(t("This will happen")),
            rx.el.ul(rx.foreach(Promoting.lines, rx.el.li), class_name="stack tight"),
            rx.foreach(Promoting.warnings, lambda line: notice("warn", line)),
            rx.el.p(
                t("It can be taken back while nothing has been built on it."),
                class_name="small muted",
            ),
            rx.el.div(
                button(
                    t("Carry out"),
                    kind="primary",
                    on_click=Promoting.apply(Promoting.class_id, Promoting.draft),
                ),
                button(t("Change"), on_click=Promoting.change),
                class_name="row",
            ),
            class_name="card stack",
        ),
    )


def _classes() -> rx.Component:
    headings = (
        t("Class"),
        t("Next class"),
        t("Pupils without a decision"),
        t("Proposal"),
        t("Without a proposal"),
        t("Decided"),
    )
    return rx.el.table(
        rx.el.thead(rx.el.tr(*(rx.el.th(heading, scope="col") for heading in headings))),
        rx.el.tbody(rx.foreach(Promoting.classes, _class)),
        class_name="table records",
    )


def _class(own: ClassView) -> rx.Component:
    return rx.el.tr(
        rx.el.th(rx.el.a(own.name, href=f"/parcelsana/{own.class_id}"), scope="row"),
        _cell(t("Next class"), own.target),
        _cell(t("Pupils without a decision"), own.pupils),
        _cell(t("Proposal"), own.proposals),
        _cell(t("Without a proposal"), own.undecided),
        _cell(t("Decided"), own.decided),
        key=own.class_id,
    )


def _candidate(one: CandidateView) -> rx.Component:
    return rx.el.tr(
        rx.el.th(one.name, scope="row"),
        _cell(
            t("Proposal"),
            rx.el.span(
                chip(one.proposal, one.look), " ", rx.el.span(one.reasons, class_name="small muted")
            ),
        ),
        _cell(
            t("Decision"),
            rx.el.select(
                rx.foreach(Promoting.options, _option),
                name=one.field,
                default_value=one.chosen,
                aria_label=one.name,
                class_name="input",
            ),
        ),
        key=one.field,
    )


def _cell(label: rx.Var[str], content: rx.Var[str] | rx.Var[int] | rx.Component) -> rx.Component:
    return rx.el.td(content, custom_attrs={"data-label": label})


def _option(option: OptionView) -> rx.Component:
    return rx.el.option(option.label, value=option.value)


def _done_runs() -> rx.Component:
    return rx.cond(
        Promoting.done.length() > 0,
        rx.el.section(
            rx.el.h2(t("Promotions carried out")),
            rx.cond(
                Promoting.obstacles.length() > 0,
                notice(
                    "warn",
                    rx.el.p(t("This stands in the way:"), class_name="strong"),
                    rx.el.ul(rx.foreach(Promoting.obstacles, rx.el.li)),
                ),
            ),
            rx.foreach(Promoting.done, _run),
            class_name="card stack",
        ),
    )


def _run(run: DoneView) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.p(
                rx.el.span(run.details, class_name="strong"),
                " ",
                rx.cond(run.undone, chip(t("taken back"), "warn")),
            ),
            rx.el.p(run.by, " · ", t("pupils: {n}", n=run.pupils), class_name="small muted"),
            class_name="grow",
        ),
        rx.cond(
            run.may_undo,
            rx.fragment(
                opener(f"undo-{run.run_id}", t("Take back")),
                confirm_dialog(
                    f"undo-{run.run_id}",
                    title=t("Take the promotion back?"),
                    text=t(
                        "All {n} pupils of this order are again where they were before it.",
                        n=run.pupils,
                    ),
                    confirm=t("Take back"),
                    on_confirm=Promoting.take_back(run.run_id),
                    destructive=True,
                ),
            ),
        ),
        class_name="row",
        key=run.run_id,
    )
