"""The register of teachers' absences (pedagogu prombūtnes, Regulation 12, 14)."""

from typing import Any

import reflex as rx

from ejournal_app.components.attachment import attachment_field
from ejournal_app.components.dialogs import opener, typed_dialog
from ejournal_app.components.feedback import chip, notice
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import t, tn
from ejournal_app.components.icons import icon
from ejournal_app.states.absence_requests import DOCUMENT
from ejournal_app.states.teacher_absences import (
    HitDayView,
    HitView,
    OwnAbsences,
    TeacherAbsence,
)
from ejournal_app.states.teaching_options import Choice

from .absence_requests import document_link, waiting_requests
from .fields import named_choice, named_field, save_row
from .frame import framed
from .record_list import record_list


def teacher_absences() -> rx.Component:
    """Return the register."""
    return framed(
        waiting_requests(),
        record_list(
            rx.cond(
                TeacherAbsence.may_record,
                rx.el.a(
                    icon("plus"),
                    t("Record an absence"),
                    href="/prombutnes/jauna",
                    class_name="btn primary",
                ),
            ),
            key="prombutnes",
            search=t("Name or remark"),
            empty_title=t("No absences yet"),
            empty_text=t(
                "The clerk and the management record here who is away. During incapacity for work"
                " no lessons are registered and deadlines stand still."
            ),
        ),
        title=t("Teachers' absences"),
        active="hub",
        wide=True,
        back="/iestatijumi",
    )


def new_teacher_absence() -> rx.Component:
    """Return the form for a new absence."""
    return framed(
        rx.cond(
            TeacherAbsence.shown != "",
            rx.el.form(
                rx.el.div(
                    named_choice(
                        "person",
                        t("Who is away"),
                        rx.el.option(t("Choose…"), value=""),
                        rx.foreach(TeacherAbsence.people, _option),
                    ),
                    *_fields(),
                    class_name="fields",
                ),
                save_row(),
                on_submit=TeacherAbsence.add,
                class_name="card stack",
                key=TeacherAbsence.shown,
            ),
        ),
        title=t("New absence"),
        active="hub",
        back="/prombutnes",
    )


def teacher_absence() -> rx.Component:
    """Return one absence: its days, what they hit, what may be done."""
    return framed(
        rx.cond(
            TeacherAbsence.shown != "",
            rx.fragment(
                rx.el.div(
                    rx.el.h2(TeacherAbsence.name),
                    rx.el.p(TeacherAbsence.span),
                    rx.cond(
                        ~TeacherAbsence.writable & (TeacherAbsence.remark != ""),
                        rx.el.p(TeacherAbsence.remark),
                    ),
                    document_link(
                        TeacherAbsence.document, f"{DOCUMENT}{TeacherAbsence.document_id}"
                    ),
                    rx.el.p(TeacherAbsence.recorded, class_name="small muted"),
                    rx.cond(
                        TeacherAbsence.plan_href != "",
                        rx.el.div(
                            rx.el.a(
                                icon("users"),
                                t("Plan substitutions"),
                                href=TeacherAbsence.plan_href,
                                class_name="btn primary",
                            ),
                            rx.el.a(
                                icon("plus"),
                                t("Record another absence"),
                                href="/prombutnes/jauna",
                                class_name="btn",
                            ),
                            class_name="row",
                        ),
                    ),
                    class_name="stack tight words",
                ),
                rx.cond(TeacherAbsence.stops, _effects()),
                rx.cond(TeacherAbsence.overridable, _allowing()),
                rx.cond(TeacherAbsence.writable, _form()),
            ),
        ),
        title=t("Absence"),
        active="hub",
        back="/prombutnes",
    )


def own_absences() -> rx.Component:
    """Return what is recorded of the reader's own absences."""
    return rx.cond(
        OwnAbsences.lines.length() > 0,
        notice(
            "info",
            rx.el.p(t("Your absence, seen by you and the school's office only:")),
            rx.foreach(OwnAbsences.lines, lambda line: rx.el.p(line, class_name="strong")),
        ),
    )


def _effects() -> rx.Component:
    return rx.el.section(
        rx.el.h3(t("Lessons in this time")),
        rx.cond(
            TeacherAbsence.planned > 0,
            rx.el.p(
                tn(
                    "{n} planned lesson has no entry: this teacher owes nothing for it.",
                    "{n} planned lessons have no entries: this teacher owes nothing for them.",
                    TeacherAbsence.planned,
                )
            ),
        ),
        rx.cond(
            TeacherAbsence.days.length() > 0,
            rx.fragment(
                notice(
                    "warn",
                    t(
                        "On these days the teacher has recorded something. Nothing was deleted."
                        " The superuser can allow a day, the absence can be made shorter, or"
                        " everything stays as it is."
                    ),
                ),
                rx.el.div(rx.foreach(TeacherAbsence.days, _day), class_name="stack"),
            ),
            rx.el.p(t("No lesson of this time has entries of this teacher."), class_name="muted"),
        ),
        class_name="card stack",
    )


def _day(one: HitDayView) -> rx.Component:
    def lesson(hit: HitView) -> rx.Component:
        return rx.el.li(rx.el.a(hit.title, href=hit.href, class_name="tap-line"), key=hit.href)

    own, version = TeacherAbsence.absence_id, TeacherAbsence.version
    return rx.el.div(
        rx.el.div(
            rx.el.p(
                rx.el.span(one.day, class_name="strong"),
                " ",
                rx.cond(one.override_id != "", chip(t("allowed"), "ok")),
            ),
            rx.cond(one.reason != "", rx.el.p(one.reason, class_name="small muted")),
            rx.el.ul(rx.foreach(one.lessons, lesson), class_name="bare"),
            class_name="grow",
        ),
        rx.el.div(
            rx.cond(
                TeacherAbsence.overridable,
                rx.cond(
                    one.override_id != "",
                    button(t("Withdraw"), on_click=TeacherAbsence.withdraw(own, one.override_id)),
                    button(
                        t("Allow this day"),
                        on_click=TeacherAbsence.choose_day(one.iso),
                        aria_controls="allow",
                    ),
                ),
            ),
            rx.cond(
                TeacherAbsence.writable & (one.day_before != "") & (one.override_id == ""),
                button(
                    t("End before this day"),
                    on_click=TeacherAbsence.end(own, version, one.day_before),
                ),
            ),
            class_name="row",
        ),
        class_name="term",
        key=one.iso,
    )


def _allowing() -> rx.Component:
    return rx.el.form(
        rx.el.h3(t("Allow lessons on a day"), id="allow"),
        rx.el.p(
            t("The teacher is told that the day is open, without the reason."),
            class_name="muted",
        ),
        rx.el.div(
            named_field(
                "day",
                t("Day"),
                kind="date",
                default_value=TeacherAbsence.chosen_day,
                min=TeacherAbsence.starts_on,
                max=rx.cond(TeacherAbsence.ends_on != "", TeacherAbsence.ends_on, "2100-12-31"),
                required=True,
            ),
            named_field("reason", t("Reason"), max_length=300, required=True, auto_complete="off"),
            class_name="fields",
        ),
        save_row(label=t("Allow the day")),
        on_submit=lambda form: TeacherAbsence.allow(TeacherAbsence.absence_id, form),
        class_name="card stack",
        key=f"allow-{TeacherAbsence.shown}-{TeacherAbsence.chosen_day}",
    )


def _form() -> rx.Component:
    return rx.fragment(
        rx.el.form(
            rx.el.h3(t("Change")),
            rx.el.div(*_fields(), class_name="fields"),
            save_row(opener("delete-absence", t("Delete"), kind="danger", picture="trash")),
            on_submit=lambda form: TeacherAbsence.change(
                TeacherAbsence.absence_id, TeacherAbsence.version, form
            ),
            class_name="card stack",
            key=f"form-{TeacherAbsence.shown}",
        ),
        typed_dialog(
            "delete-absence",
            title=t("Delete this absence?"),
            text=t(
                "It will no longer be in the register, and lessons of its days may be registered."
                " The audit trail keeps whose it was and its days."
            ),
            name=TeacherAbsence.name,
            confirm=t("Delete"),
            on_confirm=lambda form: TeacherAbsence.remove(TeacherAbsence.absence_id, form),
        ),
    )


def _option(option: Choice) -> rx.Component:
    return rx.el.option(option.label, value=option.value)


def _fields() -> list[Any]:
    return [
        named_choice(
            "kind",
            t("Kind"),
            rx.foreach(TeacherAbsence.kinds, _option),
            default_value=TeacherAbsence.kind,
        ),
        named_field(
            "starts_on",
            t("First day"),
            kind="date",
            default_value=TeacherAbsence.starts_on,
            required=True,
        ),
        named_field(
            "ends_on",
            t("Last day"),
            kind="date",
            hint=t("Leave it empty while the end is not known."),
            default_value=TeacherAbsence.ends_on,
        ),
        named_field("remark", t("Remark"), default_value=TeacherAbsence.remark, max_length=300),
        attachment_field(
            "document",
            "teacher_absence",
            value=TeacherAbsence.document_id,
            shown=TeacherAbsence.document,
        ),
    ]
