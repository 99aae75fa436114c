"""One piece of news about a pupil, and how it reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.reminders import Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkName:
    """What a work is called: its kind, and its own title if it has one."""

    kind_lv: str
    kind_en: str
    title: str

    def words(self, language: str) -> str:
        """Return the name in a language."""
        kind = self.kind_en if language == "en" else self.kind_lv
        return f"{kind} “{self.title}”" if language == "en" and self.title else self._lv(kind)

    def _lv(self, kind: str) -> str:
        return f"{kind} «{self.title}»" if self.title else kind


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Something that happened, and from when it may be told."""

    topic: Topic
    told_from: datetime
    day: date
    msgid: str
    params: dict[str, Any]
    mark_id: int | None = None
    """For marks: the steps of one mark are told as one."""

    def line(self, language: str) -> Message:
        """Return the sentence for a reader of a language."""
        return Message(
            self.msgid,
            {
                name: value.words(language) if isinstance(value, WorkName) else value
                for name, value in self.params.items()
            },
        )


def mark_step(
    *,
    mark_id: int,
    told_from: datetime,
    day: date,
    subject: str,
    work: WorkName,
    old: str,
    new: str,
) -> News:
    """Return one step in the life of a mark."""
    if not new:
        msgid = N_("{day}, {subject}, {work}: mark {before} removed")
    elif old:
        msgid = N_("{day}, {subject}, {work}: {value} (before: {before})")
    else:
        msgid = N_("{day}, {subject}, {work}: {value}")
    params = {"day": day, "subject": subject, "work": work, "value": new, "before": old}
    return News(
        topic=Topic.MARKS, told_from=told_from, day=day, msgid=msgid, params=params, mark_id=mark_id
    )


def merged(news: Iterable[News]) -> list[News]:
    """Return news by day, the steps of each mark as one; none where it is as it was."""
    steps: dict[int, list[News]] = {}
    found: list[News] = []
    for one in sorted(news, key=lambda one: one.told_from):
        if one.mark_id is None:
            found.append(one)
        else:
            steps.setdefault(one.mark_id, []).append(one)
    for mark_id, life in steps.items():
        last, old = life[-1], life[0].params["before"]
        if last.params["value"] != old:
            found.append(
                mark_step(
                    mark_id=mark_id,
                    told_from=last.told_from,
                    day=last.day,
                    subject=last.params["subject"],
                    work=last.params["work"],
                    old=old,
                    new=last.params["value"],
                )
            )
    return sorted(found, key=lambda one: (one.day, one.told_from))
