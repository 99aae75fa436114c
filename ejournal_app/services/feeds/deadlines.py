"""What somebody owes as entries of a calendar: gone as soon as it is done (Regulation 10, 15-21).

What falls due at the same moment is one entry: six lessons at 17:00 are one thing to think of.
"""

from collections import defaultdict
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.deadlines import END_OF_DAY
from ejournal_app.domain.duties import Duty
from ejournal_app.domain.feeds import FeedEvent, Window
from ejournal_app.i18n.catalogue import ngettext, translate
from ejournal_app.policies.rules import require
from ejournal_app.services.duties.owed import owed_of

_SHOWN = timedelta(minutes=15)
"""An entry ends at the deadline and is this long."""


def deadline_events(session: Session, actor: Actor, window: Window) -> list[FeedEvent]:
    """Return what the actor owes, by the days shown."""
    require(actor, Permission.DUTY_OWN)
    by_moment: defaultdict[datetime, list[Duty]] = defaultdict(list)
    for duty in owed_of(session, actor.person_id, clock.now()):
        if duty.due_at is not None and window.holds(clock.local(duty.due_at).date()):
            by_moment[duty.due_at].append(duty)
    return [_event(due_at, duties, actor.language) for due_at, duties in sorted(by_moment.items())]


def _event(due_at: datetime, duties: list[Duty], language: str) -> FeedEvent:
    local = clock.local(due_at)
    titles = [translate(language, duty.title) for duty in duties]
    (only, *others) = duties
    return FeedEvent(
        uid=f"due-{due_at:%Y%m%dT%H%M}",
        starts=local.date() if local.time() == END_OF_DAY else due_at - _SHOWN,
        ends=None if local.time() == END_OF_DAY else due_at,
        summary=titles[0]
        if not others
        else ngettext(language, "{n} thing is due", "{n} things are due", len(duties)),
        description="\n".join(titles)
        if others
        else "\n".join(translate(language, reason) for reason in only.reason),
        path="/" if others else only.href,
    )
