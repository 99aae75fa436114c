"""The page of one lesson: entry on one side, pupils on the other (tablet first)."""

import reflex as rx

from ejournal_app.components.address import shown_when_loaded
from ejournal_app.components.entry import auto_check, auto_date, auto_field, pupil_list
from ejournal_app.components.feedback import notice, state_badge
from ejournal_app.components.forms import button
from ejournal_app.components.i18n import t
from ejournal_app.components.icons import icon
from ejournal_app.states.lesson import Choice, CopyTarget, EarlierTopic, Lesson

from .frame import entry_labels, framed
from .work_form import calendar_link, calendar_sign, edit_work_opener, work_dialog


def lesson() -> rx.Component:
    """Return topic, outcome and homework beside the list of pupils."""
    return framed(
        shown_when_loaded(
            Lesson.lesson_id,
            "lesson",
            rx.el.div(
                rx.el.div(
                    rx.el.h2(Lesson.heading),
                    rx.el.p(Lesson.subheading, class_name="muted"),
                    class_name="stack tight words",
                ),
                rx.el.div(
                    rx.cond(
                        Lesson.missing != "",
                        rx.el.span(
                            t("Missing: {parts}", parts=Lesson.missing), class_name="small muted"
                        ),
                    ),
                    state_badge(Lesson.state_kind, Lesson.state),
                    role="status",
                    class_name="row tight lesson-state",
                ),
                rx.cond(
                    Lesson.whole,
                    rx.el.a(
                        icon("grid"),
                        t("Journal"),
                        href=f"/zurnals/{Lesson.journal_id}",
                        class_name="btn",
                    ),
                ),
                _step(Lesson.previous_href, "chevron-left", t("Previous lesson")),
                _step(Lesson.next_href, "chevron-right", t("Next lesson")),
                class_name="heading",
            ),
            rx.cond(
                Lesson.closed != "",
                notice(
                    "warn",
                    rx.el.p(Lesson.closed),
                    rx.cond(
                        Lesson.closed_href != "",
                        rx.el.a(t("Allow the day"), href=Lesson.closed_href, class_name="btn"),
                    ),
                ),
                rx.cond(
                    ~Lesson.editable,
                    notice("info", t("You can read this lesson; its teachers write it.")),
                ),
            ),
            rx.cond(Lesson.substitution != "", notice("info", rx.el.p(Lesson.substitution))),
            rx.cond(
                Lesson.copied != "",
                notice("ok", t("Copied to {lesson}.", lesson=Lesson.copied), live=True),
            ),
            rx.el.div(
                _entry(),
                _pupils(),
                _copy(),
                _earlier(),
                class_name="lesson",
            ),
        ),
        title=t("Lesson"),
        active="day",
        writes=True,
        back="/diena",
        wide=True,
    )


def _step(href: rx.Var[str], picture: str, label: rx.Var[str]) -> rx.Component:
    return rx.cond(
        href != "",
        rx.el.a(icon(picture, label), href=href, class_name="btn icon-only"),  # type: ignore[arg-type]
    )


def _entry() -> rx.Component:
    common = {
        "target": Lesson.target,
        "readonly": ~Lesson.editable,
        "labels": entry_labels(),
    }
    return rx.el.section(
        rx.el.h3(t("Lesson entry")),
        auto_field(kind="topic", value=Lesson.topic, label=t("Topic"), max_length=500, **common),
        auto_field(
            kind="outcome",
            value=Lesson.outcome,
            label=t("Intended outcome"),
            multiline=True,
            max_length=1000,
            **common,
        ),
        rx.cond(
            Lesson.homework_expected,
            rx.el.div(
                auto_field(
                    kind="homework",
                    value=Lesson.homework,
                    label=t("Homework"),
                    multiline=True,
                    max_length=2000,
                    **common,
                ),
                rx.el.div(
                    auto_date(
                        kind="homework_due",
                        value=Lesson.homework_due,
                        label=t("Due"),
                        hint=Lesson.due_hint,
                        min_date=Lesson.day,
                        **common,
                    ),
                    auto_check(
                        kind="no_homework",
                        value=Lesson.no_homework,
                        label=t("Not set"),
                        **common,
                    ),
                    class_name="row top",
                ),
                class_name="stack",
            ),
        ),
        class_name="card stack",
        aria_label=t("Lesson entry"),
    )


def _copy() -> rx.Component:
    def target(choice: CopyTarget) -> rx.Component:
        return button(
            t("Copy to {lesson}", lesson=choice.label),
            picture="copy",
            on_click=Lesson.copy_to(Lesson.lesson_id, choice.lesson_id),
        )

    return rx.cond(
        Lesson.can_copy & (Lesson.targets.length() > 0),
        rx.el.section(
            rx.el.h3(t("Parallel classes")),
            rx.el.div(rx.foreach(Lesson.targets, target), class_name="row"),
            class_name="card stack",
        ),
    )


def _earlier() -> rx.Component:
    def line(earlier: EarlierTopic) -> rx.Component:
        return rx.el.li(
            rx.cond(
                earlier.href != "",
                rx.el.a(
                    rx.el.span(earlier.day, class_name="muted small"),
                    rx.el.span(earlier.topic),
                    href=earlier.href,
                    class_name="earlier",
                ),
                rx.el.p(
                    rx.el.span(earlier.day, class_name="muted small"),
                    rx.el.span(earlier.topic),
                    class_name="earlier",
                ),
            ),
            rx.cond(
                earlier.homework != "",
                rx.el.p(t("Homework"), ": ", earlier.homework, class_name="small muted"),
            ),
        )

    return rx.cond(
        Lesson.earlier.length() > 0,
        rx.el.section(
            rx.el.h3(t("Previous lessons")),
            rx.el.ul(rx.foreach(Lesson.earlier, line), class_name="bare stack tight"),
            class_name="card stack",
        ),
    )


def _pupils() -> rx.Component:
    return rx.el.section(
        rx.cond(Lesson.marks_allowed, _works()),
        rx.cond(
            Lesson.started,
            pupil_list(
                rows=Lesson.rows,
                lesson_id=Lesson.lesson_id,
                work_id=Lesson.work_id,
                work_title=Lesson.work_title,
                allowed=Lesson.allowed,
                checked=Lesson.checked,
                readonly=~Lesson.editable,
                labels=entry_labels(),
            ),
            notice("info", t("Attendance and marks open on the day of the lesson.")),
        ),
        class_name="card stack pupils",
        aria_label=t("Pupils"),
    )


def _works() -> rx.Component:
    def work(choice: Choice) -> rx.Component:
        return button(
            choice.label,
            aria_pressed=rx.cond(choice.value == Lesson.work_id, "true", "false"),
            on_click=Lesson.choose_work(Lesson.lesson_id, choice.value),
        )

    return rx.el.div(
        rx.cond(
            Lesson.works.length() > 0,
            rx.el.div(
                rx.foreach(Lesson.works, work),
                rx.cond(Lesson.editable, edit_work_opener(Lesson.work_id)),
                class_name="row",
            ),
        ),
        rx.cond(Lesson.editable, _add_work()),
        class_name="stack tight",
    )


def _add_work() -> rx.Component:
    """One tap adds a work of a kind; only when the class has many tests a second one is asked."""

    def add(kind: Choice) -> rx.Component:
        return button(
            kind.label,
            picture="plus",
            kind="quiet",
            on_click=Lesson.add_work(Lesson.lesson_id, kind.value, ""),
        )

    return rx.fragment(
        rx.el.div(
            rx.foreach(Lesson.kinds, add),
            calendar_sign(),
            role="group",
            aria_label=t("Add work"),
            class_name="row tight add-kinds",
        ),
        rx.el.div(
            rx.cond(
                Lesson.warnings.length() > 0,
                notice(
                    "warn",
                    rx.foreach(Lesson.warnings, rx.el.p),
                    rx.el.div(
                        button(
                            t("Add all the same"),
                            on_click=Lesson.add_work(Lesson.lesson_id, Lesson.warned_kind, "1"),
                        ),
                        calendar_link(),
                        class_name="row",
                    ),
                ),
            ),
            role="status",
        ),
        work_dialog(),
    )
