"""What stands around the week in the diary: the class teacher's notice, marks of no lesson."""

import asyncio
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.clock import local
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import translate
from ejournal_app.i18n.formats import short_date
from ejournal_app.services.achievements.listing import KINDS, LEVELS, achievements_of
from ejournal_app.services.achievements.rows import AchievementRow
from ejournal_app.services.class_tasks.reading_notices import notice_for, read_notice
from ejournal_app.services.diary import OtherMark, children, other_marks

from .diary import MarkView, address_pupil, mark_view
from .guard import requires, say_done
from .parsing import as_id, as_number


@dataclass(frozen=True)
class OtherMarkView:
    """A mark of a semester, an exam or another school."""

    key: str
    subject: str
    day: str
    mark: MarkView


@dataclass(frozen=True)
class AchievementView:
    """An achievement of the pupil."""

    key: str
    title: str
    text: str
    result: str


class DiaryExtras(rx.State):
    """Of the pupil whose diary is open."""

    pupil_id: int = 0
    notice_id: int = 0
    """0: there is nothing to tell."""
    notice_version: int = 0
    notice_text: str = ""
    notice_day: str = ""
    notice_class: str = ""
    notice_known: bool = False
    marks: list[OtherMarkView] = []  # noqa: RUF012 - copied for each client
    achievements: list[AchievementView] = []  # noqa: RUF012

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def enter(self, actor: Actor) -> Any:
        """Show them for the pupil of the address; without one, for the first child."""
        self.notice_id, self.notice_text = 0, ""
        self.marks, self.achievements = [], []
        pupil_id = address_pupil(self.router.url.path)
        if pupil_id is None:
            own = await asyncio.to_thread(children, actor)
            if not own:
                return
            pupil_id = own[0].pupil_id
        await _show(self, actor, pupil_id)

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def read(self, actor: Actor, pupil_id: int, notice_id: int, version: int) -> None:
        """Note that the guardian has read the notice."""
        pupil, seen = as_id(pupil_id), as_number(version, 1, 1_000_000)
        await asyncio.to_thread(read_notice, actor, as_id(notice_id), seen)
        await _show(self, actor, pupil)
        await say_done(
            self, actor.language, Message(N_("Thank you. The class teacher sees that you read it."))
        )


async def _show(state: DiaryExtras, actor: Actor, pupil_id: int) -> None:
    notice = await asyncio.to_thread(notice_for, actor, pupil_id)
    marks = await asyncio.to_thread(other_marks, actor, pupil_id)
    achieved = await asyncio.to_thread(achievements_of, actor, pupil_id)
    language = actor.language
    state.pupil_id = pupil_id
    state.achievements = [_achievement(row, language) for row in achieved]
    state.marks = [_mark(number, own, pupil_id, language) for number, own in enumerate(marks)]
    if notice is not None:
        state.notice_version, state.notice_text = notice.version, notice.text
        state.notice_class, state.notice_known = notice.class_name, notice.known
        state.notice_day = short_date(local(notice.published_at).date(), language)
    state.notice_id = notice.notice_id if notice else 0


def _achievement(row: AchievementRow, language: str) -> AchievementView:
    words = (KINDS[row.kind], LEVELS[row.level])
    return AchievementView(
        key=str(row.achievement_id),
        title=row.title,
        text=" · ".join(
            [short_date(row.day, language), *(translate(language, word) for word in words)]
        ),
        result=row.result,
    )


def _mark(number: int, own: OtherMark, pupil_id: int, language: str) -> OtherMarkView:
    return OtherMarkView(
        key=str(number),
        subject=own.subject,
        day=short_date(own.day, language),
        mark=mark_view(own.mark, pupil_id, language),
    )
