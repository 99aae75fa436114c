"""The curriculum table: what each grade learns, in lessons a week."""

import reflex as rx

from ejournal_app.components.feedback import chip, empty_state, notice
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import t
from ejournal_app.components.icons import icon
from ejournal_app.states.curriculum import Curriculum, GradeView, PlanRowView
from ejournal_app.states.feedback import Feedback

from .fields import named_choice, named_field, save_row
from .frame import framed
from .teaching_fields import GRADES, choice, tick, year_switch

_GROUPS = range(2, 7)


def curriculum() -> rx.Component:
    """Return the plan of a grade."""
    return framed(
        rx.el.div(
            year_switch(
                Curriculum.years,
                Curriculum.year_id,
                lambda year: rx.redirect(f"/zurnalu-plans?gads={year}&klase={Curriculum.grade}"),
            ),
            rx.el.nav(
                rx.foreach(Curriculum.grades, _grade), aria_label=t("Grade"), class_name="segments"
            ),
            class_name="stack tight",
        ),
        rx.cond(
            Curriculum.rows.length() > 0,
            rx.fragment(_table(), _more()),
            empty_state(
                t("No subjects yet"),
                t("Add the usual subjects with one tap, or your own one by one."),
                action=rx.el.a(t("Subjects"), href="/prieksmeti", class_name="btn primary"),
            ),
        ),
        title=t("Curriculum table"),
        active="hub",
        wide=True,
        back="/iestatijumi",
    )


def _grade(one: GradeView) -> rx.Component:
    return rx.el.a(
        one.grade,
        rx.cond(one.has_plan, icon("check", t("has a plan"))),
        href=one.href,
        aria_current=rx.cond(one.is_shown, "page", "false"),
        key=one.href,
    )


def _table() -> rx.Component:
    return rx.el.form(
        rx.el.div(
            rx.el.div(
                rx.el.h2(t("Grade {n}", n=Curriculum.grade), ", ", Curriculum.year),
                rx.el.p(
                    rx.cond(
                        Curriculum.classes != "",
                        t("Classes: {names}", names=Curriculum.classes),
                        t("There are no classes of this grade yet."),
                    ),
                    class_name="muted",
                ),
                class_name="words",
            ),
            chip(
                t(
                    "{n} of at most {all} lessons a week",
                    n=Curriculum.total,
                    all=Curriculum.limit,
                ),
                rx.cond(Curriculum.is_over, "bad", "ok"),
            ),
            class_name="heading",
        ),
        rx.cond(
            Curriculum.is_over,
            notice("warn", t("The plan has more lessons a week than the law allows this grade.")),
        ),
        rx.el.p(
            t(
                "Write the lessons a week; a row left empty is not taught. Only subjects count"
                " against the limit."
            ),
            class_name="muted small",
        ),
        rx.el.div(
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        rx.el.th(t("Subject"), scope="col"),
                        rx.el.th(t("Kind"), scope="col"),
                        rx.el.th(t("Lessons a week"), scope="col"),
                        rx.el.th(t("Groups per class"), scope="col"),
                        rx.el.th(t("Attendance only"), scope="col"),
                    )
                ),
                rx.el.tbody(rx.foreach(Curriculum.rows, _row)),
                class_name="table records plan",
            ),
            class_name="card flush table-wrap",
        ),
        save_row(
            rx.el.a(
                t("Make the journals of this grade"),
                icon("arrow-right"),
                href=f"/zurnalu-izveide?gads={Curriculum.year_id}&klases={Curriculum.grade}",
                class_name="btn",
            ),
        ),
        on_submit=lambda form: Curriculum.save(Curriculum.year_id, Curriculum.grade, form),
        class_name="stack",
        key=f"plan-{Curriculum.shown}",
    )


def _row(row: PlanRowView) -> rx.Component:
    name = f"lessons-{row.key}"
    return rx.el.tr(
        rx.el.th(row.subject, scope="row"),
        rx.el.td(row.kind, custom_attrs={"data-label": t("Kind")}),
        rx.el.td(
            rx.el.input(
                type="text",
                input_mode="numeric",
                name=name,
                default_value=row.lessons,
                aria_label=t("{name}: lessons a week", name=row.subject),
                max_length=3,
                auto_complete="off",
                class_name="input narrow",
                custom_attrs={"aria-invalid": rx.cond(Feedback.field == name, "true", "false")},
            ),
            custom_attrs={"data-label": t("Lessons a week")},
        ),
        rx.el.td(
            rx.el.select(
                rx.el.option(t("whole class"), value="0"),
                *[rx.el.option(str(count), value=str(count)) for count in _GROUPS],
                name=f"groups-{row.key}",
                default_value=row.groups,
                aria_label=t("{name}: groups per class", name=row.subject),
                class_name="input",
            ),
            custom_attrs={"data-label": t("Groups per class")},
        ),
        rx.el.td(
            rx.el.label(
                rx.el.input(
                    type="checkbox",
                    name=f"attendance-{row.key}",
                    value="1",
                    default_checked=row.attendance_only,
                    aria_label=t("{name}: attendance only", name=row.subject),
                ),
                class_name="check",
            ),
            custom_attrs={"data-label": t("Attendance only")},
        ),
        key=row.key,
    )


def _more() -> rx.Component:
    return rx.el.div(
        rx.el.form(
            rx.el.h2(t("Add a line of another kind")),
            rx.el.p(
                t("Interest education, electives, the extended-day group and other activities."),
                class_name="muted small",
            ),
            rx.el.div(
                named_choice(
                    "subject",
                    t("Subject"),
                    rx.el.option(t("choose"), value=""),
                    rx.foreach(Curriculum.subjects, choice),
                ),
                named_choice("kind", t("Kind"), rx.foreach(Curriculum.kinds, choice)),
                named_field(
                    "lessons", t("Lessons a week"), input_mode="numeric", default_value="1"
                ),
                tick("attendance_only", t("Attendance only")),
                class_name="fields",
            ),
            save_row(label=t("Add the line")),
            on_submit=lambda form: Curriculum.add(Curriculum.year_id, Curriculum.grade, form),
            class_name="card stack",
            key=f"line-{Curriculum.shown}",
        ),
        rx.el.form(
            rx.el.h2(t("Copy to other grades")),
            rx.el.p(
                t("Lines the other grade has already stay as they are; only missing ones come."),
                class_name="muted small",
            ),
            rx.el.div(
                *[
                    rx.cond(
                        Curriculum.grade != grade,
                        tick(f"grade-{grade}", t("Grade {n}", n=grade)),
                    )
                    for grade in GRADES
                ],
                class_name="ticks",
            ),
            rx.el.div(button(t("Copy"), picture="copy", type="submit"), class_name="row"),
            on_submit=lambda form: Curriculum.copy_to(Curriculum.year_id, Curriculum.grade, form),
            class_name="card stack",
            key=f"copy-{Curriculum.shown}",
        ),
        class_name="stack",
    )
