"""The demo timetable is one a school could hold."""

from collections import defaultdict

from ejournal_app.demo.rooms import assign_rooms
from ejournal_app.demo.timetabling import Placed, teachers_of
from ejournal_app.domain.kinds import JournalKind
from ejournal_app.domain.legal_limits import max_lessons
from ejournal_app.domain.timetable import Slot, clashes

from .conftest import Plan


def slot_of(placed: Placed) -> Slot:
    return Slot(journal_id=placed.journal.number, weekday=placed.weekday, number=placed.number)


def test_no_teacher_pupil_or_room_is_in_two_places(plan: Plan) -> None:
    rooms = assign_rooms(plan.placed, list(range(76)), list(range(100, 109)))
    resources: dict[Slot, list[tuple[str, int]]] = {}
    for one in plan.placed:
        room = rooms[one.journal.number, one.weekday, one.number]
        resources[slot_of(one)] = [
            ("room", room),
            *(("teacher", number) for number in teachers_of(one.journal)),
            *(
                ("pupil", member.pupil.number)
                for member in one.journal.members
                if member.ends_on is None
            ),
        ]
    assert clashes(resources) == []


def test_every_journal_has_its_weekly_lessons(plan: Plan) -> None:
    held: dict[int, int] = defaultdict(int)
    for one in plan.placed:
        held[one.journal.number] += 1
    assert held == {journal.number: journal.weekly for journal in plan.journals}


def test_classes_have_whole_days_within_the_legal_number(plan: Plan) -> None:
    numbers: dict[tuple[tuple[int, str], int], set[int]] = defaultdict(set)
    for one in plan.placed:
        if one.journal.kind is JournalKind.SUBJECT:
            for key in one.journal.classes:
                numbers[key, one.weekday].add(one.number)
    for (key, _), held in numbers.items():
        assert held == set(range(1, len(held) + 1))
        assert len(held) <= max_lessons(key[0])


def test_the_youngest_go_home_after_the_seventh_lesson_at_the_latest(plan: Plan) -> None:
    for one in plan.placed:
        if one.journal.grade <= 3:
            assert one.number <= 7


def test_the_demo_teacher_has_parallel_classes_every_day(plan: Plan) -> None:
    demo = plan.staff.with_account("skolotajs")
    days: dict[int, set[str]] = defaultdict(set)
    for one in plan.placed:
        if demo.number in teachers_of(one.journal):
            days[one.weekday].add(one.journal.name)
    assert all({"Matemātika 7.a", "Matemātika 7.b"} <= days[weekday] for weekday in range(1, 6))
