"""Tells a teacher that a closed period is open for them (Regulation 17-19)."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.services.notices.telling import NoticeKind, tell

from .names import KIND_WORDS


def tell_opened(
    session: Session, person_id: int, kind: EntryKind, until: date, journals: Mapping[int, str]
) -> None:
    """Keep the notice; of one journal it leads to its marks. Why, they read on that page."""
    facts = {"kind": KIND_WORDS[kind], "until": until}
    if len(journals) == 1:
        ((journal_id, name),) = journals.items()
        words = Message(
            N_("{kind} is open for you until {until}: {journal}"), {**facts, "journal": name}
        )
        href = f"/zurnals/{journal_id}/periodi"
    else:
        words = Message(N_("{kind} is open for you until {until} in all your journals."), facts)
        href = "/zurnali"
    tell(session, [person_id], NoticeKind.PERIOD_REOPENED, words, href)
