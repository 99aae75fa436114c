"""What a class teacher tells the parents of the class (Regulation 6)."""

import reflex as rx

from ejournal_app.components.dialogs import confirm_dialog, opener
from ejournal_app.components.feedback import chip, empty_state, notice, progress
from ejournal_app.components.i18n import t
from ejournal_app.components.icons import icon
from ejournal_app.states.class_notice import ClassNotice, ReaderView

from .fields import named_area, named_field, save_row
from .frame import framed
from .record_list import record_list


def class_notice() -> rx.Component:
    """Return the text with its form, and the list of parents."""
    return framed(
        rx.cond(
            ClassNotice.class_id != "",
            rx.fragment(rx.el.h2(ClassNotice.class_name), _text(), _readers()),
        ),
        title=t("Telling parents"),
        active="class",
        back="/mana-klase",
    )


def readers() -> rx.Component:
    """Return which parents know it, of all classes the reader may see."""
    return framed(
        record_list(
            key="informetie",
            search=t("Parent, child or class"),
            empty_title=t("No parents are connected to a class"),
            empty_text=t("Parents appear here once they may see their child's diary."),
        ),
        title=t("Parents who know about the journal"),
        active="class",
        wide=True,
        back="/personas-lietas",
    )


def _text() -> rx.Component:
    return rx.el.section(
        rx.cond(
            ClassNotice.published != "",
            notice(
                "ok",
                t("Published {at}.", at=ClassNotice.published),
                " ",
                t("A changed text has to be read again; who read the earlier one stays known."),
            ),
            rx.cond(
                ClassNotice.overdue,
                notice("bad", t("Was due on {day}: not published yet.", day=ClassNotice.due)),
                notice(
                    "info",
                    t(
                        "Due on {day}. Read the text, change it and publish it.",
                        day=ClassNotice.due,
                    ),
                ),
            ),
        ),
        rx.el.form(
            named_area(
                "text",
                t("Text to parents"),
                default_value=ClassNotice.text,
                rows=16,
                max_length=4000,
            ),
            save_row(label=t("Publish to the parents of the class")),
            on_submit=lambda form: ClassNotice.publish(ClassNotice.class_id, form),
            class_name="stack",
            key=ClassNotice.form_key,
        ),
        class_name="card stack",
    )


def _readers() -> rx.Component:
    return rx.cond(
        ClassNotice.total > 0,
        rx.el.section(
            rx.el.div(
                rx.el.h3(t("Who knows it"), class_name="words"),
                rx.el.a(
                    icon("search"),
                    t("As a list"),
                    href=f"/mana-klase/informetie?f_class={ClassNotice.class_name}",
                    class_name="btn",
                ),
                class_name="heading",
            ),
            progress(
                ClassNotice.informed,
                ClassNotice.total,
                t("{n} of {all} parents", n=ClassNotice.informed, all=ClassNotice.total),
            ),
            rx.el.form(
                rx.el.div(rx.foreach(ClassNotice.readers, _reader), class_name="list"),
                rx.cond(
                    (ClassNotice.published != "") & (ClassNotice.informed < ClassNotice.total),
                    rx.el.div(
                        named_field(
                            "day",
                            t("Told at the meeting of"),
                            kind="date",
                            default_value=ClassNotice.today,
                            max=ClassNotice.today,
                            hint=t("Tick the parents who were told there."),
                        ),
                        save_row(label=t("Note as told")),
                        class_name="stack",
                    ),
                ),
                on_submit=lambda form: ClassNotice.told(ClassNotice.class_id, form),
                class_name="stack",
                key=ClassNotice.form_key,
            ),
            class_name="card stack",
        ),
        empty_state(
            t("No parents are connected to this class"),
            t("Parents appear here once they may see their child's diary."),
        ),
    )


def _reader(reader: ReaderView) -> rx.Component:
    words = rx.el.span(
        rx.el.span(reader.name, class_name="strong"),
        rx.el.br(),
        rx.el.span(reader.children, class_name="small muted"),
    )
    return rx.el.div(
        rx.cond(
            reader.known | (ClassNotice.published == ""),
            rx.el.div(words, class_name="grow"),
            rx.el.label(
                rx.el.input(type="checkbox", name=reader.box),
                words,
                class_name="check grow",
            ),
        ),
        chip(reader.state, reader.look),
        rx.cond(
            reader.told,
            rx.fragment(
                opener(f"untell-{reader.person_id}", t("Take back")),
                confirm_dialog(
                    f"untell-{reader.person_id}",
                    title=t("Take back?"),
                    text=t(
                        "{name} will count as not told. It can be noted again.", name=reader.name
                    ),
                    confirm=t("Take back"),
                    on_confirm=ClassNotice.take_back(ClassNotice.class_id, reader.person_id),
                ),
            ),
        ),
        class_name="list-row wraps",
        key=reader.box,
    )
