"""One tap copies an entry to the parallel class, and never over anything."""

import pytest

from ejournal_app import clock
from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Lesson
from ejournal_app.services.entries.operations import OperationKind
from ejournal_app.services.lesson_copy import copy_entry
from tests.support.entering import checked, complete_entry, operation, recorded, saved, topic
from tests.support.school import TinySchool
from tests.support.school_days import LESSON_DAYS, TOMORROW, YESTERDAY
from tests.support.together import together
from tests.support.trail import trail


def row(lesson_id: int) -> Lesson:
    with reading() as session:
        return session.get_one(Lesson, lesson_id)


def test_topic_outcome_and_homework_are_copied(school: TinySchool) -> None:
    ilze = school.actors.ilze
    source, target = school.lesson(school.maths_a, YESTERDAY), school.lesson(school.maths_b)
    saved(
        ilze,
        topic(source, "Daļas"),
        operation(OperationKind.OUTCOME, "Saskaita", lesson=source),
        operation(OperationKind.HOMEWORK, "3. uzd.", lesson=source),
    )
    copy_entry(ilze, source, target)
    copied = row(target)
    assert (copied.topic, copied.outcome, copied.homework) == ("Daļas", "Saskaita", "3. uzd.")
    assert copied.homework_due == TOMORROW  # its own next lesson, not the source's
    assert (copied.changed_by_id, copied.changed_at) == (ilze.person_id, clock.now())
    entry = trail(Permission.LESSON_WRITE)[-1]
    assert entry.entity_id == target
    assert entry.after == {
        "topic": "Daļas",
        "outcome": "Saskaita",
        "homework": "3. uzd.",
        "copied_from": source,
    }


def test_copying_can_complete_the_other_entry(school: TinySchool) -> None:
    ilze, source = school.actors.ilze, school.lesson(school.maths_a)
    target = school.lesson(school.maths_b)
    saved(ilze, *complete_entry(source), checked(target))
    assert row(target).completed_at is None
    copy_entry(ilze, source, target)
    assert row(target).no_homework
    assert row(target).completed_at == clock.now()


def test_attendance_is_not_copied(school: TinySchool) -> None:
    source, target = school.lesson(school.maths_a), school.lesson(school.maths_b)
    saved(school.actors.ilze, *complete_entry(source))
    copy_entry(school.actors.ilze, source, target)
    assert row(target).attendance_checked_at is None


def test_an_entry_with_any_text_is_not_overwritten(school: TinySchool) -> None:
    ilze, source = school.actors.ilze, school.lesson(school.maths_a)
    saved(ilze, *complete_entry(source))
    texts = (OperationKind.TOPIC, OperationKind.OUTCOME, OperationKind.HOMEWORK)
    for kind, day in zip(texts, LESSON_DAYS, strict=False):
        target = school.lesson(school.maths_b, day)
        saved(ilze, operation(kind, "Savs teksts", lesson=target))
        before = recorded()
        with pytest.raises(Refused) as refusal:
            copy_entry(ilze, source, target)
        assert refusal.value.message.english() == (
            "That lesson already has an entry; nothing was overwritten."
        )
        assert recorded() == before


def test_without_a_topic_there_is_nothing_to_copy(school: TinySchool) -> None:
    with pytest.raises(Refused, match="There is no topic to copy yet"):
        copy_entry(school.actors.ilze, school.lesson(school.maths_a), school.lesson(school.maths_b))


def test_copies_in_opposite_directions_do_not_block_each_other(school: TinySchool) -> None:
    ilze = school.actors.ilze
    one, other = school.lesson(school.maths_a), school.lesson(school.maths_b)
    saved(ilze, topic(one, "Daļas"), topic(other, "Daļas"))

    def copy(source: int, target: int) -> bool:
        with pytest.raises(Refused):
            copy_entry(ilze, source, target)
        return True

    assert together(lambda: copy(one, other), lambda: copy(other, one)) == [True, True]
