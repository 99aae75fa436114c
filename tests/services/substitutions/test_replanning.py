"""A timetable version published afterwards loses no planned or recorded substitution."""

from ejournal_app.domain.substitution_kinds import SubstitutionKind
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Lesson
from ejournal_app.services.lesson_planning import forecast, replan
from ejournal_app.services.substitutions.planning import clear_cover, plan_cover
from tests.support.covering import cover, plans, substitutions, the_lesson
from tests.support.school import TinySchool
from tests.support.school_days import TODAY, TOMORROW

from .conftest import Ill

KINDS = SubstitutionKind


def test_lessons_the_new_timetable_no_longer_gives_stay_while_they_are_covered_or_planned(
    school: TinySchool, ill: Ill
) -> None:
    """The timetable of the tiny school is empty: planning takes away all that is not kept."""
    ill("ilze", TOMORROW, None)
    later = [
        day for (journal, day) in school.lessons if journal == school.maths_a and day > TOMORROW
    ]
    first, second = later[:2]
    maths, choir = school.lesson(school.maths_a, TOMORROW), school.lesson(school.choir, TOMORROW)
    moved = cover(school, maths, "janis", KINDS.MOVED, moved_from_id=choir)
    same = cover(school, school.lesson(school.maths_b, TOMORROW), "maija")
    off = cover(school, school.lesson(school.maths_a, first), None, KINDS.CANCELLED)
    planned = school.lesson(school.maths_b, first)
    plan_cover(
        school.actors.management,
        planned,
        kind=KINDS.SUPERVISED,
        substitute_id=school.actors.nora.person_id,
    )
    to_move = school.lesson(school.choir, second)
    plan_cover(
        school.actors.management,
        school.lesson(school.maths_a, second),
        kind=KINDS.MOVED,
        substitute_id=school.actors.janis.person_id,
        moved_from_id=to_move,
    )
    kept = {
        maths,
        choir,
        moved.lesson_id,
        same.lesson_id,
        off.lesson_id,
        planned,
        school.lesson(school.maths_a, second),
        to_move,
    }
    before = [the_lesson(one).model_dump() for one in sorted(kept)]
    with reading() as session:
        said = forecast(session, school.year_id, TOMORROW, [], {})
        keys = {
            (one.journal_id, one.day, one.number)
            for one in (session.get_one(Lesson, lesson) for lesson in kept)
        }
    assert keys <= set(said.kept)
    with writing() as session:
        result = replan(session, school.year_id, TOMORROW)
    assert result.removed > 0
    assert result.kept == len(said.kept)
    assert [the_lesson(one).model_dump() for one in sorted(kept)] == before
    assert {row.id for row in substitutions()} == {moved.id, same.id, off.id}
    assert len(plans()) == 2


def test_a_plan_is_not_dropped_silently_and_the_lesson_goes_once_it_is_cleared(
    school: TinySchool, ill: Ill
) -> None:
    ill("ilze", TOMORROW, None)
    lesson = school.lesson(school.maths_b, TOMORROW)
    plan_cover(school.actors.management, lesson, kind=KINDS.CANCELLED)
    with writing() as session:
        replan(session, school.year_id, TODAY)
    assert [plan.lesson_id for plan in plans()] == [lesson]
    clear_cover(school.actors.management, lesson)
    with writing() as session:
        replan(session, school.year_id, TODAY)
    with reading() as session:
        assert session.get(Lesson, lesson) is None
