"""The board, its candidates, plans, and the proposal for all (Regulation 12)."""

import pytest

from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.domain.substitution_kinds import SubstitutionKind
from ejournal_app.domain.teacher_absences import TeacherAbsenceKind
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import RuleSetting, SchoolYear
from ejournal_app.services.substitutions.board import BoardState, open_board
from ejournal_app.services.substitutions.candidates import candidates_for
from ejournal_app.services.substitutions.planning import clear_cover, plan_cover, propose_all
from ejournal_app.services.teacher_absences.overrides import allow_day
from tests.support.covering import cover, plans, the_lesson
from tests.support.entering import saved, topic
from tests.support.school import TinySchool
from tests.support.school_days import DAY, HOLIDAY, SEPTEMBER, TODAY, TOMORROW, YESTERDAY
from tests.support.school_rows import planned_lesson
from tests.support.statements import statements

from .conftest import Ill

SAME = SubstitutionKind.SAME_SUBJECT


def test_the_board_lists_every_lesson_hit_with_its_reason(school: TinySchool, ill: Ill) -> None:
    ill(kind=TeacherAbsenceKind.COURSES, last=None)
    board = open_board(school.actors.management, YESTERDAY, TOMORROW)
    assert [(one.lesson_id, one.subject, one.place) for one in board.lessons] == [
        (school.lesson(school.maths_a), "Matemātika", "5.a"),
        (school.lesson(school.maths_b), "Matemātika", "5.b"),
        (school.lesson(school.maths_a, TOMORROW), "Matemātika", "5.a"),
        (school.lesson(school.maths_b, TOMORROW), "Matemātika", "5.b"),
    ]
    first = board.lessons[0]
    assert (first.absent_name, first.reason, first.room) == ("Ilze Kalniņa", "courses", "214")
    assert (first.state, first.cover, first.substitution_id) == (BoardState.OPEN, None, None)
    assert (first.has_entries, board.lessons[1].has_entries) == (True, False)  # a test is planned


def test_no_lesson_is_listed_on_a_holiday_or_on_a_day_that_was_allowed(
    school: TinySchool, ill: Ill
) -> None:
    with writing() as session:
        session.add(planned_lesson(school.maths_b, HOLIDAY, 3))
    absence = ill(first=HOLIDAY, last=TODAY)
    allow_day(school.actors.superuser, absence, TODAY, "Stundas notika")
    board = open_board(school.actors.management, HOLIDAY, TODAY)
    days = {one.day for one in board.lessons}
    assert HOLIDAY not in days
    assert TODAY not in days
    assert YESTERDAY in days


def test_a_range_is_a_month_at_most_and_in_order(school: TinySchool) -> None:
    for first, last in ((TODAY, YESTERDAY), (TODAY, TODAY + 31 * DAY)):
        with pytest.raises(Refused):
            open_board(school.actors.management, first, last)
        with pytest.raises(Refused):
            propose_all(school.actors.management, first, last)


def test_the_board_asks_as_much_for_a_week_as_for_a_day(school: TinySchool, ill: Ill) -> None:
    ill("ilze", last=None)
    ill("janis", last=None)
    with statements() as of_a_day:
        open_board(school.actors.management, TODAY, TODAY)
    with statements() as of_a_week:
        assert len(open_board(school.actors.management, TODAY, TODAY + 7 * DAY).lessons) > 20
    assert len(of_a_week) == len(of_a_day) <= 12
    with statements() as of_choice:
        candidates_for(school.actors.management, school.lesson(school.maths_a))
    assert len(of_choice) <= 25


def test_the_colleague_of_the_journal_is_the_first_candidate(school: TinySchool, ill: Ill) -> None:
    ill()
    choice = candidates_for(school.actors.management, school.lesson(school.maths_a))
    assert [one.name for one in choice.best] == [
        "Jānis Liepa",
        "Kārlis Osis",
        "Maija Sproģe",
        "Nora Vītola",
    ]
    assert choice.best[0].reasons[0].english() == "teaches this journal too"
    assert choice.best[0].kind is SAME
    assert choice.best[1].kind is SubstitutionKind.SUPERVISED


def test_the_rest_are_told_why_not_and_never_why_they_are_away(
    school: TinySchool, ill: Ill
) -> None:
    ill()
    ill("nora")
    choice = candidates_for(school.actors.management, school.lesson(school.maths_b))
    why = {one.name: [words.english() for words in one.why] for one in choice.impossible}
    assert why["Nora Vītola"] == ["is away that day"]
    assert why["Ilze Kalniņa"] == ["is away that day"]
    named = {one.name for one in choice.best} | why.keys()
    assert "Laura Mežs" not in {one.name for one in choice.best}
    assert len(named) == len(choice.best) + len(choice.impossible)


def test_alternatives_are_moving_another_subject_supervision_and_cancelling(
    school: TinySchool, ill: Ill
) -> None:
    ill()
    with writing() as session:
        late = planned_lesson(school.choir, TODAY, 8)
        session.add(late)
    maths = school.lesson(school.maths_a)
    choice = candidates_for(school.actors.management, maths)
    kinds = {one.kind for one in choice.alternatives}
    assert kinds == {
        SubstitutionKind.MOVED,
        SubstitutionKind.SUPERVISED,
        SubstitutionKind.CANCELLED,
    }
    moved = [one for one in choice.alternatives if one.kind is SubstitutionKind.MOVED]
    assert [one.words.english() for one in moved] == [
        "Move lesson 7 here: Koris, Jānis Liepa",
        "Move lesson 8 here: Koris, Jānis Liepa",
    ]
    for one in choice.alternatives:
        plan_cover(
            school.actors.management,
            maths,
            kind=one.kind,
            substitute_id=one.substitute_id,
            moved_from_id=one.moved_from_id,
            journal_id=one.journal_id,
        )
        (plan,) = plans()
        assert (plan.kind, plan.substitute_id) == (one.kind, one.substitute_id)


def test_a_plan_that_breaks_a_hard_rule_is_refused_in_words(school: TinySchool, ill: Ill) -> None:
    ill()
    management, janis = school.actors.management, school.actors.janis.person_id
    lesson = school.lesson(school.maths_b)
    with writing() as session:
        session.add(planned_lesson(school.english, TODAY, 3))
    for arguments, words in (
        ({"kind": SAME, "substitute_id": janis}, "has a lesson then"),
        ({"kind": SAME, "substitute_id": school.actors.ilze.person_id}, "is away that day"),
        ({"kind": SAME, "substitute_id": school.actors.clerk.person_id}, "no teacher"),
        ({"kind": SAME, "substitute_id": school.actors.parent.person_id}, "from the list"),
        ({"kind": SAME}, "from the list"),
        ({"kind": SubstitutionKind.JOINED, "substitute_id": janis}, "could be joined"),
        (
            {"kind": SubstitutionKind.MOVED, "substitute_id": janis, "moved_from_id": lesson},
            "cannot be moved",
        ),
        (
            {
                "kind": SubstitutionKind.OTHER_SUBJECT,
                "substitute_id": school.actors.maija.person_id,
                "journal_id": school.choir,
            },
            "no such subject",
        ),
    ):
        with pytest.raises(Refused) as refused:
            plan_cover(management, lesson, **arguments)  # type: ignore[arg-type]
        assert words in refused.value.message.english()
    assert plans() == []


def test_a_lesson_in_which_nobody_is_away_is_not_planned(school: TinySchool) -> None:
    with pytest.raises(Refused):
        plan_cover(
            school.actors.management,
            school.lesson(school.maths_a),
            kind=SubstitutionKind.CANCELLED,
        )
    with pytest.raises(Forbidden):
        plan_cover(school.actors.management, 10**6, kind=SubstitutionKind.CANCELLED)
    with pytest.raises(Forbidden):
        clear_cover(school.actors.management, school.lesson(school.maths_a))


def test_a_plan_can_be_replaced_and_cleared_and_nothing_follows_from_it(
    school: TinySchool, ill: Ill
) -> None:
    ill()
    management, lesson = school.actors.management, school.lesson(school.maths_b)
    plan_cover(management, lesson, kind=SAME, substitute_id=school.actors.maija.person_id)
    plan_cover(management, lesson, kind=SubstitutionKind.CANCELLED)
    (one,) = [x for x in open_board(management, TODAY, TODAY).lessons if x.lesson_id == lesson]
    assert one.state is BoardState.PLANNED
    assert one.cover is not None
    assert (one.cover.kind, one.cover.substitute_id) == (SubstitutionKind.CANCELLED, None)
    assert the_lesson(lesson).called_off_at is None
    clear_cover(management, lesson)
    assert plans() == []


def test_the_proposal_for_all_covers_what_can_be_and_counts_what_is_planned(
    school: TinySchool, ill: Ill
) -> None:
    ill(last=TOMORROW)
    management = school.actors.management
    kept = school.lesson(school.maths_b)
    plan_cover(management, kept, kind=SAME, substitute_id=school.actors.nora.person_id)
    proposal = propose_all(management, TODAY, TOMORROW)
    assert (proposal.planned, proposal.uncovered) == (3, ())
    by_lesson = {plan.lesson_id: plan.substitute_id for plan in plans()}
    assert by_lesson[kept] == school.actors.nora.person_id
    assert by_lesson[school.lesson(school.maths_a)] == school.actors.janis.person_id
    assert propose_all(management, TODAY, TOMORROW).planned == 0


def test_what_nobody_can_cover_is_named(school: TinySchool, ill: Ill) -> None:
    for who in ("ilze", "janis", "maija", "nora", "attached_until_yesterday"):
        ill(who)
    proposal = propose_all(school.actors.management, TODAY, TODAY)
    management = school.actors.management
    lessons = [one.lesson_id for one in open_board(management, TODAY, TODAY).lessons]
    assert (proposal.planned, sorted(proposal.uncovered)) == (0, sorted(lessons))
    assert len(lessons) == 4
    assert candidates_for(management, lessons[0]).best == ()


def test_the_schools_own_limits_hold(school: TinySchool, ill: Ill) -> None:
    ill()
    with writing() as session:
        school_id = session.get_one(SchoolYear, school.year_id).school_id
        session.add(
            RuleSetting(
                school_id=school_id,
                key="substitution_limits",
                value="0,0",
                effective_from=SEPTEMBER,
            )
        )
    assert candidates_for(school.actors.management, school.lesson(school.maths_b)).best == ()
    assert propose_all(school.actors.management, TODAY, TODAY).planned == 0


def test_a_substitute_who_falls_ill_leaves_the_lesson_open_again(
    school: TinySchool, ill: Ill
) -> None:
    ill()
    lesson = school.lesson(school.maths_b)
    row = cover(school, lesson, "maija")
    ill("maija")
    (one,) = [
        x
        for x in open_board(school.actors.management, TODAY, TODAY).lessons
        if x.lesson_id == lesson
    ]
    assert (one.state, one.substitution_id) == (BoardState.OPEN, row.id)
    assert one.cover is not None
    assert one.cover.detail is not None
    assert one.cover.detail.english() == "The substitute is away that day."
    again = cover(school, lesson, "nora")
    assert again.substitute_id == school.actors.nora.person_id


def test_what_a_teacher_prepared_stays_for_the_substitute(school: TinySchool, ill: Ill) -> None:
    lesson = school.lesson(school.maths_b, TOMORROW)
    saved(school.actors.ilze, topic(lesson, "Daļas"))
    ill(first=TOMORROW, last=TOMORROW)
    cover(school, lesson, "maija")
    assert the_lesson(lesson).topic == "Daļas"
