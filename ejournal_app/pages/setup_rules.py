"""The school's rules, each with the day it holds from and its history."""

import reflex as rx

from ejournal_app.components.forms import button
from ejournal_app.components.i18n import Text, t
from ejournal_app.states.setup_rules import FIELDS, Rule, SetupRules, ValueView

from .fields import named_choice, named_field, save_row
from .frame import framed

_JOURNAL_KINDS = (
    t("Subject"),
    t("Interest education"),
    t("Extended-day group"),
    t("Elective"),
    t("Individual lessons"),
    t("Group lessons"),
)
"""In the order of `JournalKind`."""
_ROUNDINGS = (("0.5", "0,5"), ("0.6", "0,6"), ("0.7", "0,7"), ("0.8", "0,8"))


def setup_rules() -> rx.Component:
    """Return the rules, and what the symbols of a journal mean."""
    due, stap, rounding = Rule.LESSON_ENTRY_DUE, Rule.STAP_LAST_GRADE, Rule.ROUND_UP_FROM
    return framed(
        _rule(
            due,
            t("Lesson entries are due at"),
            t("Of the lesson's working day; later entries are accepted and marked late."),
            _one(due, t("Time of day"), kind="time"),
        ),
        _rule(
            Rule.ENTRY_DAYS,
            t("Working days for the entry, by kind of journal"),
            t(
                "0: on the day of the lesson, by the time above; otherwise by that time of the last"
                " of so many working days after it."
            ),
            _many(Rule.ENTRY_DAYS, lambda n: _JOURNAL_KINDS[n - 1]),
        ),
        _rule(
            Rule.CLASS_TASKS_DUE,
            t("Tasks of class teachers in the autumn"),
            t(
                "By when personal files are in order and parents are told about the journal. What"
                " holds on 1 September decides for the whole year."
            ),
            _one(Rule.CLASS_TASKS_DUE, t("Day and month")),
        ),
        _rule(
            Rule.NEWCOMER_DAYS,
            t("Personal files of newcomers"),
            t("For those enrolled from that day on; earlier newcomers keep their day."),
            _one(Rule.NEWCOMER_DAYS, t("Working days after enrolment"), input_mode="numeric"),
        ),
        _rule(
            stap,
            t("Scale by grade"),
            t("The lower grades are marked in levels S, T, A, P, the others in ten points."),
            _one(stap, t("Last grade marked in levels (0: none)"), input_mode="numeric"),
        ),
        _rule(
            rounding,
            t("Rounding of suggested marks"),
            t("From this part on the weighted average suggests the higher mark."),
            named_choice(
                f"{rounding}_value",
                t("Rounded up from"),
                *(rx.el.option(shown, value=value) for value, shown in _ROUNDINGS),
                default_value=SetupRules.values[rounding][0],
            ),
        ),
        _rule(
            Rule.PERCENT_BOUNDS,
            t("Per cent and marks"),
            t("The least per cent for each mark; below the first one it is a 1."),
            _many(Rule.PERCENT_BOUNDS, lambda n: t("Mark {mark}, from %", mark=str(n + 1))),
        ),
        _rule(
            Rule.MAX_LESSONS,
            t("Lessons a day"),
            t("At most, for each grade; the law allows no more than 5 to 8."),
            _many(Rule.MAX_LESSONS, lambda n: t("Grade {grade}", grade=str(n))),
        ),
        _rule(
            Rule.TEST_LOAD,
            t("Test load"),
            t("When a class gets more tests than this, whoever plans one more is warned."),
            _many(Rule.TEST_LOAD, lambda n: (t("Tests on a day"), t("Tests in a week"))[n - 1]),
        ),
        _rule(
            Rule.SUBSTITUTION_LIMITS,
            t("Substitutions of a teacher"),
            t("Nobody is proposed or planned for more lessons than this."),
            _many(
                Rule.SUBSTITUTION_LIMITS,
                lambda n: (t("Substituted lessons a day"), t("Substituted lessons a week"))[n - 1],
            ),
        ),
        _rule(
            Rule.MARK_LOCK_DAYS,
            t("Locking of marks"),
            t("Changing a locked mark needs a reason, and the class teacher is told."),
            _one(
                Rule.MARK_LOCK_DAYS,
                t("Days after which a mark is locked (0: never)"),
                input_mode="numeric",
            ),
        ),
        _rule(
            Rule.PERIOD_DAYS,
            t("Entering interim and year marks"),
            t("From so many days before the end of a semester to so many days after it."),
            _many(Rule.PERIOD_DAYS, lambda n: (t("Days before the end"), t("Days after"))[n - 1]),
        ),
        _rule(
            Rule.SEMESTER_MARKS,
            t("Semester marks"),
            t("Whether the school gives marks of the semesters beside interim and year marks."),
            named_choice(
                f"{Rule.SEMESTER_MARKS}_value",
                t("Semester marks"),
                rx.el.option(t("not given"), value="0"),
                rx.el.option(t("given"), value="1"),
                default_value=SetupRules.values[Rule.SEMESTER_MARKS][0],
            ),
        ),
        _rule(
            Rule.BRAKE,
            t("Brake for unusual changes"),
            t(
                "When one account makes so many marks the lowest or deletes them in so short a"
                " time, the changes wait for its password and the class teacher is told."
            ),
            _many(Rule.BRAKE, lambda n: (t("Marks"), t("Minutes"))[n - 1]),
        ),
        _rule(
            Rule.WORKING_HOURS,
            t("Working hours"),
            t("Outside of them, changes of marks from a device not used before are held back too."),
            _many(
                Rule.WORKING_HOURS,
                lambda n: (t("From what time"), t("Until what time"))[n - 1],
                kind="time",
            ),
        ),
        _rule(
            Rule.REMINDER_TIMES,
            t("Reminders to teachers"),
            t("On working days: in the morning what falls due, later what is still missing today."),
            _many(
                Rule.REMINDER_TIMES,
                lambda n: (t("What falls due, at"), t("What is missing, at"))[n - 1],
                kind="time",
            ),
        ),
        _rule(
            Rule.DIGEST_TIME,
            t("News of the day to families"),
            t("For those who have chosen no time of their own."),
            _one(Rule.DIGEST_TIME, t("Time of day"), kind="time"),
        ),
        _rule(
            Rule.HOLD_MARKS,
            t("Holding messages about marks back"),
            t(
                "Families are told of the marks of a day from this time on, so that a mark can be"
                " put right before. The diary shows marks at once. Empty: nothing is held back."
            ),
            named_field(
                f"{Rule.HOLD_MARKS}_value",
                t("Not before"),
                kind="time",
                default_value=SetupRules.values[Rule.HOLD_MARKS][0],
            ),
        ),
        _rule(
            Rule.UNJUSTIFIED_STEPS,
            t("Steps of unjustified lessons"),
            t(
                "So many unjustified lessons in a semester, and the school does something. From 21"
                " on it reports to the municipality: that step is the law's."
            ),
            _one(Rule.UNJUSTIFIED_STEPS, t("Lessons, with commas between")),
        ),
        _rule(
            Rule.CANTEEN,
            t("Report to the canteen"),
            t(
                "On days with lessons the numbers of present and absent pupils of each class are"
                " sent by e-mail, without names. Without an address nothing is sent."
            ),
            rx.el.div(
                named_field(
                    f"{Rule.CANTEEN}_value_1",
                    t("Time of day"),
                    kind="time",
                    default_value=SetupRules.values[Rule.CANTEEN][0],
                ),
                named_field(
                    f"{Rule.CANTEEN}_value_2",
                    t("E-mail addresses, with commas between"),
                    default_value=SetupRules.values[Rule.CANTEEN][1],
                    auto_complete="off",
                ),
                class_name="fields",
            ),
        ),
        _rule(
            Rule.FILING_LIMITS,
            t("Parents' applications for absences"),
            t(
                "So many school days a parent justifies by word alone; beyond that a doctor's note"
                " is asked for. Days covered by a document are not counted."
            ),
            _many(
                Rule.FILING_LIMITS,
                lambda n: (
                    t("School days at a time"),
                    t("School days in a semester"),
                    t("Days after the absence to apply in"),
                )[n - 1],
            ),
        ),
        _rule(
            Rule.INFORM_BY,
            t("Telling the school of an absence"),
            t("Until then parents apply on the day itself; later the school may already call."),
            _one(Rule.INFORM_BY, t("Time of day"), kind="time"),
        ),
        _symbols(),
        title=t("Rules"),
        active="hub",
        wide=True,
        back="/iestatijumi",
    )


def _rule(rule: Rule, title: Text, text: Text, fields: rx.Component) -> rx.Component:
    def value(one: ValueView) -> rx.Component:
        return rx.el.li(
            rx.el.span(one.since, class_name="strong small"),
            rx.el.span(one.words, class_name="small grow"),
            rx.cond(
                one.setting_id > 0,
                button(t("Withdraw"), kind="quiet", on_click=SetupRules.withdraw(one.setting_id)),
            ),
            class_name="row",
        )

    return rx.el.section(
        rx.el.h2(title),
        rx.el.p(text, class_name="muted"),
        rx.el.p(rx.el.span(t("Now:"), class_name="muted"), " ", SetupRules.words[rule]),
        rx.el.form(
            *([fields] if FIELDS[rule] > 1 else []),
            rx.el.div(
                *([fields] if FIELDS[rule] == 1 else []),
                named_field(
                    f"{rule}_effective_from",
                    t("In force from"),
                    kind="date",
                    hint=rx.cond(
                        SetupRules.first_open != "",
                        t(
                            "Not before {day}: earlier periods are closed.",
                            day=SetupRules.first_open,
                        ),
                        t("Earlier work keeps what held then."),
                    ),
                    required=True,
                ),
                class_name="fields",
            ),
            save_row(),
            on_submit=SetupRules.save(rule.value),
            key=f"{rule}-{SetupRules.key}",
            class_name="stack",
        ),
        rx.el.details(
            rx.el.summary(t("History"), class_name="tap-line small"),
            rx.el.ul(rx.foreach(SetupRules.history[rule], value), class_name="bare stack tight"),
        ),
        class_name="card stack",
    )


def _one(rule: Rule, label: Text, **props: str) -> rx.Component:
    return named_field(
        f"{rule}_value",
        label,
        default_value=SetupRules.values[rule][0],
        required=True,
        **props,  # type: ignore[arg-type]
    )


def _many(rule: Rule, label: object, **props: str) -> rx.Component:
    props = props or {"input_mode": "numeric"}
    return rx.el.div(
        *(
            named_field(
                f"{rule}_value_{number}",
                label(number),  # type: ignore[operator]
                default_value=SetupRules.values[rule][number - 1],
                required=True,
                **props,  # type: ignore[arg-type]
            )
            for number in range(1, FIELDS[rule] + 1)
        ),
        class_name="fields narrow",
    )


def _symbols() -> rx.Component:
    meanings = (
        ("n", t("absent, not decided yet why")),
        ("k", t("late")),
        ("ns", t("absent, justified by illness")),
        ("nc", t("absent, justified otherwise")),
        ("nn", t("absent without justification")),
        ("nv", t("not marked; enters no average")),
        ("i / ni", t("pass / fail")),
        ("S, T, A, P", t("levels: has begun, continues, has learned, has learned in depth")),
        ("4|7", t("improved mark: the last one counts")),
    )
    return rx.el.section(
        rx.el.h2(t("Symbols of the journal")),
        rx.el.p(t("They are the same in every school."), class_name="muted"),
        rx.el.dl(
            *(
                rx.el.div(rx.el.dt(rx.el.span(sign, class_name="chip")), rx.el.dd(text))
                for sign, text in meanings
            ),
            class_name="symbols",
        ),
        class_name="card stack",
    )
