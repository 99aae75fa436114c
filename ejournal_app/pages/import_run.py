"""One run of the history, and taking it back."""

import reflex as rx

from ejournal_app.components.dialogs import confirm_dialog, opener, typed_dialog
from ejournal_app.components.feedback import notice
from ejournal_app.components.i18n import t, tn
from ejournal_app.states.import_run import CountView, Run, RunFact

from .frame import framed


def import_run() -> rx.Component:
    """Return what a run did, and the way to take it back."""
    return framed(
        rx.cond(Run.run_id != "", rx.fragment(_head(), _counts(), _undo())),
        title=t("What was carried out"),
        active="hub",
        wide=True,
        back="/importi/vesture",
    )


def _head() -> rx.Component:
    return rx.fragment(
        rx.el.h2(Run.kind),
        rx.cond(Run.undone != "", notice("warn", Run.undone)),
        rx.el.dl(rx.foreach(Run.facts, _fact), class_name="card facts"),
        rx.cond(
            Run.numbers.length() > 0,
            rx.el.p(
                rx.foreach(Run.numbers, lambda text: rx.el.span(text, class_name="chip info")),
                class_name="row",
            ),
        ),
    )


def _fact(fact: RunFact) -> rx.Component:
    return rx.el.div(
        rx.el.dt(fact.label), rx.el.dd(fact.value, class_name="breaks"), key=fact.label
    )


def _counts() -> rx.Component:
    return rx.cond(
        Run.counts.length() > 0,
        rx.el.section(
            rx.el.h3(t("Records it wrote")),
            rx.el.div(
                rx.el.table(
                    rx.el.thead(
                        rx.el.tr(
                            rx.el.th(t("Records"), scope="col"),
                            rx.el.th(t("added"), scope="col"),
                            rx.el.th(t("changed"), scope="col"),
                            rx.el.th(t("removed"), scope="col"),
                        )
                    ),
                    rx.el.tbody(rx.foreach(Run.counts, _count)),
                    class_name="table records",
                ),
                class_name="card flush table-wrap",
            ),
            class_name="stack",
        ),
    )


def _count(row: CountView) -> rx.Component:
    return rx.el.tr(
        rx.el.th(row.name, scope="row"),
        rx.el.td(row.added, custom_attrs={"data-label": t("added")}),
        rx.el.td(row.changed, custom_attrs={"data-label": t("changed")}),
        rx.el.td(row.removed, custom_attrs={"data-label": t("removed")}),
        key=row.name,
    )


def _undo() -> rx.Component:
    return rx.cond(
        Run.undone == "",
        rx.el.section(
            rx.cond(Run.blocked != "", _obstacles()),
            rx.el.div(
                opener("take-back", t("Take back as a whole"), kind="danger", picture="undo"),
                class_name="row",
            ),
            rx.cond(
                Run.to_type != "",
                typed_dialog(
                    "take-back",
                    title=t("Take it back as a whole?"),
                    text=Run.warning,
                    name=Run.to_type,
                    confirm=t("Take back"),
                    on_confirm=lambda form: Run.take_back(Run.run_id, form),
                    key=Run.shown,
                ),
                confirm_dialog(
                    "take-back",
                    title=t("Take it back as a whole?"),
                    text=Run.warning,
                    confirm=t("Take back"),
                    on_confirm=Run.take_back(Run.run_id, {}),
                    destructive=True,
                ),
            ),
            class_name="stack",
        ),
    )


def _obstacles() -> rx.Component:
    return notice(
        "bad",
        rx.el.p(Run.blocked, class_name="strong"),
        rx.el.ul(rx.foreach(Run.obstacles, rx.el.li)),
        rx.cond(
            Run.more_obstacles > 0,
            rx.el.p(tn("and {n} more", "and {n} more", Run.more_obstacles)),
        ),
        live=True,
    )
