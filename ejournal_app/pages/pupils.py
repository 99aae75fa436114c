"""The list of pupils and one personal file."""

import reflex as rx

from ejournal_app.components.feedback import chip, empty_state
from ejournal_app.components.i18n import t, tn
from ejournal_app.components.lists import list_row
from ejournal_app.states.pupils import (
    EnrolmentView,
    GuardianView,
    PupilCard,
    PupilFile,
    Pupils,
)

from .frame import framed
from .paging import page_turner, search_field


def pupils() -> rx.Component:
    """Return the pupils with a search."""
    return framed(
        search_field(t("Name or class"), Pupils.search, Pupils.find),
        rx.el.p(
            tn("{n} pupil", "{n} pupils", Pupils.total), class_name="muted small", role="status"
        ),
        rx.cond(
            Pupils.cards.length() > 0,
            rx.el.div(rx.foreach(Pupils.cards, _pupil), class_name="list card flush"),
            empty_state(t("No pupils found"), t("Try fewer letters.")),
        ),
        page_turner(Pupils.page, Pupils.pages, Pupils.search, Pupils.turn),
        title=t("Pupils"),
        active="pupils",
    )


def _pupil(pupil: PupilCard) -> rx.Component:
    return list_row(title=pupil.name, trail=chip(pupil.class_name), href=pupil.href)


def pupil_file() -> rx.Component:
    """Return one personal file."""
    return framed(
        rx.el.h2(PupilFile.name),
        rx.el.dl(
            _fact(t("Personal code"), PupilFile.personal_code),
            _fact(t("Date of birth"), PupilFile.birth_date),
            class_name="card facts",
        ),
        rx.el.section(
            rx.el.h3(t("Enrolments")),
            rx.foreach(PupilFile.enrolments, _enrolment),
            class_name="card stack",
        ),
        rx.el.section(
            rx.el.h3(t("Guardians")),
            rx.cond(
                PupilFile.guardians.length() > 0,
                rx.fragment(rx.foreach(PupilFile.guardians, _guardian)),
                rx.el.p(t("No guardian is registered."), class_name="muted"),
            ),
            class_name="card stack",
        ),
        rx.el.p(t("Opening this file is written to the audit trail."), class_name="small muted"),
        title=t("Personal file"),
        active="pupils",
        back="/skoleni",
    )


def _fact(name: rx.Var[str], value: rx.Var[str]) -> rx.Component:
    return rx.el.div(rx.el.dt(name), rx.el.dd(rx.cond(value != "", value, "—")))


def _enrolment(line: EnrolmentView) -> rx.Component:
    return rx.el.div(
        rx.el.p(rx.el.span(line.class_name, class_name="strong"), " ", line.period),
        rx.el.p(
            t("Order"),
            " ",
            line.order,
            " · ",
            t("Programme"),
            " ",
            line.programme,
            class_name="small muted",
        ),
    )


def _guardian(line: GuardianView) -> rx.Component:
    return rx.el.div(
        rx.el.p(
            rx.el.span(line.name, class_name="strong"),
            " ",
            chip(line.kind),
            rx.cond(line.note != "", chip(line.note, "warn")),
        ),
        rx.el.p(line.contact, class_name="small muted"),
    )
