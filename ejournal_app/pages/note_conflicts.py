"""Pupils who were registered as there although a note covers the lesson (Regulation 11)."""

import reflex as rx

from ejournal_app.components.i18n import t
from ejournal_app.states.absence_notes import AbsenceNotes
from ejournal_app.states.note_views import (
    ConflictView,
)


def note_conflicts() -> rx.Component:
    """Return who was registered as present inside a note; nothing when nobody was."""

    def line(own: ConflictView) -> rx.Component:
        return rx.el.li(
            rx.el.a(own.title, href=own.note_href, class_name="tap-line"),
            rx.el.p(own.words, class_name="small muted"),
            key=own.key,
        )

    return rx.cond(
        AbsenceNotes.conflicts.length() > 0,
        rx.el.section(
            rx.el.h3(t("Present inside an absence note")),
            rx.el.p(
                t(
                    "Nothing is changed by itself: cut the note short, or ask the teacher to"
                    " correct the lesson."
                ),
                class_name="small muted",
            ),
            rx.el.ul(rx.foreach(AbsenceNotes.conflicts, line), class_name="bare stack tight"),
            class_name="card stack",
        ),
    )
