"""What an account did between two moments, and putting it back in one step."""

import reflex as rx

from ejournal_app.components.feedback import chip, empty_state, notice
from ejournal_app.components.forms import button, checkbox, field, text_input
from ejournal_app.components.i18n import t, tn
from ejournal_app.components.icons import icon
from ejournal_app.components.lists import list_row
from ejournal_app.states.reverting import FoundAccount, Reverting
from ejournal_app.states.reverting_words import ActView, Group, LineView

from .fields import named_area, named_field
from .frame import framed
from .held_overview import held_overview


def reverting() -> rx.Component:
    """Return the held entries, the search, and what the chosen account did."""
    return framed(
        held_overview(),
        rx.cond(Reverting.may_revert, _search()),
        rx.cond(Reverting.account_id > 0, rx.fragment(_span(), _entries(), _acts())),
        title=t("Putting entries back"),
        active="hub",
        wide=True,
        back="/iestatijumi",
    )


def _search() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("What an account did")),
        rx.el.form(
            field(
                t("Name of the person or user name"),
                text_input(
                    "account-name",
                    name="name",
                    type="search",
                    default_value=Reverting.asked,
                    key=Reverting.asked,
                    required=True,
                    auto_complete="off",
                ),
                control_id="account-name",
            ),
            rx.el.div(
                button(t("Find"), kind="primary", type="submit", picture="search"),
                class_name="row",
            ),
            on_submit=Reverting.search,
            class_name="stack",
        ),
        rx.cond(
            Reverting.found.length() > 0,
            rx.el.div(rx.foreach(Reverting.found, _found), class_name="list card flush"),
            rx.cond(
                Reverting.searched,
                empty_state(
                    t("Nobody found"),
                    t("Write the beginning of a name of somebody who works or worked here."),
                    picture="search",
                ),
            ),
        ),
        class_name="card stack",
    )


def _found(one: FoundAccount) -> rx.Component:
    return list_row(title=one.name, meta=one.username, href=one.href)


def _span() -> rx.Component:
    return rx.el.section(
        rx.el.h2(Reverting.name),
        rx.el.form(
            rx.el.div(
                named_field(
                    "no",
                    t("From"),
                    kind="datetime-local",
                    default_value=Reverting.starts,
                    key=f"from-{Reverting.starts}",
                ),
                named_field(
                    "lidz",
                    t("Until"),
                    kind="datetime-local",
                    default_value=Reverting.ends,
                    key=f"until-{Reverting.ends}",
                ),
                class_name="fields",
            ),
            rx.el.div(
                button(t("Show this time"), type="submit", picture="clock"), class_name="row"
            ),
            on_submit=lambda form: Reverting.look(Reverting.account_id, form),
            class_name="stack",
        ),
        class_name="card stack",
    )


def _entries() -> rx.Component:
    return rx.cond(
        Reverting.groups.length() > 0,
        rx.el.form(
            rx.cond(
                Reverting.staying > 0,
                notice(
                    "info",
                    tn(
                        "{n} value stays, because somebody has written there since.",
                        "{n} values stay, because somebody has written there since.",
                        Reverting.staying,
                    ),
                ),
            ),
            rx.foreach(Reverting.groups, _group),
            rx.cond(
                Reverting.ready > 0,
                _put_back(),
                notice("ok", t("There is nothing to put back: all of it stands otherwise now.")),
            ),
            on_submit=lambda form: Reverting.put_back(
                Reverting.account_id, Reverting.starts, Reverting.ends, Reverting.shown, form
            ),
            key=Reverting.shown,
            class_name="stack",
        ),
        empty_state(
            t("Nothing was entered in this time"),
            t("Choose an earlier beginning or a later end."),
            picture="clock",
        ),
    )


def _put_back() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Put back what is ticked")),
        rx.el.p(
            t(
                "Every ticked value becomes again what it was before, in one step. The history"
                " keeps everything; class teachers and the account's owner are told."
            )
        ),
        named_area("reason", t("Reason"), hint=t("It stands in the history of each mark."), rows=2),
        rx.el.div(
            button(t("Put back"), kind="danger", type="submit", picture="undo"), class_name="row"
        ),
        class_name="card stack",
    )


def _group(group: Group) -> rx.Component:
    headings = (t("What"), t("Before"), t("Written"), t("Stands now"))
    return rx.el.section(
        rx.el.div(
            rx.el.h2(group.journal, class_name="grow"),
            rx.cond(
                group.ready > 0,
                rx.el.div(
                    checkbox(t("Put back in this journal"), name=group.name, default_checked=True),
                    class_name="whole",
                ),
            ),
            class_name="row",
        ),
        rx.el.table(
            rx.el.thead(rx.el.tr(*(rx.el.th(heading, scope="col") for heading in headings))),
            rx.el.tbody(rx.foreach(group.lines, _line)),
            class_name="table records",
        ),
        class_name="card stack table-wrap reverts",
        key=group.key,
    )


def _line(line: LineView) -> rx.Component:
    words = rx.el.span(
        rx.cond(
            line.pupil != "",
            rx.fragment(rx.el.span(line.pupil, class_name="strong"), rx.el.br()),
        ),
        rx.el.span(line.what),
        rx.el.br(),
        rx.el.span(line.at, class_name="small muted"),
    )
    return rx.el.tr(
        rx.el.th(
            rx.cond(
                line.ready,
                rx.el.label(
                    rx.el.input(type="checkbox", name=line.name, default_checked=True),
                    words,
                    class_name="check",
                ),
                words,
            ),
            scope="row",
        ),
        rx.el.td(line.before, class_name="breaks", custom_attrs={"data-label": t("Before")}),
        rx.el.td(line.after, class_name="breaks", custom_attrs={"data-label": t("Written")}),
        rx.el.td(
            rx.el.div(
                line.stands,
                rx.cond(line.note != "", rx.el.p(line.note, class_name="small muted")),
            ),
            class_name="breaks",
            custom_attrs={"data-label": t("Stands now")},
        ),
        key=line.key,
    )


def _acts() -> rx.Component:
    return rx.cond(
        Reverting.acts.length() > 0,
        rx.el.section(
            rx.el.h2(t("Log-ins and other acts")),
            rx.el.ul(rx.foreach(Reverting.acts, _act), class_name="bare list card flush"),
            rx.cond(
                Reverting.more_acts > 0,
                rx.el.p(tn("and {n} more", "and {n} more", Reverting.more_acts)),
            ),
            class_name="stack",
        ),
    )


def _act(act: ActView) -> rx.Component:
    return rx.el.li(
        list_row(
            lead=icon("user"),
            title=rx.fragment(
                act.text, rx.cond(act.refused, rx.fragment(" ", chip(t("refused"), "bad")))
            ),
            meta=rx.fragment(act.at, rx.cond(act.origin != "", rx.fragment(" · ", act.origin))),
        ),
        key=act.key,
    )
