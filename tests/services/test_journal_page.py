"""The grid of a journal: who was there when, what stands, and the average (Regulation 15, 16)."""

from datetime import date

from ejournal_app.domain.access import Actor
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import Journal, Work
from ejournal_app.services.journal_page import (
    LESSONS_SHOWN,
    OUTSIDE,
    JournalView,
    LessonColumn,
    WorkColumn,
    open_journal,
)
from ejournal_app.services.works import add_lesson, create_work
from tests.support.entering import attendance, mark, saved
from tests.support.school import TinySchool
from tests.support.school_days import DAY, FRIDAY, LESSON_DAYS, TODAY, TOMORROW, YESTERDAY
from tests.support.school_rows import planned_lesson


def row_of(view: JournalView, pupil_id: int) -> dict[date, str]:
    """The attendance of one pupil by day."""
    index = [pupil.pupil_id for pupil in view.pupils].index(pupil_id)
    return {
        column.day: view.cells[index][n]
        for n, column in enumerate(view.columns)
        if isinstance(column, LessonColumn)
    }


def test_a_pupil_is_outside_before_joining_and_after_leaving(school: TinySchool) -> None:
    lesson = school.lesson(school.maths_a)
    saved(
        school.actors.ilze,
        attendance(lesson, school.anna, "absent"),
        attendance(lesson, school.bruno, "late"),
        attendance(lesson, school.emils, "absent"),
        attendance(lesson, school.emils, "present", "absent"),
    )
    view = open_journal(school.actors.ilze, school.maths_a)
    days = [day for day in LESSON_DAYS if day <= TODAY]
    assert row_of(view, school.anna) == {day: "n" if day == TODAY else "" for day in days}
    assert row_of(view, school.bruno) == {day: "k" if day == TODAY else "" for day in days}
    assert row_of(view, school.emils) == {day: OUTSIDE if day < YESTERDAY else "" for day in days}
    assert row_of(view, school.zane) == {day: OUTSIDE if day > YESTERDAY else "" for day in days}
    assert row_of(view, school.marta) == {day: OUTSIDE if day >= FRIDAY else "" for day in days}
    assert {pupil.name: pupil.left_on for pupil in view.pupils} == {
        "Āboliņa Anna": None,
        "Bērziņš Bruno": None,
        "Eglītis Emīls": None,
        "Krūmiņa Marta": FRIDAY - DAY,
        "Zariņa Zane": YESTERDAY,
    }
    assert view.pupils[0].name == "Āboliņa Anna"


def test_a_pupil_who_moved_is_in_the_new_class_from_the_day_on(school: TinySchool) -> None:
    view = open_journal(school.actors.ilze, school.maths_b)
    assert row_of(view, school.marta) == {
        day: OUTSIDE if day < FRIDAY else "" for day in LESSON_DAYS if day <= TODAY
    }
    assert {pupil.left_on for pupil in view.pupils} == {None}


def test_a_group_follows_membership_and_enrolment(school: TinySchool) -> None:
    view = open_journal(school.actors.janis, school.english)
    days = [day for day in LESSON_DAYS if day <= TODAY]
    assert row_of(view, school.bruno) == {day: OUTSIDE if day > FRIDAY else "" for day in days}
    assert row_of(view, school.zane) == {day: OUTSIDE if day > YESTERDAY else "" for day in days}


def test_works_stand_after_their_lesson_in_the_order_of_days(school: TinySchool) -> None:
    ilze = school.actors.ilze
    extra = add_lesson(ilze, school.maths_a, YESTERDAY, 5)
    second = create_work(ilze, extra, "formative", "Mutiski")
    with writing() as session:
        loose = Work(
            journal_id=school.maths_a,
            kind_id=session.get_one(Work, school.test).kind_id,
            title="Referāts",
            day=YESTERDAY,
            scale="points10",
            weight=1,
        )
        session.add(loose)
        session.flush()
        loose_id = loose.id
    columns = open_journal(ilze, school.maths_a).columns
    assert [
        ("work", column.work_id) if isinstance(column, WorkColumn) else (column.day, column.number)
        for column in columns
        if column.day >= YESTERDAY
    ] == [
        (YESTERDAY, 2),
        ("work", school.test),
        (YESTERDAY, 5),
        ("work", second),
        ("work", loose_id),
        (TODAY, 2),
        ("work", school.quiz),
    ]


def test_marks_stand_in_their_work(school: TinySchool) -> None:
    saved(
        school.actors.ilze,
        mark(school.test, school.anna, "4|7"),
        mark(school.quiz, school.bruno, "ni"),
        mark(school.test, school.bruno, "9"),
        mark(school.test, school.bruno, "", "9"),
    )
    view = open_journal(school.actors.ilze, school.maths_a)
    works = [n for n, column in enumerate(view.columns) if isinstance(column, WorkColumn)]
    assert [view.columns[n].kind_lv for n in works] == ["Pārbaudes darbs", "Formatīvs"]  # type: ignore[union-attr]
    cells = {
        pupil.pupil_id: [row[n] for n in works]
        for pupil, row in zip(view.pupils, view.cells, strict=True)
    }
    assert cells == {
        school.anna: ["4|7", ""],
        school.bruno: ["", "ni"],
        school.emils: ["", ""],
        school.marta: [OUTSIDE, OUTSIDE],
        school.zane: ["", OUTSIDE],
    }


def test_averages_are_weighted_and_exact(school: TinySchool) -> None:
    ilze = school.actors.ilze
    with writing() as session:
        kind = session.get_one(Work, school.test).kind_id
        works = [
            Work(journal_id=school.maths_a, kind_id=kind, day=day, scale="points10", weight=weight)
            for day, weight in ((LESSON_DAYS[0], 1), (LESSON_DAYS[1], 4))
        ]
        session.add_all(works)
        session.flush()
        light, heavy = (work.id or 0 for work in works)
    saved(
        ilze,
        mark(school.test, school.anna, "4|7"),
        mark(light, school.anna, "8"),
        mark(heavy, school.anna, "10"),
        mark(school.quiz, school.anna, "i"),
        mark(school.test, school.bruno, "nv"),
        mark(school.test, school.emils, "6"),
    )
    shown = {p.pupil_id: p.average for p in open_journal(ilze, school.maths_a).pupils}
    # (7·3 + 8·1 + 10·4) / 8 = 8,625: the improved mark counts, halves go up.
    assert shown == {
        school.anna: "8,63",
        school.bruno: "—",
        school.emils: "6,00",
        school.marta: "—",
        school.zane: "—",
    }

    # The browser reckons the average from what it shows and the two sums of the rest.
    bases = {p.pupil_id: p.base for p in open_journal(ilze, school.maths_a).pupils}
    assert set(bases.values()) == {(0, 0)}
    early = open_journal(ilze, school.maths_a, LESSON_DAYS[0])
    assert [c.work_id for c in early.columns if isinstance(c, WorkColumn)] == [light]
    bases = {p.pupil_id: p.base for p in early.pupils}
    assert bases[school.anna] == (7 * 3 + 10 * 4, 3 + 4)
    assert bases[school.bruno] == (0, 0)


def test_only_works_in_points_of_ordinary_kinds_count(school: TinySchool) -> None:
    columns = open_journal(school.actors.ilze, school.maths_a).columns
    counts = {c.work_id: c.counts for c in columns if isinstance(c, WorkColumn)}
    assert counts == {school.test: True, school.quiz: False}


def _more_lessons(school: TinySchool, count: int) -> None:
    """Earlier lessons of maths in 5.a, two a day."""
    with writing() as session:
        for n in range(count):
            day = LESSON_DAYS[0] - (1 + n // 2) * DAY
            session.add(planned_lesson(school.maths_a, day, 2 + 3 * (n % 2)))


def _pages(actor: Actor, journal_id: int) -> list[JournalView]:
    pages = [open_journal(actor, journal_id)]
    while pages[-1].earlier_until is not None:
        pages.append(open_journal(actor, journal_id, pages[-1].earlier_until))
    return pages


def test_paging_back_shows_every_lesson_and_work_once(school: TinySchool) -> None:
    _more_lessons(school, 2 * LESSONS_SHOWN + 3)
    with writing() as session:
        kind = session.get_one(Work, school.test).kind_id
        for n in range(60):
            session.add(
                Work(
                    journal_id=school.maths_a,
                    kind_id=kind,
                    day=TODAY - n * DAY,
                    scale="points10",
                    weight=1,
                )
            )
    pages = _pages(school.actors.ilze, school.maths_a)
    assert len(pages) == 3
    lessons = [
        (column.day, column.number)
        for page in reversed(pages)
        for column in page.columns
        if isinstance(column, LessonColumn)
    ]
    assert lessons == sorted(set(lessons))
    past = len([day for day in LESSON_DAYS if day <= TODAY])
    assert len(lessons) == 2 * LESSONS_SHOWN + 3 + past
    works = [c.work_id for page in pages for c in page.columns if isinstance(c, WorkColumn)]
    assert len(works) == len(set(works)) == 60 + 2
    assert [page.later for page in pages] == [False, True, True]


def test_a_short_journal_is_one_page_up_to_today(school: TinySchool) -> None:
    view = open_journal(school.actors.ilze, school.maths_a)
    assert (view.earlier_until, view.later) == (None, False)
    assert {column.open for column in view.columns} == {True}
    assert max(column.day for column in view.columns) == TODAY
    ahead = open_journal(school.actors.ilze, school.maths_a, TOMORROW)
    assert ahead.columns[-1].day == TOMORROW
    assert not ahead.columns[-1].open


def test_a_journal_without_lessons_is_empty(school: TinySchool) -> None:
    with writing() as session:
        journal = session.get_one(Journal, school.choir)
        twin = Journal(
            **journal.model_dump(exclude={"id", "version", "name"}), name="Ansamblis 5.a"
        )
        session.add(twin)
        session.flush()
        twin_id = twin.id or 0
    view = open_journal(school.actors.management, twin_id)
    assert view.columns == ()
    assert view.earlier_until is None
    assert not view.marks_allowed


def test_in_a_mixed_group_a_class_teacher_sees_the_own_class(school: TinySchool) -> None:
    everyone = {"anna", "bruno", "dace", "zane"}
    for reader, seen in (
        ("janis", everyone),
        ("superuser", everyone),
        ("maija", {"anna", "bruno"}),
        ("nora", {"dace"}),
    ):
        view = open_journal(school.actors.all()[reader], school.english)
        assert {pupil.pupil_id for pupil in view.pupils} == {getattr(school, name) for name in seen}
        assert len(view.cells) == len(seen)


def test_a_class_teacher_sees_who_left_the_own_class(school: TinySchool) -> None:
    view = open_journal(school.actors.maija, school.maths_a)
    assert {school.zane, school.marta} <= {pupil.pupil_id for pupil in view.pupils}
    assert not view.editable
