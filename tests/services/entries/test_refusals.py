"""What must not be entered is refused with a sentence of its own, and changes nothing."""

import pytest

from ejournal_app.services.entries.operations import AnswerStatus, Operation, OperationKind
from tests.support.entering import (
    attendance,
    checked,
    mark,
    operation,
    recorded,
    saved,
    send,
    topic,
)
from tests.support.school import TinySchool
from tests.support.school_days import FRIDAY, LESSON_DAYS, TOMORROW, YESTERDAY
from tests.support.trail import trail


def _refused(school: TinySchool) -> dict[str, tuple[Operation, str]]:
    lesson, tomorrow = school.lesson(school.maths_a), school.lesson(school.maths_a, TOMORROW)
    test, quiz = school.test, school.quiz
    no_half = "The ten-point scale has whole points only, no parts of a point."
    one_to_ten = "A mark on the ten-point scale is from 1 to 10."
    points = "Here you can enter whole points from 1 to 10 or nv."
    in_attendance = "Absence is registered in attendance, not in a mark cell."
    not_the_mark = "The mark to be improved is 4, not 5."
    left = " left on 2026-11-{}: new entries are not possible, the history stays."
    zane_left = "Zariņa Zane" + left.format(24)
    marta_left = "Krūmiņa Marta" + left.format(19)
    bruno_left = "Bērziņš Bruno" + left.format(20)
    emils_absent = "Eglītis Emīls was not in this class or group on 2026-11-20."
    too_early = "This is planned for 2026-11-26; it cannot be recorded before that day."
    justified = (
        "Whether an absence is justified is registered by the class teacher; enter n for absent."
    )
    kind = OperationKind
    return {
        "half a point": (mark(test, school.anna, "7,5"), no_half),
        "half a point with a dot": (mark(test, school.anna, "7.5"), no_half),
        "eleven": (mark(test, school.anna, "11"), one_to_ten),
        "zero": (mark(test, school.anna, "0"), one_to_ten),
        "below zero": (mark(test, school.anna, "-3"), one_to_ten),
        "letters": (mark(test, school.anna, "abc"), points),
        "a formula": (mark(test, school.anna, "=1+2"), points),
        "superscript": (mark(test, school.anna, "7²"), points),
        "absence": (mark(test, school.anna, "n"), in_attendance),
        "justified absence": (mark(test, school.anna, "ns"), in_attendance),
        "late": (mark(test, school.anna, "k"), in_attendance),
        "points in pass or fail": (
            mark(quiz, school.anna, "8"),
            "Here you can enter i (pass), ni (fail) or nv.",
        ),
        "improving another mark": (mark(test, school.bruno, "5|7", "4"), not_the_mark),
        "half an improvement": (
            mark(test, school.bruno, "4|", "4"),
            "Write an improved mark as the old and the new value, for example 4|7.",
        ),
        "improving to nothing": (
            mark(test, school.bruno, "4|nv", "4"),
            "A mark cannot be improved to nv.",
        ),
        "improving by half": (mark(test, school.bruno, "4|7,5", "4"), no_half),
        "marking a pupil who left": (mark(test, school.zane, "7"), zane_left),
        "attendance of a pupil who left": (
            attendance(school.lesson(school.maths_a, YESTERDAY), school.zane, "absent"),
            zane_left,
        ),
        "attendance of a pupil who left the group": (
            attendance(school.lesson(school.english, FRIDAY), school.bruno, "absent"),
            bruno_left,
        ),
        "a pupil who moved to another class": (
            attendance(school.lesson(school.maths_a, LESSON_DAYS[0]), school.marta, "absent"),
            marta_left,
        ),
        "a pupil who joined later": (
            attendance(school.lesson(school.maths_a, FRIDAY), school.emils, "absent"),
            emils_absent,
        ),
        "tomorrow's attendance": (attendance(tomorrow, school.anna, "absent"), too_early),
        "checking tomorrow": (checked(tomorrow), too_early),
        "unknown attendance": (
            attendance(lesson, school.anna, "8"),
            "Attendance is n (absent), k (late) or empty (present).",
        ),
        "justification by a teacher": (attendance(lesson, school.anna, "ns"), justified),
        "unchecking": (
            operation(kind.ATTENDANCE_CHECKED, "", "1", lesson=lesson),
            "Checked attendance stays checked; change the pupils instead.",
        ),
        "a long topic": (
            topic(lesson, "ā" * 501),
            "The text is too long: 501 characters, at most 500.",
        ),
        "a long outcome": (
            operation(kind.OUTCOME, "ā" * 1001, lesson=lesson),
            "The text is too long: 1001 characters, at most 1000.",
        ),
        "long homework": (
            operation(kind.HOMEWORK, "ā" * 2001, "3. uzd.", lesson=lesson),
            "The text is too long: 2001 characters, at most 2000.",
        ),
        "homework due before the lesson": (
            operation(
                kind.HOMEWORK_DUE, YESTERDAY.isoformat(), TOMORROW.isoformat(), lesson=lesson
            ),
            "Homework cannot be due before the lesson it was set in.",
        ),
        "homework due never": (
            operation(kind.HOMEWORK_DUE, "2026-02-30", TOMORROW.isoformat(), lesson=lesson),
            "This is not a date. Choose a day from the calendar.",
        ),
        "not set while there is homework": (
            operation(kind.NO_HOMEWORK, "1", lesson=lesson),
            "Homework is written here. Clear its text before ticking “not set”.",
        ),
    }


def test_each_is_refused_in_its_own_words_and_changes_nothing(
    school: TinySchool, subtests: pytest.Subtests
) -> None:
    ilze, janis = school.actors.ilze, school.actors.janis
    lesson = school.lesson(school.maths_a)
    saved(
        ilze,
        mark(school.test, school.bruno, "4"),
        operation(OperationKind.HOMEWORK, "3. uzd.", lesson=lesson),
    )
    before, entries = recorded(), len(trail())
    for name, (typed, sentence) in _refused(school).items():
        with subtests.test(name):
            by = janis if "group" in name else ilze
            (answer,) = send(by, typed)
            assert answer.status is AnswerStatus.REFUSED
            assert answer.message is not None
            assert answer.message.english() == sentence
            assert (recorded(), len(trail())) == (before, entries)
