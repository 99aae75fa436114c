"""One school year: semesters by grade, breaks, single days, official holidays."""

import reflex as rx

from ejournal_app.components.dialogs import confirm_dialog, opener
from ejournal_app.components.feedback import chip, notice
from ejournal_app.components.forms import button, checkbox
from ejournal_app.components.i18n import Text, t, tn
from ejournal_app.domain.school_year_defaults import GRADES
from ejournal_app.states.setup_year import SetupYear
from ejournal_app.states.setup_year_views import (
    BreakView,
    DayView,
    GroupView,
    HitDayView,
    HitView,
    LawView,
)

from .fields import named_choice, named_field, save_row
from .frame import framed


def setup_year() -> rx.Component:
    """Return everything about a year."""
    return framed(
        rx.el.h2(t("School year {year}", year=SetupYear.name)),
        rx.cond(SetupYear.hit_count > 0, _hits()),
        _semesters(),
        _breaks(),
        _days(),
        _law_days(),
        title=t("School year"),
        active="hub",
        wide=True,
        back="/iestatijumi/gadi",
    )


def _hits() -> rx.Component:
    def lesson(hit: HitView) -> rx.Component:
        return rx.el.li(rx.el.a(hit.title, href=hit.href, class_name="tap-line"), key=hit.href)

    def line(hit: HitDayView) -> rx.Component:
        return rx.el.div(
            rx.el.div(
                rx.foreach(hit.reasons, lambda reason: rx.el.p(reason, class_name="strong")),
                rx.el.ul(rx.foreach(hit.lessons, lesson), class_name="bare"),
                class_name="grow",
            ),
            rx.cond(
                ~hit.is_own,
                button(
                    t("Allow lessons"),
                    on_click=SetupYear.override(SetupYear.year_id, hit.iso),
                    aria_controls="new-day",
                ),
            ),
            class_name="term",
            key=hit.iso,
        )

    return rx.el.section(
        notice(
            "warn",
            tn(
                "{n} lesson with entries is on a day without lessons. Nothing was deleted.",
                "{n} lessons with entries are on days without lessons. Nothing was deleted.",
                SetupYear.hit_count,
            ),
        ),
        rx.el.details(
            rx.el.summary(t("Show the lessons"), class_name="tap-line"),
            rx.el.p(
                t(
                    "Allow lessons on a day if they were held, or let the teachers move what they"
                    " entered: a work to another date, texts by copying and clearing them. Or"
                    " everything stays as it is."
                ),
                class_name="muted",
            ),
            rx.el.div(rx.foreach(SetupYear.hits, line), class_name="stack"),
        ),
        class_name="card stack",
    )


def _semesters() -> rx.Component:
    def line(group: GroupView) -> rx.Component:
        return rx.el.tr(
            rx.el.th(group.grades, scope="row"),
            rx.el.td(
                rx.cond(group.missing, chip(t("not set"), "bad"), group.first),
                custom_attrs={"data-label": t("Semester I")},
            ),
            rx.el.td(group.second, custom_attrs={"data-label": t("Semester II")}),
            rx.el.td(
                button(
                    t("Change"),
                    kind="quiet",
                    picture="pencil",
                    on_click=SetupYear.edit_group(SetupYear.year_id, group.place),
                ),
                class_name="right",
            ),
            key=group.grades,
        )

    return rx.el.section(
        rx.el.h2(t("Semesters")),
        rx.el.div(
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        rx.el.th(t("Grades")),
                        rx.el.th(t("Semester I")),
                        rx.el.th(t("Semester II")),
                        rx.el.th(rx.el.span(t("Change"), class_name="sr-only")),
                    )
                ),
                rx.el.tbody(rx.foreach(SetupYear.groups, line)),
                class_name="table records",
            ),
            class_name="table-wrap",
        ),
        rx.el.form(
            rx.el.fieldset(
                rx.el.legend(t("For the grades"), class_name="label"),
                rx.el.div(
                    *(
                        checkbox(
                            f"{grade}.",
                            name=f"grade_{grade}",
                            default_checked=SetupYear.chosen.contains(grade),
                        )
                        for grade in GRADES
                    ),
                    class_name="grade-ticks",
                ),
                class_name="plain-set",
            ),
            rx.el.div(
                _date("first_starts", t("Semester I begins"), SetupYear.semester_form),
                _date("first_ends", t("Semester I ends"), SetupYear.semester_form),
                _date("second_starts", t("Semester II begins"), SetupYear.semester_form),
                _date("second_ends", t("Semester II ends"), SetupYear.semester_form),
                class_name="fields",
            ),
            save_row(label=t("Save for these grades")),
            on_submit=SetupYear.save_semesters(SetupYear.year_id),
            key=f"semesters-{SetupYear.key}",
            class_name="stack",
        ),
        class_name="card stack",
    )


def _breaks() -> rx.Component:
    def line(row: BreakView) -> rx.Component:
        return _line(
            row.name,
            rx.fragment(row.span, " · ", row.who),
            button(
                t("Change"),
                kind="quiet",
                picture="pencil",
                on_click=SetupYear.edit_break(SetupYear.year_id, row.break_id),
            ),
            _remover(
                f"break-{row.break_id}",
                t("Remove the break “{name}”?", name=row.name),
                t("Lessons of its days are planned again. You can add it anew."),
                SetupYear.remove_break(SetupYear.year_id, row.break_id),
            ),
        )

    form = SetupYear.break_form
    return rx.el.section(
        rx.el.h2(t("Pupils' breaks")),
        rx.cond(
            SetupYear.breaks.length() > 0,
            rx.el.div(rx.foreach(SetupYear.breaks, line), class_name="list"),
            rx.el.p(t("There are no breaks yet; add them below."), class_name="muted"),
        ),
        rx.el.form(
            rx.el.h3(rx.cond(form["id"] != "", t("Change the break"), t("New break"))),
            rx.el.input(type="hidden", name="break_id", default_value=form["id"]),
            rx.el.div(
                named_field(
                    "break_name",
                    t("What it is called"),
                    default_value=form["name"],
                    required=True,
                    max_length=100,
                ),
                _grade("break_grade", form["grade"]),
                named_field(
                    "break_starts",
                    t("First day"),
                    kind="date",
                    default_value=form["starts"],
                    required=True,
                ),
                named_field(
                    "break_ends",
                    t("Last day"),
                    kind="date",
                    default_value=form["ends"],
                    required=True,
                ),
                class_name="fields",
            ),
            save_row(),
            on_submit=SetupYear.save_break(SetupYear.year_id),
            key=f"break-{SetupYear.key}",
            class_name="stack",
        ),
        class_name="card stack",
    )


def _days() -> rx.Component:
    def line(row: DayView) -> rx.Component:
        return _line(
            row.day,
            rx.fragment(row.kind, ": ", row.name, " · ", row.who),
            _remover(
                f"day-{row.day_id}",
                t("Remove what is set for {day}?", day=row.day),
                t("The calendar decides on the day again; its lessons are planned anew."),
                SetupYear.remove_day(SetupYear.year_id, row.day_id),
            ),
        )

    form = SetupYear.day_form
    return rx.el.section(
        rx.el.h2(t("Single days")),
        rx.el.p(
            t(
                "A day the school is closed, a moved working day, or lessons on a day the calendar"
                " closes. Lessons that hold entries are never deleted."
            ),
            class_name="muted",
        ),
        rx.el.div(rx.foreach(SetupYear.days, line), class_name="list"),
        rx.el.form(
            rx.el.h3(t("New day"), id="new-day"),
            rx.el.div(
                named_field("day", t("Day"), kind="date", default_value=form["day"], required=True),
                named_choice(
                    "day_kind",
                    t("What it is"),
                    rx.el.option(t("No lessons"), value="closed"),
                    rx.el.option(t("Working day"), value="moved_working"),
                    rx.el.option(t("Lessons allowed"), value="lessons_allowed"),
                    default_value=form["kind"],
                ),
                named_field(
                    "day_name",
                    t("Why"),
                    hint=t("People read it when the day refuses a lesson."),
                    default_value=form["name"],
                    required=True,
                    max_length=200,
                ),
                _grade("day_grade", ""),
                named_field(
                    "day_replaces",
                    t("Instead of"),
                    kind="date",
                    hint=t("Only for a working day: whose timetable it follows."),
                ),
                class_name="fields",
            ),
            save_row(label=t("Add the day")),
            on_submit=SetupYear.add_day(SetupYear.year_id),
            key=f"day-{SetupYear.key}",
            class_name="stack",
        ),
        class_name="card stack",
    )


def _law_days() -> rx.Component:
    def line(one: LawView) -> rx.Component:
        return _line(
            one.day,
            one.name,
            rx.cond(
                one.is_overridden,
                chip(t("the school decided otherwise"), "info"),
                rx.cond(
                    one.is_holiday,
                    button(
                        t("Allow lessons"),
                        kind="quiet",
                        on_click=SetupYear.override(SetupYear.year_id, one.iso),
                        aria_controls="new-day",
                    ),
                ),
            ),
        )

    return rx.el.section(
        rx.el.h2(t("Official holidays and moved working days")),
        rx.el.p(
            t("From the law and the Cabinet's decisions. A single day above goes before them."),
            class_name="muted",
        ),
        rx.el.details(
            rx.el.summary(
                tn("Show {n} day", "Show {n} days", SetupYear.law.length()), class_name="tap-line"
            ),
            rx.el.div(rx.foreach(SetupYear.law, line), class_name="list"),
        ),
        class_name="card stack",
    )


def _date(name: str, label: Text, form: dict[str, str]) -> rx.Component:
    return named_field(name, label, kind="date", default_value=form[name], required=True)


def _grade(name: str, chosen: Text) -> rx.Component:
    return named_choice(
        name,
        t("For whom"),
        rx.el.option(t("every grade"), value=""),
        *(rx.el.option(f"{grade}.", value=str(grade)) for grade in GRADES),
        default_value=chosen,
    )


def _line(title: Text, meta: rx.Component | Text, *actions: rx.Component) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.div(title, class_name="list-title"),
            rx.el.div(meta, class_name="list-meta"),
            class_name="list-body",
        ),
        rx.el.div(*actions, class_name="list-trail"),
        class_name="list-row",
    )


def _remover(dialog_id: Text, title: Text, text: Text, on_confirm: object) -> rx.Component:
    return rx.fragment(
        opener(dialog_id, t("Remove"), kind="quiet", picture="trash"),
        confirm_dialog(
            dialog_id,
            title=title,
            text=text,
            confirm=t("Remove"),
            on_confirm=on_confirm,
            destructive=True,
        ),
    )
