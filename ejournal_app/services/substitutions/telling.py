"""Who hears of a substitution at once: whoever leads, and the open pages of all it concerns.

Families are told by the news of the day's changes (`services/reminders/news_changes.py`). Why
somebody is away is told to nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.substitution_kinds import SubstitutionKind
from ejournal_app.persistence.models import Lesson, Person, Substitution
from ejournal_app.persistence.queries.teaching import LessonRow, lesson_rows
from ejournal_app.services import live
from ejournal_app.services.notices.telling import NoticeKind, tell

_DONE = {
    SubstitutionKind.SAME_SUBJECT: N_(
        "{day}, lesson {number}: you lead {subject} {place} in the place of {name}."
    ),
    SubstitutionKind.OTHER_SUBJECT: N_(
        "{day}, lesson {number}: you hold {subject} {place}; {name} is away."
    ),
    SubstitutionKind.JOINED: N_(
        "{day}, lesson {number}: {subject} {place} joins your lesson; {name} is away."
    ),
    SubstitutionKind.MOVED: N_(
        "{day}: your lesson of {subject} {place} is moved to lesson {number}; {name} is away."
    ),
    SubstitutionKind.SUPERVISED: N_(
        "{day}, lesson {number}: you watch over {subject} {place} in the place of {name}."
    ),
}
_UNDONE = N_("{day}, lesson {number}, {subject} {place}: the substitution is called off.")


@dataclass(frozen=True, slots=True)
class _Word:
    """Something to tell one person."""

    person_id: int
    message: Message
    href: str


@dataclass(slots=True)
class Told:
    """What one confirmation changes, gathered; told when everything is written."""

    _words: list[_Word] = field(default_factory=list["_Word"])
    _persons: set[int] = field(default_factory=set[int])
    _journals: set[int] = field(default_factory=set[int])

    def done(self, session: Session, row: Substitution) -> None:
        """Note a substitution that was put."""
        held = self._concerned(session, row)
        if row.substitute_id is not None and held is not None:
            words = Message(_DONE[SubstitutionKind(row.kind)], _params(session, row, held))
            self._words.append(_Word(row.substitute_id, words, f"/stunda/{row.lesson_id}"))

    def undone(self, session: Session, row: Substitution) -> None:
        """Note a substitution before it is taken back."""
        held = self._concerned(session, row)
        if row.substitute_id is not None and held is not None:
            words = Message(_UNDONE, _params(session, row, held))
            day = f"/diena?datums={held.lesson.day}"
            self._words.append(_Word(row.substitute_id, words, day))

    def tell(self, session: Session) -> None:
        """Keep the notices, in the caller's transaction."""
        for word in self._words:
            tell(session, [word.person_id], NoticeKind.SUBSTITUTION, word.message, word.href)

    @property
    def topics(self) -> set[str]:
        """Return what to announce once it is committed."""
        return {
            *(live.person_topic(person_id) for person_id in self._persons),
            *(live.journal_topic(journal_id) for journal_id in self._journals),
        }

    def _concerned(self, session: Session, row: Substitution) -> LessonRow | None:
        ids = _ids(row)
        self._journals.update(
            session.scalars(select(col(Lesson.journal_id)).where(col(Lesson.id).in_(ids)))
        )
        self._persons |= {one for one in (row.substitute_id, row.absent_id) if one is not None}
        return next(iter(lesson_rows(session, col(Lesson.id) == row.lesson_id)), None)


def _ids(row: Substitution) -> list[int]:
    found: Iterable[int | None] = (row.lesson_id, row.replaced_id, row.moved_from_id)
    return [lesson_id for lesson_id in found if lesson_id is not None]


def _params(session: Session, row: Substitution, held: LessonRow) -> dict[str, object]:
    absent = session.get(Person, row.absent_id) if row.absent_id is not None else None
    return {
        "day": held.lesson.day,
        "number": held.lesson.number,
        "subject": held.subject,
        "place": held.place,
        "name": f"{absent.given_name} {absent.family_name}" if absent else "—",
    }
