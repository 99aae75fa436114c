"""The works of one journal: planned ones first, then the latest done."""

from typing import Any

import reflex as rx

from ejournal_app.components.address import shown_when_loaded
from ejournal_app.components.feedback import empty_state
from ejournal_app.components.i18n import Text, t
from ejournal_app.states.journal_works import JournalWorks, WorkView

from .frame import framed
from .journal_links import journal_links
from .work_form import calendar_link, edit_work_opener, new_work_opener, work_dialog


def journal_works() -> rx.Component:
    """Return the lists, with the form for those who teach the journal."""
    nothing = (JournalWorks.planned.length() == 0) & (JournalWorks.done.length() == 0)
    return framed(
        shown_when_loaded(
            JournalWorks.journal_id,
            "journal",
            rx.el.div(
                rx.el.h2(JournalWorks.name, class_name="words"),
                rx.cond(JournalWorks.editable, new_work_opener(JournalWorks.journal_id)),
                calendar_link(),
                class_name="heading",
            ),
            journal_links(JournalWorks.journal_id, current="darbi"),
            rx.cond(
                nothing,
                empty_state(
                    t("No works yet"),
                    rx.cond(
                        JournalWorks.marks_allowed,
                        t("A work is added here for any day, or in one tap on a lesson's page."),
                        t("This journal keeps attendance only, no marks."),
                    ),
                    picture="award",
                ),
            ),
            _list(t("Planned works"), JournalWorks.planned),
            _list(t("Works done"), JournalWorks.done),
            work_dialog(),
        ),
        title=t("Works"),
        active="journals",
        writes=True,
        back=f"/zurnals/{JournalWorks.journal_id}",
        wide=True,
    )


def _list(heading: Text, works: rx.Var[list[WorkView]]) -> rx.Component:
    names = (t("Work"), t("Date"), t("Scale"), t("Weight"), t("Marked"), t("Marks due"))
    return rx.cond(
        works.length() > 0,
        rx.el.section(
            rx.el.h3(heading),
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        *(rx.el.th(name, scope="col") for name in names),
                        rx.el.th(rx.el.span(t("Change"), class_name="sr-only"), scope="col"),
                    )
                ),
                rx.el.tbody(rx.foreach(works, _work)),
                class_name="table records",
            ),
            class_name="card stack table-wrap",
        ),
    )


def _work(work: WorkView) -> rx.Component:
    return rx.el.tr(
        rx.el.th(
            rx.cond(work.href != "", rx.el.a(work.name, href=work.href), work.name),
            scope="row",
        ),
        _cell(t("Date"), work.day),
        _cell(t("Scale"), work.scale),
        _cell(t("Weight"), work.weight),
        _cell(
            t("Marked"),
            rx.cond(
                work.planned,
                "—",
                t("{marked} of {pupils}", marked=work.marked, pupils=work.pupils),
            ),
        ),
        _cell(t("Marks due"), work.due),
        rx.el.td(rx.cond(JournalWorks.editable, edit_work_opener(work.work_id))),
        key=work.work_id,
    )


def _cell(label: Text, content: Any) -> rx.Component:
    return rx.el.td(content, custom_attrs={"data-label": label})
