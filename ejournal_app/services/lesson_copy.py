"""Copies the entry of a lesson to a parallel class (one tap on the lesson page)."""

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import writing

from . import audit, live
from .entries.completion import note_completion
from .entries.desk import Desk
from .entries.lesson_fields import next_lesson_day
from .guard import use_case


@use_case
def copy_entry(actor: Actor, source_id: int, target_id: int) -> None:
    """Copy topic, outcome and homework into a lesson that has none of them yet.

    Refused when the source has no topic or the target has any text: nothing is overwritten. So it
    is on days without lessons of the target's grade, and while the actor is unfit for work.
    """
    with writing() as session:
        desk = Desk(session, actor)
        desk.reserve([source_id, target_id])
        source, _ = desk.lesson(source_id, Permission.LESSON_WRITE)
        target, journal = desk.lesson(target_id, Permission.LESSON_WRITE)
        if not source.topic:
            raise Refused(Message(N_("There is no topic to copy yet.")))
        if target.topic or target.outcome or target.homework:
            raise Refused(Message(N_("That lesson already has an entry; nothing was overwritten.")))
        desk.open_day(journal, target.day)
        target.topic = source.topic
        target.outcome = source.outcome
        target.homework = source.homework
        target.no_homework = source.no_homework
        target.homework_due = next_lesson_day(session, target) if source.homework else None
        target.homework_set_at = desk.now if source.homework else None
        target.changed_at = desk.now
        target.changed_by_id = actor.person_id
        note_completion(desk, target, journal)
        audit.record(
            session,
            actor=actor,
            action=Permission.LESSON_WRITE,
            entity="lesson",
            entity_id=target_id,
            after={
                "topic": target.topic,
                "outcome": target.outcome,
                "homework": target.homework,
                "copied_from": source_id,
            },
        )
        journal_id = target.journal_id
    live.publish([live.journal_topic(journal_id)])
