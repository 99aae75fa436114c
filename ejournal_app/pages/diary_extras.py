"""Around the week of the diary: the class teacher's notice above, marks of no lesson below."""

import reflex as rx

from ejournal_app.components.forms import button
from ejournal_app.components.i18n import t
from ejournal_app.components.icons import icon
from ejournal_app.states.diary_extras import AchievementView, DiaryExtras, OtherMarkView

from .diary_marks import diary_mark


def class_teachers_notice() -> rx.Component:
    """Return what the class teacher tells parents; folded once it was read."""
    words = rx.el.div(
        rx.el.p(DiaryExtras.notice_text, class_name="letter"),
        rx.cond(
            ~DiaryExtras.notice_known,
            rx.el.div(
                button(
                    t("I have read it"),
                    kind="primary",
                    picture="check",
                    on_click=DiaryExtras.read(
                        DiaryExtras.pupil_id, DiaryExtras.notice_id, DiaryExtras.notice_version
                    ),
                ),
                class_name="row",
            ),
        ),
        class_name="stack",
    )
    return rx.cond(
        DiaryExtras.notice_id > 0,
        rx.el.details(
            rx.el.summary(
                rx.el.span(
                    t("From the class teacher of {name}", name=DiaryExtras.notice_class),
                    class_name="strong",
                ),
                " ",
                rx.el.span(DiaryExtras.notice_day, class_name="small muted"),
            ),
            words,
            class_name="card folds",
            open=~DiaryExtras.notice_known,
            key=f"{DiaryExtras.notice_id}-{DiaryExtras.notice_version}-{DiaryExtras.notice_known}",
        ),
    )


def marks_of_no_lesson() -> rx.Component:
    """Return marks of semesters, exams and other schools."""
    return rx.cond(
        DiaryExtras.marks.length() > 0,
        rx.el.section(
            rx.el.h3(t("Other marks")),
            rx.el.ul(rx.foreach(DiaryExtras.marks, _mark), class_name="bare diary-day"),
            class_name="card stack",
        ),
    )


def averages_link() -> rx.Component:
    """Return the way to the averages of the year, by subject."""
    return rx.cond(
        DiaryExtras.pupil_id > 0,
        rx.el.a(
            icon("list-checks"),
            t("Averages"),
            href=f"/dienasgramata/{DiaryExtras.pupil_id}/videjas",
            class_name="btn",
        ),
    )


def achievements_of_the_pupil() -> rx.Component:
    """Return the pupil's olympiads and competitions."""

    def line(own: AchievementView) -> rx.Component:
        return rx.el.li(
            rx.el.div(
                rx.el.div(
                    rx.el.span(own.title, class_name="strong"),
                    rx.el.span(own.text, class_name="diary-when small muted"),
                    class_name="grow",
                ),
                rx.cond(own.result != "", rx.el.span(own.result, class_name="chip ok")),
                class_name="diary-head",
            ),
            key=own.key,
            class_name="diary-lesson",
        )

    return rx.cond(
        DiaryExtras.achievements.length() > 0,
        rx.el.section(
            rx.el.h3(t("Achievements")),
            rx.el.ul(rx.foreach(DiaryExtras.achievements, line), class_name="bare diary-day"),
            class_name="card stack",
        ),
    )


def _mark(own: OtherMarkView) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.div(
                rx.el.span(own.subject, class_name="strong"),
                rx.el.span(own.mark.work, " · ", own.day, class_name="diary-when small muted"),
                rx.cond(
                    own.mark.note != "",
                    rx.el.span(own.mark.note, class_name="diary-when small muted"),
                ),
                class_name="grow",
            ),
            rx.el.div(diary_mark(own.mark), class_name="diary-results"),
            class_name="diary-head",
        ),
        key=own.key,
        class_name="diary-lesson",
    )
