"""How a substitution is said to whoever reads a lesson: by whom and for whom, never why (12)."""

from ejournal_app.domain.access import Actor
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.substitution_kinds import SubstitutionKind
from ejournal_app.persistence.queries.substitutions import Cover


def cover_words(cover: Cover, reader: Actor) -> Message:
    """Return the sentence beside a lesson that is held."""
    if cover.kind is SubstitutionKind.MOVED:
        return Message(N_("Moved here from a later lesson"))
    if reader.person_id == cover.substitute_id and cover.absent:
        return Message(N_("Substitution: {name}"), {"name": cover.absent})
    if cover.absent:
        return Message(
            N_("Substituted: {substitute} in the place of {name}"),
            {"substitute": cover.substitute, "name": cover.absent},
        )
    return Message(N_("Substituted: {substitute}"), {"substitute": cover.substitute})


def called_off_words(cover: Cover | None, lesson_id: int) -> Message:
    """Return why nothing is written in a lesson that is called off."""
    if cover is None or cover.kind is SubstitutionKind.CANCELLED:
        return Message(N_("This lesson is not held."))
    if cover.moved_from_id == lesson_id:
        return Message(N_("This lesson is not held now: it was moved to an earlier one."))
    return Message(
        N_("This lesson is not held: another subject is held in its place. It is led by {name}."),
        {"name": cover.substitute},
    )
