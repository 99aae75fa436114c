"""An uploaded file: what its columns mean, what it would do, applying it."""

import reflex as rx

from ejournal_app.components.dialogs import confirm_dialog, opener
from ejournal_app.components.feedback import empty_state, notice, progress
from ejournal_app.components.forms import button, checkbox, search_input
from ejournal_app.components.i18n import Text, t, tn
from ejournal_app.states.import_columns import HeadingChoice
from ejournal_app.states.import_draft import FactView, ImportDraft, LineView, TabView

from .fields import named_choice, named_field
from .frame import framed


def viis_draft() -> rx.Component:
    """Return an uploaded VIIS list."""
    return _draft(t("Pupils from VIIS"), "/importi/viis", t("Compare on this day"))


def staff_draft() -> rx.Component:
    """Return an uploaded list of staff, which is always compared with today."""
    return _draft(t("Staff from a file"), "/importi/personals", None)


def timetable_draft() -> rx.Component:
    """Return an uploaded timetable."""
    return _draft(t("Import of the timetable"), "/importi/stundu-saraksts", t("Valid from"))


def journals_draft() -> rx.Component:
    """Return an uploaded journal workbook."""
    return _draft(
        t("Journals of the earlier system"),
        "/importi/zurnali",
        t("A day of the school year it is of"),
    )


def _draft(title: Text, back: str, day: Text | None) -> rx.Component:
    return framed(
        rx.cond(
            ImportDraft.draft_id != "",
            rx.fragment(
                rx.el.h2(ImportDraft.file_name, class_name="breaks"),
                rx.cond(
                    ImportDraft.running,
                    _running(),
                    rx.fragment(
                        _columns(),
                        rx.cond(
                            ImportDraft.refusal != "",
                            notice("bad", ImportDraft.refusal),
                        ),
                        rx.cond(ImportDraft.has_plan, _plan()),
                        _file(day),
                    ),
                ),
            ),
        ),
        title=title,
        active="hub",
        wide=True,
        back=back,
    )


def _running() -> rx.Component:
    return rx.el.section(
        rx.el.h3(t("The import is under way")),
        progress(ImportDraft.percent, 100, t("Done: {percent} %", percent=ImportDraft.percent)),
        rx.el.p(
            t("You may leave this page: the import goes on, and its result is in the history."),
            class_name="muted",
        ),
        class_name="card stack",
    )


def _file(day: Text | None) -> rx.Component:
    """Return how the file was read, and the way to read it otherwise or be rid of it."""
    return rx.el.details(
        rx.el.summary(t("How the file is read"), class_name="opens"),
        rx.el.dl(rx.foreach(ImportDraft.facts, _fact), class_name="facts row"),
        rx.el.form(
            rx.el.div(
                rx.el.input(type="hidden", name="on", value=ImportDraft.on, read_only=True)
                if day is None
                else named_field(
                    "on", day, kind="date", default_value=ImportDraft.on, required=True
                ),
                rx.cond(
                    ImportDraft.is_text,
                    named_choice(
                        "encoding",
                        t("Encoding"),
                        rx.el.option(t("find out"), value=""),
                        rx.el.option("UTF-8", value="utf-8"),
                        rx.el.option("Windows-1257", value="windows-1257"),
                        default_value=ImportDraft.encoding,
                    ),
                ),
                class_name="fields",
            ),
            rx.el.div(
                button(t("Read once more"), type="submit"),
                opener("discard-draft", t("Throw away"), kind="danger", picture="trash"),
                class_name="row",
            ),
            on_submit=lambda form: ImportDraft.choose_reading(
                ImportDraft.kind, ImportDraft.draft_id, form
            ),
            class_name="stack",
            key=f"{ImportDraft.draft_id}-{ImportDraft.on}-{ImportDraft.encoding}",
        ),
        confirm_dialog(
            "discard-draft",
            title=t("Throw the uploaded file away?"),
            text=t(
                "{file} will be deleted here. Nothing of it was imported.",
                file=ImportDraft.file_name,
            ),
            confirm=t("Throw away"),
            on_confirm=ImportDraft.discard(ImportDraft.kind, ImportDraft.draft_id),
            destructive=True,
        ),
        open=ImportDraft.refusal != "",
        class_name="card stack",
    )


def _fact(fact: FactView) -> rx.Component:
    return rx.el.div(rx.el.dt(fact.label), rx.el.dd(fact.value), key=fact.label)


def _columns() -> rx.Component:
    columns = ImportDraft.columns
    return rx.cond(
        columns.present,
        rx.el.details(
            rx.el.summary(
                t("Columns of the file"),
                rx.cond(columns.unused != "", rx.el.span(columns.unused, class_name="chip warn")),
                class_name="opens",
            ),
            rx.cond(
                columns.note != "",
                rx.cond(
                    columns.settled, notice("info", columns.note), notice("warn", columns.note)
                ),
            ),
            rx.el.form(
                rx.el.div(rx.foreach(columns.headings, _heading), class_name="fields"),
                rx.el.div(
                    button(t("Use these columns"), kind="primary", type="submit"),
                    class_name="row",
                ),
                on_submit=lambda form: ImportDraft.choose_columns(
                    ImportDraft.kind, ImportDraft.draft_id, form
                ),
                class_name="stack",
            ),
            open=~columns.settled,
            class_name="card stack",
            key=f"{ImportDraft.draft_id}-{columns.settled}",
        ),
    )


def _heading(one: HeadingChoice) -> rx.Component:
    return rx.el.div(
        rx.el.label(one.heading, html_for=one.name, class_name="breaks"),
        rx.el.select(
            rx.el.option(t("not used"), value=""),
            rx.foreach(
                ImportDraft.columns.options,
                lambda option: rx.el.option(option.label, value=option.value),
            ),
            id=one.name,
            name=one.name,
            default_value=one.value,
            class_name="input",
            key=f"{ImportDraft.draft_id}-{one.name}-{one.value}",
        ),
        rx.cond(
            one.sample != "",
            rx.el.p(t("For example: {value}", value=one.sample), class_name="hint breaks"),
        ),
        class_name="field",
        key=one.name,
    )


def _plan() -> rx.Component:
    return rx.fragment(
        rx.foreach(ImportDraft.said, lambda text: rx.el.p(text, class_name="muted")),
        _apply(),
        rx.el.nav(
            rx.foreach(ImportDraft.tabs, _tab),
            aria_label=t("Parts of the plan"),
            class_name="import-tabs",
        ),
        rx.el.section(
            rx.el.p(ImportDraft.text, class_name="muted"),
            search_input(
                "search",
                t("Find by name"),
                default_value=ImportDraft.search,
                key=ImportDraft.section,
                on_change=lambda text: ImportDraft.look(
                    ImportDraft.kind, ImportDraft.draft_id, ImportDraft.section, text, 1
                ).debounce(300),
            ),
            rx.cond(
                ImportDraft.lines.length() > 0,
                rx.el.ul(rx.foreach(ImportDraft.lines, _line), class_name="card flush list bare"),
                empty_state(
                    t("Nothing here"), t("The file has nothing of this kind, or nothing found.")
                ),
            ),
            _pages(),
            class_name="stack",
        ),
    )


def _apply() -> rx.Component:
    form = rx.el.form(
        rx.cond(
            ImportDraft.errors > 0,
            rx.fragment(
                notice(
                    "bad",
                    tn(
                        "{n} row has errors.",
                        "{n} rows have errors.",
                        ImportDraft.errors,
                    ),
                ),
                checkbox(t("Leave rows with errors out"), name="skip_errors", value="1"),
            ),
        ),
        rx.el.div(
            button(t("Carry out"), kind="primary", type="submit", picture="check"),
            rx.el.span(t("It can be taken back as a whole afterwards."), class_name="muted small"),
            class_name="row",
        ),
        on_submit=lambda form: ImportDraft.apply(
            ImportDraft.kind, ImportDraft.draft_id, ImportDraft.shown, form
        ),
        class_name="card stack",
        key=ImportDraft.shown,
    )
    return rx.cond(
        ImportDraft.changes,
        form,
        rx.fragment(
            rx.cond(
                ImportDraft.errors > 0,
                notice(
                    "bad",
                    tn("{n} row has errors.", "{n} rows have errors.", ImportDraft.errors),
                    " ",
                    t(
                        "There is nothing else to change. Correct these rows in the file and"
                        " upload it again."
                    ),
                ),
                notice("ok", t("Nothing to change: the school already knows what the file says.")),
            ),
        ),
    )


def _tab(tab: TabView) -> rx.Component:
    return button(
        tab.label,
        rx.el.span(tab.count, class_name=f"chip {tab.look}"),
        on_click=ImportDraft.look(ImportDraft.kind, ImportDraft.draft_id, tab.key, "", 1),
        aria_pressed=rx.cond(tab.current, "true", "false"),
        key=tab.key,
    )


def _line(line: LineView) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(
                rx.el.span(line.title, class_name="strong"),
                rx.cond(line.place != "", rx.el.span(line.place, class_name="muted")),
                rx.cond(
                    line.state != "",
                    rx.el.span(line.state, class_name=f"chip {line.look}"),
                ),
                class_name="import-head",
            ),
            rx.foreach(line.details, lambda text: rx.el.p(text, class_name="small breaks")),
            rx.foreach(line.notes, lambda text: rx.el.p(text, class_name="small warn-words")),
            class_name="list-body",
        ),
        class_name="list-row",
    )


def _pages() -> rx.Component:
    page, pages = ImportDraft.page, ImportDraft.pages

    def turn(to: rx.Var[int]) -> rx.event.EventSpec:
        return ImportDraft.look(
            ImportDraft.kind, ImportDraft.draft_id, ImportDraft.section, ImportDraft.search, to
        )

    return rx.cond(
        pages > 1,
        rx.el.nav(
            button(
                t("Previous page"),
                picture="chevron-left",
                disabled=page <= 1,
                on_click=turn(page - 1),
            ),
            rx.el.span(t("Page {n} of {all}", n=page, all=pages), class_name="muted"),
            button(
                t("Next page"),
                picture="chevron-right",
                disabled=page >= pages,
                on_click=turn(page + 1),
            ),
            aria_label=t("Pages"),
            class_name="row",
        ),
    )
