"""What an open page listens to so that its list of duties is true while it is looked at."""

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.persistence.engine import reading
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case

from .topics import duty_topics


@use_case
def watched_topics(actor: Actor) -> frozenset[str]:
    """Return the topics at which the actor's own duties may have changed."""
    require(actor, Permission.DUTY_OWN)
    with reading() as session:
        return duty_topics(session, actor)
