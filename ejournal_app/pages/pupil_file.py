"""One personal file."""

import reflex as rx

from ejournal_app.components.dialogs import confirm_dialog, opener, typed_dialog
from ejournal_app.components.feedback import chip, notice
from ejournal_app.components.i18n import t
from ejournal_app.states.pupil_file import (
    EnrolmentView,
    GroupView,
    GuardianView,
    PupilFile,
    RunView,
)

from .frame import framed
from .guardians import guardian_links


def pupil_file() -> rx.Component:
    """Return one personal file."""
    return framed(
        rx.el.div(
            rx.el.h2(PupilFile.name, class_name="words"),
            rx.cond(PupilFile.may_move, _actions()),
            class_name="heading",
        ),
        _obstacles(),
        rx.el.dl(
            _fact(t("Personal code"), PupilFile.personal_code),
            rx.cond(
                PupilFile.former_codes != "",
                _fact(t("Former personal codes"), PupilFile.former_codes),
            ),
            _fact(t("Date of birth"), PupilFile.birth_date),
            rx.cond(
                PupilFile.second_language != "",
                _fact(t("Second foreign language"), PupilFile.second_language),
            ),
            class_name="card facts",
        ),
        rx.el.section(
            rx.el.h3(t("Enrolments")),
            rx.foreach(PupilFile.enrolments, _enrolment),
            class_name="card stack",
        ),
        rx.cond(
            PupilFile.groups.length() > 0,
            rx.el.section(
                rx.el.h3(t("Groups")),
                rx.foreach(PupilFile.groups, _group),
                class_name="card stack",
            ),
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
        rx.cond(
            PupilFile.runs.length() > 0,
            rx.el.section(
                rx.el.h3(t("Orders and imports")),
                rx.foreach(PupilFile.runs, _run),
                class_name="card stack",
            ),
        ),
        guardian_links(),
        rx.el.p(t("Opening this file is written to the audit trail."), class_name="small muted"),
        title=t("Personal file"),
        active="pupils",
        back="/skoleni",
    )


def _actions() -> rx.Component:
    return rx.cond(
        PupilFile.is_enrolled,
        rx.fragment(
            _action(t("Move to another class"), f"/kustiba/parvietot/{PupilFile.pupil_id}"),
            _action(t("Programme code"), f"/kustiba/programma/{PupilFile.pupil_id}"),
            _action(t("Leaving the school"), f"/kustiba/izslegt/{PupilFile.pupil_id}"),
        ),
        _action(t("Enrol again"), f"/skoleni/jauns?persona={PupilFile.person_id}"),
    )


def _action(label: rx.Var[str], href: str) -> rx.Component:
    return rx.el.a(label, href=href, class_name="btn")


def _obstacles() -> rx.Component:
    return rx.cond(
        PupilFile.obstacles.length() > 0,
        notice(
            "warn",
            rx.el.p(t("This stands in the way:"), class_name="strong"),
            rx.el.ul(rx.foreach(PupilFile.obstacles, rx.el.li)),
        ),
    )


def _fact(name: rx.Var[str], value: rx.Var[str]) -> rx.Component:
    return rx.el.div(rx.el.dt(name), rx.el.dd(rx.cond(value != "", value, "—")))


def _enrolment(line: EnrolmentView) -> rx.Component:
    return rx.el.div(
        rx.el.p(
            rx.el.span(line.class_name, class_name="strong"),
            " ",
            rx.el.span(line.year, class_name="muted"),
            " · ",
            line.period,
            " ",
            rx.cond(line.repeating, chip(t("repeats the grade"), "warn")),
        ),
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
        rx.cond(line.end != "", rx.el.p(line.end, class_name="small muted")),
    )


def _group(group: GroupView) -> rx.Component:
    return rx.el.p(
        rx.el.span(group.name, class_name="strong"),
        " ",
        rx.el.span(group.period, class_name="muted"),
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


def _run(run: RunView) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.p(
                rx.el.span(run.what, class_name="strong"),
                " ",
                rx.cond(run.undone, chip(t("taken back"), "warn")),
            ),
            rx.el.p(run.details, class_name="small"),
            rx.el.p(run.by, class_name="small muted"),
            class_name="grow",
        ),
        rx.cond(
            run.may_undo,
            rx.fragment(
                opener(f"undo-{run.run_id}", t("Take back")),
                rx.cond(
                    run.to_type != "",
                    typed_dialog(
                        f"undo-{run.run_id}",
                        title=t("Take the movement back?"),
                        text=t(
                            "{question} The person goes from the records too.",
                            question=run.question,
                        ),
                        name=run.to_type,
                        confirm=t("Take back"),
                        on_confirm=lambda form: PupilFile.take_back(
                            run.run_id, PupilFile.pupil_id, form
                        ),
                        key=PupilFile.answers,
                    ),
                    confirm_dialog(
                        f"undo-{run.run_id}",
                        title=t("Take the movement back?"),
                        text=run.question,
                        confirm=t("Take back"),
                        on_confirm=PupilFile.take_back(run.run_id, PupilFile.pupil_id, {}),
                        destructive=True,
                    ),
                ),
            ),
        ),
        class_name="row",
        key=run.run_id,
    )
