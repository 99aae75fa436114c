"""What a class teacher owes for the own class (Regulation 6, 9)."""

import asyncio
from dataclasses import dataclass

import reflex as rx

from ejournal_app.clock import local
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.i18n.formats import short_date
from ejournal_app.policies.rules import allows
from ejournal_app.services.absence_applications.desk import waiting_by_class
from ejournal_app.services.absent_today.page import silent_by_class
from ejournal_app.services.class_tasks.overview import ClassTasks, own_class_tasks

from .guard import requires
from .parsing import as_id


@dataclass(frozen=True)
class ClassView:
    """The tasks of one class, in words."""

    class_id: int
    name: str
    files: str
    files_due: str
    files_look: str
    notice: str
    notice_due: str
    notice_look: str
    silent: int
    """Absent today, and nobody was told."""
    applications: str
    """Of families, waiting for a decision; empty when none waits."""


class MyClass(rx.State):
    """The own classes with their tasks."""

    classes: list[ClassView] = []  # noqa: RUF012 - copied for each client

    @rx.event
    @requires(Permission.FILE_CHECK_READ)
    async def enter(self, actor: Actor) -> None:
        """Show the tasks."""
        tasks = await asyncio.to_thread(own_class_tasks, actor)
        silent: dict[int, int] = {}
        if allows(actor, Permission.ABSENT_TODAY_READ):
            silent = await asyncio.to_thread(silent_by_class, actor)
        waiting = await asyncio.to_thread(waiting_by_class, actor) if tasks else {}
        self.classes = [
            _class(own, silent.get(own.class_id, 0), waiting.get(own.class_id, 0), actor.language)
            for own in tasks
        ]


def own_class_id(actor: Actor, asked: str) -> int:
    """Return the own class an address asks for, the first of one's own when it asks for none."""
    if asked:
        try:
            return as_id(asked)
        except Refused:
            pass
    elif actor.class_ids:
        return min(actor.class_ids)
    raise Forbidden(Attempt(action=Permission.FILE_CHECK_READ, entity="class"))


def _class(own: ClassTasks, silent: int, waiting: int, language: str) -> ClassView:
    files, notice = own.files, own.notice
    left = files.pupils - files.complete
    if files.overdue:
        files_due = gettext(language, "{n} overdue", n=files.overdue)
    elif files.due and left:
        files_due = gettext(language, "due {day}", day=short_date(files.due, language))
    else:
        files_due = gettext(language, "done")
    if notice.published_at:
        notice_words = gettext(
            language,
            "Told on {day}; {known} of {all} parents know",
            day=short_date(local(notice.published_at).date(), language),
            known=notice.informed,
            all=notice.guardians,
        )
    else:
        notice_words = gettext(language, "Not published yet")
    due = gettext(language, "due {day}", day=short_date(notice.due, language))
    notice_due = gettext(language, "done") if notice.published_at else due
    return ClassView(
        class_id=own.class_id,
        name=own.class_name,
        files=gettext(
            language,
            "{percent}% confirmed; {n} of {all} files complete",
            percent=files.percent,
            n=files.complete,
            all=files.pupils,
        ),
        files_due=files_due,
        files_look="bad" if files.overdue else "warn" if left else "ok",
        notice=notice_words,
        notice_due=notice_due,
        applications=gettext(language, "{n} to decide", n=waiting) if waiting else "",
        notice_look="ok" if notice.published_at else "bad" if notice.overdue else "warn",
        silent=silent,
    )
