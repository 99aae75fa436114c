"""Whether a lesson can be covered in a way, for a choice of the board and for the last word."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.substitution import Limits, StandIn, WhyNot, why_not
from ejournal_app.domain.substitution_kinds import SubstitutionKind
from ejournal_app.domain.substitution_words import words_against
from ejournal_app.persistence.models import Journal

from .lessons import SchoolLesson
from .situation import Situation


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How a lesson is to be covered."""

    lesson_id: int
    kind: SubstitutionKind
    substitute_id: int | None = None
    moved_from_id: int | None = None
    journal_id: int | None = None


def refusal(
    session: Session,
    situation: Situation,
    people: Mapping[int, StandIn],
    limits: Limits,
    wanted: Wanted,
) -> Message | None:
    """Return why a lesson cannot be covered so; None when it can."""
    lesson = situation.hits[wanted.lesson_id].lesson
    if wanted.kind in _NOT_HELD and lesson.was_held:
        return Message(N_("Attendance of this lesson is recorded: it was held."))
    if wanted.kind is SubstitutionKind.CANCELLED:
        return None
    person = people.get(wanted.substitute_id or 0)
    if person is None:
        return Message(N_("Choose a teacher from the list."))
    if wanted.kind is SubstitutionKind.MOVED:
        return _against_moving(situation, person, limits, wanted)
    against = list(why_not(situation.need(wanted.lesson_id), person, limits, situation.open_ids))
    if wanted.kind is SubstitutionKind.JOINED:
        if joinable(situation, lesson, person) is None:
            return Message(
                N_("{name} has no lesson of the subject then that could be joined."),
                {"name": person.name},
            )
        against = [why for why in against if why not in _NO_MATTER_WHEN_JOINED]
    if against:
        words = words_against(against[0], limits)
        return Message(N_("{name} cannot: {why}."), {"name": person.name, "why": words})
    if wanted.kind is SubstitutionKind.OTHER_SUBJECT:
        return _against_other_subject(session, situation, person, wanted)
    return None


_NOT_HELD = (SubstitutionKind.CANCELLED, SubstitutionKind.OTHER_SUBJECT, SubstitutionKind.MOVED)
_NO_MATTER_WHEN_JOINED = (WhyNot.TEACHES_THEN, WhyNot.TOO_MANY_LESSONS)


def joinable(situation: Situation, lesson: SchoolLesson, person: StandIn) -> SchoolLesson | None:
    """Return the own lesson of the subject and grade a group could be joined with."""
    then = person.busy.get((lesson.day, lesson.number), frozenset()) - {lesson.lesson_id}
    if len(then) != 1:
        return None
    own = situation.days.lessons[next(iter(then))]
    same = own.subject_id == lesson.subject_id and own.grade == lesson.grade
    return own if same and own.lesson_id not in situation.hits else None


def movable(situation: Situation, lesson: SchoolLesson) -> list[SchoolLesson]:
    """Return the later lessons of the same pupils that day that could be held earlier.

    Nothing is recorded or planned in them, and nobody else covers them.
    """
    taken = {plan.moved_from_id for plan in situation.days.plans.values()}
    return [
        later
        for later in situation.days.lessons.values()
        if later.day == lesson.day
        and later.number > lesson.number
        and later.pupils == lesson.pupils
        and not later.called_off
        and not later.has_entries
        and later.is_lesson_day
        and later.lesson_id not in situation.hits
        and later.lesson_id not in situation.days.held_for
        and later.lesson_id not in situation.days.substitutions
        and later.lesson_id not in taken
        and later.journal_id != lesson.journal_id
    ]


def _against_moving(
    situation: Situation, person: StandIn, limits: Limits, wanted: Wanted
) -> Message | None:
    lesson = situation.hits[wanted.lesson_id].lesson
    own_plan = situation.days.plans.get(wanted.lesson_id)
    later = situation.days.lessons.get(wanted.moved_from_id or 0)
    free = {one.lesson_id for one in movable(situation, lesson)}
    if own_plan is not None and own_plan.moved_from_id is not None:
        free.add(own_plan.moved_from_id)
    if later is None or later.lesson_id not in free or person.person_id not in later.teacher_ids:
        return Message(N_("This lesson cannot be moved here any more. Choose another one."))
    need = situation.need(wanted.lesson_id)
    against = [
        why
        for why in why_not(need, person, limits, situation.open_ids)
        if why not in _NO_MATTER_WHEN_MOVED
    ]
    if against:
        words = words_against(against[0], limits)
        return Message(N_("{name} cannot: {why}."), {"name": person.name, "why": words})
    return None


_NO_MATTER_WHEN_MOVED = (WhyNot.DAY_LIMIT, WhyNot.WEEK_LIMIT, WhyNot.TOO_MANY_LESSONS)
"""It is the own lesson, only earlier."""


def _against_other_subject(
    session: Session, situation: Situation, person: StandIn, wanted: Wanted
) -> Message | None:
    lesson = situation.hits[wanted.lesson_id].lesson
    journal = session.get(Journal, wanted.journal_id or 0)
    same_pupils = (
        journal is not None
        and journal.id in person.journals
        and journal.id != lesson.journal_id
        and (journal.class_id, journal.group_id) == (lesson.class_id, lesson.group_id)
    )
    if not same_pupils:
        return Message(N_("{name} teaches these pupils no such subject."), {"name": person.name})
    return None
